//! `cargo xtask fuzz`: lets libFuzzer loose on every target for its share of the time, then keeps what widened the coverage.

use crate::run::{cargo, done, found, overheard, printed, program, root, say, target};
use crate::setup;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Fuzzes the named targets, or all, for `minutes` altogether.
pub fn command(minutes: u32, names: &[String]) -> Result<(), String> {
    needs_nightly()?;
    let tool = setup::tool("cargo-fuzz", "0.13.2")?;
    let listed = printed(carrier(&["list"]))?;
    let targets: Vec<(&str, &str)> = listed.lines().filter_map(|line| line.split_once(' ')).collect();
    if let Some(unknown) = names.iter().find(|name| !targets.iter().any(|(known, _)| known == name)) {
        let known: Vec<&str> = targets.iter().map(|(name, _)| *name).collect();
        return Err(format!("There is no target {unknown}. There are: {}", known.join(", ")));
    }
    let chosen: Vec<_> = targets.iter().filter(|(name, _)| names.is_empty() || names.iter().any(|chosen| chosen == name)).collect();
    let seconds = u64::from(minutes) * 60 / chosen.len().max(1) as u64;
    let mut lines = Vec::new();
    for (name, longest) in chosen {
        lines.push(one(&tool, name, longest, seconds)?);
    }
    println!("\n{}", lines.join("\n"));
    if lines.iter().any(|line| line.contains("FAILED")) { Err("A promise was broken; see above.".into()) } else { Ok(()) }
}

fn needs_nightly() -> Result<(), String> {
    let missing = || "Fuzzing takes a nightly compiler. Run:\n    rustup toolchain install nightly --profile minimal".to_string();
    let list = printed(program(found(&["rustup"]).ok_or_else(missing)?, &["toolchain", "list"]))?;
    if list.lines().any(|line| line.starts_with("nightly")) { Ok(()) } else { Err(missing()) }
}

/// The example that carries inputs between the kept files and folders.
fn carrier(words: &[&str]) -> Command {
    let mut command = cargo(&["run", "--quiet", "--example", "fuzz", "--"]);
    command.args(words);
    command
}

/// Runs one target and says in one line what came of it.
fn one(tool: &Path, name: &str, longest: &str, seconds: u64) -> Result<String, String> {
    let folder = target().join("fuzz").join(name);
    let part = |part: &str| folder.join(part).display().to_string();
    for old in ["corpus", "least", "found"] {
        let _absent = fs::remove_dir_all(folder.join(old));
        fs::create_dir_all(folder.join(old)).map_err(|error| format!("{}: {error}", part(old)))?;
    }
    done(carrier(&["unpack", name, &part("corpus")]))?;
    say(&format!("{name}: {seconds} seconds"));
    let limits = [format!("-max_len={longest}"), "-timeout=25".into(), "-rss_limit_mb=4096".into()];
    let mut run = fuzz(tool, name, &[part("corpus")]);
    run.args(&limits).args([
        format!("-max_total_time={seconds}"),
        "-print_final_stats=1".into(),
        format!("-artifact_prefix={}/", part("found")),
    ]);
    let (mut tried, mut covered) = (String::new(), String::new());
    let ended = overheard(run, |line| {
        if let Some(count) = line.strip_prefix("stat::number_of_executed_units:") {
            tried = count.trim().into();
        }
        // `#1234	DONE   cov: 567 ft: 890 …`
        if let Some((_, rest)) = line.split_once("DONE   cov: ") {
            covered = rest.split_whitespace().next().unwrap_or_default().into();
        }
    });
    let found = fs::read_dir(folder.join("found")).map_or(0, Iterator::count);
    let mut merge = fuzz(tool, name, &[part("least"), part("corpus")]);
    merge.args(limits).arg("-merge=1");
    done(merge)?;
    done(carrier(&["pack", name, &part("least"), &part("found")]))?;
    let state = if ended.is_err() || found > 0 { format!("FAILED, see {}", part("found")) } else { "ok".into() };
    Ok(format!("{name:<12}{seconds:>7} s{tried:>14} inputs{covered:>8} edges   {state}"))
}

/// libFuzzer over these folders. Without the address sanitizer: there is no unsafe code of ours to be found out.
fn fuzz(tool: &Path, name: &str, folders: &[String]) -> Command {
    let build = target().join("fuzz/build").display().to_string();
    let mut command = program("rustup", &["run", "nightly"]);
    command.arg(tool).args(["fuzz", "run", "--fuzz-dir"]).arg(root().join("verifier/fuzz"));
    command.args(["--sanitizer", "none", "--target-dir", &build, "any"]).args(folders).arg("--");
    command.env("UNBROKEN_FUZZ_TARGET", name).env_remove("CARGO").env_remove("RUSTC").env_remove("RUSTUP_TOOLCHAIN");
    command
}
