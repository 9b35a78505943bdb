//! The interface in German.
//!
//! Words that always stand for the same thing. Codes, members of JSON, commands and the words of policies stay as they are.
//!
//! | English | German |
//! |---|---|
//! | evidence | Beweismittel |
//! | log, entry, checkpoint | das Log, der Eintrag, der Checkpoint |
//! | origin, root, leaf hash, path | Ursprung, Wurzel, Blatt-Hash, Pfad |
//! | witness, cosignature | Zeuge, Mitsignatur |
//! | writer, to vouch for | Schreiber, einstehen für |
//! | proof, receipt, bundle | Beweis, Quittung, Bündel |
//! | finding, claim, verdict, report | Befund, Aussage, Urteil, Bericht |
//! | incident, damage | Vorfall, Schaden |
//! | proven, unproven, broken, not checked | bewiesen, unbewiesen, gebrochen, nicht geprüft |
//! | altered, missing, forged, withheld | verändert, fehlt, gefälscht, zurückgehalten |
//! | disputed, conflict, suspect | strittig, widersprüchlich, verdächtig |
//! | chained, committed, uncovered | verkettet, festgelegt, ungedeckt |
//! | erased, pruned | gelöscht, ausgesondert |
//! | to pin, kept checkpoint | hinterlegen, aufbewahrter Checkpoint |
//! | policy, quorum, threshold | Richtlinie, Quorum, Schwelle |
//! | fork, rollback | Gabelung, Rückfall auf einen älteren Stand |
//! | digest, to commit to | Hash-Wert, festlegen |
//! | tamper bench, try | Werkbank, Versuch |

mod engine;
mod pages;

use super::{Guards, Said, Words, moment, time};
use crate::bench::form::Kind;
use crate::bench::op::{Op, Signature, What};
use crate::bench::outcome::Outcome;
use crate::command::Command;
use crate::compare::{COMPARE_MOST, NoCompare};
use crate::found::Found;
use crate::query::Part;
use crate::query::read::{Fault, Why};
use crate::question::Wrong;
use crate::times::Times;
use crate::trust::Refusal;
use crate::worker::protocol::{COPY_MOST, Lost, NoCopy, NoProof, Pass};
use crate::{bench, escape};
use unbroken::verdict::evidence::Need;
use unbroken::verify::TreeStatus;
use unbroken::{Code, Question, Requirement};
use unbroken_paper::Scope;
use unbroken_paper::next::Step;

pub const WORDS: Words = Words {
    ask: "Wurde in diesem Auditlog etwas verändert, entfernt oder gefälscht?",
    about: "Ein exportiertes Log, einen Beweis oder einen Checkpoint irgendwo in dieses Fenster ziehen. Jeder Hash, jede Verkettung und \
            jede Signatur wird hier neu berechnet, und die Antwort kommt in Worten, die sich vertreten lassen.",
    folder_unread: "Eine Datei dieses Ordners war nicht lesbar, darum wurde keine gelesen. Stattdessen den Ordner auswählen, oder seine \
                    Dateien.",
    kinds: "Ein Bündel aus JSON-Zeilen, ein tlog-proof mit seinem Eintrag, Checkpoints. Auch mehrere Dateien zugleich. Worauf Sie \
            vertrauen, wird unten angegeben, getrennt von den Beweismitteln.",
    choose: "Dateien auswählen",
    folder: "Ordner auswählen",
    paste: "Einfügen",
    paste_here: "Beweismittel hier einfügen: ein Bündel, ein tlog-proof, ein Checkpoint.",
    paste_go: "Beurteilen",
    pasted: "eingefuegt.txt",
    samples: "Oder ansehen, wie eine Antwort aussieht",
    drop: "Loslassen. Gelesen wird hier und nirgends sonst.",
    stays: "Nichts verlässt diese Seite",
    stays_file: ("Ihre eigene Regel verbietet jede Verbindung: ", ". Zur Probe das Netz ausschalten."),
    stays_site: (
        "Beweismittel werden in diesem Fenster gelesen. Die Regel dieser Seite erlaubt ihr, sich selbst zu laden, und sonst nichts: ",
        ". Die Ausgabe als einzelne Datei verbietet jede Verbindung.",
    ),
    sample_source: "die eigene Richtlinie des Beispiels",
    trust: "Worauf Sie vertrauen",
    trust_about: "Nichts in den Beweismitteln kann Vertrauen hinzufügen. Hierher gehören Schlüssel und Checkpoints, die auf einem anderen \
                  Weg kamen als die Beweismittel.",
    trust_sample: "Das ist die eigene Richtlinie des Beispiels. Für eigene Beweismittel sind diese Felder zu Beginn leer.",
    trust_empty: "Nichts ist angegeben, also lässt sich nichts beweisen.",
    trust_source: "Woher stammt es?",
    question: "Was Sie fragen",
    question_about: "Welche Einträge müssen da sein, nach Nummer oder nach Zeit? Ohne diese Angabe fällt nicht auf, wenn am Ende Einträge \
                     fehlen.",
    question_entries: "Einträge",
    question_from: "Erster Eintrag",
    question_to: "Bis, nicht eingeschlossen",
    question_open: "leer: bis zum neuesten Stand",
    accept: "Nachweislich zurückgehaltene Einträge sind zulässig",
    list_redacted: "Einträge aufführen, deren Werte in dieser Kopie zurückgehalten sind",
    bad_entries: "Der Bereich besteht nicht aus zwei ganzen Zahlen, die erste kleiner als die zweite.",
    question_times: "Zeiten, in UTC",
    question_time_from: "Von",
    a_time: "2026-01-05T09:00:00Z",
    one_time: "Ein Zeitraum hat zwei Zeiten, die zweite später als die erste.",
    bad_times: "Die zweite Zeit ist nicht später als die erste.",
    question_age: "Nicht älter als",
    a_span: "90s, 5m, 36h, 7d",
    bad_span: "Das ist keine ganze Zahl von Sekunden (s), Minuten (m), Stunden (h) oder Tagen (d), wie 90s, 5m, 36h, 7d.",
    no_now: "Ein Alter braucht eine Gegenwart: Wie spät ist es?",
    question_now: "Die Gegenwart, in UTC",
    now: "Jetzt",
    now_why: "trägt die Zeit dieses Rechners ein; sonst wird hier keine Uhr gefragt",
    bad_now: "Die Gegenwart ist keine ganze Sekunde nach 1970.",
    question_state: "Neuester bestätigter Stand",
    question_clocks: "Pausen und Uhren",
    question_silence: "Längste Zeit ohne Eintrag",
    question_skew: "Uhren dürfen abweichen um",
    question_delay: "Bestätigung darf dauern",
    question_require: "Muss gezeigt sein",
    question_correlation: "Ein Vorgang über mehrere Logs",
    question_trace: "Einträge mit dieser Korrelations-ID aufführen",
    question_events: "Erwartete Ereignisse",
    question_events_hint: "eine Regel je Zeile: {\"id\":\"evt-7f3a\"} oder {\"where\":{\"/event/action\":\"role.grant\"},\"count\":1}",
    pick: "Datei auswählen",
    not_text: "Die Datei ist kein Text in UTF-8; aus ihr wurde nichts übernommen.",
    question_bad: "nicht lesbar",
    misasked: ("Kein Urteil:", "Was Sie fragen, ist nicht lesbar."),
    misasked_why: "Das Feld berichtigen, das es sagt, oder leeren, und erneut urteilen lassen. Mit einem Teil der Frage wurde nichts \
                   beurteilt.",
    apply: "Damit urteilen",
    not_used: "gefunden, nicht verwendet",
    not_used_why: "Unter den Beweismitteln lagen Dateien über Vertrauen. Nichts in ihnen wird geglaubt. Wer ihnen vertraut, gibt sie unter \
                   „Worauf Sie vertrauen“ an.",
    peek: "Erste Zeilen",
    peek_why: "wie die Datei sie angibt; nichts davon ist schon geprüft",
    reading: "Noch kein Urteil:",
    so_far: "Im Baum",
    damage: "Schaden gesehen",
    running: "Noch nicht geprüft",
    running_why: "Die Signaturen der Einträge werden jetzt geprüft. Bis alle geprüft sind, wird nicht gesagt, wer was geschrieben hat.",
    at_the_end: "Noch nicht bekannt",
    complete_later: "Was abwesende Einträge erklärt, ist bekannt, wenn die Signaturen geprüft sind.",
    gaps: "Lücken gesehen",
    gaps_why: "Einträge, die hier sein müssen, sind es nicht. Mehr ist bekannt, wenn die Signaturen geprüft sind.",
    dated_later: "Wird mit dem Urteil gesagt.",
    cancel: "Abbrechen",
    cancelled: ("Abgebrochen:", "Es gibt kein Urteil."),
    cancelled_why: "Die Beweismittel wurden nicht bis zum Ende gelesen, darum wird nichts über sie gesagt.",
    refused: ("Kein Urteil:", "Worauf Sie vertrauen, ist nicht lesbar."),
    refused_why: "Die Zeile unten berichtigen oder herausnehmen, und erneut urteilen lassen. Mit einem Teil davon wurde nichts beurteilt.",
    failed: ("Kein Urteil:", "Der Browser hat die Arbeit beendet."),
    failed_why: "Der Worker, der die Ergebnisse hält, ist ausgefallen, vielleicht aus Mangel an Speicher. Die Kommandozeile hat keine \
                 solche Grenze.",
    partial: "Ein Teil der Beweismittel wurde nicht gelesen: Eine Datei hat sich inzwischen geändert, oder ein Worker ist ausgefallen. \
              Dieser Teil ist nicht geprüft, und das Urteil kann nicht Bewiesen sein.",
    died: "Ein Worker ist ausgefallen. Was er nicht abgeschlossen hat, steht unter „Nicht geprüft“.",
    nothing: "Nichts wurde geprüft.",
    export: "JSON sichern",
    open_paper: "Bericht",
    paper: "Bericht, wie er gedruckt wird",
    print: "Drucken",
    save_html: "HTML sichern",
    back: "Zurück",
    sample_word: "Stichprobe, mit einem eigenen Wort",
    sample_count: "Einträge",
    sample_draw: "Ziehen",
    sample_why: "Ein zweiter Prüfer mit demselben Checkpoint und demselben Wort zieht dieselben Einträge.",
    again: "Neu beginnen",
    add: "Dateien hinzufügen",
    claims: ["Unverändert", "Signiert von", "Vollständig", "Datiert"],
    findings: "Befunde",
    no_findings: "keine",
    incidents: "Wie weit es reicht",
    met: "erfüllt",
    unmet: "nicht erfüllt",
    undecided: "nicht entschieden",
    trace: "Spur",
    no_trace: "Kein Eintrag hier trägt diese ID; über Einträge, die nicht hier sind, beweist das nichts.",
    trace_cut: "Nicht alle Einträge mit dieser ID wurden angesehen.",
    records: "Das Log über sich selbst",
    in_effect: "wirksam",
    not_in_effect: "nicht wirksam",
    sources: "Quellen, die zählen",
    redacted: "Werte als Hash-Werte",
    redacted_entries: "bewiesene Einträge mit Hash-Werten",
    redacted_digests: "Hash-Werte darin",
    redacted_disclosed: "Werte hier, die passen",
    redacted_erased: "nachweislich gelöschte Werte",
    redacted_why: "Jeder andere Hash-Wert kann auch für gar keinen Wert stehen.",
    attachments: "Anhänge",
    attached: "dort genannt als",
    access: "Von anderen gesehen, wie verzeichnet",
    exported: "exportiert an",
    read: "gelesen von",
    contested: "ein anderer Checkpoint widerspricht ihm",
    values: "Werte",
    values_fit: "gesondert mitgeliefert, jeder passt zu seinem Hash-Wert in diesen Bytes",
    element: "Element einer Liste",
    not_checked: "Nicht geprüft",
    entries: "Einträge",
    go_to: "zu Eintrag",
    no_log: "Im Geöffneten fand sich kein Eintrag, keine Quittung und kein Checkpoint.",
    no_entries: "Kein Eintrag dieses Logs liegt in den Beweismitteln.",
    search: "Einträge durchsuchen",
    search_hint: "Suchen, oder who:bob, status:altered, seq:100..200",
    search_how: "Mehrere Begriffe müssen alle passen; ein Minus davor schließt aus. Mehr in der Hilfe.",
    clear: "Leeren",
    only_hits: "nur Treffer",
    hit_before: "Treffer davor (N)",
    hit_after: "nächster Treffer (n)",
    a_hit: "Treffer",
    no_hits: "Nichts gefunden.",
    columns: ["Nr.", "Zeit, angegeben", "Zustand"],
    choose_columns: "Spalten",
    a_bookmark: "Lesezeichen",
    bookmark: "Lesezeichen",
    clear_marks: "entfernen",
    neighbours: "Nachbarn",
    value: "Klick: nur Einträge mit diesem Wert. Mit Umschalttaste: ohne ihn.",
    only: "nur",
    without: "ohne",
    part_time: "Angegeben",
    part_status: "Zustand",
    queries: [
        ("zwei wörter", "Einträge mit beiden, überall außer in Signaturen und Hashes"),
        ("\"zwei wörter\"", "Einträge mit dieser Wortfolge"),
        ("-wort", "Einträge ohne dieses Wort"),
        ("who:ali what:read target:doc", "Teil des Werts; auch outcome: id: corr:"),
        ("who=alice", "der ganze Wert"),
        ("status:altered", "nach dem, was über den Eintrag bekannt ist"),
        ("code:link-broken", "Einträge, um die es in einem Befund geht"),
        ("is:marked", "Einträge mit Lesezeichen"),
        ("seq:41 seq:100..200", "nach Nummer; das Ende gehört nicht zum Bereich"),
        ("time:2026-01-05", "nach der Zeit, die der Eintrag angibt, in UTC"),
        ("time:2026-01-05..2026-01-06T12:00:00Z", "von, bis und nicht eingeschlossen"),
    ],
    keep: "Nächstes Mal diese Datei mitbringen",
    keep_why: "Der neueste Checkpoint, für den Ihre Schlüssel einstehen. Mit ihm fällt auf, wenn ein älterer oder ein anderer Verlauf \
               vorgelegt wird.",
    compare: "Den Fingerabdruck vergleichen",
    compare_why: "Beim Betreiber auf einem anderen Weg erfragen als dem, auf dem diese Datei kam: ein Anruf, ein Vertrag, seine Website.",
    pin: "Dann den Schlüssel angeben",
    pin_why: "Den ganzen Schlüssel unter „Worauf Sie vertrauen“ eintragen: als Zeile der Richtlinie für das Log, als Zeile unter Schreiber \
              für den, der Einträge signiert.",
    self_made: "Wer diese Datei gemacht hat, kann sie ganz gemacht haben.",
    times: "Angegebene Zeiten",
    brush: "Klick führt zu einem Eintrag; Ziehen zeigt einen Ausschnitt.",
    as_table: "als Tabelle",
    as_picture: "als Bild",
    event: "Ereignis",
    event_whose: "wie die Zeile es sagt; ein Zeigen auf einen Wert zeigt seine Bytes",
    event_cut: "Es gibt mehr; die Bytes darunter enthalten alles.",
    bytes: "Bytes",
    proof: "Beweis",
    recheck: "Mit dem Browser nachprüfen",
    recheck_why: "Hashes und Signaturen dieses Eintrags noch einmal, mit der Kryptographie, die in diesen Browser eingebaut ist.",
    recheck_unable: "Dieser Browser bietet dieser Seite keine eigene Kryptographie.",
    compare_open: "Vergleichen",
    compare_title: "Zwei Stände vergleichen",
    compare_old: "Der ältere Stand",
    compare_new: "Der neuere Stand",
    compare_swap: "Tauschen",
    comparing: "Beide werden gelesen.",
    compare_limit: "Verglichen werden die neuesten Stände, für die Ihre Schlüssel einstehen. Kein Eintrag wurde hier beurteilt; das tut \
                    das Urteil über die Beweismittel.",
    no_state: "Kein Checkpoint hier, für den Ihre Schlüssel einstehen.",
    by_hand: "Von Hand nachprüfen",
    evidence: "Anderen zeigen",
    save_evidence: "Beweismittel sichern",
    receipt: "Quittung sichern",
    select: "Einen Eintrag wählen, um seine Bytes und seinen Beweis zu sehen.",
    close: "schließen",
    means: "Was das bedeutet",
    bench: "Werkbank für Fälschungen",
    bench_open: "Absichtlich brechen",
    bench_why: "Eine Kopie dieses Logs verändern und sehen, was der Prüfer sagt.",
    bench_back: "Zurück zu den Beweismitteln",
    bench_copy: (
        "Das ist eine Kopie.",
        "Sie darf beliebig gebrochen werden: Die Beweismittel bleiben, wie sie waren, nichts von hier kommt in einen Bericht, und mit dem \
         Verlassen ist die Kopie weg.",
    ),
    bench_copying: "Die Kopie wird angelegt und beurteilt.",
    bench_no_copy: "Es gibt keine Kopie zum Brechen.",
    bench_entry: "Eintrag",
    bench_behind: "Hinter Eintrag",
    bench_with: "Mit Eintrag",
    bench_first_to_go: "Erster Eintrag, der wegfällt",
    bench_byte: "Byte seiner Zeile",
    bench_field: "Feld",
    bench_value: "Neuer Wert",
    bench_signature: "Signatur",
    bench_size: "Checkpoint über so viele Einträge",
    bench_renumber: "Auch ihre Nummern tauschen",
    bench_sign: "Das neu Geschriebene signieren, mit dem Vorführschlüssel",
    bench_on_top: "Zusätzlich zu den Änderungen davor",
    bench_go: "Die Kopie beurteilen",
    bench_undo: "Zurücknehmen",
    bench_surprise: "Zufällig",
    bench_changed: "Was geändert wurde",
    bench_unchanged: "Nichts. Die Kopie ist Byte für Byte das Beweismittel.",
    bench_before: "vorher",
    bench_after: "nachher",
    bench_not_there: "nicht da",
    bench_gone: "weg",
    bench_says: "Was der Prüfer sagt",
    bench_judging: "wird beurteilt",
    bench_noticed: "Warum es auffällt.",
    bench_harmless: "Warum es nicht schadet.",
    bench_tries: "Die Versuche",
    bench_no_tries: "noch keiner",
    bench_columns: ["Was getan wurde", "Wo", "Was er sagte", "Befund", "Noch bewiesen"],
    bench_unnoticed: "nicht bemerkt",
    bench_no_finding: "keiner",
    bench_still: "noch bewiesen",
    bench_nothing_proven: "nichts",
    bench_no_number: "Hier fehlt eine ganze Zahl.",
    bench_name: "mallory",
    bench_other_name: "trudy",
    bench_keys: [("Enter", "die Kopie beurteilen"), ("Ctrl Z", "zurücknehmen"), ("r", "zufällig"), ("Esc", "zurück zu den Beweismitteln")],
    bench_no_harm: "Jeder Eintrag ist noch da, wie er war, und nichts, wonach gefragt ist, hängt von dem ab, was weggenommen wurde.",
    bench_by_verdict: "Neu gefunden wurde nichts, aber das Urteil ist nicht mehr, was es war; sein Grund steht oben.",
    about_open: "Über diese Seite",
    about_title: "Über diese Seite",
    about_version: "Unbroken",
    about_source: "SHA-256 des Quelltexts",
    about_file: "Dies ist die einzelne Datei. Alles Nötige steht darin, und ihre eigene Regel verbietet jede Verbindung. Am besten bleibt sie \
                 bei den Beweismitteln: Dieselbe Datei gibt denselben Bericht.",
    about_site: "Diese Seite kam von einem Server. Als einzelne Datei tut sie dasselbe vom eigenen Datenträger, ohne Netz.",
    about_download: "Diese Seite herunterladen",
    about_sums: "Ihr SHA-256",
    about_same: "Ist eine Kopie die veröffentlichte?",
    about_compare: "Keine Seite kann für sich selbst einstehen. Den Hash-Wert der Datei mit einem Werkzeug des eigenen Systems berechnen und \
                    mit dem vergleichen, der neben dem Download veröffentlicht ist.",
    about_drop: "Oder die Datei in das Fenster einer Seite ziehen, der schon vertraut wird: Ihr Hash-Wert erscheint hier.",
    about_fonts: "Lizenz der Schriften",
    keys: "Tasten",
    commands: "Alle Befehle",
    commands_hint: "Eingeben, was zu tun ist",
    not_now: "hier nicht möglich",
    theme: "Farben",
    theme_why: "Hell oder dunkel",
    help: "Hilfe",
    other_language: "This page in English",
    opened: "Was geöffnet wurde",
    logs: "Logs in den Beweismitteln",
    share_done: "Anteil der getanen Arbeit",
    checked_of: (" von ", " geprüft"),
    in_tree_of: (" von ", " im Baum"),
    glance: "Das Log auf einen Blick",
    checkpoint: "Checkpoint",
    lane_columns: ["Zeichen", "Zustand", "Einträge", "Wie viele"],
    times_columns: ["Ab, angegeben", "Einträge"],
    do_next: "Als Nächstes:",
    do_next_heading: "Was als Nächstes zu tun ist",
    next: "nächster",
    finding_expected: "Erwartet",
    finding_found: "Gefunden",
    finding_in: "In",
    checkpoints: "Checkpoints",
    checkpoint_kept: "Der aufbewahrte Checkpoint",
    checkpoint_here: "Ein Checkpoint in den Beweismitteln",
    origin: "Ursprung",
    size: "Größe",
    root: "Wurzel",
    level: "Vertrauen",
    log_signature: "Signatur des Logs",
    no_given_key: "von keinem angegebenen Schlüssel",
    valid_by: "gültig, ",
    witness: "Zeuge",
    unknown_keys: "Unbekannte Schlüssel",
    save_it: "Sichern",
    one_entry: "Ein Eintrag",
    hexadecimal: "in Hexadezimalziffern",
    proof_way: "von diesen Bytes hinab zu den Signaturen",
    fits: "passt",
    does_not_fit: "passt nicht",
    step_not_checked: "nicht geprüft",
    nothing_to_compare: "nichts zum Vergleichen",
    step_expected: "erwartet",
    step_found: "gefunden",
    path_leaf: "Blatt-Hash",
    path_entries: "Einträge",
    path_root: "Wurzel",
    path_sides: ("links", "rechts"),
    not_asked_for: "nicht in diesen Beweismitteln, und nicht gefragt",
    hidden_character: "ein Zeichen, das nicht als solches gezeigt wird",
    trust_fields: [
        ("Richtlinie", "Zeilen log, witness, group und quorum einer tlog-policy"),
        ("Logs", "vkey und Ursprung, ein Log je Zeile, wo der Ursprung nicht der Name des Schlüssels ist"),
        ("Schreiber", "ein vkey je Zeile: wer Einträge signieren darf"),
        ("Aufbewahrte Checkpoints", "Checkpoints aus einer früheren Prüfung, einer nach dem anderen"),
    ],
    bench_reason: "Grund",
    bench_findings: "Befund",
    bench_expected: "erwartet",
    bench_actual: "gefunden",
    and: "und",
    title: "Unbroken: Wurde in diesem Auditlog etwas verändert?",
    wording: "Wortlaut des Prüfers (Englisch)",
    paper_language: "Dieser Bericht ist auf Englisch, in den eigenen Worten des Prüfers: Er gleicht Byte für Byte dem der Kommandozeile.",
    in_other_language: "Sprache: English",
};

/// Between thousands: narrow, never broken, and no decimal sign in either language.
const THOUSANDS: char = '\u{202f}';

pub fn number(n: u64) -> String {
    unbroken_paper::words::number(n).replace(',', THOUSANDS.encode_utf8(&mut [0; 4]))
}

/// A size as English writes it, with the signs of German.
pub fn bytes(n: u64) -> String {
    let sign = |c| match c {
        ',' => THOUSANDS,
        '.' => ',',
        other => other,
    };
    unbroken_paper::words::bytes(n).chars().map(sign).collect()
}

/// A count with its noun.
pub fn count(n: u64, one: &str, more: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { more })
}

pub fn range(start: u64, end: u64) -> String {
    match end.checked_sub(start) {
        Some(1) => format!("Eintrag {}", number(start)),
        None | Some(0) => "kein Eintrag".into(),
        _ => format!("Einträge {}", numbers(start, end)),
    }
}

pub fn numbers(start: u64, end: u64) -> String {
    if end == start + 1 { number(start) } else { format!("{} bis {}", number(start), number(end.saturating_sub(1))) }
}

pub fn entries(n: u64) -> String {
    count(n, "Eintrag", "Einträge")
}

pub fn known(state: &str) -> &'static str {
    match state {
        "proven" => "Bewiesen",
        "unproven" => "Unbewiesen",
        "broken" => "Gebrochen",
        _ => "Nicht geprüft",
    }
}

pub fn status(word: &str) -> &'static str {
    match word {
        "disputed" => "Strittig",
        "conflict" => "Widersprüchlich",
        "forged" => "Gefälscht",
        "altered" => "Verändert",
        "missing" => "Fehlt",
        "suspect" => "Verdächtig",
        "unproven" => "Unbewiesen",
        "withheld" => "Zurückgehalten",
        "chained" => "Verkettet",
        "committed" => "Festgelegt",
        "uncovered" => "Ungedeckt",
        "erased" => "Gelöscht",
        "pruned" => "Ausgesondert",
        "proven" => "Bewiesen",
        _ => "Unbekannt",
    }
}

/// Only the first letter: nouns further on stay capital.
pub fn inside(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}

pub fn gap(start: u64, end: u64, known: Option<&str>) -> String {
    match known {
        None => format!("{} {}", range(start, end), WORDS.not_asked_for),
        Some(word) => told(&range(start, end), end - start, status(word)),
    }
}

pub fn stretch(start: u64, end: u64, word: &str) -> String {
    told(&numbers(start, end), end - start, word)
}

/// What is known of so many entries: of the words for it only one is a verb.
fn told(what: &str, count: u64, word: &str) -> String {
    match inside(word) {
        verb if verb == "fehlt" && count > 1 => format!("{what} fehlen"),
        word => format!("{what} {word}"),
    }
}

pub fn step_name(name: &str) -> String {
    match name {
        "leaf" => "Blatt",
        "link" => "Verkettung",
        "path" => "Pfad",
        "root" => "Wurzel",
        "cosignatures" => "Mitsignaturen",
        "time" => "Zeit",
        "signature" => "Signatur",
        "log" => "Log",
        "witness" => "Zeuge",
        "writer" => "Schreiber",
        "checkpoint" => "Checkpoint",
        other => other,
    }
    .to_owned()
}

pub fn severity(word: &str) -> &'static str {
    match word {
        "critical" => "kritisch",
        "error" => "Fehler",
        "warning" => "Warnung",
        _ => "Hinweis",
    }
}

pub fn scope(scope: &Scope<'_>) -> String {
    let mut words = scope.origin.to_owned();
    if let (Some(start), Some(end)) = (scope.start, scope.end) {
        words += &format!(", {}", range(start, end));
    }
    if let Some(size) = scope.size {
        words += &format!(", von {} im neuesten Checkpoint, dem Sie vertrauen", entries_dative(size));
    }
    if let Some(secs) = scope.as_of_secs {
        words += &format!(", Stand {}", time(secs));
    }
    words.push('.');
    words += &judged(scope);
    words += match (scope.is_asked, scope.is_receipt) {
        (true, _) => " Der Bereich ist der Ihre.",
        (false, true) => " Eine Quittung spricht über ihren eigenen Eintrag und keinen anderen.",
        (false, false) => " Es ist nicht gesagt, welche Einträge erwartet werden.",
    };
    words
}

/// So many entries, behind a preposition.
pub fn entries_dative(n: u64) -> String {
    count(n, "Eintrag", "Einträgen")
}

/// With whose keys it was judged.
fn judged(scope: &Scope<'_>) -> String {
    let parts: Vec<String> = [
        (scope.keys, "Log-Schlüssel", "Log-Schlüsseln"),
        (scope.witnesses, "Zeugen", "Zeugen"),
        (scope.pins, "aufbewahrten Checkpoint", "aufbewahrten Checkpoints"),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(n, one, more)| count(n, one, more))
    .collect();
    if parts.is_empty() {
        return " Beurteilt ohne einen Schlüssel oder einen Checkpoint von Ihnen.".into();
    }
    let quorum =
        if scope.quorum == "none" || scope.witnesses == 0 { String::new() } else { format!("; Quorum {}", engine::quorum(scope.quorum)) };
    format!(" Beurteilt mit dem, was angegeben ist: {}{quorum}.", listed(&parts))
}

/// Parts of a sentence with „und“ before the last.
pub fn listed(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} und {last}", rest.join(", ")),
    }
}

pub fn sample(name: &str) -> (&'static str, &'static str) {
    match name {
        "intact" => ("Ein unversehrtes Log", "24 Einträge, 3 Checkpoints, zwei Zeugen"),
        "altered" => ("Ein veränderter Eintrag", "ein Handelnder wurde nachträglich ausgetauscht"),
        "gap" => ("Eine Lücke", "3 Einträge aus der Mitte geschnitten"),
        "fork" => ("Eine Gabelung", "zwei Verläufe, beide vom selben Schlüssel signiert"),
        "rollback" => ("Eine zurückgesetzte Kopie", "älter als der Checkpoint, den ihr Leser aufbewahrt hat"),
        "unpinned" => ("Kein Schlüssel hinterlegt", "alles passt, und niemand steht dafür ein"),
        "empty" => ("Eine leere Datei", "nichts verändert, weil nichts da ist"),
        "receipt" => ("Eine Quittung", "ein Eintrag mit seinem Pfad zu einer bezeugten Wurzel"),
        "sumdb" => ("Eine Quittung aus dem Betrieb", "einer von 58\u{202f}253\u{202f}265 Einträgen von sum.golang.org"),
        "armory" => ("Eine Gabelung aus dem Betrieb", "das Testlog von Armory Drive, Juli 2021"),
        _ => ("", ""),
    }
}

pub fn more_files(n: u64) -> String {
    format!("und {} weitere", number(n))
}

pub fn more_runs(n: u64) -> String {
    format!("und {} im gesicherten Bericht", count(n, "weitere Strecke", "weitere Strecken"))
}

pub fn more_bytes(n: u64) -> String {
    format!("{} mehr", bytes(n))
}

pub fn at_byte(n: u64) -> String {
    format!("bei Byte {}", number(n))
}

pub fn places(n: u64) -> String {
    count(n, "Stelle", "Stellen")
}

pub fn entry_title(seq: u64) -> String {
    format!("Eintrag {}", number(seq))
}

pub fn recovered(how: &str) -> String {
    format!("aus einer veränderten Kopie wiederhergestellt: {}", engine::part(how).unwrap_or_else(|| how.to_owned()))
}

pub fn save_file(name: &str) -> String {
    format!("{name} sichern")
}

pub fn path_of(hashes: u64) -> String {
    format!("Pfad aus {} vom Eintrag zur Wurzel", count(hashes, "Hash", "Hashes"))
}

pub fn path_with(lo: u64, hi: u64) -> String {
    format!("mit {}", numbers(lo, hi))
}

pub fn from_file(name: &str) -> String {
    format!("Datei {name}")
}

pub fn stretches(n: u64) -> String {
    count(n, "Strecke", "Strecken")
}

pub fn key(key: &'static str) -> &'static str {
    match key {
        "ArrowDown" => "↓",
        "ArrowUp" => "↑",
        "Escape" => "Esc",
        "Ctrl+K" => "Strg+K",
        "Ctrl Z" => "Strg Z",
        other => other,
    }
}

pub fn span_left_out(secs: u64) -> String {
    format!("leer: {secs}s")
}

pub fn requirement(requirement: Requirement) -> &'static str {
    match requirement {
        Requirement::Unaltered => "Unverändert",
        Requirement::Signed => "Von wem signiert",
        Requirement::Complete => "Vollständig",
        Requirement::Dated => "Datiert",
        Requirement::Witnessed => "Bezeugt",
    }
}

pub fn asked(question: &Question) -> String {
    let parts = asked_parts(question);
    if parts.is_empty() { "kein Bereich".to_owned() } else { parts.join(" · ") }
}

fn asked_parts(question: &Question) -> Vec<String> {
    let entries = question.entries.map(|(from, to)| match to {
        Some(to) => range(from, to),
        None => format!("alles ab Eintrag {}", number(from)),
    });
    let times = question.time.map(|time| format!("{} bis {}", time.start(), time.end()));
    let require = (!question.require.is_empty()).then(|| {
        let words: Vec<String> = question.require.iter().map(|known| inside(requirement(*known))).collect();
        format!("gezeigt sein muss: {}", words.join(", "))
    });
    let age = question.max_age_secs.map(|secs| format!("nicht älter als {} s", number(secs)));
    let events = question.events.as_ref().map(|events| count(events.len() as u64, "erwartetes Ereignis", "erwartete Ereignisse"));
    let trace = question.trace.as_ref().map(|id| format!("Spur {id}"));
    let silence = question.max_silence_secs.map(|secs| format!("nie länger als {} s ohne Eintrag", number(secs)));
    [entries, times, require, age, silence, events, trace].into_iter().flatten().collect()
}

pub fn more_logs(n: u64) -> String {
    if n == 1 {
        " Ein weiteres Log hier wird gesondert beurteilt.".into()
    } else {
        format!(" {} weitere Logs hier werden gesondert beurteilt.", number(n))
    }
}

pub fn bad_sample(most: u64) -> String {
    format!("Eine ganze Zahl von 1 bis {}.", number(most))
}

pub fn by_checkpoints(sizes: &[u64], whole: bool) -> String {
    let names: Vec<String> = sizes.iter().map(|size| number(*size)).collect();
    let noun = if names.len() == 1 { "Checkpoint" } else { "Checkpoints" };
    match (names.as_slice(), whole) {
        ([], _) => String::new(),
        ([one], true) => format!("durch {noun} {one}"),
        ([rest @ .., last], true) => format!("durch {noun} {} und {last}", rest.join(", ")),
        (all, false) => format!("durch {noun} {} und andere", all.join(", ")),
    }
}

pub fn still_proven(start: u64, end: u64, sizes: &[u64], whole: bool) -> String {
    let verb = if end == start + 1 { "ist" } else { "sind" };
    format!("Noch bewiesen {verb} {} {}", range(start, end), by_checkpoints(sizes, whole)).trim_end().to_owned() + "."
}

pub fn incident_findings(n: u64) -> String {
    if n == 0 { String::new() } else { format!(" · {}", count(n, "Befund", "Befunde")) }
}

pub fn more(n: u64) -> String {
    format!("und {} mehr; der gesicherte Bericht hat die, die er aufführt", number(n))
}

pub fn of(some: u64, all: u64) -> String {
    format!("{} von {}", number(some), number(all))
}

pub fn claimed(millis: Option<i64>) -> String {
    let Some(millis) = millis else { return "keine Zeit".into() };
    match u64::try_from(millis.div_euclid(1000)) {
        Ok(secs) => format!("angegeben {}", time(secs)),
        Err(_) => "angegeben vor 1970".into(),
    }
}

pub fn bracket(not_before: Option<u64>, known_by: Option<u64>) -> Option<String> {
    Some(match (not_before, known_by) {
        (Some(start), Some(end)) => format!("Angehängt zwischen {} und {}, wie Zeugen es sahen.", time(start), time(end)),
        (None, Some(end)) => format!("Zeugen hatten ihn spätestens {} gesehen.", time(end)),
        (Some(start), None) => format!("Zeugen hatten ihn {} noch nicht gesehen.", time(start)),
        (None, None) => return None,
    })
}

pub fn undisclosed(n: u64) -> String {
    let words = count(n, "Hash-Wert", "Hash-Werte");
    if n == 1 {
        format!("{words} ohne Wert hier; er kann für keinen stehen.")
    } else {
        format!("{words} ohne Wert hier; jeder kann für keinen stehen.")
    }
}

pub fn present(rows: u64, missing: u64) -> String {
    let present = format!("{} in den Beweismitteln", number(rows));
    match missing {
        0 => present,
        1 => format!("{present}, 1 fehlt"),
        n => format!("{present}, {} fehlen", number(n)),
    }
}

pub fn times_of(day: &str) -> String {
    format!("{day}, angegeben")
}

pub fn bookmarks(n: u64) -> String {
    format!("{} Lesezeichen", number(n))
}

pub fn found(found: &Found) -> String {
    let hits = count(found.count(), "Treffer", "Treffer");
    let all = entries_dative(found.of);
    let mut words = match (found.is_done(), found.count()) {
        (false, _) => format!("{hits} bis jetzt, {} von {all} angesehen.", number(found.looked)),
        (true, 0) => format!("Kein Treffer in {all}."),
        (true, _) => format!("{hits} in {all}."),
    };
    if found.unread > 0 {
        words += &format!(" Nicht lesbar: {}.", entries(found.unread));
    }
    if found.is_partial {
        words += " Zu diesem Befund führt der Bericht nur die ersten Stellen auf.";
    }
    words
}

pub fn query_fault(fault: &Fault, typed: &str) -> String {
    let word = typed.get(fault.start..fault.end).unwrap_or_default();
    let word = escape::flat(&escape::short(word, 24));
    let why = match fault.why {
        Why::NothingExcluded => "Nach einem Minus muss stehen, was ausgeschlossen wird.".to_owned(),
        Why::NoValue => "Hier fehlt ein Wert.".to_owned(),
        Why::Unclosed => "Diese Anführungszeichen sind nicht geschlossen.".to_owned(),
        Why::AfterQuote => "Auf das schließende Anführungszeichen muss ein Leerzeichen folgen.".to_owned(),
        Why::Name => format!("Es gibt kein „{word}:“; als Text steht es zwischen Anführungszeichen."),
        Why::Status => format!("„{word}“ ist kein Zustand."),
        Why::Code => format!("„{word}“ ist kein Code eines Befunds."),
        Why::Seq => format!("„{word}“ ist keine Zahl und kein Bereich, wie 100..200."),
        Why::Time => format!("„{word}“ ist keine Zeit, wie 2026-01-05 oder {}.", WORDS.a_time),
        Why::Is => format!("Ein Eintrag kann nur markiert sein (marked), nicht „{word}“."),
        Why::Backwards => "Der Bereich endet, wo er beginnt, oder davor.".to_owned(),
    };
    let at = typed.get(..fault.start).unwrap_or_default().chars().count() as u64 + 1;
    format!("Bei Zeichen {}: {why}", number(at))
}

pub fn part(part: Part) -> &'static str {
    match part {
        Part::Who => "Wer",
        Part::What => "Was",
        Part::Target => "Ziel",
        Part::Outcome => "Ergebnis",
        Part::Id => "ID",
        Part::Correlation => "Korrelation",
    }
}

pub fn only_with(part: &str, value: &str) -> String {
    format!("Nur Einträge mit diesem Wert: {part}, {value}")
}

pub fn without(part: &str, value: &str) -> String {
    format!("Nur Einträge ohne diesen Wert: {part}, {value}")
}

pub fn times(times: &Times) -> String {
    let mut words = format!("{} {} bis {}.", WORDS.times, moment(times.start), moment(times.end));
    if let Some(longest) = times.pauses.iter().max_by_key(|pause| pause.to - pause.from) {
        words += &format!(" Die längste Pause dauert {}, ab {}.", pause(longest.to - longest.from), moment(longest.from));
    }
    if times.untimed > 0 {
        words += &format!(" {} ohne Zeit.", entries(times.untimed));
    }
    words
}

pub fn pause(millis: i64) -> String {
    let secs = millis.unsigned_abs() / 1000;
    match secs {
        0..120 => format!("{secs} s"),
        120..7200 => format!("{} min", number(secs / 60)),
        7200..172_800 => format!("{} h", number(secs / 3600)),
        _ => format!("{} Tage", number(secs / 86_400)),
    }
}

pub fn no_entry_for(millis: i64) -> String {
    format!("{} kein Eintrag", pause(millis))
}

pub fn only_part(start: u64, end: u64) -> String {
    format!("nur {}; das ganze Log zeigen", range(start, end))
}

pub fn where_bytes_lie(len: u64, offset: u64, in_receipt: bool) -> String {
    let place = if in_receipt { "in den Zusatzdaten".to_owned() } else { format!("ab Byte {}", number(offset)) };
    format!(" {}, genau wie gehasht, {place} von ", count(len, "Byte", "Bytes"))
}

pub fn recheck_stated(what: &str) -> &'static str {
    if what == "root" { "der Checkpoint sagt" } else { "das Log legte fest" }
}

pub fn rechecked(what: &str, fits: Option<bool>) -> &'static str {
    match (what, fits) {
        ("leaf", Some(true)) => "Diese Bytes haben den Hash, den das Log festgelegt hat.",
        ("leaf", Some(false)) => "Diese Bytes haben einen anderen Hash, als das Log festgelegt hat.",
        ("leaf", None) => "Diese Bytes haben diesen Hash. Was das Log festgelegt hat, wurde nicht gezeigt.",
        ("root", Some(true)) => "Mit den Hashes des Pfads führt das zu der Wurzel, die der Checkpoint nennt.",
        ("root", Some(false)) => "Mit den Hashes des Pfads führt das zu einer anderen Wurzel, als der Checkpoint nennt.",
        ("log", Some(true)) => "Die Signatur des Logs unter diesem Checkpoint ist gültig.",
        ("log", Some(false)) => "Die Signatur des Logs unter diesem Checkpoint ist nicht gültig.",
        ("witness", Some(true)) => "Die Signatur des Zeugen unter diesem Checkpoint ist gültig.",
        ("witness", Some(false)) => "Die Signatur des Zeugen unter diesem Checkpoint ist nicht gültig.",
        ("writer", Some(true)) => "Die Signatur des Schreibers über diese Bytes ist gültig.",
        ("writer", Some(false)) => "Die Signatur des Schreibers über diese Bytes ist nicht gültig.",
        _ => "Dieser Browser kennt diese Art von Signatur nicht.",
    }
}

pub fn kept(at: usize, of: usize) -> String {
    if of == 1 { "der aufbewahrte Checkpoint".into() } else { format!("aufbewahrter Checkpoint {}", at + 1) }
}

pub fn no_compare(why: NoCompare) -> String {
    match why {
        NoCompare::TooLong(size) => format!(
            "Sie haben {}; die Seite vergleicht bis zu {}. Die Kommandozeile hat keine solche Grenze: unbroken diff OLD NEW.",
            bytes(size),
            bytes(COMPARE_MOST)
        ),
        NoCompare::Unread => {
            "Eine Datei hat sich inzwischen geändert oder ist verschwunden. Zurückgehen, neu beginnen und sie noch einmal geben.".into()
        }
    }
}

pub fn relation(relation: &str) -> &'static str {
    match relation {
        "same" => "Beide enden mit derselben Wurzel, sind also ein Verlauf gleicher Länge.",
        "grew" => "Der neuere Stand beginnt mit dem ganzen älteren. Den neueren Checkpoint aufbewahren und nächstes Mal mitbringen.",
        "rolled-back" => {
            "Wofür früher eingestanden wurde, ist im neueren Stand nicht enthalten. Den Betreiber fragen, wo der Rest ist; eine \
             wiederhergestellte Sicherung hinterlässt dieselbe Spur."
        }
        "forked" => "Höchstens einer von ihnen ist das Log. Beide Dateien behalten und dem Betreiber und den Zeugen zeigen.",
        _ => {
            "Nichts hier verbindet die beiden. Ein Bündel mit den Einträgen dazwischen würde es, oder eine Quittung für den letzten Eintrag \
             des älteren."
        }
    }
}

pub fn level(level: &str) -> &'static str {
    if level == "witnessed" {
        "vom Log signiert, von Ihren Zeugen gesehen"
    } else {
        "von einem angegebenen Schlüssel des Logs signiert, oder von Ihnen aufbewahrt"
    }
}

pub fn evidence_says(gives_again: bool, needs_keys: bool, question: &Question) -> String {
    let who = if needs_keys { "Wer dem vertraut, was hier aufgeführt ist," } else { "Wer auch immer, worauf auch immer er vertraut," };
    let does = if gives_again {
        "erhält denselben Befund aus der Datei allein"
    } else {
        "kann prüfen, was die Datei enthält; das ist nicht alles, worum es im Befund geht"
    };
    let parts = asked_parts(question);
    let asks = if parts.is_empty() { String::new() } else { format!(", mit der Frage: {}", parts.join(", ")) };
    let keys = if needs_keys { " Vertrauen kommt nie mit: die Schlüssel auf einem anderen Weg übergeben." } else { "" };
    format!("{who} {does}{asks}.{keys}")
}

pub fn need(need: &Need) -> String {
    match need {
        Need::Log(vkey) => format!("Log {vkey}"),
        Need::Witness(vkey) => format!("Zeuge {vkey}"),
        Need::Writer(vkey) => format!("Schreiber {vkey}"),
        Need::Kept(note) => format!("der aufbewahrte Checkpoint der Größe {}", note.lines().nth(1).unwrap_or_default()),
    }
}

pub fn bench_no_copy(why: NoCopy) -> String {
    match why {
        NoCopy::NoBundle => {
            "Die Einträge dieses Logs liegen nicht in einem Bündel. Nur Bündel (JSON-Zeilen mit Einträgen und Checkpoints) lassen sich hier \
             brechen; die Kommandozeile kann eines exportieren."
                .into()
        }
        NoCopy::TooLong(size) => format!(
            "Die Beweismittel haben {}, und jeder Versuch beurteilt sie ganz von neuem; darum wird nichts über {} kopiert. Einen kürzeren \
             Ausschnitt des Logs exportieren und öffnen, oder ein Beispiel nehmen.",
            bytes(size),
            bytes(COPY_MOST)
        ),
        NoCopy::Unread => "Die Datei hat sich inzwischen geändert oder ist verschwunden. Zurückgehen, neu beginnen und sie noch einmal geben.".into(),
    }
}

pub fn bench_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Flip => "Ein Byte kippen",
        Kind::Edit => "Ein Feld ändern",
        Kind::Delete => "Einträge löschen",
        Kind::Insert => "Einen Eintrag einschieben",
        Kind::Swap => "Zwei Einträge tauschen",
        Kind::Cut => "Das Ende abschneiden",
        Kind::Strip => "Eine Signatur abtrennen",
        Kind::Resign => "Mit anderem Schlüssel signieren",
        Kind::RollBack => "Auf älteren Stand zurücksetzen",
        Kind::Rewrite => "Ohne die Schlüssel umschreiben",
    }
}

pub fn bench_about(kind: Kind) -> String {
    match kind {
        Kind::Flip => "Dreht das niedrigste Bit eines Bytes eines Eintrags. Das tut auch eine schadhafte Festplatte.".into(),
        Kind::Edit => "Schreibt einen anderen Wert in ein Ereignis und lässt Hashes und Signaturen, wie sie sind.".into(),
        Kind::Delete => "Nimmt Einträge aus der Mitte.".into(),
        Kind::Insert => "Schiebt einen Eintrag ein, der den Platz hinter einem anderen einnimmt und auf ihn verweist.".into(),
        Kind::Swap => "Tauscht zwei Zeilen der Datei.".into(),
        Kind::Cut => "Nimmt alle Einträge ab einem bestimmten weg und lässt die Checkpoints.".into(),
        Kind::Strip => "Nimmt eine Signatur weg: die eines Eintrags, oder eine unter einem Checkpoint.".into(),
        Kind::Resign => {
            format!("Signiert einen Eintrag neu mit {}, einem Vorführschlüssel, den jeder haben kann.", bench::forge::label())
        }
        Kind::RollBack => "Nimmt alles weg, was ein älterer Checkpoint nicht deckt, auch neuere Checkpoints.".into(),
        Kind::Rewrite => {
            "Ändert einen Eintrag und schreibt die Verkettung jedes Eintrags dahinter neu, sodass die Kette wieder passt.".into()
        }
    }
}

pub fn bench_fault(fault: bench::op::Fault) -> String {
    use bench::op::Fault;
    match fault {
        Fault::NoEntry(seq) => format!("Die Kopie hat keinen Eintrag {}.", number(seq)),
        Fault::NoByte(offset) => format!("Die Zeile dieses Eintrags hat kein Byte {}.", number(offset as u64)),
        Fault::NoField => "Dieser Eintrag hat kein solches Feld.".into(),
        Fault::Same => "Das würde nichts ändern.".into(),
        Fault::NoSignature => "Es gibt keine solche Signatur.".into(),
        Fault::NoCheckpoint => "Die Kopie hat keinen älteren Checkpoint dieser Größe.".into(),
        Fault::NoNumber => WORDS.bench_no_number.into(),
    }
}

pub fn bench_place(op: &Op, below: usize) -> String {
    let value = |text: &str| escape::short(text, 40);
    let edit = |edit: &bench::op::Edit| format!("Eintrag {}, {} → {}", number(edit.seq), value(&edit.pointer), value(&edit.value));
    let place = match op {
        Op::Flip { seq, offset } => format!("Eintrag {}, Byte {}", number(*seq), number(*offset as u64)),
        Op::Edit(one) => edit(one),
        Op::Delete { start, end } => range(*start, *end),
        Op::Insert { after } => format!("hinter Eintrag {}", number(*after)),
        Op::Swap { a, b, renumber } => {
            format!("Einträge {} und {}{}", number(*a), number(*b), if *renumber { ", auch die Nummern" } else { "" })
        }
        Op::Cut { from } => format!("ab Eintrag {}", number(*from)),
        Op::Strip(signature) => bench_signature(signature),
        Op::Resign { seq } => format!("Eintrag {}", number(*seq)),
        Op::RollBack { size } => format!("auf Checkpoint {}", number(*size)),
        Op::Rewrite { edit: one, sign } => format!("{}{}", edit(one), if *sign { ", neu signiert" } else { "" }),
    };
    if below == 0 { place } else { format!("{place}, zusätzlich zu {}", count(below as u64, "Änderung", "Änderungen")) }
}

pub fn bench_signature(signature: &Signature) -> String {
    match signature {
        Signature::Entry(seq) => format!("von Eintrag {}", number(*seq)),
        Signature::Note(size, key) => format!("unter Checkpoint {}: {key}", number(*size)),
    }
}

pub fn bench_what(what: What) -> String {
    match what {
        What::Entry(seq) => format!("Eintrag {}", number(seq)),
        What::Place(seq) => format!("an der Stelle von Eintrag {}", number(seq)),
        What::Added(seq) => format!("noch eine Zeile für Eintrag {}", number(seq)),
        What::Checkpoint(size) => format!("Checkpoint {}", number(size)),
    }
}

pub fn bench_more(n: u64) -> String {
    format!("und {} wie diese", count(n, "Zeile", "Zeilen"))
}

pub fn bench_took(millis: u64) -> String {
    if millis < 1_000 { format!("in {} ms", millis.max(1)) } else { format!("in {},{:02} s", millis / 1_000, millis % 1_000 / 10) }
}

pub fn bench_totals(outcomes: &[Outcome]) -> String {
    let of = |wanted: &[Outcome]| outcomes.iter().filter(|outcome| wanted.contains(outcome)).count() as u64;
    let parts = [
        (of(&[Outcome::Broke]), "brach das Log", "brachen das Log"),
        (of(&[Outcome::Doubted]), "ließ es unbewiesen", "ließen es unbewiesen"),
        (of(&[Outcome::Named, Outcome::Harmless]), "war harmlos", "waren harmlos"),
        (of(&[Outcome::Unnoticed]), "blieb unbemerkt", "blieben unbemerkt"),
    ];
    let parts: Vec<String> = parts.iter().filter(|(n, ..)| *n > 0).map(|(n, one, more)| count(*n, one, more)).collect();
    match (outcomes.len(), parts.first()) {
        (_, None) => WORDS.bench_no_tries.into(),
        (1, Some(only)) => only.clone(),
        (all, _) => format!("{}: {}", number(all as u64), parts.join(", ")),
    }
}

pub fn bench_why(code: &str, guards: Guards) -> String {
    match code {
        "entry-altered" => hiding(guards),
        "block-altered" => {
            "Die Verkettung passt wieder in sich. Aber ein signierter Checkpoint legt einen Hash über alle Einträge davor fest, diese \
             Einträge ergeben ihn nicht mehr, und nur der Schlüssel des Logs kann einen anderen signieren."
                .into()
        }
        "entries-missing" => {
            "Jeder Eintrag trägt seine Nummer und den Hash des vorigen, und ein signierter Checkpoint sagt, wie viele es sind.".into()
        }
        "entries-expected" => {
            "Es ist gesagt, welche Einträge erwartet werden. Der ältere Stand ist echt; er ist nur zu kurz für die Frage.".into()
        }
        "rollback" => "Ein neuerer Checkpoint wurde aufbewahrt. Kein älterer Stand kann noch als der neueste vorgelegt werden.".into(),
        "entry-impostor" => "Eine Position hat einen Eintrag, und der echte ist bewiesen. Die andere Zeile steht in keinem Baum.".into(),
        "entry-conflict" => "Zwei Zeilen beanspruchen eine Position, und nichts, dem Sie vertrauen, sagt, welche echt ist.".into(),
        "signature-invalid" => {
            "Eine Signatur deckt jedes Byte ihrer Zeile, Nummer und Verkettung eingeschlossen. Andere Bytes brauchen eine andere Signatur, \
             und nur der Schlüssel des Schreibers macht eine."
                .into()
        }
        "link-broken" => "Der Eintrag dahinter trägt den Hash dessen, was vorher da war.".into(),
        "line-unreadable" | "entry-malformed" => {
            "Die Zeile ist kein Eintrag mehr, also fehlt dieser Eintrag hier; sein Hash ist noch verzeichnet.".into()
        }
        "checkpoint-key-unknown" | "quorum-unmet" | "trust-too-low" | "checkpoint-malformed" => {
            "Ohne diese Signatur steht niemand, dem Sie vertrauen, für den neuesten Stand ein. Nichts widerspricht sich, also wird niemand \
             beschuldigt; es ist nur nicht mehr bewiesen."
                .into()
        }
        "signer-unpinned" => {
            "Einem solchen Schlüssel vertrauen Sie nicht. Die Signatur eines Fremden beweist nichts, so gut sie auch passt.".into()
        }
        "out-of-order" => {
            "Die Reihenfolge der Zeilen in einer Datei sagt nichts. Jeder Eintrag trägt seine eigene Nummer, also wurden sie geordnet."
                .into()
        }
        "entries-uncovered" => "Kein Checkpoint deckt diese Position. Was dort steht, ist neuer als alles, was bewiesen ist.".into(),
        _ => "Was die Kopie sagt, passt nicht mehr zu dem, was verzeichnet ist.".into(),
    }
}

/// What it would take to hide a changed entry.
fn hiding(guards: Guards) -> String {
    let mut parts = Vec::new();
    if guards.later > 0 {
        parts.push(count(guards.later, "späterer Eintrag", "spätere Einträge"));
    }
    if guards.checkpoints > 0 {
        parts.push(count(guards.checkpoints, "signierter Checkpoint", "signierte Checkpoints"));
    }
    if guards.witnesses > 0 {
        parts.push(format!("das Gedächtnis von {}", count(guards.witnesses, "Zeugen", "Zeugen")));
    }
    let known = "Sein Hash ist verzeichnet, und diese Bytes haben einen anderen.";
    if parts.is_empty() {
        known.into()
    } else {
        format!("{known} Um diese eine Änderung zu verbergen, müsste auch das geändert werden: {}.", listed(&parts))
    }
}

pub fn bench_because(outcome: Outcome, finding: Option<String>) -> (&'static str, String) {
    match (outcome, finding) {
        (Outcome::Harmless, _) => (WORDS.bench_harmless, WORDS.bench_no_harm.into()),
        (Outcome::Named, Some(words)) => (WORDS.bench_harmless, words),
        (_, Some(words)) => (WORDS.bench_noticed, words),
        (_, None) => (WORDS.bench_noticed, WORDS.bench_by_verdict.into()),
    }
}

pub fn bench_unnoticed(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::RollBack | Kind::Cut => (
            "Der letzte blieb unbemerkt, und konnte nicht bemerkt werden.",
            "Ein älterer, ehrlicher Stand sieht genau aus wie ein Log, das noch nicht länger ist. Nur ein aufbewahrter Checkpoint oder ein \
             Zeuge kann das unterscheiden.",
        ),
        _ => (
            "Der letzte blieb unbemerkt.",
            "Nichts, dem Sie vertrauen, sagt, was vorher dort stand. Nur ein Schlüssel oder ein Checkpoint, der auf einem anderen Weg kam, \
             oder ein Zeuge kann das sagen.",
        ),
    }
}

pub fn commands(n: usize) -> String {
    if n == 0 { "Kein Befehl heißt so.".into() } else { count(n as u64, "Befehl", "Befehle") }
}

pub fn command(command: Command) -> &'static str {
    match command {
        Command::Search => "Einträge durchsuchen",
        Command::HitAfter => "nächster Treffer",
        Command::HitBefore => "Treffer davor",
        Command::OnlyHits => "nur Treffer aufführen, oder alle Einträge",
        Command::RowAfter => "nächste Zeile der Liste",
        Command::RowBefore => "vorige Zeile der Liste",
        Command::NeighbourAfter => "Eintrag nach diesem im Log",
        Command::NeighbourBefore => "Eintrag vor diesem im Log",
        Command::Open => "den Eintrag lesen",
        Command::GoTo => "zu einem Eintrag nach seiner Nummer",
        Command::FindingAfter => "nächster Befund",
        Command::FindingBefore => "Befund davor",
        Command::Bookmark => "Lesezeichen setzen oder entfernen",
        Command::BookmarkAfter => "nächstes Lesezeichen",
        Command::BookmarkBefore => "Lesezeichen davor",
        Command::OnlyBookmarks => "nach Lesezeichen suchen",
        Command::ClearBookmarks => "alle Lesezeichen dieses Logs entfernen",
        Command::Table => "das Log als Tabelle, oder als Bild",
        Command::Report => "der Bericht, zum Drucken und Sichern",
        Command::SaveReport => "den Bericht als JSON sichern",
        Command::Trust => "worauf Sie vertrauen und was Sie fragen",
        Command::ChooseFiles => "Dateien auswählen",
        Command::StartOver => "neu beginnen",
        Command::Compare => "zwei Stände eines Logs vergleichen",
        Command::Bench => "eine Kopie absichtlich brechen",
        Command::Theme => "hell oder dunkel",
        Command::Language => WORDS.in_other_language,
        Command::Help => "Tasten und Suchbegriffe",
        Command::About => "über diese Seite und eine Kopie von ihr",
        Command::Palette => "alle Befehle",
        Command::Back => "schließen, was offen ist",
    }
}

pub fn span(secs: u64) -> String {
    if secs < 60 { format!("{secs} s") } else { format!("{} min {} s", number(secs / 60), secs % 60) }
}

pub fn progress(p: &crate::job::Progress, elapsed_secs: f64) -> String {
    let pass = match p.pass {
        None => "",
        Some(Pass::Tree) => "Zuerst ohne Signaturen: ",
        Some(Pass::Full) => "Mit Signaturen: ",
    };
    let mut words = format!("{pass}{} von {} gelesen, {}", bytes(p.read), bytes(p.size), entries(p.entries));
    // The second pass did not begin when the work began.
    if elapsed_secs >= 1.0 && p.pass != Some(Pass::Full) {
        words += &format!(", {}/s", bytes((p.read as f64 / elapsed_secs) as u64));
    }
    if let Some(left) = p.seconds_left(elapsed_secs) {
        words += &format!(", noch etwa {}", span(left));
    }
    words
}

pub fn share(percent: u64) -> String {
    format!("{percent} % der Arbeit sind getan.")
}

pub fn receipt(index: u64, size: u64, signers: &str) -> String {
    format!("Ihr Eintrag ist Nummer {} eines Logs mit {}, signiert von {signers}.", number(index), entries_dative(size))
}

pub fn tree_status(status: TreeStatus) -> &'static str {
    match status {
        TreeStatus::Disputed => "strittig",
        TreeStatus::Conflict => "in zwei Fassungen",
        TreeStatus::Misplaced => "an falscher Stelle",
        TreeStatus::Altered => "verändert",
        TreeStatus::Missing => "fehlt",
        TreeStatus::Suspect => "verdächtig",
        TreeStatus::Unproven => "nicht gezeigt",
        TreeStatus::Withheld => "zurückgehalten",
        TreeStatus::Chained => "vom Nachfolger genannt",
        TreeStatus::Committed => "in einem Baum mit weniger Vertrauen",
        TreeStatus::Uncovered => "neuer als jeder Checkpoint",
        TreeStatus::Recorded => "entfernt, sagt ein Vermerk",
        TreeStatus::Shown => "im Baum, Signatur nicht geprüft",
    }
}

pub fn status_sentence(word: &str) -> &'static str {
    match word {
        "disputed" => {
            "Zwei Verläufe decken diesen Eintrag, beide unter Schlüsseln signiert, denen Sie vertrauen, und hier unterscheiden sie sich."
        }
        "conflict" => "Zwei verschiedene Zeilen beanspruchen diese Position, und keine ist bewiesen.",
        "forged" => "Eine Signatur oder eine Position in dieser Zeile ist falsch.",
        "altered" => "Diese Bytes sind nicht, was das Log an dieser Position verzeichnet hat.",
        "missing" => "Nach diesem Eintrag ist gefragt, und er ist nicht hier.",
        "suspect" => "Mindestens ein Eintrag dieses Blocks wurde verändert. Welcher, sagen diese Beweismittel nicht.",
        "unproven" => "Nichts widerspricht diesem Eintrag, aber sein Beweis führt über Einträge, die nicht hier sind.",
        "withheld" => "Dieser Eintrag ist zurückgehalten. Sein Hash ist verzeichnet.",
        "chained" => "Der Eintrag danach trägt seinen Hash. Sein Platz im Baum wurde nicht gezeigt.",
        "committed" => "Er steht in einem signierten Baum, aber nicht unter Schlüsseln, denen Sie im verlangten Maß vertrauen.",
        "uncovered" => "Kein verwendbarer Checkpoint deckt diesen Eintrag.",
        "erased" => "Dieser Eintrag ist weg, und ein bewiesener Vermerk sagt es.",
        "pruned" => "Dieser Eintrag wurde ausgesondert, und ein bewiesener Vermerk sagt es.",
        "proven" => "Das Log hat genau diese Bytes festgelegt.",
        _ => "Über diesen Eintrag ist nichts bekannt.",
    }
}

pub fn no_evidence(why: &str) -> String {
    format!("Keine kleine Datei zeigt das: {}.", engine::part(why).unwrap_or_else(|| why.to_owned()))
}

pub fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Folder => WORDS.folder_unread.into(),
        Refusal::Text { text, line, fault } => {
            let text = engine::part(text).unwrap_or_else(|| text.clone());
            let place = if *line == 0 { text } else { format!("{text}, Zeile {line}") };
            let fault = engine::trust_fault(fault).unwrap_or_else(|| format!("{} {fault}", WORDS.wording));
            format!("{place}: {fault}")
        }
    }
}

pub fn wrong(wrong: &Wrong) -> String {
    match wrong {
        Wrong::Entries => WORDS.bad_entries.into(),
        Wrong::OneTime => WORDS.one_time.into(),
        Wrong::Time(typed) => format!("{typed} ist keine Zeit; sie steht in UTC, wie {}.", WORDS.a_time),
        Wrong::Times => WORDS.bad_times.into(),
        Wrong::Now => WORDS.bad_now.into(),
        Wrong::NoNow => WORDS.no_now.into(),
        Wrong::Span => WORDS.bad_span.into(),
        Wrong::NotText => WORDS.not_text.into(),
        Wrong::Events(why) => format!("Die Regeln sind nicht lesbar. {}: {why}.", WORDS.wording),
    }
}

pub fn no_proof(why: NoProof) -> &'static str {
    match why {
        NoProof::NoEntry => "Es gibt keinen solchen Eintrag.",
        NoProof::NoCheckpoint => "Kein Checkpoint, dem Sie vertrauen, deckt diesen Eintrag.",
        NoProof::NodesMissing => "Die Beweismittel enthalten die Hashes nicht, die eine Quittung braucht.",
    }
}

pub fn lost(lost: Lost) -> &'static str {
    match lost {
        Lost::Part => WORDS.partial,
        Lost::Worker => WORDS.died,
    }
}

pub fn verdict_says(sentence: &str) -> Said {
    Said::or_foreign(engine::verdict(sentence), sentence)
}

pub fn claim_says(sentence: &str) -> Said {
    Said::or_foreign(engine::claim(sentence), sentence)
}

pub fn incident_says(sentence: &str) -> Said {
    Said::or_foreign(engine::incident(sentence), sentence)
}

pub fn finding_says(sentence: &str) -> Said {
    Said::or_foreign(engine::finding(sentence), sentence)
}

pub fn step_says(sentence: &str) -> Said {
    Said::or_foreign(engine::step(sentence), sentence)
}

pub fn record_says(sentence: &str) -> Said {
    Said::or_foreign(engine::record(sentence), sentence)
}

pub fn source_says(sentence: &str) -> Said {
    Said::or_foreign(engine::source(sentence), sentence)
}

pub fn not_checked_says(sentence: &str) -> Said {
    Said::or_foreign(engine::not_checked(sentence), sentence)
}

pub fn diff_says(sentence: &str) -> Said {
    Said::or_foreign(engine::compared(sentence), sentence)
}

pub fn preview_says(sentence: &str) -> Said {
    Said::or_foreign(engine::preview(sentence), sentence)
}

pub fn limit_says(sentence: &str) -> Said {
    Said::or_foreign(engine::part(sentence), sentence)
}

pub fn value(value: &str) -> String {
    engine::value(value).unwrap_or_else(|| value.to_owned())
}

pub fn next_says(step: Step) -> Option<&'static str> {
    Some(match step {
        Step::CompareKeys => {
            "Die Fingerabdrücke unten mit dem vergleichen, was der Betreiber auf einem anderen Weg veröffentlicht hat, dann die \
                              Schlüssel eintragen."
        }
        Step::GiveRange => "Unter „Was Sie fragen“ sagen, welche Einträge erwartet waren; sonst kann niemand wissen, was fehlt.",
        Step::CheckFiles => {
            "Um einen neuen Export bitten, und Größe und SHA-256 mit den Angaben des Absenders vergleichen. Gelesen werden hier Exporte von Logs \
             (JSON Lines, ein JSON-Array, CSV oder ein Tabellen-Dump, auch in .gz oder .zip), Quittungen (tlog-proof) mit ihrem Eintrag daneben, und \
             Checkpoints. Verschlüsseltes muss zuerst entschlüsselt werden."
        }
        Step::GiveEntries => "Die Einträge zu diesen Checkpoints, oder den Eintrag zur Quittung, als zweite Datei hinzufügen.",
        Step::AskForEvidence => {
            "Um die Beweismittel bitten, die zeigen würden, was hier genannt ist, oder es nicht verlangen, und das festhalten."
        }
        Step::AskForWithheld => "Um die zurückgehaltenen Einträge bitten, oder sie unter „Was Sie fragen“ annehmen, und festhalten, warum.",
        Step::Page(_) => return None,
    })
}

pub fn finding_page(code: Code) -> &'static str {
    pages::page(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_signs_of_german() {
        assert_eq!((number(999).as_str(), number(43_930_254).as_str()), ("999", "43\u{202f}930\u{202f}254"));
        assert_eq!((bytes(97_290).as_str(), bytes(1_250_000_000).as_str()), ("97\u{202f}290 B", "1,2 GB"));
        assert_eq!(bench_took(3_456), "in 3,45 s");
    }

    #[test]
    fn ranges_are_capital_and_end_with_the_last() {
        assert_eq!((gap(3, 4, Some("missing")), gap(3, 6, Some("missing"))), ("Eintrag 3 fehlt".into(), "Einträge 3 bis 5 fehlen".into()));
        assert_eq!((stretch(3, 6, "Fehlt"), stretch(3, 6, "Verändert")), ("3 bis 5 fehlen".into(), "3 bis 5 verändert".into()));
        assert_eq!((range(41, 42), range(11, 14), range(4, 4)), ("Eintrag 41".into(), "Einträge 11 bis 13".into(), "kein Eintrag".into()));
    }

    #[test]
    fn every_status_has_a_word_and_a_sentence() {
        for known in unbroken::log::coverage::Status::ALL {
            let word = known.as_str();
            assert_ne!(status(word), "Unbekannt", "{word}");
            assert!(!status_sentence(word).starts_with("Über"), "{word}");
        }
    }

    #[test]
    fn only_a_verdict_that_stands_is_called_harmless() {
        for outcome in [Outcome::Broke, Outcome::Doubted] {
            for finding in [None, Some("ein Grund".to_owned())] {
                assert_eq!(bench_because(outcome, finding).0, WORDS.bench_noticed, "{outcome:?}");
            }
        }
        assert_eq!(bench_because(Outcome::Harmless, None).0, WORDS.bench_harmless);
    }

    #[test]
    fn every_query_of_the_help_can_be_read() {
        assert!(WORDS.queries.iter().all(|(query, _)| crate::query::Query::read(query).is_ok()));
    }

    #[test]
    fn tries_are_counted_by_what_became_of_them() {
        use Outcome::{Broke, Doubted, Harmless, Named, Unnoticed};
        assert_eq!(bench_totals(&[]), "noch keiner");
        assert_eq!(bench_totals(&[Unnoticed]), "1 blieb unbemerkt");
        let all = bench_totals(&[Broke, Named, Harmless, Doubted, Broke, Unnoticed]);
        assert_eq!(all, "6: 2 brachen das Log, 1 ließ es unbewiesen, 2 waren harmlos, 1 blieb unbemerkt");
    }
}
