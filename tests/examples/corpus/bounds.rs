//! Bounds that are reached and say so.

use crate::made::{Made, ORIGIN, six};
use unbroken_tests::build::{Key, base64, checkpoint_record, proof_record, time};
use unbroken_tests::naive;

/// Every case of this area.
pub fn cases() -> Vec<Made> {
    vec![strangers_checkpoints(), proof_and_many_lines()]
}

/// §3.1: an unknown-key root that disagrees with anything is dropped, and genuine evidence never lowers a verdict; §3.3: limit-reached counts
/// where it touches the question, and a stranger's checkpoint touches none.
fn strangers_checkpoints() -> Made {
    let stranger = Key::log("stranger.example/log");
    let note = |number: u8| stranger.sign_note(&format!("{ORIGIN}\n4\n{}\n", base64(&[number; 32])));
    let mut made = Made::of(
        "checkpoints-by-strangers",
        "a whole log, and 70 checkpoints of one size by a key that nobody pinned",
        six(),
        "verdict = \"proven\"
         reason = \"intact\"
         coverage = [\"proven 0..6\"]
         findings = [\"checkpoint-key-unknown\", \"limit-reached\"]",
    );
    made.threats = &[68, 69];
    made.lines.extend((0..70).map(|number| checkpoint_record(&note(number))));
    made
}

/// §3.3: lines beside a proven one are impostors; a proof record that fails only warns, however many lines there were to try.
fn proof_and_many_lines() -> Made {
    let log = six();
    let mut made = Made::of(
        "proof-beside-many-lines",
        "70 strange lines for entry 3, and a proof of entry 3 whose path was changed",
        six(),
        "verdict = \"broken\"
         reason = \"forged\"
         coverage = [\"proven 0..6\"]
         findings = [\"entry-impostor\", \"proof-failed\"]",
    );
    let line = |number: u8| {
        format!(
            r#"{{"at":"{}","event":{{"n":{number}}},"id":"strange-{number:02}","log":"{ORIGIN}","prev":"{}","seq":3}}"#,
            time(3),
            base64(&naive::leaf(&log.lines[2]))
        )
    };
    // Behind the proof and entries 0 to 3.
    made.lines.splice(5..5, (0..70).map(|number| line(number).into_bytes()));
    let proof = log.proof(3, 6, None, &log.witnessed(6));
    let sibling = base64(&naive::leaf(&log.lines[2]));
    made.lines.push(proof_record(&naive::leaf(&log.lines[3]), &proof.replace(&sibling, &base64(&[9; 32]))));
    made.threats = &[69];
    made
}
