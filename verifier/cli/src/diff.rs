//! `unbroken diff`: two states of a log, in one word.

use crate::args::Diff as Args;
use crate::fault::Fault;
use crate::out::{self, Page, Tone};
use crate::{inputs, read, trusted};
use std::path::PathBuf;
use unbroken::verify::{Diff, Relation, diff};
use unbroken::{Question, Stream, Trust};

/// Compares; how the two belong together becomes the exit code.
pub fn run(args: &Args) -> Result<u8, Fault> {
    let trust = trusted::load(&args.trusted)?;
    let found = diff(side(&args.old, &trust)?, side(&args.new, &trust)?, &trust);
    if args.json {
        out::print(&found.to_json())?;
    } else {
        out::print(&page(&found))?;
    }
    Ok(match found.relation {
        Relation::Same | Relation::Grew => 0,
        Relation::RolledBack | Relation::Forked => 1,
        Relation::CannotTell => 3,
    })
}

fn side(path: &PathBuf, trust: &Trust) -> Result<Vec<Stream>, Fault> {
    read::read(&inputs::expand(std::slice::from_ref(path))?, trust, &Question::default(), None)
}

fn page(found: &Diff) -> String {
    let mut page = Page::for_stdout();
    let tone = match found.relation {
        Relation::Same | Relation::Grew => Tone::Good,
        Relation::CannotTell => Tone::Doubtful,
        Relation::RolledBack | Relation::Forked => Tone::Bad,
    };
    page.put(tone, &found.sentence).end();
    for log in &found.logs {
        page.end().put(Tone::Strong, &format!("Log {}", log.origin)).end();
        if found.logs.len() > 1 {
            page.line(&format!("  {}", log.sentence));
        }
        for (word, state) in [("old", &log.old), ("new", &log.new)] {
            match state {
                Some(state) => page.line(&format!("  {word}  {} entries, root {}, {}", state.size, state.root, state.level)),
                None => page.line(&format!("  {word}  no checkpoint that you trust")),
            };
        }
    }
    page.end().put(Tone::Quiet, "No entry was compared; unbroken verify checks each.").end();
    page.into_text()
}
