//! Damage as it happens, and as someone without keys would do it: to the lines of a file, and to its bytes.

use crate::random::Random;

/// One way to damage the lines of a file.
pub fn damage_lines(lines: &mut Vec<Vec<u8>>, random: &mut Random) {
    if lines.is_empty() {
        return;
    }
    let (a, b) = (random.below(lines.len()), random.below(lines.len()));
    match random.below(12) {
        0 => drop(lines.remove(a)),
        1 => lines.insert(b, lines[a].clone()),
        2 => lines.swap(a, b),
        3 => random.shuffle(lines),
        4 => drop(lines.drain(a.min(b)..a.max(b))),
        5 => lines.extend_from_within(a.min(b)..a.max(b)),
        6 => lines.insert(a, (0..random.below(80)).map(|_| 1 + random.bits() as u8 % 255).collect()),
        7 => lines.insert(
            a,
            [" ", "\t \r", "{}", "[]", "null", "{\"seq\":1}", "{\"seq\":1,\"stub\":{}}", "{\"a\":1,\"a\":2}"][random.below(8)].into(),
        ),
        8 => lines[a].extend_from_slice(b"\r"),
        9 => lines[a] = lines[a].iter().map(|byte| if *byte == b'b' { b'e' } else { *byte }).collect(),
        // Written again by a tool that puts a blank behind every comma and colon.
        10 => lines[a] = String::from_utf8_lossy(&lines[a]).replace("\",\"", "\", \"").into_bytes(),
        _ => lines[a].truncate(b * 40),
    }
}

/// One way to damage its bytes.
pub fn damage_bytes(data: &mut Vec<u8>, random: &mut Random) {
    if data.is_empty() {
        return;
    }
    let at = random.below(data.len());
    match random.below(7) {
        0 => data.truncate(at),
        1 => data[at] ^= 1 << random.below(8),
        2 => data[at] = b'\n',
        3 => drop(data.remove(at)),
        4 => {
            let junk = random.bytes(1 + at % 9);
            data.splice(at..at, junk);
        }
        // Cut inside a character.
        5 => {
            data.truncate(at);
            data.extend("—".bytes().take(1 + at % 2));
        }
        _ => drop(data.splice(0..0, *b"\xEF\xBB\xBF")),
    }
}
