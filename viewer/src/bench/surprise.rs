//! A way to break a copy that nobody chose: any of them, at any place.

use super::fields::fields;
use super::form::{Form, Kind};
use super::lines::{Lines, Record};
use super::op::{Edit, Op, Signature};

/// A change by chance, unless there is nothing to change; `below(n)` is a number below `n`.
pub fn surprise(lines: &Lines, mut below: impl FnMut(usize) -> usize) -> Option<Op> {
    let seqs: Vec<u64> = lines.entries().into_keys().collect();
    let mut seq = || seqs.get(below(seqs.len().max(1))).copied();
    let (one, other) = (seq()?, seq()?);
    let edit = |below: &mut dyn FnMut(usize) -> usize| {
        let mut all = fields(&lines.all()[lines.at(one)?]);
        let field = (!all.is_empty()).then(|| all.swap_remove(below(all.len())))?;
        Some(Edit { seq: one, pointer: field.pointer, value: format!("{}?", field.value) })
    };
    // A way that cannot be gone here makes room for the byte, which always can.
    let op = match Kind::ALL[below(Kind::ALL.len())] {
        Kind::Flip => None,
        Kind::Edit => edit(&mut below).map(Op::Edit),
        Kind::Delete => Some(Op::Delete { start: one.min(other), end: one.max(other).min(one.min(other) + 3) + 1 }),
        Kind::Insert => Some(Op::Insert { after: one }),
        Kind::Swap => (one != other).then(|| Op::Swap { a: one, b: other, renumber: below(2) == 1 }),
        Kind::Cut => Some(Op::Cut { from: one }),
        Kind::Strip => {
            let mut all = Form::about(lines, one).offered(lines);
            let signed = lines.at(one).is_some_and(|at| matches!(lines.records()[at], Record::Entry { signed: true, .. }));
            all.retain(|signature| signed || !matches!(signature, Signature::Entry(_)));
            (!all.is_empty()).then(|| Op::Strip(all.swap_remove(below(all.len()))))
        }
        Kind::Resign => Some(Op::Resign { seq: one }),
        Kind::RollBack => {
            let sizes: Vec<u64> = lines.sizes().into_iter().collect();
            let older = sizes.len().saturating_sub(1);
            (older > 0).then(|| Op::RollBack { size: sizes[below(older)] })
        }
        Kind::Rewrite => edit(&mut below).map(|edit| Op::Rewrite { edit, sign: below(2) == 1 }),
    };
    let length = lines.at(one).map_or(1, |at| lines.all()[at].len());
    Some(op.unwrap_or_else(|| Op::Flip { seq: one, offset: below(length) }))
}
