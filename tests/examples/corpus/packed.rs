//! The forms in which real files arrive: through a database, a spreadsheet, a compressor, an archive. An intact log stays proven with a
//! note at most, and one altered entry stands out alone.

use crate::made::{Made, ORIGIN, six, six_with};
use unbroken_tests::build::{Log, Say, checkpoint_record, file};
use unbroken_tests::pack::{Member, array, central, copy, csv, end, gzip, gzip_with, local, zip};

/// Proven with these notes.
fn intact(codes: &[&str]) -> &'static str {
    format!("verdict = \"proven\"\nreason = \"intact\"\ncoverage = [\"proven 0..6\"]\nfindings = {codes:?}").leak()
}

/// Entry 3 is altered, and everything else proven.
fn altered(codes: &[&str]) -> &'static str {
    let coverage = "coverage = [\"proven 0..3\", \"altered 3..4\", \"proven 4..6\"]";
    format!("verdict = \"broken\"\nreason = \"tampered\"\n{coverage}\nfindings = {codes:?}").leak()
}

/// Everything is proven, but a part of the input was not read.
fn unread(codes: &[&str]) -> &'static str {
    format!("verdict = \"unproven\"\nreason = \"unanchored\"\ncoverage = [\"proven 0..6\"]\nfindings = {codes:?}").leak()
}

/// One file and nothing else.
fn one(name: &'static str, why: &'static str, file: &'static str, data: Vec<u8>, threats: &'static [u32], expect: &'static str) -> Made {
    Made { lines: Vec::new(), beside: vec![(file, data)], threats, ..Made::of(name, why, six(), expect) }
}

/// Six entries with quotes, line feeds and backslashes in what they say.
fn escaped() -> Log {
    let mut log = Log::of(ORIGIN, 2);
    for text in [r#"a\nb"#, r#"say \"no\""#, r#"C:\\dir\\new"#, r#"\u00e9\t"#] {
        log.append(&Say { body: format!(r#""event":{{"action":"note","text":"{text}"}}"#), ..log.usual() });
    }
    log
}

/// Its lines, one of which somebody changed.
fn changed(log: &Log) -> Vec<Vec<u8>> {
    let mut lines = log.bundle();
    let text = String::from_utf8_lossy(&lines[4]).replacen("-01-05T", "-01-06T", 1);
    lines[4] = text.into_bytes();
    lines
}

fn each(lines: &[Vec<u8>], wrap: impl Fn(&[u8]) -> Vec<u8>) -> Vec<Vec<u8>> {
    lines.iter().map(|line| wrap(line)).collect()
}

fn column(line: &[u8]) -> Vec<u8> {
    let text = serde_json::Value::from(String::from_utf8_lossy(line).into_owned());
    format!(r#"{{"line":{text}}}"#).into_bytes()
}

/// As PostgreSQL's jsonb gives a line back: names by length, a blank behind each colon and comma.
fn jsonb(line: &[u8]) -> Vec<u8> {
    fn write(value: &serde_json::Value) -> String {
        match value {
            serde_json::Value::Object(members) => {
                let mut members: Vec<_> = members.iter().collect();
                members.sort_by_key(|(name, _)| (name.len(), (*name).clone()));
                let members: Vec<String> =
                    members.iter().map(|(name, value)| format!("{}: {}", serde_json::Value::from(name.as_str()), write(value))).collect();
                format!("{{{}}}", members.join(", "))
            }
            serde_json::Value::Array(list) => format!("[{}]", list.iter().map(write).collect::<Vec<_>>().join(", ")),
            other => other.to_string(),
        }
    }
    serde_json::from_slice(line).map(|value| write(&value)).unwrap_or_default().into_bytes()
}

fn with_heading(heading: &str, lines: &[Vec<u8>], ending: &str) -> Vec<u8> {
    let lines = [&[heading.as_bytes().to_vec()], lines].concat();
    lines.iter().flat_map(|line| [line, ending.as_bytes()].concat()).collect()
}

fn wrapped() -> Vec<Made> {
    let (plain, log) = (six(), escaped());
    let (lines, noted) = (log.bundle(), intact(&["wrapper-removed"]));
    let columns = |line: &[u8]| [b"7;\"x\"\"y\";", &csv(line)[..], b";"].concat();
    let made = |name, why, file, data, expect| Made { policy: Some(log.policy(2)), ..one(name, why, file, data, &[], expect) };
    let per_line = |lines: &[Vec<u8>]| array(lines, b"\n");
    let sqlite = each(&lines, column);
    vec![
        made(
            "wrapped-csv",
            "lines exported as one CSV column with a heading",
            "export.csv",
            with_heading("line", &each(&lines, csv), "\n"),
            noted,
        ),
        made(
            "wrapped-csv-columns",
            "lines in the third of four columns, with a byte order mark and the line ends of RFC 4180",
            "export.csv",
            [b"\xEF\xBB\xBF", &with_heading("id;note;line;x", &each(&lines, columns), "\r\n")[..]].concat(),
            intact(&["line-endings-changed", "wrapper-removed"]),
        ),
        made("wrapped-copy", "lines exported as COPY text, which doubles backslashes", "export.copy", file(&each(&lines, copy)), noted),
        made(
            "wrapped-copy-columns",
            "lines in the second column of COPY text, with its end mark",
            "export.copy",
            [&file(&each(&lines, |line| [b"17\t", &copy(line)[..], b"\t\\N"].concat()))[..], b"\\.\n"].concat(),
            noted,
        ),
        made("wrapped-array-lines", "a JSON array with one line per element", "export.json", per_line(&lines), noted),
        made("wrapped-array-one-line", "a JSON array in one physical line", "export.json", array(&lines, b""), noted),
        made(
            "wrapped-json-column",
            "the JSON mode of SQLite: objects with one column, which holds the line",
            "export.json",
            per_line(&sqlite),
            noted,
        ),
        Made {
            policy: Some(plain.policy(2)),
            ..one(
                "wrapped-csv-jsonb",
                "a canonical writer, lines kept as jsonb and exported as CSV",
                "export.csv",
                file(&each(&plain.bundle(), |line| csv(&jsonb(line)))),
                &[],
                intact(&["entry-reencoded", "wrapper-removed"]),
            )
        },
        made(
            "wrapped-csv-altered",
            "one entry changed in a CSV export",
            "export.csv",
            file(&each(&changed(&log), csv)),
            altered(&["entry-altered", "wrapper-removed"]),
        ),
        made(
            "wrapped-copy-altered",
            "one entry changed in COPY text",
            "export.copy",
            file(&each(&changed(&log), copy)),
            altered(&["entry-altered", "wrapper-removed"]),
        ),
        made(
            "wrapped-array-altered",
            "one entry changed in a JSON array in one physical line",
            "export.json",
            array(&changed(&log), b""),
            altered(&["entry-altered", "wrapper-removed"]),
        ),
        // Entry 3 lost its first quote: its element cannot be read, and its neighbours can.
        made(
            "wrapped-array-damaged",
            "one byte of one element of a JSON array in one physical line is damaged",
            "export.json",
            {
                let mut lines = lines.clone();
                lines[4][1] = b'x';
                array(&lines, b"")
            },
            "verdict = \"broken\"
             reason = \"incomplete\"
             coverage = [\"proven 0..3\", \"missing 3..4\", \"proven 4..6\"]
             findings = [\"entries-missing\", \"line-unreadable\", \"wrapper-removed\"]",
        ),
        // A repeated name is never repaired: the line stays unreadable inside its wrapping too.
        made(
            "wrapped-csv-duplicate-key",
            "one entry of a CSV export repeats a name",
            "export.csv",
            {
                let mut lines = lines.clone();
                let text = String::from_utf8_lossy(&lines[4]).replacen("{\"at\"", "{\"seq\":3,\"at\"", 1);
                lines[4] = text.into_bytes();
                file(&each(&lines, csv))
            },
            "verdict = \"broken\"
             reason = \"incomplete\"
             coverage = [\"proven 0..3\", \"missing 3..4\", \"proven 4..6\"]
             findings = [\"entries-missing\", \"line-unreadable\", \"wrapper-removed\"]",
        ),
    ]
}

fn gzipped() -> Vec<Made> {
    let log = six();
    let lines = log.bundle();
    let all = file(&lines);
    let whole = gzip(&all);
    let two = [gzip(&file(&lines[..5])), gzip(&file(&lines[5..]))];
    let made = |name, why, data, threats, expect| one(name, why, "export.jsonl.gz", data, threats, expect);
    let mut wrong_sum = whole.clone();
    let at = wrong_sum.len() - 8;
    wrong_sum[at] ^= 1;
    vec![
        made("packed-gzip", "a bundle compressed with gzip", whole.clone(), &[48], intact(&[])),
        made(
            "packed-gzip-members",
            "several members, one of them empty, one with every optional field",
            [gzip(&file(&lines[..2])), gzip(b""), gzip_with(&file(&lines[2..]), 28, b"\x03\0abcname\0comment\0")].concat(),
            &[48],
            intact(&[]),
        ),
        made(
            "packed-gzip-altered",
            "one entry changed before compression",
            gzip(&file(&changed(&log))),
            &[48],
            altered(&["entry-altered"]),
        ),
        made("packed-gzip-trailing", "bytes behind the last member", [&whole[..], b"junk"].concat(), &[48], intact(&["data-trailing"])),
        made(
            "packed-gzip-no-trailer",
            "the last four bytes are gone; every entry is there",
            whole[..whole.len() - 4].into(),
            &[48],
            intact(&["input-truncated"]),
        ),
        made("packed-gzip-wrong-sum", "the checksum is not that of the content", wrong_sum, &[48], intact(&["input-truncated"])),
        made(
            "packed-gzip-cut",
            "the second of two members is cut off at its first bytes",
            [&two[0][..], &two[1][..12]].concat(),
            &[48],
            "verdict = \"broken\"
             reason = \"incomplete\"
             coverage = [\"proven 0..4\", \"missing 4..6\"]
             findings = [\"entries-missing\", \"input-truncated\"]",
        ),
        made(
            "packed-gzip-twice",
            "a compressed file was compressed again",
            gzip(&whole),
            &[50],
            "verdict = \"unproven\"\nreason = \"unreadable\"\ncoverage = []\nfindings = [\"limit-reached\"]",
        ),
    ]
}

fn zipped() -> Vec<Made> {
    let log = six();
    let (lines, all) = (log.bundle(), file(&log.bundle()));
    let bundle = || Member::new("export/audit.jsonl", &all);
    let made = |name, why, data, threats, expect| one(name, why, "export.zip", data, threats, expect);
    let mut differs = zip(&[bundle()]);
    let at = differs.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap_or_default();
    differs[at + 46] = b'X';
    let mut twisted = vec![bundle(), Member::new("../../audit.jsonl", &all), Member::new("/etc/audit.jsonl", &all)];
    twisted.push(Member { mode: 0o120_777, ..Member::stored("link", b"/etc/passwd") });
    let hidden = Member::new("hidden.jsonl", &file(&changed(&log)));
    let unlisted = {
        let mut bytes = [local(&bundle()), local(&hidden)].concat();
        let start = bytes.len();
        bytes.extend(central(&bundle(), 0));
        let mark = end(1, start, bytes.len());
        [bytes, mark].concat()
    };
    vec![
        made(
            "packed-zip",
            "lines and a checkpoint as members of an archive, deflated, stored, with sums behind and with 64-bit lengths",
            zip(&[
                Member::new("export/", b""),
                Member::stored("export/1.jsonl", &file(&lines[..3])),
                Member { flags: 8, ..Member::new("export/2.jsonl", &file(&lines[3..4])) },
                Member { wide: true, ..Member::new("export/3.jsonl", &file(&lines[4..5])) },
                Member { wide: true, flags: 8, ..Member::new("export/4.jsonl", &file(&lines[5..])) },
                Member::new("newest.jsonl", &[checkpoint_record(&log.witnessed(6)), b"\n".to_vec()].concat()),
            ]),
            &[49],
            intact(&[]),
        ),
        made(
            "packed-zip-altered",
            "one entry changed before archiving",
            zip(&[Member::new("a.jsonl", &file(&changed(&log)))]),
            &[49],
            altered(&["entry-altered"]),
        ),
        made(
            "packed-zip-trailing",
            "bytes behind the end mark of an archive",
            [&zip(&[bundle()])[..], b"more"].concat(),
            &[49],
            intact(&["data-trailing"]),
        ),
        made(
            "packed-zip-directory-differs",
            "the directory names a member otherwise than its header",
            differs,
            &[49],
            intact(&["data-trailing"]),
        ),
        made(
            "packed-zip-names",
            "names that lead out of the archive, a link, and the same lines three times",
            zip(&twisted),
            &[49],
            intact(&["data-trailing", "line-repeated", "line-unreadable"]),
        ),
        made(
            "packed-zip-unlisted",
            "a member that the directory does not list holds a changed entry; whoever reads by the directory does not see it",
            unlisted,
            &[49],
            "verdict = \"broken\"
             reason = \"forged\"
             coverage = [\"proven 0..6\"]
             findings = [\"data-trailing\", \"entry-impostor\", \"line-repeated\"]",
        ),
        made(
            "packed-zip-encrypted",
            "one member is encrypted; the others are read",
            zip(&[bundle(), Member { flags: 1, ..Member::stored("secret.jsonl", b"0123456789abcdef") }]),
            &[49],
            unread(&["input-encrypted"]),
        ),
        made(
            "packed-zip-method",
            "one member is packed by a method that is not read here",
            zip(&[Member { method: 12, ..Member::stored("a.bz2", b"BZh9") }, bundle()]),
            &[49],
            unread(&["limit-reached"]),
        ),
        made(
            "packed-zip-bomb",
            "one member unpacks to a thousand times its size; the others are read; blanks alone are no format",
            zip(&[bundle(), Member::new("zeros.jsonl", &vec![b' '; 40 << 20])]),
            &[50],
            unread(&["limit-reached", "line-unreadable"]),
        ),
        made(
            "packed-zip-nested",
            "an archive in an archive",
            zip(&[bundle(), Member::stored("inner.zip", &zip(&[bundle()]))]),
            &[50],
            unread(&["limit-reached"]),
        ),
    ]
}

/// Its cases.
pub fn cases() -> Vec<Made> {
    let trick = |log: &Log| Say { body: "\"event\":{\"action\":\"login\",\"actor\":\"r\u{43e}ot\u{202e}\"}".into(), ..log.usual() };
    let text = Made {
        threats: &[46],
        ..Made::of(
            "text-deceptive",
            "an actor's name holds a Cyrillic o and turns its direction",
            six_with(3, trick),
            intact(&["text-deceptive"]),
        )
    };
    let record = [checkpoint_record(&six().witnessed(6)).strip_suffix(b"}").unwrap_or_default(), b",\"approved\":true}"].concat();
    let foreign = Made {
        threats: &[42],
        ..Made::with("record-with-foreign-member", "a checkpoint record claims more than a checkpoint", record, intact(&["data-uncovered"]))
    };
    let header = |from: u64, to: u64| format!(r#"{{"bundle":{{"format":"unbroken/bundle/v1","from":{from},"to":{to}}}}}"#).into_bytes();
    let lines = six().bundle();
    let mut streams =
        one("headers-of-two-streams", "each of two files says rightly which entries it holds", "2.jsonl", Vec::new(), &[54], intact(&[]));
    streams.beside =
        vec![("1.jsonl", file(&[&[header(0, 2)], &lines[..3]].concat())), ("2.jsonl", file(&[&[header(2, 6)], &lines[3..]].concat()))];
    [vec![text, foreign, streams], wrapped(), gzipped(), zipped()].into_iter().flatten().collect()
}
