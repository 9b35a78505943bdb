//! A path from the leaf to the root, node by node: it reads downwards, in the order in which one would recompute it.

use crate::layout::path::branches;
use crate::report::Entry;
use crate::text;
use crate::ui::Hash;
use leptos::prelude::*;

/// Half the width of the drawing, and its trunk, in pixels.
const HALF: f64 = 56.0;

/// The path of an entry.
#[component]
pub fn Path(
    /// The entry.
    entry: Entry,
) -> impl IntoView {
    let drawn = branches(&entry.path, HALF - 6.0);
    let last = entry.path.len();
    let (left, right) = text::words().path_sides;
    let size = entry.path.iter().map(|node| node.hi).max().unwrap_or(entry.seq + 1).max(entry.seq + 1);
    let node = |(k, node): (usize, &crate::report::PathNode)| {
        let branch = drawn[k];
        let end = if branch.left { HALF - branch.length } else { HALF + branch.length };
        view! {
            <li data-test="path-node">
                <span class="q2">{text::path_with(node.lo, node.hi)}</span>
                <svg class="pyr" viewBox="0 0 112 24" width="112" height="24" aria-hidden="true">
                    <path class="stem" d="M56 0V24"></path>
                    <path class="twig" d=format!("M56 12H{end:.1}")></path>
                    <rect class="leaf" x=format!("{:.1}", end - 2.5) y="9.5" width="5" height="5"></rect>
                    <circle class="knot" cx="56" cy="12" r="3.5"></circle>
                </svg>
                <span><Hash value=node.sibling.clone()/>" "<span class="q2">{if branch.left { left } else { right }}</span></span>
                <span class="num q2">{text::number(branch.entries)}</span>
            </li>
        }
    };
    let root = entry.path.last().map(|node| node.above.clone());
    (last > 0).then(|| {
        view! {
            <ol class="path" data-test="path" aria-label=text::path_of(last as u64)>
                <li>
                    <b class="st">{text::range(entry.seq, entry.seq + 1)}</b>
                    <svg class="pyr" viewBox="0 0 112 24" width="112" height="24" aria-hidden="true">
                        <path class="stem" d="M56 12V24"></path><circle class="tip" cx="56" cy="12" r="5"></circle>
                    </svg>
                    <span class="q2">{text::words().path_leaf}</span>
                    <span class="num q2">{text::words().path_entries}</span>
                </li>
                {entry.path.iter().enumerate().map(node).collect_view()}
                <li>
                    <b class="st">{text::words().path_root}</b>
                    <svg class="pyr" viewBox="0 0 112 24" width="112" height="24" aria-hidden="true">
                        <path class="stem" d="M56 0V12"></path><path class="ground" d="M2 12H110"></path>
                    </svg>
                    <span>{root.map(|root| view! { <Hash value=root/> })}" "<span class="q2">{text::range(0, size)}</span></span>
                    <span></span>
                </li>
            </ol>
        }
    })
}
