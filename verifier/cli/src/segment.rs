//! `unbroken segment`: reads one part of a file and writes what it read, for `unbroken merge`.

use crate::args::SegmentArgs;
use crate::fault::Fault;
use crate::{inputs, read, trusted};
use std::sync::atomic::AtomicBool;
use unbroken::{Fold, verify::Part};

pub fn run(args: &SegmentArgs) -> Result<(), Fault> {
    let trust = trusted::load(&args.trusted)?;
    let path = &args.file;
    let no_parts =
        || Fault::new(format!("{} is not a file, and parts of it cannot be read", read::shown(path))).hint("save it to a file first");
    // Before anything is read: a pipe would be waited for.
    if path.as_os_str() == "-" || (path.exists() && !path.is_file()) {
        return Err(no_parts());
    }
    let sources = inputs::expand(std::slice::from_ref(path))?;
    let plans = read::plan(&sources)?;
    let (plan, size) = plans.first().and_then(|plan| Some((plan, plan.size()?))).ok_or_else(no_parts)?;
    let (start, end) = args.part.map_or((0, size), |(start, end)| (start, end.unwrap_or(size.max(start))));
    if start > end || end > size {
        return Err(Fault::new(format!("{} has {size} bytes, and no part {start}..{end}", path.display()))
            .hint("parts begin at 0 and end at the size"));
    }
    let format = plan.format;
    if format.is_container() {
        return Err(Fault::new(format!("{} is packed ({}), and segments are made of what is inside", path.display(), format.as_str()))
            .hint("unpack it and name what it holds"));
    }
    if !format.splits() && (start, end) != (0, size) {
        return Err(Fault::new(format!("{} is not a bundle and is read as a whole", path.display())).hint("leave out --part"));
    }
    let question = args.content.question()?;
    let mut fold = Fold::new(&trust, &question, format, start, end);
    let ended = plan.feed(fold.from(), &AtomicBool::new(false), |bytes| fold.push(bytes))?;
    plan.refuse_changed(size)?;
    let part = Part::new(&trust, &inputs::last_component(path), size, format, (start, end), fold.finish(ended));
    Ok(unbroken_writer::write_whole(&args.out, &part.to_bytes())?)
}
