//! Values that stand in proven entries as digests only.

use super::fold;
use crate::report::Redacted;
use crate::text;
use leptos::prelude::*;

pub(super) fn redacted(redacted: Redacted) -> Option<impl IntoView> {
    (redacted.digests > 0).then(|| {
        let rows = [
            (text::REDACTED_ENTRIES, redacted.entries),
            (text::REDACTED_DIGESTS, redacted.digests),
            (text::REDACTED_DISCLOSED, redacted.disclosed),
            (text::REDACTED_ERASED, redacted.erased),
        ];
        let row = |(words, count): (&'static str, u64)| view! { <dt>{words}</dt><dd>{text::number(count)}</dd> };
        let list = view! {
            <dl class="kv2 sm">{rows.map(row).into_iter().collect_view()}</dl>
            <p class="sm q2">{text::REDACTED_WHY}</p>
        };
        fold("redacted", text::REDACTED, text::number(redacted.digests), false, list)
    })
}
