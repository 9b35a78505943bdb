//! A job driven as workers would drive it, without a browser.

use super::*;
use std::collections::BTreeSet;

fn begin(sizes: &[u64], format: Format, workers: usize) -> (Job, Vec<Action>) {
    let files: Vec<_> = sizes.iter().enumerate().map(|(k, size)| (format!("f{k}"), *size)).collect();
    let mut job = Job::new(&files, workers, Pass::Full);
    assert_eq!(job.begin(), [Action::Send { worker: HEAD, message: ToWorker::Detect }]);
    let actions = job.hear(HEAD, ToPage::Formats { formats: vec![format; sizes.len()], unpacked: Vec::new() });
    (job, actions)
}

/// Answers every task as a worker would, until the job asks for the report; gives what was folded.
fn drive(job: &mut Job, mut actions: VecDeque<Action>, dies: Option<usize>) -> (Vec<(usize, u64, u64)>, Vec<StreamFacts>) {
    let mut folded = Vec::new();
    while let Some(action) = actions.pop_front() {
        let Action::Send { worker, message } = action else { continue };
        let more = match message {
            _ if dies == Some(worker) => job.died(worker),
            ToWorker::Digest { stream } => job.hear(worker, ToPage::Digested { stream, sha256: Some([stream as u8; 32]) }),
            ToWorker::Fold { pass, stream, part, start, end, .. } => {
                folded.push((stream, start, end));
                job.hear(worker, ToPage::Folded { pass, stream, part, entries: 1, read: true })
            }
            ToWorker::Assemble { streams, .. } => {
                assert!(actions.iter().all(|a| !matches!(a, Action::Send { .. })), "nothing is asked after the report");
                return (folded, streams);
            }
            other => panic!("unexpected {other:?}"),
        };
        actions.extend(more);
    }
    panic!("the report was never asked for");
}

#[test]
fn parts_cover_the_file_and_each_byte_once() {
    for size in [0, 1, PART_MIN - 1, PART_MIN, PART_MIN + 1, 100_000_000, 20_000_000_001] {
        for workers in [0, 1, 2, 8] {
            for splits in [false, true] {
                let parts = parts(size, splits, workers);
                assert_eq!(parts.first().unwrap().0, 0);
                assert_eq!(parts.last().unwrap().1, size);
                assert!(parts.windows(2).all(|w| w[0].1 == w[1].0), "{size} {workers}");
                assert!(parts.iter().all(|p| p.1 - p.0 <= PART_MAX || !splits));
                assert!(splits || parts.len() == 1);
            }
        }
    }
}

#[test]
fn every_part_is_folded_once_and_then_the_report_is_asked_for() {
    let (mut job, actions) = begin(&[200_000_000, 0, 12], Format::Bundle, 3);
    let (mut folded, streams) = drive(&mut job, actions.into(), None);
    folded.sort_unstable();
    let expected: Vec<_> = [200_000_000, 0, 12]
        .into_iter()
        .enumerate()
        .flat_map(|(k, size)| parts(size, true, 3).into_iter().map(move |(a, b)| (k, a, b)))
        .collect();
    assert_eq!(folded, expected);
    assert!(streams.iter().all(|s| s.complete && s.sha256.is_some()));
    assert_eq!(job.progress().work, job.progress().work_total);
    assert_eq!(job.progress().entries, expected.len() as u64);
}

#[test]
fn a_format_that_does_not_split_is_one_part() {
    let (mut job, actions) = begin(&[200_000_000], Format::Receipt, 4);
    let (folded, _) = drive(&mut job, actions.into(), None);
    assert_eq!(folded, [(0, 0, 200_000_000)]);
}

#[test]
fn a_dead_worker_leaves_its_stream_incomplete() {
    let (mut job, actions) = begin(&[200_000_000], Format::Bundle, 2);
    // Worker 1 dies over the digest, so only that is lost; worker 2 does the rest.
    let (_, streams) = drive(&mut job, actions.into(), Some(1));
    assert_eq!((streams[0].sha256, streams[0].complete, job.lost()), (None, true, 1));
    let (mut job, actions) = begin(&[200_000_000], Format::Bundle, 2);
    let (_, streams) = drive(&mut job, actions.into(), Some(2));
    assert_eq!((streams[0].sha256.is_some(), streams[0].complete, job.lost()), (true, false, 1));
}

#[test]
fn when_all_workers_die_nothing_is_complete_and_the_report_still_comes() {
    let (mut job, actions) = begin(&[PART_MIN, 3], Format::Bundle, 1);
    let (folded, streams) = drive(&mut job, actions.into(), Some(1));
    assert!(folded.is_empty());
    assert!(streams.iter().all(|s| !s.complete && s.sha256.is_none()));
    assert!(job.is_partial());
}

#[test]
fn a_file_that_cannot_be_read_any_more_leaves_its_stream_incomplete() {
    let (mut job, _) = begin(&[5], Format::Bundle, 1);
    assert!(!job.is_partial());
    job.hear(1, ToPage::Digested { stream: 0, sha256: None });
    let actions = job.hear(1, ToPage::Folded { pass: Pass::Full, stream: 0, part: 0, entries: 0, read: false });
    let asked = |a: &Action| matches!(a, Action::Send { message: ToWorker::Assemble { streams, .. }, .. } if !streams[0].complete);
    assert!(job.is_partial() && actions.iter().any(asked));
}

#[test]
fn without_its_head_a_job_fails() {
    let (mut job, _) = begin(&[1], Format::Bundle, 1);
    assert_eq!(job.died(HEAD), [Action::Failed]);
}

#[test]
fn no_files_still_give_a_report() {
    let (mut job, actions) = begin(&[], Format::Bundle, 2);
    let (_, streams) = drive(&mut job, actions.into(), None);
    assert!(streams.is_empty());
    assert_eq!(job.progress().seconds_left(5.0), None);
}

/// A job of two passes over one file, with `workers`.
fn twice(workers: usize) -> (Job, VecDeque<Action>) {
    let size = PREVIEW_MIN * workers as u64 + 1;
    let mut job = Job::new(&[("long".to_owned(), size)], workers, Pass::Tree);
    job.begin();
    let actions = job.hear(HEAD, ToPage::Formats { formats: vec![Format::Bundle], unpacked: Vec::new() });
    (job, actions.into())
}

/// What a job of two passes came to.
#[derive(Debug, Default)]
struct Ran {
    /// Parts folded per pass.
    folds: [Vec<(u64, u64)>; 2],
    /// What the head was told, in words.
    head: Vec<&'static str>,
    restarts: usize,
    complete: bool,
}

/// Drives a job of two passes; `answer` says what becomes of a task: `None` if the worker dies over it.
fn run(job: &mut Job, mut actions: VecDeque<Action>, mut answer: impl FnMut(usize, Pass, usize) -> Option<bool>) -> Ran {
    let mut ran = Ran::default();
    let mut share = 0;
    let mut gone = BTreeSet::new();
    while let Some(action) = actions.pop_front() {
        let progress = job.progress();
        assert!(progress.work <= progress.work_total && progress.read <= progress.size, "{progress:?}");
        assert!(progress.work * 100 / progress.work_total >= share, "progress never goes back");
        share = progress.work * 100 / progress.work_total;
        if let Action::Send { worker, .. } = &action {
            assert!(!gone.contains(worker), "a worker that was let go is asked for something: {action:?}");
        }
        let more = match action {
            Action::Restart { worker } => {
                ran.restarts += 1;
                gone.remove(&worker);
                continue;
            }
            // By then all that it was sent is answered: here every message is, before the next action.
            Action::Stop { worker } => {
                gone.insert(worker);
                continue;
            }
            Action::Send { worker: HEAD, message } => match message {
                ToWorker::Preview { streams, .. } => {
                    assert!(ran.head.is_empty() && streams == [(Format::Bundle, ran.folds[Pass::Tree as usize].len())], "{streams:?}");
                    ran.head.push("preview");
                    job.hear(HEAD, ToPage::Previewed { preview: Some("{}".into()) })
                }
                ToWorker::Forget => {
                    ran.head.push("forget");
                    continue;
                }
                ToWorker::Assemble { streams, .. } => {
                    ran.head.push("assemble");
                    ran.complete = streams[0].complete && streams[0].sha256.is_some();
                    continue;
                }
                other => panic!("unexpected {other:?}"),
            },
            Action::Preview { preview } => {
                assert_eq!((preview.as_str(), ran.head.last()), ("{}", Some(&"preview")));
                ran.head.push("shown");
                continue;
            }
            Action::Send { worker, message: ToWorker::Fold { pass, stream, part, start, end, .. } } => match answer(worker, pass, part) {
                None => job.died(worker),
                Some(read) => {
                    ran.folds[pass as usize].push((start, end));
                    job.hear(worker, ToPage::Folded { pass, stream, part, entries: 1, read })
                }
            },
            Action::Send { worker, .. } => job.hear(worker, ToPage::Digested { stream: 0, sha256: Some([1; 32]) }),
            _ => continue,
        };
        actions.extend(more);
    }
    ran
}

#[test]
fn long_evidence_is_looked_at_twice() {
    for workers in [1, 2, 8] {
        let (mut job, actions) = twice(workers);
        assert_eq!(job.progress().pass, Some(Pass::Tree));
        let mut ran = run(&mut job, actions, |_, _, _| Some(true));
        ran.folds.iter_mut().for_each(|folds| folds.sort_unstable());
        let expected = parts(PREVIEW_MIN * workers as u64 + 1, true, workers);
        assert_eq!(ran.folds, [expected.clone(), expected]);
        // The head drops the first pass before it has the whole second one, and the report comes last.
        assert_eq!(ran.head, ["preview", "shown", "assemble"]);
        assert!(ran.complete && ran.restarts == 0 && job.lost() == 0 && !job.is_partial());
        let progress = job.progress();
        assert_eq!((progress.pass, progress.work, progress.read), (Some(Pass::Full), progress.work_total, progress.size));
    }
}

#[test]
fn short_evidence_and_evidence_without_writers_is_looked_at_once() {
    for (size, first) in [(PREVIEW_MIN * 2, Pass::Tree), (PREVIEW_MIN * 2 + 1, Pass::Full)] {
        let mut job = Job::new(&[("f".to_owned(), size)], 2, first);
        let actions = job.hear(HEAD, ToPage::Formats { formats: vec![Format::Bundle], unpacked: Vec::new() });
        let ran = run(&mut job, actions.into(), |_, _, _| Some(true));
        assert_eq!((ran.head.as_slice(), ran.folds[0].len(), job.progress().pass), (&["assemble"][..], 0, None));
        assert_eq!(job.progress().work, job.progress().work_total);
    }
}

#[test]
fn a_worker_that_dies_in_the_first_pass_costs_the_preview_only() {
    for workers in [1, 3] {
        for fatal in 0..parts(PREVIEW_MIN * workers as u64 + 1, true, workers).len() {
            let (mut job, actions) = twice(workers);
            let ran = run(&mut job, actions, |_, pass, part| (pass == Pass::Full || part != fatal).then_some(true));
            assert_eq!(ran.head, ["forget", "assemble"], "part {fatal} of {workers}");
            assert!(ran.complete && ran.restarts == 1, "{ran:?}");
            assert_eq!((job.lost(), job.is_partial()), (0, false));
            assert_eq!(job.progress().work, job.progress().work_total);
        }
    }
}

/// A machine on which no worker survives anything: every place is filled anew at most once per part, and the report says what is missing.
#[test]
fn workers_that_always_die_end() {
    let (mut job, actions) = twice(3);
    let ran = run(&mut job, actions, |_, _, _| None);
    assert_eq!(ran.head, ["forget", "assemble"]);
    assert!(!ran.complete && job.is_partial() && ran.restarts <= 3, "{ran:?}");
}

#[test]
fn a_file_that_cannot_be_read_in_the_first_pass_costs_the_preview_only() {
    let (mut job, actions) = twice(2);
    let ran = run(&mut job, actions, |_, pass, part| Some(pass == Pass::Full || part != 1));
    assert_eq!(ran.head, ["forget", "assemble"]);
    assert!(ran.complete && !job.is_partial() && ran.restarts == 0);
}

#[test]
fn a_worker_that_dies_in_the_second_pass_leaves_its_stream_incomplete() {
    let (mut job, actions) = twice(2);
    let ran = run(&mut job, actions, |_, pass, part| (pass == Pass::Tree || part != 1).then_some(true));
    assert_eq!(ran.head, ["preview", "shown", "assemble"]);
    assert!(!ran.complete && job.is_partial() && job.lost() == 1);
}

#[test]
fn the_time_left_counts_the_signatures() {
    let (mut job, actions) = twice(1);
    let Some(Action::Send { message: ToWorker::Fold { pass, stream, part, .. }, .. }) = actions.into_iter().nth(1) else {
        panic!("the first task is the first pass");
    };
    assert_eq!(pass, Pass::Tree);
    job.hear(1, ToPage::Folded { pass, stream, part, entries: 1, read: true });
    // Of an 8 MiB part of the first pass done in 2 s, everything left is 13 times as long, and the rest of the file.
    let left = job.progress().seconds_left(2.0).unwrap();
    assert!((26..30).contains(&left), "{left}");
}

/// One worker is stuck over its part of the first pass while the other does all the rest: the report does not wait for the preview.
#[test]
fn the_report_does_not_wait_for_the_preview() {
    let (mut job, mut actions) = twice(2);
    let mut head = Vec::new();
    while let Some(action) = actions.pop_front() {
        let Action::Send { worker, message } = action else { continue };
        let more = match message {
            ToWorker::Forget | ToWorker::Preview { .. } | ToWorker::Assemble { .. } => {
                head.push(message);
                continue;
            }
            ToWorker::Fold { pass: Pass::Tree, .. } if worker == 1 => continue,
            ToWorker::Fold { pass, stream, part, .. } => job.hear(worker, ToPage::Folded { pass, stream, part, entries: 1, read: true }),
            _ => job.hear(worker, ToPage::Digested { stream: 0, sha256: Some([1; 32]) }),
        };
        actions.extend(more);
    }
    assert!(matches!(head.as_slice(), [ToWorker::Forget, ToWorker::Assemble { .. }]), "{head:?}");
    let late = job.hear(1, ToPage::Folded { pass: Pass::Tree, stream: 0, part: 0, entries: 1, read: true });
    assert!(late.iter().all(|action| matches!(action, Action::Stop { .. })), "{late:?}");
}

/// A container is not folded; what came out of it is, each stream with its own digest, and one that broke off is never called whole.
#[test]
fn what_came_out_of_a_container_is_folded_like_files() {
    let files = [("a.zip".to_owned(), 100), ("b.jsonl".to_owned(), 10)];
    let mut job = Job::new(&files, 2, Pass::Full);
    let inner = |name: &str, size, complete| (name.to_owned(), size, Format::Bundle, complete);
    let streams = vec![inner("x.jsonl", 300, true), inner("y.jsonl", 40, false)];
    let unpacked = vec![Unpacked { container: 0, complete: false, streams }];
    let actions = job.hear(HEAD, ToPage::Formats { formats: vec![Format::Zip, Format::Bundle], unpacked });
    let (mut folded, streams) = drive(&mut job, actions.into(), None);
    folded.sort_unstable();
    assert_eq!(folded, [(1, 0, 10), (2, 0, 300), (3, 0, 40)]);
    let facts: Vec<_> = streams.iter().map(|s| (s.name.as_str(), s.inside.as_deref(), s.complete, s.sha256.is_some())).collect();
    let expected = [
        ("a.zip", None, false, true),
        ("b.jsonl", None, true, true),
        ("x.jsonl", Some("a.zip"), true, true),
        ("y.jsonl", Some("a.zip"), false, true),
    ];
    assert_eq!(facts, expected);
    assert_eq!(job.progress().work, job.progress().work_total);
}

/// A container is unpacked for the full pass only: long evidence with one in it is read once.
#[test]
fn a_container_gets_no_preview() {
    let mut job = Job::new(&[("long.zip".to_owned(), PREVIEW_MIN * 3)], 1, Pass::Tree);
    let streams = vec![("x.jsonl".to_owned(), 5, Format::Bundle, true)];
    let unpacked = vec![Unpacked { container: 0, complete: true, streams }];
    let actions = job.hear(HEAD, ToPage::Formats { formats: vec![Format::Zip], unpacked });
    let (folded, _) = drive(&mut job, actions.into(), None);
    assert_eq!((folded.as_slice(), job.progress().pass), (&[(1, 0, 5)][..], None));
}
