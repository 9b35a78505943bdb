//! `cargo xtask bench`: entries per second of the whole way a person takes, from the file to the report, native and in Chromium, in one
//! run on one machine, and what the page holds in memory. The log is made by the command line: every entry signed, one checkpoint, keys made for the occasion.

use crate::run::{cargo, done, printed, program, say, target};
use crate::{page, setup};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

const ORIGIN: &str = "bench.example/log";

/// `cargo xtask bench`.
pub fn command(entries: u64, rounds: u32) -> Result<(), String> {
    let browser = setup::browser()?;
    let page = page::build()?;
    say("Compiling the command line, optimised");
    done(cargo(&["build", "--package", "unbroken-cli", "--release"]))?;
    let cli = target().join("release/unbroken");

    let folder = target().join("bench");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    say(&format!("Making a log of {entries} signed entries"));
    make_log(&cli, &folder, entries)?;
    let bundle = bundle(&folder.join("out"))?;
    let bytes = fs::metadata(&bundle).map_err(|error| format!("{bundle}: {error}"))?.len();
    say(&format!("{bytes} bytes in {bundle}"));

    let (policy, writers) = (folder.join("out/policy.txt"), folder.join("out/writers.txt"));
    let mut best = f64::INFINITY;
    for _ in 0..rounds {
        let mut command = program(&cli, &["verify", &bundle, "--json", "--expect-entries", "0.."]);
        command.arg("--policy").arg(&policy).arg("--writers").arg(&writers);
        let start = Instant::now();
        let report = printed(command)?;
        best = best.min(start.elapsed().as_secs_f64());
        if !report.contains("\"verdict\":\"proven\"") {
            return Err(format!("The measured log is not proven: {report}"));
        }
    }
    let print = |face: &str, seconds: f64| {
        let (rate, speed) = (entries as f64 / seconds, bytes as f64 / seconds / 1e6);
        println!("{face:<10}{seconds:>8.3} s{rate:>12.0} entries/s{speed:>9.1} MB/s   (best of {rounds})");
    };
    print("native", best);

    let mut command = cargo(&["run", "--quiet", "--package", "unbroken-e2e", "--bin", "measure", "--"]);
    command.args([&browser.chromedriver, &browser.chromium, &page.single, Path::new(&bundle), &policy, &writers]).arg(rounds.to_string());
    let seconds = printed(command)?;
    let times: Result<Vec<f64>, _> = seconds.split_whitespace().map(str::parse).collect();
    let Ok([lines, first, best, longest, search, before, open, most, searched]) = times.as_deref() else {
        return Err(format!("Not nine figures: {seconds}"));
    };
    println!("first lines {:.0} ms after the file was chosen", lines * 1e3);
    print("preview", *first);
    print("chromium", *best);
    println!("search    {search:>8.3} s{:>12.0} entries/s", entries as f64 / search);
    // A browser tells only of tasks above 50 ms.
    let task = if *longest > 0.0 { format!("{longest:.0} ms") } else { "none above 50 ms".into() };
    println!("longest task of the main thread while the list is scrolled through and searched: {task}");
    let mb = |bytes: &f64| format!("{:.0} MB", bytes / 1e6);
    // Nothing is what a system says that does not count so.
    if *before > 0.0 {
        let [before, open, most, searched] = [before, open, most, searched].map(mb);
        println!(
            "memory of page and workers: {before} before, {open} with the log open, {most} at most until then, {searched} after a search"
        );
    }
    Ok(())
}

fn make_log(cli: &Path, folder: &Path, entries: u64) -> Result<(), String> {
    let events = folder.join("events.jsonl");
    let write = || -> std::io::Result<()> {
        let mut out = std::io::BufWriter::new(fs::File::create(&events)?);
        for number in 0..entries {
            let (actor, action) =
                (["alice", "bob", "carol"][(number % 3) as usize], ["read", "update", "grant"][(number % 7 % 3) as usize]);
            writeln!(
                out,
                "{{\"action\":\"{action}\",\"actor\":\"{actor}@acme.example\",\"request\":\"r-{number:08}\",\"source\":\"10.0.{}.{}\",\"target\":\"accounts/{}\"}}",
                number % 200,
                number % 251,
                number % 9973
            )?;
        }
        out.flush()
    };
    write().map_err(|error| format!("{}: {error}", events.display()))?;
    let (keys, out) = (folder.join("keys"), folder.join("out"));
    for kind in ["log", "writer"] {
        let mut command = program(cli, &["keygen", ORIGIN, "--kind", kind, "--json", "--keys"]);
        command.arg(&keys);
        printed(command)?;
    }
    let mut command = program(cli, &["seal", "--json", "--log", ORIGIN]);
    command.arg(&events).arg("--out").arg(&out).arg("--keys").arg(&keys);
    printed(command).map(drop)
}

/// The one bundle that `seal` wrote.
fn bundle(folder: &Path) -> Result<String, String> {
    let items = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut found = items.flatten().map(|item| item.path()).filter(|path| path.extension().is_some_and(|end| end == "jsonl"));
    found.next().map(|path| path.display().to_string()).ok_or_else(|| "seal wrote no bundle".into())
}
