//! What a log promises survives crashes, restored copies and meddling: what is on disk afterwards is never signed twice differently.
#![allow(clippy::unwrap_used, missing_docs)]

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use unbroken_writer::{AppendTime, Content, Event, EventFault, Fault, KeyStore, Kind, Log, NewEntry, Opening, SecretKey, Selection};

const ORIGIN: &str = "example.org/audit";

struct Scene {
    dir: TempDir,
    log_key: SecretKey,
    writer: SecretKey,
}

impl Scene {
    fn new() -> Scene {
        let key = |name: &str, kind| SecretKey::from_seed(name, kind, &[7; 32]).unwrap();
        Scene { dir: tempfile::tempdir().unwrap(), log_key: key(ORIGIN, Kind::Log), writer: key("example.org/audit/w", Kind::Writer) }
    }

    fn path(&self) -> PathBuf {
        self.dir.path().join("log")
    }

    fn create(&self) -> Log {
        let opening = Opening { at: time(0), id: "0".to_owned(), keys: vec![self.log_key.vkey()], after: None };
        Log::create(&self.path(), ORIGIN, &opening, Some(&self.writer)).unwrap()
    }

    fn open(&self) -> Result<Log, Fault> {
        Log::open(&self.path(), ORIGIN)
    }

    fn append(&self, log: &mut Log, count: u64) {
        let first = log.size();
        let entries: Vec<_> = (first..first + count).map(|n| entry(time(n), &format!("evt-{n}"), &format!("{{\"n\":{n}}}"))).collect();
        assert_eq!(log.append(&entries, Some(&self.writer)).unwrap(), first..first + count);
    }
}

fn time(second: u64) -> AppendTime {
    AppendTime::parse(&format!("2026-01-05T09:{:02}:{:02}Z", second / 60, second % 60)).unwrap()
}

fn entry(at: AppendTime, id: &str, event: &str) -> NewEntry {
    NewEntry { at, id: id.to_owned(), content: Content::Event(Event::parse(event.as_bytes()).unwrap()) }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for item in fs::read_dir(from).unwrap() {
        let path = item.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

#[test]
fn a_log_goes_on_where_it_stopped() {
    let scene = Scene::new();
    let mut log = scene.create();
    scene.append(&mut log, 3);
    let note = log.checkpoint(&scene.log_key).unwrap();
    let (root, line) = (log.root(4), log.line(2).unwrap());
    drop(log);
    let mut log = scene.open().unwrap();
    assert_eq!((log.size(), log.root(4), log.line(2).unwrap()), (4, root, line));
    assert_eq!(log.checkpoint(&scene.log_key).unwrap(), note);
    scene.append(&mut log, 2);
    assert!(log.checkpoint(&scene.log_key).unwrap().starts_with("example.org/audit\n6\n"));
    assert_eq!(log.checkpoints().len(), 2);
}

/// The storage is cut all along the last, unacknowledged line: what is left is a whole log, and it goes on.
#[test]
fn a_crash_while_a_line_is_written_leaves_a_whole_log() {
    let scene = Scene::new();
    let mut log = scene.create();
    scene.append(&mut log, 2);
    drop(log);
    let kept = fs::read_to_string(scene.path().join("entries.jsonl")).unwrap();
    let mut log = scene.open().unwrap();
    scene.append(&mut log, 1);
    let line = log.line(3).unwrap();
    drop(log);
    for cut in (0..line.len()).step_by(29).chain(line.len() - 2..=line.len() + 1) {
        let torn = tempfile::tempdir().unwrap();
        copy(&scene.path(), torn.path());
        fs::write(torn.path().join("head"), "3\n").unwrap();
        let whole = format!("{kept}{line}\n");
        fs::write(torn.path().join("entries.jsonl"), &whole[..kept.len() + cut]).unwrap();
        let mut log = Log::open(torn.path(), ORIGIN).unwrap();
        // A complete line is signed and stays, with or without its line end; a torn one was never acknowledged.
        assert_eq!(log.size(), if cut >= line.len() { 4 } else { 3 }, "cut {cut}");
        scene.append(&mut log, 1);
        drop(log);
        Log::open(torn.path(), ORIGIN).unwrap();
    }
}

#[test]
fn an_older_copy_is_not_continued() {
    let scene = Scene::new();
    let mut log = scene.create();
    scene.append(&mut log, 1);
    drop(log);
    let backup = tempfile::tempdir().unwrap();
    copy(&scene.path(), backup.path());
    let mut log = scene.open().unwrap();
    scene.append(&mut log, 2);
    log.checkpoint(&scene.log_key).unwrap();
    drop(log);
    // Only the lines come back from the backup: the head knows of more.
    fs::copy(backup.path().join("entries.jsonl"), scene.path().join("entries.jsonl")).unwrap();
    assert!(matches!(scene.open(), Err(Fault::StateOlder { found: 2, expected: 4 })));
    // Lines and head come back: the published checkpoint knows of more.
    fs::copy(backup.path().join("head"), scene.path().join("head")).unwrap();
    assert!(matches!(scene.open(), Err(Fault::StateOlder { found: 2, expected: 4 })));
}

#[test]
fn another_history_is_not_signed() {
    let scene = Scene::new();
    let mut log = scene.create();
    scene.append(&mut log, 2);
    log.checkpoint(&scene.log_key).unwrap();
    drop(log);
    let other = Scene::new();
    let mut log = other.create();
    log.append(&[entry(time(1), "x", "{}"), entry(time(2), "y", "{}"), entry(time(3), "z", "{}")], Some(&other.writer)).unwrap();
    drop(log);
    for name in ["entries.jsonl", "head"] {
        fs::copy(other.path().join(name), scene.path().join(name)).unwrap();
    }
    assert!(matches!(scene.open(), Err(Fault::NotAnExtension(3))));
    // An edited line breaks the link of the next one.
    let path = other.path().join("entries.jsonl");
    let edited = fs::read_to_string(&path).unwrap().replacen("\"id\":\"x\"", "\"id\":\"w\"", 1);
    fs::write(&path, edited).unwrap();
    assert!(matches!(other.open(), Err(Fault::StateDamaged { seq: 2, .. })));
    // A line of another log is not ours, even where it fits.
    assert!(matches!(Log::open(&scene.path(), "example.org/other"), Err(Fault::StateDamaged { seq: 0, .. })));
}

#[test]
fn one_process_writes() {
    let scene = Scene::new();
    let log = scene.create();
    assert!(matches!(scene.open(), Err(Fault::Locked(_))));
    drop(log);
    assert!(scene.open().is_ok());
    let opening = Opening { at: time(0), id: "0".to_owned(), keys: Vec::new(), after: None };
    assert!(matches!(Log::create(&scene.path(), ORIGIN, &opening, None), Err(Fault::LogExists(_))));
}

#[test]
fn a_batch_is_appended_wholly_or_not_at_all() {
    let scene = Scene::new();
    let mut log = scene.create();
    let before = fs::read(scene.path().join("entries.jsonl")).unwrap();
    let twice = [entry(time(1), "same", "{}"), entry(time(1), "same", "{}")];
    assert!(matches!(log.append(&twice, Some(&scene.writer)), Err(Fault::IdRepeated(id)) if id == "same"));
    assert!(matches!(log.append(&[entry(time(1), "0", "{}")], None), Err(Fault::IdRepeated(_))));
    assert!(matches!(log.append(&[entry(time(1), "a\u{7}", "{}")], None), Err(Fault::Id)));
    assert!(matches!(log.append(&[entry(time(1), "a", "{}")], Some(&scene.log_key)), Err(Fault::KeyKind { .. })));
    let long = format!("{{\"a\":\"{}\"}}", "x".repeat(1 << 20));
    assert!(matches!(log.append(&[entry(time(1), "a", "{}"), entry(time(1), "b", &long)], None), Err(Fault::LineTooLong(_))));
    assert_eq!((log.size(), fs::read(scene.path().join("entries.jsonl")).unwrap()), (1, before));
}

#[test]
fn time_never_runs_backwards() {
    let scene = Scene::new();
    let mut log = scene.create();
    log.append(&[entry(time(9), "a", "{}"), entry(time(5), "b", "{}")], None).unwrap();
    drop(log);
    let mut log = scene.open().unwrap();
    log.append(&[entry(time(1), "c", "{}")], None).unwrap();
    for seq in 1..4 {
        assert!(log.line(seq).unwrap().starts_with("{\"at\":\"2026-01-05T09:00:09Z\","));
    }
    assert!(!log.line(3).unwrap().contains("\"sig\""));
}

#[test]
fn exports_hold_what_was_selected() {
    let scene = Scene::new();
    let mut log = scene.create();
    scene.append(&mut log, 6);
    assert!(matches!(log.receipt(1), Err(Fault::NoSuch { what: "checkpoint", .. })));
    log.checkpoint(&scene.log_key).unwrap();
    let witness = SecretKey::from_seed("witness.example/w", Kind::Witness, &[8; 32]).unwrap();
    let cosigned = log.cosign(7, &witness, 1).unwrap();
    assert_eq!(log.cosign(7, &witness, 2).unwrap(), cosigned, "a witness is not asked twice");
    assert!(matches!(log.cosign(7, &scene.log_key, 2), Err(Fault::KeyKind { .. })));
    let mut out = Vec::new();
    let selection = Selection { window: Some((0, 3)), withheld: [1].into() };
    log.export(&selection, &mut out).unwrap();
    let lines: Vec<_> = std::str::from_utf8(&out).unwrap().lines().collect();
    assert_eq!(lines.len(), 4, "a window from the start needs the proof of its end only");
    assert!(lines[0].contains("index 2\\n"));
    assert_eq!(lines[2], format!("{{\"stub\":{{\"leaf\":\"{}\",\"log\":\"{ORIGIN}\",\"seq\":1}}}}", log.leaf(1).unwrap()));
    for window in [(3, 3), (0, 8)] {
        assert!(log.export(&Selection { window: Some(window), ..selection.clone() }, &mut Vec::new()).is_err());
    }
}

#[test]
fn keys_are_private_named_and_kept_apart() {
    let dir = tempfile::tempdir().unwrap();
    let store = KeyStore::at(dir.path().join("config/keys"));
    let (key, new) = store.load_or_generate("a/b_c", Kind::Writer).unwrap();
    assert!(new);
    let path = store.path(key.name(), Kind::Writer);
    assert_eq!(path.file_name().unwrap(), "a%2Fb_c.writer.key");
    assert!(matches!(store.save(&key), Err(Fault::KeyExists(_))));
    assert_eq!(store.load(key.name(), Kind::Writer).unwrap().vkey(), key.vkey());
    assert!(matches!(store.load(key.name(), Kind::Log), Err(Fault::KeyMissing(_))));
    fs::copy(&path, store.path("other", Kind::Writer)).unwrap();
    assert!(matches!(store.load("other", Kind::Writer), Err(Fault::KeyText)));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::metadata(store.dir()).unwrap().permissions().mode() & 0o777, 0o700);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(store.load(key.name(), Kind::Writer), Err(Fault::KeyExposed(_))));
    }
    let beside = |out: &str| matches!(store.keep_apart(&dir.path().join(out)), Err(Fault::KeysBesideBundle { .. }));
    assert!(beside("config/keys") && beside("config") && beside("") && beside("config/keys/bundle"));
    assert!(!beside("bundle") && !beside("config/keys2"));
    assert!(store.keep_apart(&dir.path().join("absent/../config/keys")).is_err(), "where this leads cannot be said");
}

#[test]
fn a_private_key_has_one_text_form() {
    let key = SecretKey::from_seed("n", Kind::Witness, &[3; 32]).unwrap();
    let text = key.to_text();
    assert_eq!(SecretKey::parse(&text).unwrap().vkey(), key.vkey());
    for at in 0..text.len() {
        let mut changed = text.clone().into_bytes();
        changed[at] ^= 1;
        // The name and the seed are both under the key ID.
        assert!(String::from_utf8(changed).ok().is_none_or(|changed| SecretKey::parse(&changed).is_err()), "byte {at}");
    }
    for bad in ["", "a b", "a+b", "a\u{a0}b", "\n"] {
        assert!(matches!(SecretKey::generate(bad, Kind::Log), Err(Fault::Name(_))), "{bad:?}");
    }
    assert!(!format!("{key:?}").contains("AwMDAw"));
}

#[test]
fn event_faults_have_words() {
    assert_eq!(EventFault::NotAnObject.to_string(), "an event is a JSON object");
    let fault = Event::parse(b"{\"a\":tru}").unwrap_err();
    assert_eq!(fault.to_string(), "not JSON: expected ident (column 9)");
}

/// Whatever stands between two appends, the log file is append-only: old bytes never change.
#[test]
fn old_bytes_never_change() {
    let scene = Scene::new();
    let mut log = scene.create();
    let mut before = Vec::new();
    for count in 1..5 {
        scene.append(&mut log, count);
        log.checkpoint(&scene.log_key).unwrap();
        let now = fs::read(scene.path().join("entries.jsonl")).unwrap();
        assert!(now.starts_with(&before) && now.len() > before.len());
        before = now;
    }
    drop(log);
    OpenOptions::new().append(true).open(scene.path().join("entries.jsonl")).unwrap().write_all(b"{\"at\":\"torn").unwrap();
    drop(scene.open().unwrap());
    assert_eq!(fs::read(scene.path().join("entries.jsonl")).unwrap(), before);
}
