//! What can be asked on the page: every field that cannot be read says so beside itself, and a question of every kind gets the answer of the
//! command line.

use crate::{Visit, ensure, same_report};
use serde_json::json;
use std::fs;
use unbroken::{Expectations, Question, Requirement, Time, TimeRange};
use unbroken_e2e::case::{Case, Fill};
use unbroken_e2e::webdriver::Element;
use unbroken_e2e::{Fault, while_doing};

/// Fields that are wrong together, and where each says so.
const WRONG: [(&str, &str, &str); 5] = [
    ("question-to", "3", "question-entries-error"),
    ("question-time-from", "9 o'clock", "question-time-error"),
    ("question-max-age", "36h", "question-max-age-error"),
    ("question-silence", "1h30m", "question-silence-error"),
    ("question-events", "{\"ids\":[]}", "question-events-error"),
];

/// Five fields are wrong at once, each with its sentence; nothing is judged. The button fills in a present, and that sentence goes.
pub fn faults(visit: &Visit<'_>) -> Result<(), Fault> {
    let page = &visit.page;
    page.fill(&[Fill::Text("question-from", "7".into())])?;
    for (field, typed, _) in WRONG {
        page.fill(&[Fill::Text(field, typed.into())])?;
    }
    page.apply()?;
    ensure(page.verdict()?.0 == "none", || "a verdict on a question that cannot be read".into())?;
    for (field, _, error) in WRONG {
        ensure(page.shows(error)? && page.text(error)?.ends_with('.'), || format!("{field} does not say what is wrong"))?;
    }
    ensure(!page.shows("question-now-error")?, || "an empty present is wrong".into())?;
    page.click("question-set-now")?;
    let filled = page.script("return document.querySelector('[data-test=question-now]').value", &json!([]))?;
    ensure(filled.as_str().and_then(Time::parse).is_some(), || format!("the present is {filled}"))?;
    ensure(!page.shows("question-max-age-error")?, || "an age with a present is still wrong".into())
}

/// Rules that are no text are not taken, and it is said.
pub fn no_text(visit: &Visit<'_>) -> Result<(), Fault> {
    let file = visit.file("events.jsonl", b"{\"id\":\"\xff\"}\n")?;
    visit.page.pick("question-events-file", &[file])?;
    visit.page.open_panel()?;
    ensure(visit.page.text("question-events-error")?.contains("not a text"), || "bytes that are no text are taken for rules".into())
}

/// A question of every kind at once; the page shows what became of it.
pub fn everything(visit: &Visit<'_>) -> Result<(), Fault> {
    let events: String = (0..24).map(event).collect();
    let sealed = visit.seal("asked.example/log", &events)?;
    let rules = "{\"where\":{\"/event/actor\":\"alice\"},\"count\":24}\n{\"where\":{\"/event/action\":\"role.grant\"}}\n";
    let time = |text: &str| Time::parse(text).ok_or("no time");
    let question = Question {
        time: TimeRange::new(time("2026-01-01T00:00:00Z")?, time("2126-01-01T00:00:00Z")?),
        require: [Requirement::Unaltered, Requirement::Signed].into(),
        now_secs: Some(4_000_000_000),
        max_age_secs: Some(3_600),
        events: Some(Expectations::parse(rules).map_err(while_doing("the rules"))?),
        trace: Some("req-1".into()),
        ..sealed.question.clone()
    };
    same_report(visit, &Case { question, exit: 1, ..sealed })?;
    let page = &visit.page;
    page.close_panel()?;
    let counts = [page.text("expected-met")?, page.text("expected-unmet")?, page.text("expected-undecided")?];
    let traced = page.all("traced")?.len();
    ensure(traced == 8, || format!("the trace lists {traced} of 8 entries"))?;
    ensure(counts.iter().filter_map(|count| count.parse::<u64>().ok()).sum::<u64>() == 2, || format!("two rules became {counts:?}"))
}

/// An event; every third has the same correlation id.
fn event(number: usize) -> String {
    json!({"action": "record.read", "actor": "alice", "target": format!("record/{number}"), "correlation_id": format!("req-{}", number % 3)})
        .to_string()
        + "\n"
}

/// A gap: how far it reaches is said, and leads there.
pub fn incident(visit: &Visit<'_>) -> Result<(), Fault> {
    let events: String = (0..24).map(event).collect();
    let sealed = visit.seal("asked.example/log", &events)?;
    let lines = fs::read_to_string(&sealed.files[0]).map_err(while_doing("the log"))?;
    // One entry says something else, another is gone.
    let lines: String = lines.split_inclusive('\n').filter(|line| !line.contains("\"record/15\"")).collect();
    fs::write(&sealed.files[0], lines.replace("\"record/7\"", "\"record/70\"")).map_err(while_doing("the damage"))?;
    same_report(visit, &Case { exit: 1, ..sealed })?;
    visit.page.close_panel()?;
    let worst = visit.page.attributes("incident", "data-worst")?;
    ensure(worst.iter().any(|word| word == "altered") && worst.iter().any(|word| word == "missing"), || format!("incidents: {worst:?}"))?;
    // On both sides of each stands what is still proven, and it leads there.
    let sides = visit.page.all("flank")?.iter().map(Element::text).collect::<Result<Vec<_>, _>>()?;
    ensure(sides.first().is_some_and(|side| side.contains("by checkpoint")), || format!("the sides are {sides:?}"))?;
    let nearest = sides.first().and_then(|side| side.lines().next()?.rsplit(' ').next()?.parse::<u64>().ok()).ok_or("no number")?;
    visit.page.all("flank")?.first().ok_or("no side")?.click()?;
    visit.page.wait_for("the entry", || Ok(visit.page.text("entry-panel")?.contains(&format!("Entry {nearest}")).then_some(())))
}
