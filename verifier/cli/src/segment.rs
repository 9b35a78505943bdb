//! `unbroken segment`: reads one part of a file and writes what it read, for `unbroken merge`.

use crate::args::SegmentArgs;
use crate::fault::Fault;
use crate::{inputs, trusted};
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use unbroken::{Fold, Format, verify::Part};

/// Bytes read at once.
const PIECE: usize = 1 << 20;

pub fn run(args: &SegmentArgs) -> Result<(), Fault> {
    let trust = trusted::load(&args.trusted)?;
    let path = &args.file;
    let failed = |fault: io::Error| Fault::io("read", path, &fault);
    let before = fs::metadata(path).map_err(failed)?;
    if !before.is_file() {
        return Err(Fault::new(format!("{} is not a file, and parts of it cannot be read", path.display())).hint("save it to a file first"));
    }
    let size = before.len();
    let (start, end) = args.part.map_or((0, size), |(start, end)| (start, end.unwrap_or(size.max(start))));
    if start > end || end > size {
        return Err(Fault::new(format!("{} has {size} bytes, and no part {start}..{end}", path.display()))
            .hint("parts begin at 0 and end at the size"));
    }
    let mut file = File::open(path).map_err(failed)?;
    let mut head = Vec::new();
    file.by_ref().take(Format::HEAD as u64).read_to_end(&mut head).map_err(failed)?;
    let format = Format::detect(&head);
    if format.is_container() {
        return Err(Fault::new(format!("{} is packed ({}), and segments are made of what is inside", path.display(), format.as_str()))
            .hint("unpack it and name what it holds"));
    }
    if !format.splits() && (start, end) != (0, size) {
        return Err(Fault::new(format!("{} is not a bundle and is read as a whole", path.display())).hint("leave out --part"));
    }
    let question = args.content.question()?;
    let mut fold = Fold::new(&trust, &question, format, start, end);
    file.seek(SeekFrom::Start(fold.from())).map_err(failed)?;
    let mut piece = vec![0; PIECE];
    let ended = loop {
        match file.read(&mut piece) {
            Ok(0) => break true,
            Ok(read) if !fold.push(&piece[..read]) => break false,
            Err(fault) if fault.kind() != io::ErrorKind::Interrupted => return Err(failed(fault)),
            _ => {}
        }
    };
    let after = fs::metadata(path).map_err(failed)?;
    if after.len() != size || after.modified().ok() != before.modified().ok() {
        return Err(Fault::new(format!("{} changed while it was read", path.display())).hint("read a copy that nobody writes to"));
    }
    let part = Part::new(&trust, &inputs::last_component(path), size, format, (start, end), fold.finish(ended));
    Ok(unbroken_writer::write_whole(&args.out, &part.to_bytes())?)
}
