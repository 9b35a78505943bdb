//! Real input through the whole engine: what a reader is told about logs that no one here made up.
//!
//! The data is foreign and not part of this repository; without it every test here is ignored, never passed.

use libtest_mimic::Failed;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use unbroken::verdict::report::LogReport;
use unbroken::{Code, Evidence, Finding, Input, Question, Reason, Report, Trust, TrustTexts, Verdict, verify};
use unbroken_tests::build::{base64, proof_record};
use unbroken_tests::{naive, vectors};

type Outcome = Result<(), Failed>;
/// One test over the folder of vectors.
/// A finding's code and entries.
type Found = (Code, Option<[u64; 2]>);

/// From the Go project's sources.
const SUMDB: &str = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8 go.sum database tree";

const TRIALS: &[(&str, vectors::Probe)] = &[
    ("sumdb: a proof and its entry", sumdb_proof),
    ("sumdb: heads", sumdb_heads),
    ("witnessed: heads", witnessed),
    ("armory-drive: forks", armory_drive_forks),
    ("armory-drive: rollbacks", armory_drive_rollbacks),
    ("armory-drive: the present state", armory_drive_master),
    ("tessera: heads", tessera_heads),
    ("tessera: heads linked by proofs", tessera_consistency),
    ("tessera: every entry under every head", tessera_receipts),
];

fn main() {
    vectors::run(TRIALS)
}

// --- sum.golang.org

fn sumdb_proof(folder: &Path) -> Outcome {
    let path = |end: &str| folder.join(format!("sumdb/go.sum-database-tree-43930254.{end}"));
    let (proof, entry) = (fs::read(path("tlog-proof"))?, fs::read(path("raw"))?);
    let trust = logs(&[SUMDB])?;

    // With its entry beside it, in either order and under any name.
    for inputs in [[&proof, &entry], [&entry, &proof]] {
        let report = run(&inputs, &trust, &Question::default());
        expect("with its entry", (Verdict::Proven, Reason::Intact), (report.verdict, report.reason))?;
        let log = only(&report)?;
        expect("coverage", vec![String::from("proven 43930254..43930255")], coverage(log))?;
        expect("size", Some(58253265), log.scope.size)?;
        expect("findings", Vec::<Code>::new(), codes(&report))?;
    }
    let trusts = logs(&[SUMDB])?;
    let asked = |end| Question { entries: Some((43930254, end)), ..Question::default() };
    expect("asked for it", Reason::Intact, run(&[&proof, &entry], &trusts, &asked(Some(43930255))).reason)?;

    // Without: the checkpoint is genuine, and that is all.
    let report = run(&[&proof], &trust, &Question::default());
    expect("without its entry", (Verdict::Unproven, Reason::NoEntries), (report.verdict, report.reason))?;
    expect("level", vec!["pinned"], only(&report)?.checkpoints.iter().map(|checkpoint| checkpoint.level).collect())?;

    // Every byte of the entry counts.
    for at in 0..entry.len() {
        let mut changed = entry.clone();
        changed[at] ^= 1;
        let report = run(&[&proof, &changed], &trust, &Question::default());
        expect(&format!("byte {at} changed"), (Verdict::Broken, Reason::Tampered), (report.verdict, report.reason))?;
        let log = only(&report)?;
        expect("finding", vec![(Code::EntryNotBound, Some([43930254, 43930255]))], places(&log.findings))?;
        expect("coverage", vec![String::from("suspect 43930254..43930255")], coverage(log))?;
    }

    // Nobody vouches for the checkpoint if the key is not listed for its origin.
    let stranger = logs(&[&SUMDB.replace("go.sum database tree", "another tree")])?;
    let report = run(&[&proof, &entry], &stranger, &Question::default());
    expect("another origin", Verdict::Unproven, report.verdict)?;
    expect("finding", true, codes(&report).contains(&Code::OriginMismatch))
}

fn sumdb_heads(folder: &Path) -> Outcome {
    let heads = read(&files(&folder.join("sumdb/heads"))?)?;
    let trust = logs(&[SUMDB])?;
    let report = run(&heads.iter().collect::<Vec<_>>(), &trust, &Question::default());
    // Heads alone prove no entry, and nothing links these; none contradicts another.
    expect("verdict", (Verdict::Unproven, Reason::NoEntries), (report.verdict, report.reason))?;
    expect("findings", Vec::<Code>::new(), codes(&report))?;
    let log = only(&report)?;
    let facts: Vec<_> = log.checkpoints.iter().map(|checkpoint| (checkpoint.size, checkpoint.level, checkpoint.contested)).collect();
    expect("heads", [15081221, 19238995, 19254946, 35225469, 63096908].map(|size| (size, "pinned", false)).to_vec(), facts)?;
    expect("newest", Some(63096908), log.scope.size)
}

// --- heads with several signatures

fn witnessed(folder: &Path) -> Outcome {
    let folder = folder.join("witnessed");
    let vkeys = fs::read_to_string(folder.join("vkeys.txt"))?;
    // File, keys of the list that signed it, other keys that did.
    let strange = "ArmoredWitness-twilight-pine+1c4f327d";
    let heads: [(&str, &[&str], &[&str]); 7] = [
        ("log2025-1.rekor.sigstore.dev-34356369", &[], &["log2025-1.rekor.sigstore.dev+cf119915"]),
        ("pixel-148", &["pixel_transparency_log", "wolsey-bank-alfred", "mhutchinson.witness", "JKU-INS"], &[]),
        ("pixel6-10", &["pixel6_transparency_log"], &[]),
        ("rekor-19095610", &["rekor.sigstore.dev", "wolsey-bank-alfred", "mhutchinson.witness"], &[strange]),
        ("rekor-19690453", &["rekor.sigstore.dev", "wolsey-bank-alfred", "mhutchinson.witness"], &[]),
        ("rekor-39856253", &["rekor.sigstore.dev", "wolsey-bank-alfred"], &[]),
        ("rekor-798034", &["rekor.sigstore.dev"], &[]),
    ];
    for (name, known, unknown) in heads {
        let note = fs::read(folder.join(format!("{name}.checkpoint")))?;
        let origin = String::from_utf8_lossy(&note).lines().next().unwrap_or_default().to_string();
        let every: Vec<String> = vkeys.lines().map(|vkey| format!("{vkey} {origin}")).collect();
        let trust = logs(&every.iter().map(String::as_str).collect::<Vec<_>>())?;
        let report = run(&[&note], &trust, &Question::default());
        expect(name, (Verdict::Unproven, Reason::NoEntries), (report.verdict, report.reason))?;
        let [facts] = only(&report)?.checkpoints.as_slice() else { return Err(format!("{name}: not one checkpoint").into()) };
        let names = |labels: &[String]| {
            labels.iter().map(|label| label.rsplit_once('+').map_or("", |(name, _)| name).to_string()).collect::<BTreeSet<_>>()
        };
        expect(name, known.iter().map(ToString::to_string).collect(), names(&facts.signed_by))?;
        expect(name, unknown.to_vec(), facts.unknown.iter().map(String::as_str).collect())?;
        expect(name, if known.is_empty() { "unpinned" } else { "pinned" }, facts.level)?;
        // Signatures of this kind carry no time; whatever signs, nothing is cosigned.
        expect(name, 0, facts.cosigned_by.len())?;
        expect(name, if known.is_empty() { vec![Code::CheckpointKeyUnknown] } else { vec![] }, codes(&report))?;

        // Under the log's key alone the rest is shown and ignored.
        if let Some(first) = known.first() {
            let own = every.iter().find(|line| line.starts_with(&format!("{first}+"))).ok_or("no key")?;
            let report = run(&[&note], &logs(&[own])?, &Question::default());
            let facts = &only(&report)?.checkpoints[0];
            expect(name, (1, known.len() - 1 + unknown.len()), (facts.signed_by.len(), facts.unknown.len()))?;
            expect(name, "pinned", facts.level)?;
        }
    }
    Ok(())
}

// --- Armory Drive: a log that was begun anew several times under the same keys

/// Checkpoint notes by origin and size.
type Heads = BTreeMap<String, BTreeMap<u64, Vec<String>>>;

fn armory_drive(folder: &Path) -> Result<(Trust, Heads), Failed> {
    let notes = read(&files(&folder.join("armory-drive/checkpoints"))?)?;
    expect("checkpoints", 47, notes.len())?;
    let mut logs_of = Heads::new();
    for note in notes {
        let note = String::from_utf8(note)?;
        let (origin, size, _) = head(&note);
        logs_of.entry(origin.into()).or_default().entry(size).or_default().push(note);
    }
    let vkeys = fs::read_to_string(folder.join("armory-drive/vkeys.txt"))?;
    let lines: Vec<String> = vkeys.lines().flat_map(|vkey| logs_of.keys().map(move |origin| format!("{vkey} {origin}"))).collect();
    Ok((logs(&lines.iter().map(String::as_str).collect::<Vec<_>>())?, logs_of))
}

/// Origin, size and root of a checkpoint note.
fn head(note: &str) -> (&str, u64, &str) {
    let mut lines = note.lines();
    let (origin, size, root) = (lines.next(), lines.next(), lines.next());
    (origin.unwrap_or_default(), size.and_then(|size| size.parse().ok()).unwrap_or(u64::MAX), root.unwrap_or_default())
}

fn armory_drive_forks(folder: &Path) -> Outcome {
    let (trust, logs_of) = armory_drive(folder)?;
    let mut forks = BTreeMap::new();
    for (origin, sizes) in &logs_of {
        let notes: Vec<&String> = sizes.values().flatten().collect();
        let report = run(&notes, &trust, &Question::default());
        let log = only(&report)?;
        expect("origin", origin, &log.origin)?;
        let mut expected = BTreeMap::new();
        for (size, notes) in sizes.iter().filter(|(size, _)| **size > 0) {
            let roots: BTreeSet<String> = notes.iter().map(|note| head(note).2.to_string()).collect();
            if roots.len() > 1 {
                forks.insert((origin.clone(), *size), roots.len());
                expected.insert(*size, roots);
            }
        }
        let mut found = BTreeMap::new();
        for finding in log.findings.iter().filter(|finding| finding.code == Code::SplitView) {
            // Each shows the notes themselves, so that anyone can check that both are signed and differ.
            let shown: Vec<_> = finding
                .evidence
                .iter()
                .map(|evidence| if let Evidence::Note(note) = evidence { head(note) } else { ("", 0, "") })
                .collect();
            let [(_, size, _), ..] = shown.as_slice() else { return Err("a fork without its notes".into()) };
            expect("one origin and size", true, shown.iter().all(|(of, other, _)| of == origin && other == size))?;
            expect("entries", Some([0, *size]), finding.entries)?;
            found.insert(*size, shown.iter().map(|(_, _, root)| root.to_string()).collect::<BTreeSet<_>>());
        }
        expect(&format!("forks of {origin}"), &expected, &found)?;
        let verdict = if expected.is_empty() { (Verdict::Unproven, Reason::NoEntries) } else { (Verdict::Broken, Reason::Forked) };
        expect(origin, verdict, (report.verdict, report.reason))?;
        expect("other findings", true, codes(&report).iter().all(|code| *code == Code::SplitView))?;
        for checkpoint in &log.checkpoints {
            expect("contested", expected.contains_key(&checkpoint.size), checkpoint.contested)?;
        }
    }
    let known = [
        ("Armory Drive Test 1", 1, 3),
        ("ArmoryDrive Log v0", 1, 4),
        ("ArmoryDrive Log v0", 2, 5),
        ("Log Checkpoint v0", 1, 4),
        ("Log Checkpoint v0", 2, 2),
    ];
    expect("forks", known.map(|(origin, size, roots)| ((origin.to_string(), size), roots)).into(), forks)?;

    // All of them at once: each log is told apart, and the worst decides.
    let all: Vec<&String> = logs_of.values().flat_map(|sizes| sizes.values().flatten()).collect();
    let report = run(&all, &trust, &Question::default());
    let verdicts: Vec<_> = report.logs.iter().map(|log| (log.origin.as_str(), log.reason)).collect();
    let expected = [
        ("Armory Drive Prod 1", Reason::NoEntries),
        ("Armory Drive Prod 2", Reason::NoEntries),
        ("Armory Drive Test 1", Reason::Forked),
        ("ArmoryDrive Log v0", Reason::Forked),
        ("Log Checkpoint v0", Reason::Forked),
    ];
    expect("every log", expected.to_vec(), verdicts)?;
    expect("the headline", Reason::Forked, report.reason)
}

/// Whoever kept a larger checkpoint and is shown a smaller one is shown an older state.
fn armory_drive_rollbacks(folder: &Path) -> Outcome {
    let (_, logs_of) = armory_drive(folder)?;
    let vkeys = fs::read_to_string(folder.join("armory-drive/vkeys.txt"))?;
    let open = Question { entries: Some((0, None)), ..Question::default() };
    let mut pairs = 0;
    for (origin, sizes) in &logs_of {
        let lines: Vec<String> = vkeys.lines().map(|vkey| format!("{vkey} {origin}")).collect();
        let keys = lines.join("\n");
        let notes: Vec<&String> = sizes.values().flatten().collect();
        for kept in notes.iter().filter(|kept| head(kept).1 > 0) {
            let pins = [kept.as_bytes()];
            let trust = Trust::read(&TrustTexts { logs: Some(&keys), pins: &pins, ..TrustTexts::default() })?;
            for given in &notes {
                let (large, small) = (head(kept).1, head(given).1);
                let report = run(&[given], &trust, &open);
                let log = only(&report)?;
                let what = format!("{origin}: kept {large}, given {small}");
                let rollbacks: Vec<&Finding> = log.findings.iter().filter(|finding| finding.code == Code::Rollback).collect();
                if small == 0 || small >= large {
                    // The empty tree never counts as an anchor, and a newer state is no rollback.
                    expect(&what, 0, rollbacks.len())?;
                    continue;
                }
                pairs += 1;
                expect(&what, (Verdict::Broken, Reason::RolledBack), (report.verdict, report.reason))?;
                let [rollback] = rollbacks.as_slice() else { return Err(what.into()) };
                expect(&what, Some([small, large]), rollback.entries)?;
                let shown: BTreeSet<&str> =
                    rollback.evidence.iter().map(|evidence| if let Evidence::Note(note) = evidence { note.as_str() } else { "" }).collect();
                expect(&what, BTreeSet::from([kept.as_str(), given.as_str()]), shown)?;
                // Nobody asked, so nothing says that more was to be expected; and nothing links the two.
                let unasked = run(&[given], &trust, &Question::default());
                expect(&what, (Verdict::Unproven, Reason::NoEntries), (unasked.verdict, unasked.reason))?;
            }
        }
    }
    expect("pairs that go back", true, pairs > 50)
}

fn armory_drive_master(folder: &Path) -> Outcome {
    let master = folder.join("armory-drive/master/log");
    let note = fs::read_to_string(master.join("checkpoint"))?;
    let vkeys = fs::read_to_string(folder.join("armory-drive/vkeys.txt"))?;
    let lines: Vec<String> = vkeys.lines().map(|vkey| format!("{vkey} {}", head(&note).0)).collect();
    let trust = logs(&lines.iter().map(String::as_str).collect::<Vec<_>>())?;
    let entries = read(&files(&master.join("seq"))?)?;
    expect("entries", 2, entries.len())?;
    receipts(&entries, &note, &trust)
}

/// Proves every entry of a foreign log by a receipt made here, with the entry inside or (a file that is no JSON) `beside` it; and no
/// other entry by it.
fn receipts(entries: &[Vec<u8>], note: &str, trust: &Trust) -> Outcome {
    let leaves: Vec<_> = entries.iter().map(|entry| naive::leaf(entry)).collect();
    for (index, entry) in entries.iter().enumerate() {
        let path: String = naive::path(index, &leaves).iter().map(|hash| base64(hash) + "\n").collect();
        let receipt = |extra: &str| format!("c2sp.org/tlog-proof@v1\n{extra}index {index}\n{path}\n{note}").into_bytes();
        let (inside, bare) = (receipt(&format!("extra {}\n", base64(entry))), receipt(""));
        for inputs in [vec![&inside], vec![&bare, entry]] {
            let report = run(&inputs, trust, &Question::default());
            let what = format!("entry {index} of {}, {} inputs", entries.len(), inputs.len());
            expect(&what, (Verdict::Proven, Reason::Intact), (report.verdict, report.reason))?;
            expect(&what, vec![format!("proven {index}..{}", index + 1)], coverage(only(&report)?))?;
        }
        let another = &entries[(index + 1) % entries.len()];
        if another != entry {
            let wrong = receipt(&format!("extra {}\n", base64(another)));
            let report = run(&[&wrong], trust, &Question::default());
            expect("another entry", (Verdict::Broken, vec![Code::EntryNotBound]), (report.verdict, codes(&report)))?;
        }
    }
    Ok(())
}

// --- Tessera

/// Its trust, its sixteen heads, and its fifteen entries.
type Tessera = (Trust, Vec<String>, Vec<Vec<u8>>);

fn tessera(folder: &Path) -> Result<Tessera, Failed> {
    let folder = folder.join("tessera");
    let vkey = fs::read_to_string(folder.join("vkey.txt"))?;
    let heads = (0..16).map(|size| fs::read_to_string(folder.join(format!("log/checkpoint.{size}")))).collect::<Result<_, _>>()?;
    let mut bundle = fs::read(folder.join("log/tile/entries/000.p/15"))?;
    let mut entries = Vec::new();
    while let Some((length, _)) = bundle.split_first_chunk() {
        let rest = bundle.split_off(2 + usize::from(u16::from_be_bytes(*length)));
        entries.push(bundle[2..].to_vec());
        bundle = rest;
    }
    let trust = Trust::read(&TrustTexts { policy: Some(&format!("log {}\nquorum none\n", vkey.trim())), ..TrustTexts::default() })?;
    Ok((trust, heads, entries))
}

fn tessera_heads(folder: &Path) -> Outcome {
    let (trust, heads, _) = tessera(folder)?;
    let report = run(&heads.iter().collect::<Vec<_>>(), &trust, &Question::default());
    expect("verdict", (Verdict::Unproven, Reason::NoEntries), (report.verdict, report.reason))?;
    expect("findings", Vec::<Code>::new(), codes(&report))?;
    let facts: Vec<_> = only(&report)?
        .checkpoints
        .iter()
        .filter(|checkpoint| checkpoint.size > 0)
        .map(|checkpoint| (checkpoint.size, checkpoint.level))
        .collect();
    expect("heads", (1..16).map(|size| (size, "pinned")).collect(), facts)?;
    for head in &heads {
        let report = run(&[head], &trust, &Question::default());
        expect("one head", (Reason::NoEntries, vec![]), (report.reason, codes(&report)))?;
    }
    Ok(())
}

/// Lemma 1 on a real log: the proof of entry m-1 under a larger head shows that the head of size m is a beginning of it.
fn tessera_consistency(folder: &Path) -> Outcome {
    let (trust, heads, entries) = tessera(folder)?;
    let leaves: Vec<_> = entries.iter().map(|entry| naive::leaf(entry)).collect();
    let record = |index: usize, size: usize| {
        let path: String = naive::path(index, &leaves[..size]).iter().map(|hash| base64(hash) + "\n").collect();
        proof_record(&leaves[index], &format!("c2sp.org/tlog-proof@v1\nindex {index}\n{path}\n{}", heads[size]))
    };
    let links: Vec<Vec<u8>> = (1..15).map(|size| record(size - 1, size + 1)).collect();
    let judge = |links: &[Vec<u8>]| {
        let file = links.join(&b'\n');
        let inputs: Vec<&[u8]> = heads[1..].iter().map(|head| head.as_bytes()).chain([file.as_slice()]).collect();
        run(&inputs, &trust, &Question::default())
    };
    let report = judge(&links);
    expect("all linked", (Verdict::Proven, Reason::Consistent), (report.verdict, report.reason))?;
    expect("findings", Vec::<Code>::new(), codes(&report))?;
    // From one head to the newest at once.
    let from_newest: Vec<Vec<u8>> = (1..15).map(|size| record(size - 1, 15)).collect();
    expect("all linked to the newest", Reason::Consistent, judge(&from_newest).reason)?;
    // Head 7 ends with entry 6, which only its own proof and that of its neighbour, entry 7, show alone.
    let one_less: Vec<Vec<u8>> = (1..15).filter(|size| *size != 7 && *size != 8).map(|size| record(size - 1, 15)).collect();
    expect("no link to head 7", (Verdict::Unproven, Reason::NoEntries), (judge(&one_less).verdict, judge(&one_less).reason))
}

fn tessera_receipts(folder: &Path) -> Outcome {
    let (trust, heads, entries) = tessera(folder)?;
    expect("entries", 15, entries.len())?;
    (1..16).try_for_each(|size| receipts(&entries[..size], &heads[size], &trust))
}

// --- small things

fn expect<T: PartialEq + std::fmt::Debug>(what: &str, expected: T, actual: T) -> Outcome {
    if expected == actual { Ok(()) } else { Err(format!("{what}: expected {expected:?}, found {actual:?}").into()) }
}

fn logs(lines: &[&str]) -> Result<Trust, Failed> {
    Ok(Trust::read(&TrustTexts { logs: Some(&lines.join("\n")), ..TrustTexts::default() })?)
}

fn run<T: AsRef<[u8]>>(inputs: &[T], trust: &Trust, question: &Question) -> Report {
    let inputs: Vec<Input<'_>> = inputs.iter().map(|data| Input { name: "", data: data.as_ref() }).collect();
    verify(&inputs, trust, question)
}

fn only(report: &Report) -> Result<&LogReport, Failed> {
    match report.logs.as_slice() {
        [log] => Ok(log),
        logs => Err(format!("{} logs", logs.len()).into()),
    }
}

fn coverage(log: &LogReport) -> Vec<String> {
    log.coverage.iter().map(|run| format!("{:?} {}..{}", run.status, run.start, run.end).to_lowercase()).collect()
}

/// The distinct codes of a report.
fn codes(report: &Report) -> Vec<Code> {
    let all: BTreeSet<Code> =
        report.logs.iter().flat_map(|log| &log.findings).chain(&report.findings).map(|finding| finding.code).collect();
    all.into_iter().collect()
}

fn places(findings: &[Finding]) -> Vec<Found> {
    findings.iter().map(|finding| (finding.code, finding.entries)).collect()
}

fn read(files: &[PathBuf]) -> std::io::Result<Vec<Vec<u8>>> {
    files.iter().map(fs::read).collect()
}

/// All files below, in the order of their paths.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Failed> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { found.extend(files(&path)?) } else { found.push(path) }
    }
    found.sort();
    Ok(found)
}
