//! The commands of the house. `serve` and `test` are the front doors of the README: each installs what it misses, or prints the one line
//! to run, and says what it does. `dist` and `npm` make what is published, `tidy` checks the laws a program can check, `bench` measures,
//! `fuzz` looks for what nobody thought of, `mutants` for what no test
//! would notice.

mod bench;
mod check;
mod fuzz;
mod mutants;
mod npm;
mod page;
mod run;
mod serve;
mod setup;
mod tidy;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "The commands of the house")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the page and show it on this machine
    Serve {
        /// Port on 127.0.0.1; 0 takes a free one
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// Print the address only
        #[arg(long)]
        no_open: bool,
    },
    /// Run every check, from a bare machine on; the last line counts
    Test,
    /// Make the site and the one offline HTML file under dist/
    Dist,
    /// Make the npm package under dist/npm/
    Npm,
    /// Check the laws of the architecture
    Tidy,
    /// Let a fuzzer look for broken promises (takes a nightly compiler), and keep what it learned
    Fuzz {
        /// For how long, all targets together
        minutes: u32,
        /// Only these targets
        targets: Vec<String>,
    },
    /// Change the trusted core in one small way after the other and count what no test notices
    Mutants {
        /// Only files that these globs name (the parts that must be complete, if none is given)
        globs: Vec<String>,
        /// A part of the work, such as 0/3
        #[arg(long)]
        shard: Option<String>,
    },
    /// Print entries per second, native and in Chromium, and what the page holds in memory
    Bench {
        /// Entries in the measured log
        #[arg(long, default_value_t = 100_000)]
        entries: u64,
        /// How often each is measured; the best counts
        #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
        rounds: u32,
    },
}

fn main() -> ExitCode {
    let done = |()| ExitCode::SUCCESS;
    let outcome = match Arguments::parse().command {
        Command::Serve { port, no_open } => serve::command(port, !no_open).map(done),
        Command::Test => check::command(),
        Command::Dist => page::command().map(done),
        Command::Npm => npm::command().map(done),
        Command::Tidy => tidy::command().map(done),
        Command::Fuzz { minutes, targets } => fuzz::command(minutes, &targets).map(done),
        Command::Mutants { globs, shard } => mutants::command(&globs, shard.as_deref()).map(done),
        Command::Bench { entries, rounds } => bench::command(entries, rounds).map(done),
    };
    outcome.unwrap_or_else(|sentence| {
        eprintln!("{sentence}");
        ExitCode::FAILURE
    })
}
