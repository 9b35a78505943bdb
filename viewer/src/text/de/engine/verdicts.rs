//! Verdicts, claims, incidents, steps, records, sources, comparisons and previews.

use crate::text::phrase::Phrase;

pub const VERDICTS: &[Phrase] = &[
    (
        "Unproven: nothing here can be read as entries, proofs or checkpoints.",
        "Unbewiesen: Nichts hier ist als Einträge, Beweise oder Checkpoints lesbar.",
    ),
    ("Broken: two histories. {t}", "Gebrochen: zwei Verläufe. {1p}"),
    ("Broken: this is an older state than the one you kept.", "Gebrochen: Das ist ein älterer Stand als der, den Sie aufbewahrt haben."),
    (
        "Broken: {n} entries are not what the log committed to, the first is entry {n}.",
        "Gebrochen: {1} Einträge sind nicht, was das Log festgelegt hat, der erste ist Eintrag {2}.",
    ),
    (
        "Broken at entry {n}: its content is not what the log committed to.",
        "Gebrochen bei Eintrag {1}: Sein Inhalt ist nicht, was das Log festgelegt hat.",
    ),
    (
        "Broken: the proof is not about this {e}, or one of the two was changed.",
        "Gebrochen: Der Beweis gehört nicht zu {1d}, oder eines von beiden wurde verändert.",
    ),
    (
        "Broken: a file has the name of an attachment of entry {n} and is not that attachment.",
        "Gebrochen: Eine Datei hat den Namen eines Anhangs von Eintrag {1} und ist nicht dieser Anhang.",
    ),
    ("Broken: the evidence contradicts itself at {e}.", "Gebrochen: Die Beweismittel widersprechen sich bei {1d}."),
    ("Broken: the evidence contradicts itself.", "Gebrochen: Die Beweismittel widersprechen sich."),
    (
        "Broken: {e} {carries|carry} no signature, and you require one.",
        "Gebrochen: {1} {1?trägt|tragen} keine Signatur, und Sie verlangen eine.",
    ),
    (
        "Broken: something at {e} claims an author or a place that is not its own.",
        "Gebrochen: Etwas bei {1d} gibt einen Urheber oder einen Platz an, der nicht der seine ist.",
    ),
    (
        "Broken: a checkpoint carries a signature in the name of a key you trust, and it is not from that key.",
        "Gebrochen: Ein Checkpoint trägt eine Signatur im Namen eines Schlüssels, dem Sie vertrauen, und sie ist nicht von diesem Schlüssel.",
    ),
    (
        "Broken: between entries {n} and {n} a source counts entries that are not in the log.",
        "Gebrochen: Zwischen den Einträgen {1} und {2} zählt eine Quelle Einträge, die nicht im Log sind.",
    ),
    ("Broken: the input ends in the middle of a record.", "Gebrochen: Die Eingabe endet mitten in einem Datensatz."),
    (
        "Broken: {n} {entry|entries} of {n} asked for {is|are} missing.",
        "Gebrochen: {1} von {3} Einträgen, nach denen gefragt ist, {1?fehlt|fehlen}.",
    ),
    (
        "Broken: {n} expected {event is|events are} not among the proven entries.",
        "Gebrochen: {1} {1?erwartetes Ereignis ist|erwartete Ereignisse sind} nicht unter den bewiesenen Einträgen.",
    ),
    (
        "Unproven: the checkpoint is genuine and commits to {n} {entry|entries}; none of them is here.",
        "Unbewiesen: Der Checkpoint ist echt und legt {1} {1?Eintrag|Einträge} fest; keiner davon ist hier.",
    ),
    ("Unproven: there is no entry here to prove.", "Unbewiesen: Hier ist kein Eintrag, der zu beweisen wäre."),
    (
        "Unproven: everything fits together, and nobody you trust vouches for it.",
        "Unbewiesen: Alles passt zusammen, und niemand, dem Sie vertrauen, steht dafür ein.",
    ),
    (
        "Unproven: {n} of {n} present entries are shown in a state of the log that you trust.",
        "Unbewiesen: {1} von {2} vorhandenen Einträgen {1?ist|sind} in einem Stand des Logs gezeigt, dem Sie vertrauen.",
    ),
    (
        "Unproven: {n} {entry is|entries are} withheld; their committed hashes are known, their content is not here.",
        "Unbewiesen: {1} {1?Eintrag ist|Einträge sind} zurückgehalten; die festgelegten Hashes sind bekannt, der Inhalt ist nicht hier.",
    ),
    ("Unproven: the checkpoints agree, and not shown: {t}.", "Unbewiesen: Die Checkpoints stimmen überein, und nicht gezeigt ist: {1l}."),
    (
        "Unproven: no entry here gives itself a time that you asked for, and not shown: {t}.",
        "Unbewiesen: Kein Eintrag hier gibt sich eine Zeit, nach der gefragt ist, und nicht gezeigt ist: {1l}.",
    ),
    (
        "Unproven: every entry asked for is proven, and not shown: {t}.",
        "Unbewiesen: Jeder Eintrag, nach dem gefragt ist, ist bewiesen, und nicht gezeigt ist: {1l}.",
    ),
    (
        "Unproven: every entry asked for is proven, and a requirement you made is not shown.",
        "Unbewiesen: Jeder Eintrag, nach dem gefragt ist, ist bewiesen, und etwas, das Sie verlangen, ist nicht gezeigt.",
    ),
    (
        "Unproven: every entry shown ({e}) is proven. The log has {n} entries; you did not say which you expected.",
        "Unbewiesen: Jeder gezeigte Eintrag ({1}) ist bewiesen. Das Log hat {2} {2?Eintrag|Einträge}; es ist nicht gesagt, welche erwartet \
         werden.",
    ),
    (
        "Unproven: every entry shown ({e}) is proven. The log has an unknown number of entries; you did not say which you expected.",
        "Unbewiesen: Jeder gezeigte Eintrag ({1}) ist bewiesen. Wie viele Einträge das Log hat, ist nicht bekannt; es ist nicht gesagt, \
         welche erwartet werden.",
    ),
    (
        "Unproven: more lines fit an expectation than are looked at, and it was not decided.",
        "Unbewiesen: Auf eine Erwartung passen mehr Zeilen, als angesehen werden, und sie wurde nicht entschieden.",
    ),
    (
        "Unproven: the log declares version {t}, which this verifier does not know.",
        "Unbewiesen: Das Log nennt die Version {1}, die dieser Prüfer nicht kennt.",
    ),
    (
        "Proven: {e} in a log of {n} entries is what the log committed to.",
        "Bewiesen: {1} in einem Log mit {2} {2?Eintrag|Einträgen} {1?ist|sind}, was das Log festgelegt hat.",
    ),
    ("Proven: {e} is what the log committed to.", "Bewiesen: {1} {1?ist|sind}, was das Log festgelegt hat."),
    (
        "Proven: by the times the log gives, no entry lies from {w} up to {w}; {e} next to it {is|are} proven.",
        "Bewiesen: Nach den Zeiten, die das Log angibt, liegt kein Eintrag zwischen {1} und {2}; {3} daneben {3?ist|sind} bewiesen.",
    ),
    (
        "Proven for {e}: nothing altered, and by the times the log gives nothing missing from {w} up to {w}.",
        "Bewiesen für {1}: nichts verändert, und nach den Zeiten, die das Log angibt, fehlt nichts von {2} bis {3}.",
    ),
    (
        "Proven for {e}: nothing altered, with {n} {entry|entries} withheld, and by the times the log gives nothing missing from {w} up to {w}.",
        "Bewiesen für {1}: nichts verändert, {2} {2?Eintrag|Einträge} zurückgehalten, und nach den Zeiten, die das Log angibt, fehlt nichts \
         von {4} bis {5}.",
    ),
    ("Proven for {e}: nothing altered, nothing missing.", "Bewiesen für {1}: nichts verändert, nichts fehlt."),
    (
        "Proven for {e}: nothing altered, nothing missing, with {n} {entry|entries} withheld.",
        "Bewiesen für {1}: nichts verändert, nichts fehlt, {2} {2?Eintrag|Einträge} zurückgehalten.",
    ),
    (
        "Proven: checkpoint {n} extends {n}. No entries were checked.",
        "Bewiesen: Checkpoint {1} setzt {2} fort. Einträge wurden nicht geprüft.",
    ),
    (
        "Proven: the checkpoints agree. No entries were checked.",
        "Bewiesen: Die Checkpoints stimmen überein. Einträge wurden nicht geprüft.",
    ),
];

pub const CLAIMS: &[Phrase] = &[
    ("Nothing here was judged.", "Nichts hier wurde beurteilt."),
    (
        "{n} of {n} present entries are proven to be what the log committed to; something here is not.",
        "{1} von {2} vorhandenen Einträgen {1?ist|sind} bewiesen als das, was das Log festgelegt hat; etwas hier ist es nicht.",
    ),
    ("There is no entry to check.", "Es gibt keinen Eintrag zu prüfen."),
    ("The entry is what the log committed to.", "Der Eintrag ist, was das Log festgelegt hat."),
    ("All {n} present entries are what the log committed to.", "Alle {1} vorhandenen Einträge sind, was das Log festgelegt hat."),
    (
        "{n} of {n} present entries are proven to be what the log committed to; about the others nothing is proven.",
        "{1} von {2} vorhandenen Einträgen {1?ist|sind} bewiesen als das, was das Log festgelegt hat; über die anderen ist nichts bewiesen.",
    ),
    ("Nothing here is signed.", "Nichts hier ist signiert."),
    (
        "{n} of {n} entries asked for are here and proven, or accounted for; a source counts entries that never came.",
        "{1} von {2} Einträgen, nach denen gefragt ist, {1?ist|sind} hier und bewiesen, oder erklärt; eine Quelle zählt Einträge, die nie \
         ankamen.",
    ),
    (
        "{n} of {n} entries asked for are here and proven, or accounted for; some are missing.",
        "{1} von {2} Einträgen, nach denen gefragt ist, {1?ist|sind} hier und bewiesen, oder erklärt; einige fehlen.",
    ),
    (
        "{n} of {n} entries asked for are proven or accounted for; an edge of the time you asked for is open.",
        "{1} von {2} Einträgen, nach denen gefragt ist, {1?ist|sind} bewiesen oder erklärt; ein Rand der Zeit, nach der gefragt ist, ist offen.",
    ),
    ("No entry was asked for, and none is here.", "Nach keinem Eintrag ist gefragt, und keiner ist hier."),
    ("A receipt speaks about its own entry only.", "Eine Quittung spricht nur über ihren eigenen Eintrag."),
    (
        "You did not say which entries you expected, so nothing is said about others.",
        "Es ist nicht gesagt, welche Einträge erwartet werden, darum wird über andere nichts gesagt.",
    ),
    (
        "{n} of {n} entries asked for are proven or accounted for.",
        "{1} von {2} Einträgen, nach denen gefragt ist, {1?ist|sind} bewiesen oder erklärt.",
    ),
    (
        "{n} expected {event is|events are} not among the proven entries.",
        "{1} {1?erwartetes Ereignis ist|erwartete Ereignisse sind} nicht unter den bewiesenen Einträgen.",
    ),
    ("{t} This is to the end: entry {n} closed the log.", "{1p} Das reicht bis zum Ende: Eintrag {2} hat das Log geschlossen."),
    (
        "By the times the log gives, no entry lies from {w} up to {w}.",
        "Nach den Zeiten, die das Log angibt, liegt kein Eintrag zwischen {1} und {2}.",
    ),
    (
        "Nothing of what you asked for is missing: {e}, by the times the log gives from {w} up to {w}.",
        "Nichts von dem, wonach gefragt ist, fehlt: {1}, nach den Zeiten, die das Log angibt, von {2} bis {3}.",
    ),
    ("Nothing of what you asked for, {e}, is missing.", "Nichts von dem, wonach gefragt ist, {1}, fehlt."),
    ("This is the whole log up to its newest checkpoint: {e}.", "Das ist das ganze Log bis zu seinem neuesten Checkpoint: {1}."),
    (
        "Times inside entries do not fit what your witnesses saw and when.",
        "Zeiten in Einträgen passen nicht zu dem, was Ihre Zeugen sahen und wann.",
    ),
    ("Some times here lie after the present that you gave.", "Einige Zeiten hier liegen nach der Gegenwart, die angegeben ist."),
    (
        "Your witnesses had seen every present entry by {t}. The times inside the entries are claims.",
        "Ihre Zeugen hatten jeden vorhandenen Eintrag spätestens {1} gesehen. Die Zeiten in den Einträgen sind Angaben.",
    ),
    ("There is no entry to date.", "Es gibt keinen Eintrag zu datieren."),
    ("The entries carry no times that this format knows.", "Die Einträge tragen keine Zeiten, die dieses Format kennt."),
    (
        "Your witnesses had seen {n} of {n} present entries at known times; the times inside the entries are claims.",
        "Ihre Zeugen hatten {1} von {2} vorhandenen Einträgen zu bekannten Zeiten gesehen; die Zeiten in den Einträgen sind Angaben.",
    ),
    (
        "Every time here is a claim; no witness you trust bounds it.",
        "Jede Zeit hier ist eine Angabe; kein Zeuge, dem Sie vertrauen, grenzt sie ein.",
    ),
    ("{t}; {t}.", "{1p}; {2p}."),
];

pub const INCIDENTS: &[Phrase] = &[
    (
        "{e} {is|are} not proven; entry {n} is the last one proven before, entry {n} the first one after.",
        "{1} {1?ist|sind} nicht bewiesen; Eintrag {3} ist der letzte bewiesene davor, Eintrag {4} der erste danach.",
    ),
    (
        "{e} {is|are} not proven; entry {n} is the last one proven before, and none after is.",
        "{1} {1?ist|sind} nicht bewiesen; Eintrag {3} ist der letzte bewiesene davor, und danach ist es keiner.",
    ),
    (
        "{e} {is|are} not proven; entry {n} is the first one proven after, and none before is.",
        "{1} {1?ist|sind} nicht bewiesen; Eintrag {3} ist der erste bewiesene danach, und davor ist es keiner.",
    ),
    (
        "{e} {is|are} not proven; none before and none after is either.",
        "{1} {1?ist|sind} nicht bewiesen; davor und danach ist es auch keiner.",
    ),
];

pub const STEPS: &[Phrase] = &[
    ("The log committed to another hash for entry {n}.", "Das Log hat für Eintrag {1} einen anderen Hash festgelegt."),
    ("The genuine entry {n} has another hash.", "Der echte Eintrag {1} hat einen anderen Hash."),
    (
        "Another line claims this position, and nothing tells which is genuine.",
        "Eine andere Zeile beansprucht diese Position, und nichts sagt, welche echt ist.",
    ),
    ("This is the hash that the log committed to.", "Das ist der Hash, den das Log festgelegt hat."),
    ("This hash does not lead to the root of the checkpoint.", "Dieser Hash führt nicht zur Wurzel des Checkpoints."),
    ("What the log committed to at this position was not shown.", "Was das Log an dieser Position festgelegt hat, wurde nicht gezeigt."),
    ("This entry does not name the one before it.", "Dieser Eintrag nennt den vor ihm nicht."),
    ("This is the first entry; it names none before it.", "Das ist der erste Eintrag; er nennt keinen vor sich."),
    ("Entry {n} is not here to compare with.", "Eintrag {1} ist nicht hier, um zu vergleichen."),
    ("It names entry {n} by its hash.", "Er nennt Eintrag {1} bei seinem Hash."),
    (
        "It names another hash for entry {n} than the entry here has.",
        "Er nennt für Eintrag {1} einen anderen Hash, als der Eintrag hier hat.",
    ),
    (
        "No path from this entry to the root of a checkpoint was shown.",
        "Kein Pfad von diesem Eintrag zur Wurzel eines Checkpoints wurde gezeigt.",
    ),
    (
        "{n} hashes lead from it to the root of the tree of {n} entries.",
        "{1} {1?Hash führt|Hashes führen} von ihm zur Wurzel des Baums mit {2} {2?Eintrag|Einträgen}.",
    ),
    (
        "The checkpoint of size {n} is signed by {t}, which you trust for this log.",
        "Der Checkpoint der Größe {1} ist signiert von {2}; diesem Schlüssel vertrauen Sie für dieses Log.",
    ),
    ("You kept this checkpoint of size {n} yourself.", "Diesen Checkpoint der Größe {1} haben Sie selbst aufbewahrt."),
    (
        "The checkpoint of size {n} is signed in the name of a key that you did not pin; the signature was not checked.",
        "Der Checkpoint der Größe {1} ist im Namen eines Schlüssels signiert, der nicht hinterlegt ist; die Signatur wurde nicht geprüft.",
    ),
    ("{n} of your witnesses confirm it; that meets your quorum.", "{1} Ihrer Zeugen {1?bestätigt|bestätigen} ihn; das erfüllt Ihr Quorum."),
    ("No witness of your policy confirms it.", "Kein Zeuge Ihrer Richtlinie bestätigt ihn."),
    (
        "{n} of your witnesses confirm it; your policy asks for more, or for none.",
        "{1} Ihrer Zeugen {1?bestätigt|bestätigen} ihn; Ihre Richtlinie verlangt mehr, oder keinen.",
    ),
    ("The entry carries no signature of its own.", "Der Eintrag trägt keine eigene Signatur."),
    ("The entry is signed by {t}, which you pinned.", "Der Eintrag ist signiert von {1}; dieser Schlüssel ist hinterlegt."),
    (
        "The signature in the name of {t} is not from that key over these bytes.",
        "Die Signatur im Namen von {1} ist nicht von diesem Schlüssel über diese Bytes.",
    ),
    (
        "The entry is signed by {t}, which you pinned for other entries only.",
        "Der Eintrag ist signiert von {1}; dieser Schlüssel ist nur für andere Einträge hinterlegt.",
    ),
    ("The signature in the name of {t} is cryptographically unusable.", "Die Signatur im Namen von {1} ist kryptographisch unbrauchbar."),
    (
        "The entry names {t}, a key that you did not pin; its signature was not checked.",
        "Der Eintrag nennt {1}, einen Schlüssel, der nicht hinterlegt ist; seine Signatur wurde nicht geprüft.",
    ),
    ("{t}; the time it gives itself {t}.", "{1p}; die Zeit, die er sich gibt, {2p}."),
    ("{t}; it gives itself no time that this format knows.", "{1p}; er gibt sich keine Zeit, die dieses Format kennt."),
];

pub const RECORDS: &[Phrase] = &[
    ("{t} Its entry is not proven, so it counts for nothing.", "{1p} Sein Eintrag ist nicht bewiesen, darum zählt er nicht."),
    ("{t} Only entry 0 opens a log, so it counts for nothing.", "{1p} Nur Eintrag 0 eröffnet ein Log, darum zählt er nicht."),
    (
        "{t} That is not a key this verifier knows, so it counts for nothing.",
        "{1p} Das ist kein Schlüssel, den dieser Prüfer kennt, darum zählt er nicht.",
    ),
    (
        "{t} You gave the range of this key yourself, which goes before it.",
        "{1p} Den Bereich dieses Schlüssels haben Sie selbst angegeben; das geht vor.",
    ),
    (
        "{t} That is no checkpoint of a state before this entry, so it counts for nothing.",
        "{1p} Das ist kein Checkpoint eines Stands vor diesem Eintrag, darum zählt er nicht.",
    ),
    (
        "{t} A record speaks only about entries before it, so it counts for nothing.",
        "{1p} Ein Vermerk spricht nur über Einträge vor ihm, darum zählt er nicht.",
    ),
    (
        "{t} That entry is here, or what it was is not confirmed; so it accounts for nothing.",
        "{1p} Dieser Eintrag ist hier, oder was er war, ist nicht bestätigt; darum erklärt er nichts.",
    ),
    (
        "{t} What was there is not confirmed, so it accounts for nothing.",
        "{1p} Was dort war, ist nicht bestätigt, darum erklärt er nichts.",
    ),
    ("{t} The log was closed before.", "{1p} Das Log wurde schon vorher geschlossen."),
    ("{t} It counts for nothing.", "{1p} Er zählt nicht."),
    ("{t}", "{1p}"),
];

pub const SOURCES: &[Phrase] = &[
    (
        "{n} {entry is here|entries are here}, {n} of them proven; from the newest proven one, number {n}, {t}.",
        "{1} {1?Eintrag ist hier|Einträge sind hier}, davon {3} bewiesen; vom neuesten bewiesenen, Nummer {4}: {5p}.",
    ),
    (
        "{n} {entry is here|entries are here}, none of them proven; nothing is said about this source.",
        "{1} {1?Eintrag ist hier|Einträge sind hier}, keiner davon bewiesen; über diese Quelle wird nichts gesagt.",
    ),
];

pub const NOT_CHECKED: &[Phrase] = &[
    ("The SHA-256 of {n} {input|inputs} was not taken.", "Der SHA-256 von {1} {1?Eingabe|Eingaben} wurde nicht gebildet."),
    (
        "Whether {n} {attachment is|attachments are} here: that shows only in the SHA-256 of every input.",
        "Ob {1} {1?Anhang hier ist|Anhänge hier sind}: Das zeigt sich nur im SHA-256 jeder Eingabe.",
    ),
    ("{n} {input was|inputs were} not read to the end.", "{1} {1?Eingabe wurde|Eingaben wurden} nicht bis zum Ende gelesen."),
    (
        "The signatures of {n} {entry|entries} by keys that you did not pin.",
        "Die Signaturen von {1} {1?Eintrag|Einträgen} unter Schlüsseln, die nicht hinterlegt sind.",
    ),
    (
        "{t} holds keys or a policy. It was found among the evidence and not used; trust comes only from you.",
        "{1} enthält Schlüssel oder eine Richtlinie. Das lag unter den Beweismitteln und wurde nicht verwendet; Vertrauen kommt nur von \
         Ihnen.",
    ),
    ("How old the newest state is: no present time was given.", "Wie alt der neueste Stand ist: Es ist keine Gegenwart angegeben."),
    (
        "Whether the newest state is recent enough: you did not say how old it may be.",
        "Ob der neueste Stand jung genug ist: Es ist nicht gesagt, wie alt er sein darf.",
    ),
    ("Who wrote the entries: you pinned no writer.", "Wer die Einträge geschrieben hat: Es ist kein Schreiber hinterlegt."),
    (
        "Whether a key was withdrawn in another way than by a record of its log.",
        "Ob ein Schlüssel anders zurückgezogen wurde als durch einen Vermerk seines Logs.",
    ),
    (
        "Whether events were kept from the log, and whether what was written is true.",
        "Ob Ereignisse dem Log vorenthalten wurden, und ob das Geschriebene wahr ist.",
    ),
    (
        "Whether {n} of your expectations {is|are} met: not everything that could decide it is here and was looked at.",
        "Ob {1} Ihrer Erwartungen erfüllt {1?ist|sind}: Nicht alles, was es entscheiden könnte, ist hier und wurde angesehen.",
    ),
];

pub const COMPARED: &[Phrase] = &[
    (
        "Forked: the checkpoints of sizes {n} and {n} cannot both be true.",
        "Gegabelt: Die Checkpoints der Größen {1} und {2} können nicht beide wahr sein.",
    ),
    ("Forked: {t}", "Gegabelt: {1p}"),
    (
        "Rolled back: the newer side ends at entry {n}, in the middle of what the older side holds up to entry {n}.",
        "Zurückgefallen: Die neuere Seite endet bei Eintrag {1}, mitten in dem, was die ältere bis Eintrag {2} enthält.",
    ),
    (
        "Rolled back: the newer side's newest trusted checkpoint covers {n} entries, the older side's {n}; whether they are one history was \
         not shown.",
        "Zurückgefallen: Der neueste vertraute Checkpoint der neueren Seite deckt {1} {1?Eintrag|Einträge}, der der älteren {2}; ob sie ein \
         Verlauf sind, wurde nicht gezeigt.",
    ),
    (
        "The same history: both end with the same checkpoint of size {n}.",
        "Derselbe Verlauf: Beide enden mit demselben Checkpoint der Größe {1}.",
    ),
    ("Grew: the checkpoint of size {n} extends that of size {n}.", "Gewachsen: Der Checkpoint der Größe {1} setzt den der Größe {2} fort."),
    ("Cannot tell: {t}.", "Nicht zu sagen: {1p}."),
];

pub const PREVIEWS: &[Phrase] = &[
    ("{t}; its signature is not checked yet.", "{1p}; seine Signatur ist noch nicht geprüft."),
    ("{t}; signatures of entries are not checked yet.", "{1p}; die Signaturen der Einträge sind noch nicht geprüft."),
];
