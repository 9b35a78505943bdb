//! The terminal face of `unbroken`. Results go to standard output, everything else to standard error.
//!
//! Exit codes: 0 proven, 1 broken, 3 unproven; 2 when no report was made. Nothing else comes out, not even from a fault of our own.

#![forbid(unsafe_code)]
#![allow(missing_docs, reason = "a program: --help is its documentation")]
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod args;
mod checkpoint;
mod diff;
mod evidence;
mod explain;
mod fault;
mod first;
mod inputs;
mod inspect;
mod junit;
mod keys;
mod merge;
mod out;
mod progress;
mod prove;
mod read;
mod sarif;
mod seal;
mod segment;
mod stored;
mod text;
mod trusted;
mod verify;
mod view;

use args::{Arguments, Command};
use clap::Parser;
use fault::Fault;
use std::panic;
use std::process::{self, ExitCode};
use unbroken::Verdict;

/// No report was made.
const NO_REPORT: u8 = 2;

fn main() -> ExitCode {
    // Whatever happens inside, a script must never read a crash as a verdict.
    panic::set_hook(Box::new(|panic| {
        out::say(&format!("unbroken: a fault of this program, no report was made: {panic}\nhint: please report it with the command line"));
        process::exit(NO_REPORT.into());
    }));
    match run(Arguments::parse().command) {
        Ok(code) => ExitCode::from(code),
        Err(fault) => {
            let text: Vec<_> = fault.to_string().lines().map(out::visible).collect();
            out::say(&text.join("\n"));
            ExitCode::from(NO_REPORT)
        }
    }
}

fn run(command: Command) -> Result<u8, Fault> {
    match command {
        Command::Verify(args) => return verify::run(&args).map(exit_code),
        Command::Merge(args) => return merge::run(&args).map(exit_code),
        Command::Diff(args) => return diff::run(&args),
        Command::Evidence(args) => evidence::run(&args),
        Command::Segment(args) => segment::run(&args),
        Command::Inspect(args) => inspect::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Prove(args) => prove::run(&args),
        Command::Keygen(args) => keys::run(&args),
        Command::Seal(args) => seal::run(&args),
        Command::Checkpoint(args) => checkpoint::run(&args.action),
        Command::View(args) => view::run(&args),
    }?;
    Ok(0)
}

fn exit_code(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Proven => 0,
        Verdict::Broken => 1,
        Verdict::Unproven => 3,
    }
}
