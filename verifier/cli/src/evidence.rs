//! `unbroken evidence`: what shows one finding to somebody else, as a small file and as commands for a shell.

use crate::args::Evidence;
use crate::fault::Fault;
use crate::inputs::Place;
use crate::stored::Stored;
use crate::{inputs, out, read, trusted};
use std::path::Path;
use unbroken::verdict::evidence::{EvidenceFile, Need};
use unbroken::{Case, EvidenceError, Finding, Input, Question, Severity, Time, Trust};

pub fn run(args: &Evidence) -> Result<(), Fault> {
    let trust = trusted::load(&args.given.trusted)?;
    let sources = inputs::expand(&[args.files.as_slice(), &args.given.entry].concat())?;
    if let Some(source) = sources.iter().find(|source| !matches!(source.place, Place::File(_))) {
        return Err(Fault::new(format!("{} can be read once only, and evidence is read twice", source.path().display()))
            .hint("save it to a file first"));
    }
    let question = args.given.asked.question()?;
    let most = args.given.unpacking.max_unpacked;
    let streams = read::read(&sources, &trust, &question, most)?;
    let mut stored = Stored::open(&sources, &streams, most)?;
    let case = Case::assemble(streams, &trust, &question);
    let Some(id) = &args.finding else { return list(&case) };
    let from = |input: usize, offset: u64, len: u64| stored.read(case.report(), input, offset, len);
    let file = case.evidence(id, from).map_err(|error| refused(error, id))?;
    match &args.out {
        Some(path) => {
            unbroken_writer::write_whole(path, &file.data)?;
            tell(&file, &path.display().to_string());
            if args.by_hand {
                out::print(&alone(&file, &trust, path, case.finding(id))?)?;
            }
            Ok(())
        }
        None if args.by_hand => out::print(&case.by_hand(id).unwrap_or_default()),
        None => {
            tell(&file, "FILE");
            out::print_bytes(&file.data)
        }
    }
}

/// Without an id: which there are.
fn list(case: &Case) -> Result<(), Fault> {
    let report = case.report();
    let all = report.logs.iter().flat_map(|log| &log.findings).chain(&report.findings);
    let damage: Vec<&Finding> = all.filter(|finding| finding.severity >= Severity::Error).collect();
    if damage.is_empty() {
        out::say("There is no finding of severity error or critical, so there is nothing to show.");
    }
    damage.into_iter().try_for_each(|finding| out::print(&format!("{}  {}\n", finding.id, out::visible(&finding.message))))
}

fn refused(error: EvidenceError, id: &str) -> Fault {
    let fault = Fault::new(format!("no evidence of {id}: {error}"));
    match error {
        EvidenceError::NoSuchFinding => fault.hint("leave out --finding to see which there are; give the same question as to `verify`"),
        EvidenceError::NotDamage => fault.hint("`unbroken explain` says what the finding means"),
        EvidenceError::InputChanged => fault.hint("take the evidence from a copy that nobody writes to"),
        EvidenceError::TooLarge | EvidenceError::NotAlone => fault.hint("hand over the input files as they are"),
    }
}

/// What the evidence needs to convince, and what it cannot show.
fn tell(file: &EvidenceFile, name: &str) {
    let mut lines = vec![format!("Evidence of {} bytes in {name}.", file.data.len())];
    let verify = format!("unbroken verify {name}{}", options(&file.question));
    lines.push(if file.reach.gives_again() {
        format!("Whoever trusts the keys below gets the same finding from it: {verify}")
    } else {
        format!("Whoever trusts the keys below can check what it holds, which is not all that the finding is about: {verify}")
    });
    if file.question.events.is_some() {
        lines.push("  with --expect-events and the rules that you gave".to_owned());
    }
    if file.needs.is_empty() {
        lines.push("  It needs no key.".to_owned());
    }
    lines.extend(file.needs.iter().map(|need| match need {
        Need::Log(vkey) => format!("  log {vkey}"),
        Need::Witness(vkey) => format!("  witness {vkey}"),
        Need::Writer(vkey) => format!("  writer {vkey}"),
        Need::Kept(note) => {
            let size = note.lines().nth(1).unwrap_or_default();
            format!("  the checkpoint of size {size} that you kept; hand it over by another way, in the evidence it is only a note")
        }
    }));
    lines.extend(file.reach.limit().map(str::to_owned));
    lines.iter().for_each(|line| out::say(&out::visible(line)));
}

/// The options that ask a question; each with a space before it. Rules about content stand in a file of their own.
fn options(question: &Question) -> String {
    let usual = Question::default();
    let secs = |name: &str, secs: Option<u64>| secs.map(|secs| format!(" --{name} {secs}s"));
    let entries = question.entries.map(|(start, end)| {
        let end = end.map_or_else(String::new, |end| end.to_string());
        format!(" --expect-entries {start}..{end}")
    });
    let time = question.time.map(|time| format!(" --expect-time {}..{}", time.start(), time.end()));
    let now = question.now_secs.map(|secs| format!(" --now {}", Time::from_secs(secs)));
    let parts = [
        entries,
        time,
        question.accept_withheld.then(|| " --accept-withheld".to_owned()),
        now,
        secs("max-age", question.max_age_secs),
        secs("max-silence", question.max_silence_secs),
        secs("skew", Some(question.skew_secs).filter(|secs| *secs != usual.skew_secs)),
        secs("delay", Some(question.delay_secs).filter(|secs| *secs != usual.delay_secs)),
    ];
    let require = question.require.iter().map(|required| format!(" --require {}", required.as_str()));
    parts.into_iter().flatten().chain(require).collect()
}

/// The commands for the evidence file alone.
fn alone(file: &EvidenceFile, trust: &Trust, path: &Path, finding: Option<&Finding>) -> Result<String, Fault> {
    let name = inputs::last_component(path);
    let stream = unbroken::verify::read(&Input { name: &name, data: &file.data }, trust, &file.question);
    let case = Case::assemble(vec![stream], trust, &file.question);
    let all = case.report().logs.iter().flat_map(|log| &log.findings).chain(&case.report().findings);
    let same = |found: &&Finding| finding.is_some_and(|it| (it.code, &it.log, it.entries) == (found.code, &found.log, found.entries));
    let script = all.into_iter().find(same).and_then(|found| case.by_hand(&found.id));
    script
        .ok_or_else(|| Fault::new("the evidence alone does not give the finding again").hint("leave out --out for commands on the inputs"))
}
