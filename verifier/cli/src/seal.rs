//! `unbroken seal`: events in, bundle out. One command makes keys, log, checkpoint and export, or continues what is there.

use crate::args::Seal;
use crate::fault::Fault;
use crate::text::count;
use crate::{keys, out, read};
use jiff::Timestamp;
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use unbroken_writer::{AppendTime, Content, Event, KeyStore, Kind, Log, MAX_LINE, NewEntry, Opening, SecretKey, Selection, write_whole};

/// Bad lines that are named one by one.
const SHOWN: usize = 10;

/// More bytes than an entry can have around its event: two names of at most 255 bytes, an id, a hash, a signature, a time.
const ENVELOPE: usize = 4096;

pub fn run(args: &Seal) -> Result<(), Fault> {
    let store = keys::store(&args.keys)?;
    store.keep_apart(&args.out)?;
    // Everything is read and checked before the first byte is written.
    let events = read_events(&args.events)?;
    let files = Files::in_dir(&args.out, &args.log);
    let is_new = !Log::exists(&store.log_dir(&args.log));
    let log_key = store.load_or_generate(&args.log, Kind::Log)?.0;
    let writer = store.load_or_generate(&format!("{}/writer-1", args.log), Kind::Writer)?.0;
    let witnesses: Vec<_> =
        args.witnesses.iter().map(|name| Ok(store.load_or_generate(name, Kind::Witness)?.0)).collect::<Result<_, Fault>>()?;
    files.refuse_other_log(&log_key)?;

    let mut log = open(&store, args, is_new, &log_key, &writer)?;
    let entries = events.into_iter().map(new_entry).collect::<Result<Vec<_>, _>>()?;
    let added = log.append(&entries, Some(&writer))?;
    log.checkpoint(&log_key)?;
    let now = u64::try_from(Timestamp::now().as_second()).unwrap_or_default();
    for witness in &witnesses {
        log.cosign(log.size(), witness, now)?;
    }
    let mut bundle = Vec::new();
    log.export(&Selection::default(), &mut bundle)?;

    fs::create_dir_all(&args.out).map_err(|fault| Fault::io("create", &args.out, &fault))?;
    write_whole(&files.policy, policy(&log_key, &witnesses).as_bytes())?;
    write_whole(&files.writers, format!("{}\n", writer.vkey()).as_bytes())?;
    write_whole(&files.bundle, &bundle)?;
    if args.json {
        let line = json!({
            "log": log.origin(), "size": log.size(), "entries": [added.start, added.end],
            "bundle": files.bundle, "policy": files.policy, "writers": files.writers, "keys": store.dir(),
        });
        return out::print(&format!("{line}\n"));
    }
    out::print(&words(&files, &store, &log, added.end - added.start, is_new, !witnesses.is_empty()))
}

fn open(store: &KeyStore, args: &Seal, is_new: bool, log_key: &SecretKey, writer: &SecretKey) -> Result<Log, Fault> {
    let dir = store.log_dir(&args.log);
    if !is_new {
        return Ok(Log::open(&dir, &args.log)?);
    }
    let opening = Opening { at: now()?, id: new_id()?, keys: vec![log_key.vkey(), writer.vkey()], after: None };
    Ok(Log::create(&dir, &args.log, &opening, Some(writer))?)
}

/// The events of a file, one per line; blank lines are none. All bad lines are named, not only the first.
fn read_events(path: &Path) -> Result<Vec<Event>, Fault> {
    let bytes = read::whole(path)?;
    let (mut events, mut bad) = (Vec::new(), Vec::new());
    for (line, number) in bytes.split(|byte| *byte == b'\n').zip(1u64..) {
        if line.trim_ascii().is_empty() {
            continue;
        }
        match Event::parse(line) {
            Ok(event) if event.as_str().len() > MAX_LINE - ENVELOPE => {
                bad.push(format!("line {number}: longer than an entry may be (1 MiB)"))
            }
            Ok(event) => events.push(event),
            Err(fault) => bad.push(format!("line {number}: {fault}")),
        }
    }
    if !bad.is_empty() {
        let more = if bad.len() > SHOWN { format!("\n  … and {} more", bad.len() - SHOWN) } else { String::new() };
        let shown: Vec<_> = bad.iter().take(SHOWN).map(|line| out::visible(line)).collect();
        let total = count(bad.len() as u64, "line is no event", "lines are no events");
        return Err(Fault::new(format!("{}: {total}\n  {}{more}", read::shown(path), shown.join("\n  ")))
            .hint("every line is one JSON object; nothing was written"));
    }
    if events.is_empty() {
        return Err(Fault::new(format!("{} holds no event", read::shown(path))).hint("every line is one JSON object; nothing was written"));
    }
    Ok(events)
}

fn new_entry(event: Event) -> Result<NewEntry, Fault> {
    Ok(NewEntry { at: now()?, id: new_id()?, content: Content::Event(event) })
}

/// Now, to the millisecond.
fn now() -> Result<AppendTime, Fault> {
    Ok(AppendTime::parse(&format!("{:.3}", Timestamp::now()))?)
}

/// A random UUID (version 4): 122 bits nobody can guess, so that a stub of this entry gives nothing away.
fn new_id() -> Result<String, Fault> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| Fault::new("the system gives no random numbers"))?;
    let bits = u128::from_be_bytes(bytes) & !(0xf << 76) & !(0x3 << 62) | (0x4 << 76) | (0x2 << 62);
    let hex = format!("{bits:032x}");
    Ok([&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-"))
}

/// A C2SP tlog-policy: this log, and every witness given.
fn policy(log_key: &SecretKey, witnesses: &[SecretKey]) -> String {
    let mut text = format!("log {}\n", log_key.vkey());
    let names: Vec<_> = (1..=witnesses.len()).map(|n| format!("w{n}")).collect();
    for (name, witness) in names.iter().zip(witnesses) {
        text.push_str(&format!("witness {name} {}\n", witness.vkey()));
    }
    match names.len() {
        0 => text.push_str("quorum none\n"),
        _ => text.push_str(&format!("group all-witnesses all {}\nquorum all-witnesses\n", names.join(" "))),
    }
    text
}

/// What is handed out.
struct Files {
    bundle: PathBuf,
    policy: PathBuf,
    writers: PathBuf,
}

impl Files {
    fn in_dir(dir: &Path, log: &str) -> Files {
        let plain: String = log.chars().map(|c| if c.is_ascii_alphanumeric() || ".-_".contains(c) { c } else { '-' }).collect();
        let name = plain.trim_start_matches('.');
        Files { bundle: dir.join(format!("{name}.unbroken.jsonl")), policy: dir.join("policy.txt"), writers: dir.join("writers.txt") }
    }

    /// Never replaces the trust files of another log.
    fn refuse_other_log(&self, log_key: &SecretKey) -> Result<(), Fault> {
        match fs::read_to_string(&self.policy) {
            Ok(text) if text.lines().any(|line| line == format!("log {}", log_key.vkey())) => Ok(()),
            Ok(_) => Err(Fault::new(format!("{} is the policy of another log", self.policy.display()))
                .hint("choose another directory for --out; nothing was written")),
            Err(_) => Ok(()),
        }
    }
}

fn words(files: &Files, store: &KeyStore, log: &Log, added: u64, is_new: bool, witnessed: bool) -> String {
    let opened = if is_new { "a new log; entry 0 opens it" } else { "continued" };
    let quote = |path: &Path| shell_word(&path.display().to_string());
    let width = files.bundle.display().to_string().len();
    let mut text = format!(
        "\
Sealed {} into {} ({opened}; {} now).

  {:width$}  the bundle, for whoever should verify it
  {:width$}  whom to trust for the log
  {:width$}  whom to trust for single entries

Hand policy and writers over by another way than the bundle: trust never comes with the evidence.
Private keys and the log itself are in {}, for you only.
",
        count(added, "event", "events"),
        log.origin(),
        count(log.size(), "entry", "entries"),
        files.bundle.display().to_string(),
        files.policy.display().to_string(),
        files.writers.display().to_string(),
        store.dir().display(),
    );
    if witnessed {
        text.push_str("A witness whose key lies beside the log's key shows nothing that the log's key does not. Let others hold it.\n");
    }
    text.push_str(&format!(
        "\nNext:\n  unbroken verify {} --policy {} --writers {} --expect-entries 0..{}\n",
        quote(&files.bundle),
        quote(&files.policy),
        quote(&files.writers),
        log.size()
    ));
    text
}

/// `text` as one word of a POSIX shell.
fn shell_word(text: &str) -> String {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-/+=:@%,".contains(&byte));
    if plain { text.to_owned() } else { format!("'{}'", text.replace('\'', "'\\''")) }
}
