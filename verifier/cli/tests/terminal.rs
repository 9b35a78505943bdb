//! The program as people and scripts meet it: what it prints, where, and how it ends.

use crate::place::{Outcome, Place, example, outcome};
use std::fs;
use std::io::Read;
use std::process::Stdio;

const EVENTS: &str = "{\"actor\":\"alice\",\"action\":\"login\"}\n{\"actor\":\"bob\",\"n\":9007199254740993}\n";
const BUNDLE: &str = "audit/example.org-audit.unbroken.jsonl";
const TRUST: [&str; 4] = ["--policy", "audit/policy.txt", "--writers", "audit/writers.txt"];

/// `unbroken verify` on the worked example, as `name` under `place`, asked for all five entries.
fn verify_example(place: &Place, name: &str) -> Outcome {
    let (policy, writers) = (example("policy.txt"), example("writers.txt"));
    place.run(&["verify", name, "--policy", &policy, "--writers", &writers, "--expect-entries", "0..5"])
}

#[test]
fn the_worked_example_reads_proven() {
    let expected = "\
Proven (intact) for entries 0 to 4: nothing altered, nothing missing.

Log acme.example/audit, entries 0 to 4 (your question)
  Newest trusted checkpoint: 5 entries, seen by your witnesses at 2026-01-05 09:05:11 UTC.
  5 proven     0 to 4                   in the tree of a trusted checkpoint

Claims
  unaltered  proven      5 of 5       All 5 present entries are what the log committed to.
  signed     proven      5 of 5       The log's checkpoint is signed by its key and confirmed by the witnesses you require; 5 of 5 entries \
carry a signature by a writer you pinned.
  complete   proven      5 of 5       Nothing of what you asked for, entries 0 to 4, is missing.
  dated      proven      5 of 5       Your witnesses had seen every present entry by 2026-01-05 09:05:11 UTC. The times inside the entries \
are claims.

Checkpoints
  5 entries, root VNb3HlnzioVKaFEgVG/dqxo3anMfvStDYNz6mf6SKbw=, witnessed
    signed by acme.example/audit+96c2db2d
    cosigned by witness.example/w1+aea9e500 at 2026-01-05 09:05:10 UTC
    cosigned by witness.example/w2+2bfeb8b2 at 2026-01-05 09:05:11 UTC
  3 entries, root KyHChHfoDNEDKWuJYrZ0f3C1rBLvRj8njtIXgKvMQC4=, pinned

Records of the log about itself
  entry 0, log-open: Opens the log in version unbroken/entry/v1 with 2 keys.

Values that may be withheld
  1 digest in 1 proven entry; 0 supplied and fitting, 0 erased on record. Any other may stand for no value at all.

Not checked
  How old the newest state is: no present time was given.
  Whether a key was withdrawn in another way than by a record of its log.
  Whether events were kept from the log, and whether what was written is true.
";
    let proven = verify_example(&Place::new(), &example("full.jsonl"));
    assert_eq!((proven.code, proven.out.as_str(), proven.err.as_str()), (0, expected, ""));
}

#[test]
fn one_changed_name_reads_broken() {
    let place = Place::new();
    let altered = fs::read_to_string(example("full.jsonl")).unwrap().replace("\"bob\"", "\"eve\"");
    place.write("altered.jsonl", altered);
    let broken = verify_example(&place, "altered.jsonl");
    let begins = "\
Broken (tampered) at entry 3: its content is not what the log committed to.

Log acme.example/audit, entries 0 to 4 (your question)
  Newest trusted checkpoint: 5 entries, seen by your witnesses at 2026-01-05 09:05:11 UTC.
  1 altered    3                        the log committed to other bytes
  4 proven     0 to 2, 4                in the tree of a trusted checkpoint

How far it reaches
  Entry 3 is not proven; entry 2 is the last one proven before, entry 4 the first one after.

Found
  error    entry-altered
           Entry 3 is not what the log committed to: ";
    let ends = "
Next: Keep this file as it is. Ask for the original line from another source: a backup, another export, the recipient of a receipt.
More: unbroken explain entry-altered; to show it to others: unbroken evidence FILES --finding entry-altered-1
";
    assert_eq!((broken.code, broken.err.as_str()), (1, ""));
    assert!(broken.out.starts_with(begins) && broken.out.ends_with(ends), "{}", broken.out);
}

#[test]
fn seal_says_what_it_made_and_what_comes_next() {
    let place = Place::new();
    place.write("events.ndjson", "{\"a\":1}\n");
    let sealed = place.run(&["seal", "events.ndjson", "--log", "example.org/audit", "--out", "audit", "--keys", "keys"]);
    let expected = "\
Sealed 1 event into example.org/audit (a new log; entry 0 opens it; 2 entries now).

  audit/example.org-audit.unbroken.jsonl  the bundle, for whoever should verify it
  audit/policy.txt                        whom to trust for the log
  audit/writers.txt                       whom to trust for single entries

Hand policy and writers over by another way than the bundle: trust never comes with the evidence.
Private keys and the log itself are in keys, for you only.

Next:
  unbroken verify audit/example.org-audit.unbroken.jsonl --policy audit/policy.txt --writers audit/writers.txt --expect-entries 0..2
";
    assert_eq!((sealed.code, sealed.out.as_str(), sealed.err.as_str()), (0, expected, ""));
    let again = place.run(&["seal", "events.ndjson", "--log", "example.org/audit", "--out", "audit", "--keys", "keys", "--json"]);
    assert!(again.out.contains("\"entries\":[2,3]"), "{}", again.out);
}

#[test]
fn what_is_sealed_verifies_and_goes_on() {
    let place = Place::sealed(EVENTS);
    let verify = |range: &str| place.run(&[&["verify", BUNDLE, "--expect-entries", range], &TRUST[..]].concat());
    let first = verify("0..3");
    assert_eq!(first.code, 0, "{}{}", first.out, first.err);
    let again = place.run(&["seal", "events.ndjson", "--log", "example.org/audit", "--out", "audit", "--keys", "keys"]);
    assert_eq!(again.code, 0, "{}", again.err);
    assert_eq!(verify("0..5").code, 0);
    assert_eq!(verify("0..6").code, 1, "an entry that is expected and not there");
    assert_eq!(place.run(&["verify", BUNDLE]).code, 3, "nobody is trusted");
}

#[test]
fn a_kept_checkpoint_finds_the_older_copy() {
    let place = Place::sealed(EVENTS);
    fs::copy(place.path(BUNDLE), place.path("old.jsonl")).unwrap();
    place.run(&["seal", "events.ndjson", "--log", "example.org/audit", "--out", "audit", "--keys", "keys"]);
    let saved = place.run(&[&["verify", BUNDLE, "--save-checkpoint", "kept", "--expect-entries", "0.."], &TRUST[..]].concat());
    assert_eq!((saved.code, saved.err.as_str()), (0, "Kept the checkpoint of size 5 in kept. Bring it next time: --pin kept\n"));
    assert!(fs::read_to_string(place.path("kept")).unwrap().starts_with("example.org/audit\n5\n"));
    let old = place.run(&[&["verify", "old.jsonl", "--pin", "kept", "--expect-entries", "0.."], &TRUST[..]].concat());
    assert_eq!(old.code, 1, "{}", old.out);
    let nobody = place.run(&["verify", BUNDLE, "--save-checkpoint", "none"]);
    assert_eq!(nobody.code, 2);
    assert!(!place.path("none").exists());
}

#[test]
fn witnesses_count() {
    let place = Place::new();
    place.write("e", "{}\n");
    let seal = ["seal", "e", "--log", "l", "--out", "o", "--keys", "k", "--witness", "w.example/1", "--witness", "w.example/2"];
    assert_eq!(place.run(&seal).code, 0);
    let verify = ["verify", "o/l.unbroken.jsonl", "--policy", "o/policy.txt", "--expect-entries", "0..2", "--json"];
    let good = place.run(&verify);
    assert_eq!(good.code, 0, "{}", good.out);
    assert!(good.out.contains("\"level\":\"witnessed\""), "{}", good.out);
}

#[test]
fn keys_never_lie_beside_a_bundle() {
    let place = Place::new();
    place.write("events.ndjson", "{}\n");
    for (out, keys) in [("audit", "audit"), ("audit", "audit/keys"), ("keys/audit", "keys"), (".", "keys")] {
        let refused = place.run(&["seal", "events.ndjson", "--log", "l", "--out", out, "--keys", keys]);
        assert_eq!(refused.code, 2);
        assert!(refused.err.starts_with("unbroken: private keys in ") && refused.err.contains("\nhint: "), "{}", refused.err);
        assert_eq!(fs::read_dir(place.dir.path()).unwrap().count(), 1, "nothing is written");
    }
    let usual = place.run(&["seal", "events.ndjson", "--log", "l", "--out", "audit"]);
    assert_eq!(usual.code, 0, "{}", usual.err);
    assert!(place.path("home/.config/unbroken/keys/l.log.key").is_file());
    let handed_out: Vec<_> = fs::read_dir(place.path("audit")).unwrap().map(|item| item.unwrap().path()).collect();
    assert_eq!(handed_out.len(), 3);
    assert!(handed_out.iter().all(|path| !fs::read_to_string(path).unwrap().contains("PRIVATE")));
}

#[test]
fn bad_events_are_named_by_line_and_nothing_is_written() {
    let place = Place::new();
    place.write("events.ndjson", "{\"a\":1}\n\nnot json\n[1]\n{\"a\":1,\"a\":2}\n");
    let refused = place.run(&["seal", "events.ndjson", "--log", "l", "--out", "audit", "--keys", "keys"]);
    let expected = "\
unbroken: events.ndjson: 3 lines are no events
  line 3: not JSON: expected ident (column 2)
  line 4: an event is a JSON object
  line 5: the name \"a\" occurs twice in one object
hint: every line is one JSON object; nothing was written
";
    assert_eq!((refused.code, refused.out.as_str(), refused.err.as_str()), (2, "", expected));
    assert!(!place.path("audit").exists() && !place.path("keys").exists());
    assert_eq!(place.run_with(&["seal", "-", "--log", "l", "--out", "audit", "--keys", "keys"], b"\n\n").code, 2);
    place.write("other.ndjson", "{}\n");
    assert_eq!(place.run(&["seal", "other.ndjson", "--log", "l", "--out", "audit", "--keys", "keys"]).code, 0);
    let other = place.run(&["seal", "other.ndjson", "--log", "m", "--out", "audit", "--keys", "keys"]);
    assert!(other.code == 2 && other.err.contains("policy of another log"), "{}", other.err);
}

#[test]
fn no_report_is_exit_two_with_one_line_and_a_hint() {
    let place = Place::sealed(EVENTS);
    place.write("bad-policy", "log example.org/audit+00000000+AAAA\n");
    place.write("latin", b"log caf\xe9\n");
    fs::create_dir(place.path("empty")).unwrap();
    for arguments in [
        &["verify", "absent.jsonl"][..],
        &["verify", "empty"],
        &["verify", BUNDLE, "--policy", "absent"],
        &["verify", BUNDLE, "--policy", "bad-policy"],
        &["verify", BUNDLE, "--policy", "latin"],
        &["verify", BUNDLE, "--policy", "empty"],
        &["verify", "-", "-"],
        &["explain", "entry-mising"],
        &["prove", "audit", "1"],
        &["keygen", "two words", "--kind", "log"],
        &["checkpoint", "sign", "--log", "absent"],
        &["view", "absent"],
    ] {
        let refused = place.run(arguments);
        assert_eq!((refused.code, refused.out.as_str()), (2, ""), "{arguments:?}");
        let lines: Vec<_> = refused.err.lines().collect();
        assert!(lines.len() == 2 && lines[0].starts_with("unbroken: ") && lines[1].starts_with("hint: "), "{arguments:?}: {}", refused.err);
    }
    let policy = place.run(&["verify", BUNDLE, "--policy", "bad-policy"]);
    assert!(policy.err.starts_with("unbroken: bad-policy, line 1: "), "{}", policy.err);
}

#[test]
fn wrong_usage_is_exit_two() {
    let place = Place::new();
    for arguments in [
        &[][..],
        &["verify"],
        &["verify", "x", "--expect-entries", "5..5"],
        &["verify", "x", "--expect-entries", "five"],
        &["verify", "x", "--json", "--quiet"],
        &["verify", "x", "--unknown"],
        &["keygen", "x"],
        &["nothing"],
    ] {
        let refused = place.run(arguments);
        assert_eq!((refused.code, refused.out.as_str()), (2, ""), "{arguments:?}");
    }
    assert_eq!(place.run(&["--help"]).code, 0);
    assert!(place.run(&["verify", "--help"]).out.contains("3  unproven"));
}

/// Links that lead in a circle: nobody, not even the superuser, can read through them.
#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_read_is_no_verdict() {
    let place = Place::sealed(EVENTS);
    std::os::unix::fs::symlink("circle", place.path("circle")).unwrap();
    std::os::unix::fs::symlink("nowhere", place.path("audit/dangling")).unwrap();
    for input in ["circle", "audit"] {
        let refused = place.run(&["verify", BUNDLE, input]);
        assert_eq!((refused.code, refused.out.as_str()), (2, ""), "one that cannot be read is as if nothing was read");
        assert!(refused.err.starts_with("unbroken: cannot read "), "{}", refused.err);
    }
}

/// The machine stops at any moment: what was handed out stays true, and the next run goes on.
#[test]
fn a_kill_at_any_moment_breaks_no_promise() {
    let place = Place::new();
    let events: String = (0..1000).map(|n| format!("{{\"n\":{n}}}\n")).collect();
    place.write("events.ndjson", events);
    let seal = ["seal", "events.ndjson", "--log", "l", "--out", "audit", "--keys", "keys", "--json"];
    let mut kept = false;
    for millis in [0, 2, 5, 10, 20, 30, 40, 60, 80, 120] {
        let mut child = place.command(&seal).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(millis));
        child.kill().unwrap();
        child.wait().unwrap();
        let again = place.run(&seal);
        assert_eq!(again.code, 0, "after a kill at {millis} ms: {}", again.err);
        let mut verify = vec!["verify", "audit/l.unbroken.jsonl", "--expect-entries", "0..", "--save-checkpoint", "kept"];
        verify.extend(TRUST);
        if kept {
            verify.extend(["--pin", "kept"]);
        }
        let proven = place.run(&verify);
        assert_eq!(proven.code, 0, "after a kill at {millis} ms: {}", proven.out);
        kept = true;
    }
}

#[test]
fn standard_input_directories_and_files_give_one_verdict() {
    let place = Place::sealed(EVENTS);
    let question = ["--expect-entries", "0..3"];
    let bytes = fs::read(place.path(BUNDLE)).unwrap();
    let piped = place.run_with(&[&["verify", "-", "--json"], &TRUST[..], &question[..]].concat(), &bytes);
    let file = place.run(&[&["verify", BUNDLE, "--json"], &TRUST[..], &question[..]].concat());
    assert_eq!((piped.code, file.code), (0, 0), "{}{}", piped.err, file.err);
    assert_eq!(piped.out.replace("\"name\":\"stdin\"", "\"name\":\"example.org-audit.unbroken.jsonl\""), file.out);
    // The policy that lies in the directory is listed and not used.
    let dir = place.run(&["verify", "audit", "--json"]);
    assert_eq!(dir.code, 3);
    assert!(dir.out.contains("\"name\":\"policy.txt\""), "{}", dir.out);
    fs::create_dir_all(place.path("deep/er")).unwrap();
    fs::copy(place.path(BUNDLE), place.path("deep/er/x.jsonl")).unwrap();
    assert_eq!(place.run(&[&["verify", "deep"], &TRUST[..], &question[..]].concat()).code, 0);
}

#[test]
fn quiet_prints_nothing() {
    let place = Place::sealed(EVENTS);
    let quiet = place.run(&[&["verify", BUNDLE, "--quiet", "--expect-entries", "0..3"], &TRUST[..]].concat());
    assert_eq!((quiet.code, quiet.out.as_str(), quiet.err.as_str()), (0, "", ""));
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let place = Place::new();
    let mut child = place.command(&["explain", "entries-missing"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_no_verdict() {
    let place = Place::new();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = place.command(&["explain", "entries-missing"]);
    let status = command.stdout(full).stderr(Stdio::null()).status().unwrap();
    assert_eq!(status.code(), Some(2));
}

#[test]
fn explain_knows_every_code() {
    let place = Place::new();
    let all = place.run(&["explain"]);
    assert_eq!(all.out.lines().count(), unbroken::Code::ALL.len());
    let page = place.run(&["explain", "entry-altered"]);
    assert_eq!(page.out.trim_end(), unbroken::Code::EntryAltered.page().trim_end());
    let near = place.run(&["explain", "entry-missing"]);
    assert_eq!(near.err.lines().next(), Some("unbroken: there is no finding with the code \"entry-missing\""));
    assert!(near.err.contains("did you mean entries-missing"), "{}", near.err);
}

#[test]
fn a_witness_cosigns_extensions_only() {
    let place = Place::sealed(EVENTS);
    let seal = ["seal", "events.ndjson", "--log", "example.org/audit", "--out", "audit", "--keys", "keys"];
    let sign = |name: &str| {
        let note = place.run(&["checkpoint", "sign", "--log", "example.org/audit", "--keys", "keys"]);
        assert_eq!(note.code, 0, "{}", note.err);
        place.write(name, note.out);
    };
    let policy = fs::read_to_string(place.path("audit/policy.txt")).unwrap();
    let vkey = policy.lines().next().unwrap().strip_prefix("log ").unwrap().to_owned();
    assert_eq!(place.run(&["keygen", "w.example", "--kind", "witness", "--keys", "wkeys"]).code, 0);
    let cosign = |note: &str, more: &[&str]| {
        place.run(&[&["checkpoint", "cosign", note, "--witness", "w.example", "--log-key", &vkey, "--keys", "wkeys"], more].concat())
    };
    sign("first");
    let cosigned = cosign("first", &[]);
    assert_eq!(cosigned.code, 0, "{}", cosigned.err);
    assert_eq!(cosigned.out.lines().filter(|line| line.starts_with("— w.example ")).count(), 1);
    place.run(&seal);
    sign("second");
    let refused = cosign("second", &[]);
    assert!(refused.code == 2 && refused.err.contains("nothing is signed"), "{}", refused.err);
    let receipt = place.run(&[&["prove", BUNDLE, "2", "--out", "last.tlog-proof"], &TRUST[..]].concat());
    assert_eq!(receipt.code, 0, "{}", receipt.err);
    let cosigned = cosign("second", &["--proof", "last.tlog-proof"]);
    assert_eq!(cosigned.code, 0, "{}", cosigned.err);
    // Another log under the same name and another key is not this log.
    let forged = fs::read_to_string(place.path("second")).unwrap().replacen("\n5\n", "\n6\n", 1);
    place.write("forged", forged);
    assert_eq!(cosign("forged", &[]).code, 2);
}

#[test]
fn a_receipt_convinces_by_itself() {
    let place = Place::sealed(EVENTS);
    let receipt = place.run(&[&["prove", BUNDLE, "1"], &TRUST[..]].concat());
    assert_eq!(receipt.code, 0, "{}", receipt.err);
    place.write("one.tlog-proof", &receipt.out);
    assert_eq!(place.run(&[&["verify", "one.tlog-proof"], &TRUST[..]].concat()).code, 0);
    let line = fs::read_to_string(place.path(BUNDLE)).unwrap().lines().nth(2).unwrap().to_owned();
    let id = line.split("\"id\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(place.run(&[&["prove", BUNDLE, &format!("id:{id}")], &TRUST[..]].concat()).out, receipt.out);
    assert_eq!(place.run(&[&["prove", BUNDLE, "9"], &TRUST[..]].concat()).code, 2);
    // Without its own copy the receipt speaks about nothing; with the entry beside it, about that.
    let bare: String = receipt.out.lines().filter(|line| !line.starts_with("extra ")).map(|line| format!("{line}\n")).collect();
    place.write("bare.tlog-proof", bare);
    place.write("entry", &line);
    assert_eq!(place.run(&[&["verify", "bare.tlog-proof"], &TRUST[..]].concat()).code, 3);
    assert_eq!(place.run(&[&["verify", "bare.tlog-proof", "--entry", "entry"], &TRUST[..]].concat()).code, 0);
    place.write("other", line.replace("alice", "mallory"));
    assert_eq!(place.run(&[&["verify", "bare.tlog-proof", "--entry", "other"], &TRUST[..]].concat()).code, 1);
}

#[test]
fn inspect_judges_nothing() {
    let place = Place::new();
    let seen = place.run(&["inspect", &example("full.jsonl")]);
    assert_eq!(seen.code, 0, "{}", seen.err);
    assert!(seen.out.starts_with("full.jsonl\n  format   bundle\n  size     2945 bytes\n  SHA-256  5b1da6716d46f6e6"), "{}", seen.out);
    assert!(seen.out.contains("  log      acme.example/audit\n    5 entry lines, numbered 0 to 4\n"), "{}", seen.out);
    assert!(seen.out.contains("signature line of witness.example/w2+2bfeb8b2"), "{}", seen.out);
    assert!(seen.out.ends_with("Nothing was judged: signatures, links and proofs are the work of `unbroken verify`.\n"));
}

#[test]
fn the_page_is_found_or_honestly_not() {
    let place = Place::new();
    place.write("page.html", "<!doctype html>");
    place.write("x.jsonl", "");
    let found = outcome(&mut {
        let mut command = place.command(&["view", "x.jsonl", "--print"]);
        command.env("UNBROKEN_HTML", place.path("page.html"));
        command
    });
    let dir = place.dir.path().canonicalize().unwrap();
    assert_eq!(found.out, format!("{0}/page.html\nDrop these files on the page:\n  {0}/x.jsonl\n", dir.display()));
    let missing = outcome(&mut {
        let mut command = place.command(&["view"]);
        command.env("UNBROKEN_HTML", place.path("nowhere.html"));
        command
    });
    assert!(missing.code == 2 && missing.err.contains("UNBROKEN_HTML names "), "{}", missing.err);
}

/// More than one part: 20 MiB are read by several folds, and every one of them counts.
#[test]
fn a_large_file_is_read_in_parts() {
    let place = Place::new();
    let padding = "x".repeat(2000);
    let events: String = (0..8000).map(|n| format!("{{\"n\":{n},\"padding\":\"{padding}\"}}\n")).collect();
    let sealed = place.run_with(&["seal", "-", "--log", "l", "--out", "audit", "--keys", "keys"], events.as_bytes());
    assert_eq!(sealed.code, 0, "{}", sealed.err);
    let bundle = place.path("audit/l.unbroken.jsonl");
    let bytes = fs::read(&bundle).unwrap();
    assert!(bytes.len() > 16 << 20);
    let verify = |input: &str| {
        let arguments =
            ["verify", input, "--json", "--policy", "audit/policy.txt", "--writers", "audit/writers.txt", "--expect-entries", "0..8001"];
        if input == "-" { place.run_with(&arguments, &fs::read(&bundle).unwrap()) } else { place.run(&arguments) }
    };
    let (parts, whole) = (verify("audit/l.unbroken.jsonl"), verify("-"));
    assert_eq!((parts.code, whole.code), (0, 0), "{}", parts.out);
    assert_eq!(parts.out, whole.out.replace("\"stdin\"", "\"l.unbroken.jsonl\""));
    let mut changed = bytes;
    let at = changed.len() - 5000;
    let x = at + changed[at..].iter().position(|byte| *byte == b'x').unwrap();
    changed[x] = b'y';
    fs::write(&bundle, changed).unwrap();
    let (parts, whole) = (verify("audit/l.unbroken.jsonl"), verify("-"));
    assert_eq!((parts.code, whole.code), (1, 1));
    assert!(parts.out.contains("\"code\":\"entry-altered\""));
    assert_eq!(parts.out, whole.out.replace("\"stdin\"", "\"l.unbroken.jsonl\""));
}

/// A file whose length is not what was read: the system says 0 bytes for these and gives more.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_changes_meanwhile_is_no_verdict() {
    let changed = Place::new().run(&["verify", "/proc/self/status"]);
    assert_eq!((changed.code, changed.out.as_str()), (2, ""));
    assert_eq!(changed.err, "unbroken: /proc/self/status changed while it was read\nhint: verify a copy that nobody writes to\n");
}

#[cfg(unix)]
#[test]
fn a_named_pipe_is_read_like_a_file() {
    let place = Place::sealed(EVENTS);
    let bytes = fs::read(place.path(BUNDLE)).unwrap();
    let piped = place.run_with(&[&["verify", "/dev/stdin", "--expect-entries", "0..3"], &TRUST[..]].concat(), &bytes);
    assert_eq!(piped.code, 0, "{}{}", piped.out, piped.err);
}

/// Origins, ids and events are the sender's words: none of them may steer the reader's terminal.
#[test]
fn hostile_words_are_shown_and_not_obeyed() {
    let place = Place::new();
    let line = r#"{"at":"2026-01-05T09:00:00Z","event":{},"id":"\u001b[2J","log":"evil\u001b[31m\u202elog","prev":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","seq":0}"#;
    place.write("evil\u{1b}[2J.jsonl", line);
    for command in ["verify", "inspect"] {
        let shown = place.run(&[command, "evil\u{1b}[2J.jsonl"]);
        assert!(!shown.out.contains(['\u{1b}', '\u{202e}']) && !shown.err.contains('\u{1b}'), "{command}");
    }
    let absent = place.run(&["verify", "\u{1b}[2Jabsent"]);
    assert!(absent.err.starts_with("unbroken: cannot read \\u{1b}[2Jabsent: "), "{}", absent.err);
}

/// The worked example has entries at 09:00:00 to 09:05:00; its witnesses saw it at 09:05:10 and 09:05:11.
#[test]
fn a_range_of_times_is_asked_for() {
    let place = Place::new();
    let (policy, writers, full) = (example("policy.txt"), example("writers.txt"), example("full.jsonl"));
    let ask = |more: &[&str]| place.run(&[&["verify", &full, "--policy", &policy, "--writers", &writers], more].concat());
    let range = ["--expect-time", "2026-01-05T09:00:01Z..2026-01-05T09:03:00Z"];
    let asked = ask(&range);
    assert_eq!(asked.code, 0, "{}{}", asked.out, asked.err);
    assert!(asked.out.contains("  You asked for the times from 2026-01-05T09:00:01Z up to 2026-01-05T09:03:00Z.\n"), "{}", asked.out);
    assert!(
        asked.out.starts_with("Proven (intact) for entries 1 to 2: nothing altered, and by the times the log gives nothing missing from")
    );

    // The log may have gone on: its end shuts no edge.
    let open = ask(&["--expect-time", "2026-01-05T09:03:00Z..2026-01-05T10:00:00Z"]);
    assert_eq!(open.code, 3);
    assert!(open.out.starts_with("Unproven (unmet): every entry asked for is proven, and not shown: that no entry is missing at the edge"));
    assert!(open.out.contains("Next: Ask the exporter for the entry right before the first"), "{}", open.out);
    assert!(open.out.contains("More: unbroken explain window-edge-open"), "{}", open.out);
}

#[test]
fn the_age_of_the_newest_state_is_asked_for() {
    let place = Place::new();
    let (policy, writers, full) = (example("policy.txt"), example("writers.txt"), example("full.jsonl"));
    let ask = |more: &[&str]| {
        place.run(&[&["verify", &full, "--policy", &policy, "--writers", &writers, "--expect-entries", "0.."], more].concat())
    };
    let fresh = ask(&["--max-age", "1h", "--now", "2026-01-05T10:05:10Z", "--require", "signed", "--require", "dated"]);
    assert_eq!(fresh.code, 0, "{}{}", fresh.out, fresh.err);
    assert!(fresh.out.contains("  You require: signed, dated.\n") && !fresh.out.contains("How old"), "{}", fresh.out);
    let stale = ask(&["--max-age", "1h", "--now", "2026-01-05T10:05:11Z"]);
    assert_eq!(stale.code, 3);
    assert!(stale.out.contains("last confirmed the newest state at 2026-01-05 09:05:10 UTC, 3601 s before the present"), "{}", stale.out);
}

#[test]
fn questions_that_make_no_sense_are_refused() {
    let place = Place::new();
    for (arguments, words) in [
        (vec!["--max-age", "36h"], "--now <T>"),
        (vec!["--max-age", "a month", "--now", "2026-01-05T09:00:00Z"], "write it as in 90s, 5m, 36h or 7d"),
        (vec!["--now", "yesterday"], "write it in UTC, as in 2026-01-05T09:00:00Z"),
        (vec!["--now", "2026-01-05T09:00:60Z"], "write it in UTC"),
        (vec!["--expect-time", "2026-01-05T09:00:00Z"], "write T1..T2"),
        (vec!["--expect-time", "2026-01-05T09:00:00Z..2026-01-05T08:00:00Z"], "the end is not included"),
        (vec!["--require", "truth"], "none of unaltered, signed, complete, dated, witnessed"),
    ] {
        let refused = place.run(&[&["verify", "x.jsonl"], arguments.as_slice()].concat());
        assert_eq!((refused.code, refused.out.as_str()), (2, ""), "{arguments:?}");
        assert!(refused.err.contains(words), "{arguments:?}: {}", refused.err);
    }
}
