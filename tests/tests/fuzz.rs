//! The bodies of the fuzz targets over their seeds and over everything that campaigns kept, damaged a little more each time.
//! `cargo xtask fuzz` lets a fuzzer look for more.

use std::panic::catch_unwind;
use unbroken_tests::damage::damage_bytes;
use unbroken_tests::fuzz::{TARGETS, Target, kept};
use unbroken_tests::random::Random;

fn inputs(target: &Target) -> Vec<Vec<u8>> {
    let mut inputs = (target.seeds)();
    assert!(!inputs.is_empty(), "{} starts from nothing", target.name);
    inputs.extend(kept(target.name));
    inputs
}

/// Runs the body; a panic tells which input.
fn hold(target: &Target, data: &[u8]) {
    if catch_unwind(|| (target.body)(data)).is_err() {
        panic!("{} does not keep its promise ({}) for {}", target.name, target.promise, data.escape_ascii());
    }
}

#[test]
fn every_kept_input() {
    for target in &TARGETS {
        inputs(target).iter().for_each(|data| hold(target, data));
    }
}

#[test]
fn damaged_inputs() {
    for target in &TARGETS {
        let inputs = inputs(target);
        let mut random = Random(7);
        for _ in 0..400 {
            let mut data = inputs[random.below(inputs.len())].clone();
            for _ in 0..1 + random.below(3) {
                damage_bytes(&mut data, &mut random);
            }
            hold(target, &data[..data.len().min(target.longest)]);
        }
    }
}
