//! Two states compared: "grew" needs a verified link, "forked" a contradiction that is authenticated, and everything else is "cannot tell".

use unbroken::verify::{Relation, diff, read};
use unbroken::{Input, Question, Stream, Trust, TrustTexts};
use unbroken_tests::build::{self, Log};

fn side(files: &[Vec<u8>], trust: &Trust) -> Vec<Stream> {
    files.iter().map(|data| read(&Input { name: "x", data }, trust, &Question::default())).collect()
}

fn relation(old: &[Vec<u8>], new: &[Vec<u8>], trust: &Trust) -> Relation {
    let found = diff(side(old, trust), side(new, trust), trust);
    let turned: Vec<Stream> = side(new, trust).into_iter().rev().collect();
    assert_eq!(found.relation, diff(side(old, trust), turned, trust).relation, "in another order");
    found.relation
}

fn quorum(log: &Log) -> Trust {
    Trust::read(&TrustTexts { policy: Some(&log.policy(2)), ..TrustTexts::default() }).expect("usable trust")
}

fn first(log: &Log, size: usize) -> Log {
    Log { lines: log.lines[..size].to_vec(), ..log.clone() }
}

fn bundle(log: &Log, size: usize) -> Vec<u8> {
    build::file(&first(log, size).bundle())
}

fn checkpoint(log: &Log, size: usize) -> Vec<u8> {
    log.witnessed(size).into_bytes()
}

/// The same log up to entry 5, and another from there on, signed by the same keys and witnesses.
fn fork(log: &Log) -> Log {
    let mut fork = first(log, 6);
    while fork.lines.len() < log.lines.len() {
        let mut say = fork.usual();
        say.id += "-b";
        fork.append(&say);
    }
    fork
}

#[test]
fn every_pair_of_states() {
    let log = Log::of("acme.example/audit", 11);
    let trust = quorum(&log);
    for (old, new) in (1..=11).flat_map(|old| (1..=11).map(move |new| (old, new))) {
        let ordered = |bare: Relation| match old.cmp(&new) {
            std::cmp::Ordering::Less => bare,
            std::cmp::Ordering::Equal => Relation::Same,
            std::cmp::Ordering::Greater => Relation::RolledBack,
        };
        assert_eq!(relation(&[bundle(&log, old)], &[bundle(&log, new)], &trust), ordered(Relation::Grew), "bundles {old} {new}");
        assert_eq!(
            relation(&[checkpoint(&log, old)], &[bundle(&log, new)], &trust),
            ordered(Relation::Grew),
            "checkpoint, bundle {old} {new}"
        );
        // Two bare checkpoints of different sizes say nothing about each other …
        let (bare_old, bare_new) = (checkpoint(&log, old), checkpoint(&log, new));
        assert_eq!(
            relation(std::slice::from_ref(&bare_old), std::slice::from_ref(&bare_new), &trust),
            ordered(Relation::CannotTell),
            "checkpoints {old} {new}"
        );
        // … until the proof of the last entry of the smaller one links them.
        if old < new {
            let proof = build::file(&[log.proof_record(old - 1, new)]);
            assert_eq!(relation(std::slice::from_ref(&bare_old), &[proof], &trust), Relation::Grew, "proof {old} {new}");
            let receipt = log.receipt(old - 1, new);
            assert_eq!(relation(&[bare_old], &[receipt], &trust), Relation::Grew, "receipt {old} {new}");
        }
    }
}

#[test]
fn forks() {
    let log = Log::of("acme.example/audit", 11);
    let (fork, trust) = (fork(&log), quorum(&log));
    for (old, new) in (1..=11).flat_map(|old| (1..=11).map(move |new| (old, new))) {
        let parted = old > 6 && new > 6;
        let expected = match () {
            () if parted => Relation::Forked,
            () if old < new => Relation::Grew,
            () if old == new => Relation::Same,
            () => Relation::RolledBack,
        };
        let found = diff(side(&[bundle(&log, old)], &trust), side(&[bundle(&fork, new)], &trust), &trust);
        assert_eq!(found.relation, expected, "{old} {new}");
        if parted {
            assert!(found.logs[0].evidence.len() >= 2, "a fork is shown by its notes: {old} {new}");
        }
        // Where only a checkpoint is left of the older side, its proof in the newer tree holds another root.
        if old < new {
            assert_eq!(relation(&[checkpoint(&log, old)], &[bundle(&fork, new)], &trust), expected, "checkpoint {old} {new}");
        }
    }
    assert_eq!(relation(&[checkpoint(&log, 9)], &[checkpoint(&fork, 9)], &trust), Relation::Forked);
    assert_eq!(relation(&[checkpoint(&log, 9)], &[checkpoint(&fork, 11)], &trust), Relation::CannotTell, "nothing links them");
}

/// Whatever somebody without keys writes: never a fork, never growth.
#[test]
fn strangers_say_nothing() {
    let log = Log::of("acme.example/audit", 8);
    let trust = quorum(&log);
    let old = [checkpoint(&log, 5)];
    let nobody = Trust::default();
    assert_eq!(relation(&old, &[bundle(&log, 8)], &nobody), Relation::CannotTell);
    assert_eq!(relation(&old, &old, &nobody), Relation::CannotTell);
    assert_eq!(relation(&[], &[], &trust), Relation::CannotTell);
    assert_eq!(relation(&old, &[b"junk".to_vec()], &trust), Relation::CannotTell);
    // Another key, and another root under it.
    let other = Log { key: build::Key::log("stranger.example/log"), ..fork(&log) };
    let forged = other.key.sign_note(&other.checkpoint_text(8)).into_bytes();
    assert_eq!(relation(&old, std::slice::from_ref(&forged), &trust), Relation::CannotTell);
    assert_eq!(relation(&old, &[bundle(&log, 8), forged], &trust), Relation::Grew);
    // The log's signature without the witnesses that are asked for: what fits is not yet believed.
    let unwitnessed = build::file(&[build::proof_record(&log.leaves(5)[4], &log.proof(4, 8, None, &log.checkpoint(8)))]);
    assert_eq!(relation(&old, &[unwitnessed], &trust), Relation::CannotTell);
    // A proof with one hash changed links nothing; every one of them.
    let proof = log.proof(4, 8, None, &log.witnessed(8));
    for at in proof.match_indices('\n').map(|(at, _)| at + 1).filter(|at| proof[*at..].len() > 44) {
        let mut changed = proof.clone().into_bytes();
        changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
        let Ok(changed) = String::from_utf8(changed) else { continue };
        let record = build::file(&[build::proof_record(&log.leaves(5)[4], &changed)]);
        assert_ne!(relation(&old, std::slice::from_ref(&record), &trust), Relation::Grew, "{at}");
        assert_ne!(relation(&old, &[record], &trust), Relation::Forked, "{at}");
    }
}

#[test]
fn a_kept_checkpoint_needs_no_key() {
    let log = Log::of("acme.example/audit", 8);
    let note = checkpoint(&log, 5);
    let trust = Trust::read(&TrustTexts { pins: &[&note], ..TrustTexts::default() }).expect("usable trust");
    assert_eq!(relation(std::slice::from_ref(&note), std::slice::from_ref(&note), &trust), Relation::Same);
    // Nobody who is trusted signed the larger one.
    assert_eq!(relation(&[note], &[bundle(&log, 8)], &trust), Relation::CannotTell);
}
