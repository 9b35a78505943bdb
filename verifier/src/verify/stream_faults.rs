//! Findings about whole streams and single lines that need no log to be seen.

use super::receipts::Foreign;
use crate::finding::Code;
use crate::input::Format;
use crate::log::anchors::fault_draft;
use crate::log::draft::Draft;
use crate::log::segment::{Fault, RecordKind};
use crate::log::stream::Stream;
use crate::trust::policy::Trust;
use crate::verdict::attachments::Attachments;
use crate::verdict::judge;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// A fault of a container, where it was met.
fn container_draft(code: Code, stream: usize, fault: &Fault) -> Draft {
    Draft::new(code, format!("At byte {} {}.", fault.offset, fault.why)).bytes(stream, fault.offset, fault.len)
}

/// Faults that need no log to be seen.
///
/// An attachment of an entry that is heard has no faults: its bytes are what the log names, whatever they are. Of one that was changed, that
/// is said already.
pub fn stream_faults(streams: &[Stream], trust: &Trust, foreign: &Foreign, attachments: &Attachments, loose: &mut Vec<Draft>) {
    let is_attachment = |index: usize| attachments.covers(index) || attachments.altered.contains(&index);
    for (index, stream) in streams.iter().enumerate().filter(|(index, _)| !is_attachment(*index)) {
        for (code, faults) in &stream.segment.faults {
            // A JSON object of no known kind may be the entry that a receipt speaks about.
            if *code == Code::DataUncovered && foreign.used.contains(&index) {
                continue;
            }
            let draft =
                |fault| if stream.format.is_container() { container_draft(*code, index, fault) } else { fault_draft(*code, index, fault) };
            loose.extend(faults.listed.iter().map(draft));
            let unlisted = faults.count - faults.listed.len() as u64;
            if unlisted > 0 {
                let message = format!(
                    "{} of this kind in {} not listed.",
                    judge::several(unlisted, "more line", "more lines"),
                    if unlisted == 1 { "the input is" } else { "the input are" }
                );
                loose.push(Draft::new(*code, message).count(unlisted));
            }
        }
        if let Some(torn) = &stream.segment.torn {
            let message = match stream.format {
                format if format.is_container() => format!("At byte {} {}.", torn.offset, torn.why),
                Format::Array => format!("The input ends at byte {} and the array it holds is not closed.", torn.offset + torn.len),
                _ => format!("The input ends at byte {} in the middle of a record.", torn.offset + torn.len),
            };
            loose.push(Draft::new(Code::InputTruncated, message).bytes(index, torn.offset, torn.len));
        }
        if let Some(first) = stream.segment.line_ends.listed.first() {
            let message = format!(
                "{} in an added carriage return or blanks, or the input begins with a byte order mark; the entries are read without it.",
                judge::several(stream.segment.line_ends.count, "line ends", "lines end")
            );
            loose.push(Draft::new(Code::LineEndingsChanged, message).count(stream.segment.line_ends.count).bytes(
                index,
                first.offset,
                first.len,
            ));
        }
        for (wrapper, lines) in &stream.segment.wrapped {
            let Some(first) = lines.listed.first() else { continue };
            let message = format!("{} read without {}.", judge::several(lines.count, "line was", "lines were"), wrapper.words());
            loose.push(Draft::new(Code::WrapperRemoved, message).count(lines.count).bytes(index, first.offset, first.len));
        }
        match stream.format {
            Format::Encrypted => loose.push(
                Draft::new(
                    Code::InputEncrypted,
                    String::from("This input is encrypted with age and was not read. Decrypt it first: age -d."),
                )
                .bytes(index, 0, stream.size),
            ),
            Format::Gzip | Format::Zip if stream.segment.unpacked.is_none() => {
                let message = format!("This input is packed ({}) and was not read. Unpack it first.", stream.format.as_str());
                loose.push(Draft::new(Code::LimitReached, message).bytes(index, 0, stream.size));
            }
            Format::Unknown if !foreign.used.contains(&index) => {
                loose.push(Draft::new(Code::LineUnreadable, String::from("This input is in none of the formats that are read here: from its first byte on it is neither lines of JSON, nor a proof, nor a checkpoint.")).bytes(index, 0, stream.size));
            }
            _ => {}
        }
        for record in &stream.segment.records {
            let RecordKind::Header { from, to } = record.kind else { continue };
            let rows = || stream.segment.logs.values().flat_map(|rows| rows.iter().map(|row| row.seq));
            let (first, end) = (rows().min(), rows().max().map(|last| last + 1));
            let differs = |said: Option<u64>, is: Option<u64>| said.is_some() && said != is;
            if differs(from, first) || differs(to, end) {
                let words = |from: Option<u64>, to: Option<u64>| {
                    format!(
                        "{} to {}",
                        from.map_or("-".to_string(), |n| n.to_string()),
                        to.map_or("-".to_string(), |n| n.saturating_sub(1).to_string())
                    )
                };
                let message = format!("The file says that it holds entries {}; it holds {}.", words(from, to), words(first, end));
                loose.push(
                    Draft::new(Code::HeaderDisagrees, message)
                        .bytes(index, record.offset, u64::from(record.len))
                        .values(words(first, end), words(from, to)),
                );
            }
        }
    }
    for label in &trust.unsupported {
        let message = format!("Your policy lists {label}, a key of a type that this version does not know; it counts for nothing.");
        loose.push(Draft::new(Code::VersionUnsupported, message));
    }
}
