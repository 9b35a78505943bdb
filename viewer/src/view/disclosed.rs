//! Values of an entry that stand in it as digests: those that were supplied and fit, and how many were not.

use crate::report::{Disclosed, Entry};
use crate::text;
use crate::ui::{Hash, block, line};
use leptos::prelude::*;

/// Nothing, for an entry without digests of values.
#[component]
pub fn DisclosedValues(
    /// The entry.
    entry: Entry,
) -> impl IntoView {
    let value = |one: &Disclosed| {
        let name = one
            .name
            .as_ref()
            .map_or_else(|| view! { <span class="q2">{text::words().element}</span> }.into_any(), |name| line(name).into_any());
        view! {
            <dt class="any">{name}</dt>
            <dd data-test="disclosed"><code class="any">{block(&one.value)}</code><Hash value=one.digest.clone()/></dd>
        }
    };
    (entry.undisclosed > 0 || !entry.disclosed.is_empty()).then(|| {
        view! {
            <section data-test="entry-values">
                <h3><b>{text::words().values}</b><span class="q2">" "{text::words().values_fit}</span></h3>
                <dl class="kv2 sm">{entry.disclosed.iter().map(value).collect_view()}</dl>
                {(entry.undisclosed > 0).then(|| view! { <p class="sm q2" data-test="undisclosed">{text::undisclosed(entry.undisclosed)}</p> })}
            </section>
        }
    })
}
