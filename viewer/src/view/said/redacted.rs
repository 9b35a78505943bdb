//! Values that stand in proven entries as digests only.

use super::fold;
use crate::report::Redacted;
use crate::text;
use leptos::prelude::*;

pub(super) fn redacted(redacted: Redacted) -> Option<impl IntoView> {
    (redacted.digests > 0).then(|| {
        let rows = [
            (text::words().redacted_entries, redacted.entries),
            (text::words().redacted_digests, redacted.digests),
            (text::words().redacted_disclosed, redacted.disclosed),
            (text::words().redacted_erased, redacted.erased),
        ];
        let row = |(words, count): (&'static str, u64)| view! { <dt>{words}</dt><dd>{text::number(count)}</dd> };
        let list = view! {
            <dl class="kv2 sm">{rows.map(row).into_iter().collect_view()}</dl>
            <p class="sm q2">{text::words().redacted_why}</p>
        };
        fold("redacted", text::words().redacted, text::number(redacted.digests), false, list)
    })
}
