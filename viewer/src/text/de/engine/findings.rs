//! What findings say, in the order of their codes.

use crate::text::phrase::Phrase;

pub const FINDINGS: &[Phrase] = &[
    // attachment-altered, attachment-missing
    (
        "The input {t} has the name of an attachment of {e}, and other bytes than the log committed to.",
        "Die Eingabe {1} hat den Namen eines Anhangs von {2d} und andere Bytes, als das Log festgelegt hat.",
    ),
    (
        "{n} {attachment is|attachments are} not here: {t} of entry {n}, {t} of entry {n}, {t} of entry {n} and others.",
        "{1} {1?Anhang ist|Anhänge sind} nicht hier: {3} von Eintrag {4}, {5} von Eintrag {6}, {7} von Eintrag {8} und andere.",
    ),
    (
        "{n} {attachment is|attachments are} not here: {t} of entry {n}, {t} of entry {n}, {t} of entry {n}.",
        "{1} {1?Anhang ist|Anhänge sind} nicht hier: {3} von Eintrag {4}, {5} von Eintrag {6}, {7} von Eintrag {8}.",
    ),
    (
        "{n} {attachment is|attachments are} not here: {t} of entry {n}, {t} of entry {n}.",
        "{1} {1?Anhang ist|Anhänge sind} nicht hier: {3} von Eintrag {4}, {5} von Eintrag {6}.",
    ),
    ("{n} {attachment is|attachments are} not here: {t} of entry {n}.", "{1} {1?Anhang ist|Anhänge sind} nicht hier: {3} von Eintrag {4}."),
    // block-altered
    (
        "At least one of {e} was changed: together they do not give the hash that the log committed to.",
        "Mindestens einer von {1d} wurde verändert: Zusammen ergeben sie nicht den Hash, den das Log festgelegt hat.",
    ),
    // checkpoint-key-unknown, checkpoint-signature-invalid, cosignature-invalid, origin-mismatch
    (
        "A checkpoint is signed in the name of {t}; you trust no such key for this log, and the signature was not checked.",
        "Ein Checkpoint ist im Namen von {1u} signiert; einem solchen Schlüssel vertrauen Sie für dieses Log nicht, und die Signatur wurde \
         nicht geprüft.",
    ),
    (
        "{n} checkpoints are signed in the name of {t}; you trust no such key for this log, and the signature was not checked.",
        "{1} Checkpoints sind im Namen von {2u} signiert; einem solchen Schlüssel vertrauen Sie für dieses Log nicht, und die Signatur wurde \
         nicht geprüft.",
    ),
    (
        "The checkpoint of size {n} carries a signature in the name of {t}, a key you trust for this log, and the signature is not its own.",
        "Der Checkpoint der Größe {1} trägt eine Signatur im Namen von {2u}, und die Signatur ist nicht von diesem Schlüssel, dem Sie für \
         dieses Log vertrauen.",
    ),
    (
        "The checkpoint of size {n} carries a line in the name of witness {t} that is not its cosignature; the line counts for nothing.",
        "Der Checkpoint der Größe {1} trägt eine Zeile im Namen des Zeugen {2}, die nicht seine Mitsignatur ist; die Zeile zählt nicht.",
    ),
    (
        "The checkpoint of size {n} is signed by {t}, a key you trust for another log and not for {t}.",
        "Der Checkpoint der Größe {1} ist signiert von {2u}; diesem Schlüssel vertrauen Sie für ein anderes Log und nicht für {3}.",
    ),
    // checkpoint-stale
    (
        "How old the newest state is, is not shown: no quorum of witnesses confirmed any state here.",
        "Wie alt der neueste Stand ist, ist nicht gezeigt: Kein Quorum von Zeugen hat hier einen Stand bestätigt.",
    ),
    (
        "How old the newest state is, is not shown: its witnesses date it {t}, after the present.",
        "Wie alt der neueste Stand ist, ist nicht gezeigt: Seine Zeugen datieren ihn auf {1}, nach der Gegenwart.",
    ),
    (
        "Your witnesses last confirmed the newest state at {t}, {n} s before the present; you allow {n} s.",
        "Ihre Zeugen haben den neuesten Stand zuletzt {1} bestätigt, {2} s vor der Gegenwart; zugelassen sind {3} s.",
    ),
    // checkpoints-disagree
    (
        "Checkpoints of size {t} in this input, signed in the name of one key that you did not pin, cannot both be true.",
        "Checkpoints der Größe {1u} in dieser Eingabe, im Namen eines Schlüssels signiert, der nicht hinterlegt ist, können nicht beide wahr \
         sein.",
    ),
    (
        "The checkpoint of size {t} in this input, signed in the name of a key that you did not pin, does not fit the lines beside it, at \
         least at {e}.",
        "Der Checkpoint der Größe {1u} in dieser Eingabe, im Namen eines Schlüssels signiert, der nicht hinterlegt ist, passt nicht zu den \
         Zeilen daneben, mindestens bei {2d}.",
    ),
    // disclosure-unmatched
    (
        "A supplied value fits no digest of any proven entry, or is not a value that could.",
        "Ein mitgelieferter Wert passt zu keinem Hash-Wert eines bewiesenen Eintrags, oder ist kein Wert, der es könnte.",
    ),
    // entries-expected, entries-missing
    ("You asked for {e}, and no confirmed state reaches it.", "Gefragt ist nach {1d}, und kein bestätigter Stand reicht so weit."),
    (
        "You asked for {e}, and the newest confirmed state ends at {n}.",
        "Gefragt ist nach {1d}, und der neueste bestätigte Stand endet bei {2}.",
    ),
    (
        "{e} {is|are} not in this input. Entry {n} carries the hash of entry {n}.",
        "{1} {1?ist|sind} nicht in dieser Eingabe. Eintrag {3} trägt den Hash von Eintrag {4}.",
    ),
    (
        "{e} {is|are} not in this input. A checkpoint over {n} entries says there are that many.",
        "{1} {1?ist|sind} nicht in dieser Eingabe. Ein Checkpoint über {3} {3?Eintrag|Einträge} sagt, dass es so viele gibt.",
    ),
    ("{e} {is|are} not in this input.", "{1} {1?ist|sind} nicht in dieser Eingabe."),
    // entries-uncovered, entries-unprovable, tree-unchecked, trust-too-low, entry-stray
    (
        "{e} {is|are} newer than every checkpoint that could be used, and so only linked or signed.",
        "{1} {1?ist|sind} neuer als jeder verwendbare Checkpoint und darum nur verkettet oder signiert.",
    ),
    (
        "{e} {is|are} undamaged as far as visible; the proof runs through entries that are missing.",
        "{1} {1?ist|sind} unbeschädigt, so weit zu sehen ist; der Beweis führt über Einträge, die fehlen.",
    ),
    (
        "{e} {is|are} named by the entry after; {its|their} place in the log's tree was not shown.",
        "{1} {1?ist|sind} vom Eintrag danach genannt; {1?sein|ihr} Platz im Baum des Logs wurde nicht gezeigt.",
    ),
    (
        "{e} {has|have} a place in the tree of a checkpoint, but not of one with the trust you require.",
        "{1} {1?hat|haben} einen Platz im Baum eines Checkpoints, aber nicht eines solchen mit dem Vertrauen, das Sie verlangen.",
    ),
    (
        "{e} {is|are} far from everything else here, and nothing connects {it|them} to it.",
        "{1} {1?ist|sind} weit von allem anderen hier entfernt, und nichts verbindet {1?ihn|sie} damit.",
    ),
    // entry-after-close
    (
        "Entry {n} closed the log, and entries after it are committed.",
        "Eintrag {1} hat das Log geschlossen, und Einträge danach sind festgelegt.",
    ),
    // entry-altered
    (
        "Entry {n} is not what the log committed to: its hash is {w}, the log committed to {w}. It names the entry before it as entry {n} \
         should: the two seem to have been exchanged.",
        "Eintrag {1} ist nicht, was das Log festgelegt hat: Sein Hash ist {2}, festgelegt ist {3}. Er nennt den Eintrag vor ihm, wie Eintrag \
         {4} es sollte: Die beiden scheinen vertauscht zu sein.",
    ),
    (
        "Entry {n} is not what the log committed to: its hash is {w}, the log committed to {w}.",
        "Eintrag {1} ist nicht, was das Log festgelegt hat: Sein Hash ist {2}, festgelegt ist {3}.",
    ),
    // entry-conflict, entry-impostor, entry-misplaced, entry-not-bound
    (
        "There are {n} different lines for entry {n}, and nothing here tells which is genuine.",
        "Es gibt {1} verschiedene Zeilen für Eintrag {2}, und nichts hier sagt, welche echt ist.",
    ),
    (
        "A second line claims to be entry {n}; the genuine one is proven and is also here.",
        "Eine zweite Zeile gibt sich als Eintrag {1} aus; der echte ist bewiesen und ist auch hier.",
    ),
    (
        "The log committed at position {n} to a line that says it is entry {n}.",
        "Das Log hat an Position {1} eine Zeile festgelegt, die von sich sagt, sie sei Eintrag {2}.",
    ),
    (
        "Entry {n} given with this proof does not lead to the root of its checkpoint: the proof is not about this entry, or one of the two \
         was changed.",
        "Eintrag {1}, mit diesem Beweis gegeben, führt nicht zur Wurzel seines Checkpoints: Der Beweis gehört nicht zu diesem Eintrag, oder \
         eines von beiden wurde verändert.",
    ),
    // entry-erased, log-pruned, entry-withheld, prune-uncorroborated
    ("{e} {is|are} erased, and a proven record says so.", "{1} {1?ist|sind} gelöscht, und ein bewiesener Vermerk sagt es."),
    (
        "{e} {is|are} gone by retention, and a proven record says so.",
        "{1} {1?ist|sind} nach Ablauf der Aufbewahrung ausgesondert, und ein bewiesener Vermerk sagt es.",
    ),
    (
        "{e} {is|are} withheld: a placeholder with the committed hash stands for {it|them}.",
        "{1} {1?ist|sind} zurückgehalten: Ein Platzhalter mit dem festgelegten Hash steht dafür.",
    ),
    (
        "Entry {n} records that {e} {was|were} removed on purpose, and what stands beside it does not confirm that.",
        "Eintrag {1} vermerkt, dass {2} mit Absicht entfernt {2?wurde|wurden}, und was daneben steht, bestätigt das nicht.",
    ),
    // entry-of-other-log
    (
        "Entries or checkpoints of log {t} are here too; they were judged apart and do not change the headline.",
        "Einträge oder Checkpoints des Logs {1} sind auch hier; sie wurden gesondert beurteilt und ändern die Überschrift nicht.",
    ),
    // entry-reencoded, wrapper-removed
    (
        "A tool rewrote the JSON of {n} {entry|entries}; the original bytes were recovered and are the ones shown.",
        "Ein Werkzeug hat das JSON von {1} {1?Eintrag|Einträgen} neu geschrieben; die ursprünglichen Bytes wurden wiederhergestellt und sind \
         die gezeigten.",
    ),
    (
        "The escapes of PostgreSQL's COPY text were removed from {n} {entry|entries}.",
        "Die Maskierungen des COPY-Texts von PostgreSQL wurden aus {1} {1?Eintrag|Einträgen} entfernt.",
    ),
    ("{n} {line was|lines were} read without {t}.", "{1} {1?Zeile wurde|Zeilen wurden} gelesen ohne {3p}."),
    // expected-missing, expected-too-many, unexpected-present
    (
        "Line {n} of your expectations ({t}) asks for {t}, and {n} proven {entry fits|entries fit} it. At {n} other {position|positions} a \
         line fits that is not proven; the first is entry {t}, which is {w}.",
        "Zeile {1} Ihrer Erwartungen ({2}) verlangt {3p}, und {4} {4?bewiesener Eintrag passt|bewiesene Einträge passen} darauf. An {6} \
         {6?anderer Position|anderen Positionen} passt eine Zeile, die nicht bewiesen ist; die erste ist Eintrag {8p}, der {9p} ist.",
    ),
    (
        "Line {n} of your expectations ({t}) asks for {t}, and {n} proven {entry fits|entries fit} it; the first is entry {t}.",
        "Zeile {1} Ihrer Erwartungen ({2}) verlangt {3p}, und {4} {4?bewiesener Eintrag passt|bewiesene Einträge passen} darauf; der erste \
         ist Eintrag {6p}.",
    ),
    (
        "Line {n} of your expectations ({t}) asks for {t}, and {n} proven {entry fits|entries fit} it.",
        "Zeile {1} Ihrer Erwartungen ({2}) verlangt {3p}, und {4} {4?bewiesener Eintrag passt|bewiesene Einträge passen} darauf.",
    ),
    // field-missing, field-redacted
    (
        "{e} {has|have} nothing at {w}. Line {n} of your expectations ({t}) asks for it.",
        "{1} {1?hat|haben} nichts bei {3}. Zeile {4} Ihrer Erwartungen ({5}) verlangt es.",
    ),
    (
        "{e} {has|have} nothing at {t}. Line {n} of your expectations ({t}) asks for it.",
        "{1} {1?hat|haben} nichts bei {3}. Zeile {4} Ihrer Erwartungen ({5}) verlangt es.",
    ),
    (
        "{e} {carries|carry} {n} {digest|digests} whose values are not here; some may stand for no value at all.",
        "{1} {1?trägt|tragen} {3} {3?Hash-Wert, dessen Wert nicht hier ist; er kann|Hash-Werte, deren Werte nicht hier sind; manche können} \
         auch für gar keinen Wert stehen.",
    ),
    // header-disagrees
    (
        "The file says that it holds entries {t} to {w}; it holds {t} to {w}.",
        "Die Datei sagt, sie enthalte die Einträge {1} bis {2}; sie enthält {3} bis {4}.",
    ),
    // id-repeated, id-spelled-differently
    ("Entries {n} and {n} carry the same id.", "Die Einträge {1} und {2} tragen dieselbe ID."),
    (
        "What may be one subject is spelled in {n} ways at {t}: {t}.",
        "Was ein und dasselbe sein kann, ist bei {2} auf {1} Arten geschrieben: {3}.",
    ),
    // input-encrypted, input-truncated, limit-reached
    (
        "This input is encrypted with age and was not read. Decrypt it first: age -d.",
        "Diese Eingabe ist mit age verschlüsselt und wurde nicht gelesen. Zuerst entschlüsseln: age -d.",
    ),
    (
        "The input ends at byte {n} and the array it holds is not closed.",
        "Die Eingabe endet bei Byte {1}, und das Array, das sie enthält, ist nicht geschlossen.",
    ),
    ("The input ends at byte {n} in the middle of a record.", "Die Eingabe endet bei Byte {1} mitten in einem Datensatz."),
    (
        "More than {n} combinations would have to be tried for {e}; nothing is called proven because of it.",
        "Für {2d} wären mehr als {1} Kombinationen zu versuchen; deswegen wird nichts bewiesen genannt.",
    ),
    (
        "{n} {checkpoint|checkpoints} by keys that you did not pin {was|were} not looked at, because there are more than {n} of one size.",
        "{1} {1?Checkpoint|Checkpoints} unter Schlüsseln, die nicht hinterlegt sind, {1?wurde|wurden} nicht angesehen, weil es von einer \
         Größe mehr als {4} gibt.",
    ),
    (
        "The log records checkpoints inside entries that only other recorded checkpoints prove, {n} times over; what lies beyond was not used.",
        "Das Log vermerkt Checkpoints in Einträgen, die nur andere vermerkte Checkpoints beweisen, {1} Mal hintereinander; was darüber \
         hinausgeht, wurde nicht verwendet.",
    ),
    (
        "More lines fit than are looked at. Line {n} of your expectations ({t}) was not decided.",
        "Es passen mehr Zeilen, als angesehen werden. Zeile {1} Ihrer Erwartungen ({2}) wurde nicht entschieden.",
    ),
    (
        "This input is packed ({w}) and was not read. Unpack it first.",
        "Diese Eingabe ist gepackt ({1}) und wurde nicht gelesen. Zuerst auspacken.",
    ),
    // key-weak, signature-invalid, signature-invalid-committed, signature-missing
    (
        "The signature of entry {n} in the name of {t} is cryptographically unusable.",
        "Die Signatur von Eintrag {1} im Namen von {2} ist kryptographisch unbrauchbar.",
    ),
    (
        "The signature of entry {n} in the name of {t} is not from that key over these bytes.",
        "Die Signatur von Eintrag {1} im Namen von {2} ist nicht von diesem Schlüssel über diese Bytes.",
    ),
    (
        "The log committed to entry {n}, and its signature in the name of {t} is not from that key.",
        "Das Log hat Eintrag {1} festgelegt, und dessen Signatur im Namen von {2} ist nicht von diesem Schlüssel.",
    ),
    (
        "{e} {carries|carry} no signature, and no later one vouches as you require.",
        "{1} {1?trägt|tragen} keine Signatur, und keine spätere steht so dafür ein, wie Sie es verlangen.",
    ),
    // line-endings-changed, line-repeated, line-unreadable, out-of-order
    (
        "{n} {line ends|lines end} in an added carriage return or blanks, or the input begins with a byte order mark; the entries are read \
         without it.",
        "{1} {1?Zeile endet|Zeilen enden} mit einem hinzugefügten Wagenrücklauf oder Leerzeichen, oder die Eingabe beginnt mit einer \
         Byte-Reihenfolge-Marke; die Einträge werden ohne das gelesen.",
    ),
    (
        "{n} {line is a repetition|lines are repetitions} of another, byte for byte.",
        "{1} {1?Zeile wiederholt eine andere|Zeilen wiederholen andere}, Byte für Byte.",
    ),
    (
        "This input is in none of the formats that are read here: from its first byte on it is neither lines of JSON, nor a proof, nor a \
         checkpoint.",
        "Diese Eingabe hat keines der Formate, die hier gelesen werden: Vom ersten Byte an sind es weder Zeilen aus JSON noch ein Beweis noch \
         ein Checkpoint.",
    ),
    (
        "{n} more {line|lines} of this kind in the input {is|are} not listed.",
        "{1} weitere {1?Zeile|Zeilen} dieser Art in der Eingabe {1?ist|sind} nicht aufgeführt.",
    ),
    (
        "{n} {entry stands|entries stand} after a later one in the file; they were sorted by position.",
        "{1} {1?Eintrag steht|Einträge stehen} in der Datei nach einem späteren; sie wurden nach Position geordnet.",
    ),
    ("The line at byte {n} {t}.", "Die Zeile bei Byte {1} {2p}."),
    ("At byte {n} {t}.", "Bei Byte {1} {2p}."),
    // link-broken
    (
        "Entry {n} says the entry before it hashes to {t}; entry {n} hashes to {t}.",
        "Eintrag {1} sagt, der Eintrag davor habe den Hash {2}; Eintrag {3} hat den Hash {4}.",
    ),
    // log-contradiction, split-view
    (
        "Entry {n} names another hash for entry {n} than the log's tree holds there: the log committed to two contents for one position.",
        "Eintrag {1} nennt für Eintrag {2} einen anderen Hash, als der Baum des Logs dort enthält: Das Log hat für eine Position zwei Inhalte \
         festgelegt.",
    ),
    (
        "Entries name each other as {e}, and the log's tree holds something else there: the log committed to two contents.",
        "Einträge nennen einander als {1}, und der Baum des Logs enthält dort etwas anderes: Das Log hat zwei Inhalte festgelegt.",
    ),
    (
        "The log signed a checkpoint of size {n} that does not fit the history its witnesses confirmed: {e} differ.",
        "Das Log hat einen Checkpoint der Größe {1} signiert, der nicht zu dem Verlauf passt, den seine Zeugen bestätigt haben: {2} \
         {2?unterscheidet|unterscheiden} sich.",
    ),
    (
        "You kept {n} different checkpoints of size {n}: they commit to different content, at least for {e}.",
        "Sie haben {1} verschiedene Checkpoints der Größe {2} aufbewahrt: Sie legen verschiedene Inhalte fest, mindestens für {3}.",
    ),
    (
        "You kept checkpoints of sizes {t} that cannot both be true: they commit to different content, at least for {e}.",
        "Sie haben Checkpoints der Größen {1u} aufbewahrt, die nicht beide wahr sein können: Sie legen verschiedene Inhalte fest, mindestens \
         für {2}.",
    ),
    (
        "The log signed {n} different checkpoints of size {n}: they commit to different content, at least for {e}.",
        "Das Log hat {1} verschiedene Checkpoints der Größe {2} signiert: Sie legen verschiedene Inhalte fest, mindestens für {3}.",
    ),
    (
        "The log signed checkpoints of sizes {t} that cannot both be true: they commit to different content, at least for {e}.",
        "Das Log hat Checkpoints der Größen {1u} signiert, die nicht beide wahr sein können: Sie legen verschiedene Inhalte fest, mindestens \
         für {2}.",
    ),
    // nothing-pinned
    (
        "You pinned no key, so whoever made this input could have made all of it. Compare these fingerprints with what the operator published \
         elsewhere: {t}.",
        "Es ist kein Schlüssel hinterlegt, also kann, wer diese Eingabe gemacht hat, sie ganz gemacht haben. Diese Fingerabdrücke mit dem \
         vergleichen, was der Betreiber anderswo veröffentlicht hat: {1}.",
    ),
    (
        "You pinned no key, so whoever made this input could have made all of it.",
        "Es ist kein Schlüssel hinterlegt, also kann, wer diese Eingabe gemacht hat, sie ganz gemacht haben.",
    ),
    // pin-not-comparable, rollback, quorum-unmet
    (
        "No proof links the checkpoint of size {n} that you kept to this input. Ask for the proof of entry {n} under a newer checkpoint.",
        "Kein Beweis verbindet den aufbewahrten Checkpoint der Größe {1} mit dieser Eingabe. Zu verlangen ist der Beweis für Eintrag {2} unter \
         einem neueren Checkpoint.",
    ),
    (
        "You kept a checkpoint over {n} entries; the newest one here covers {n}.",
        "Sie haben einen Checkpoint über {1} {1?Eintrag|Einträge} aufbewahrt; der neueste hier deckt {2}.",
    ),
    (
        "A checkpoint over {n} entries is signed by the log, and the cosignatures your policy asks for ({t}) are not there.",
        "Ein Checkpoint über {1} {1?Eintrag|Einträge} ist vom Log signiert, und die Mitsignaturen, die Ihre Richtlinie verlangt ({2u}), fehlen.",
    ),
    // proof-failed, tree-unseparated
    (
        "The proof for index {n} does not lead from the first {n} leaf hashes tried, of more that were given, to the root of its checkpoint of \
         size {n}.",
        "Der Beweis für Index {1} führt von den ersten {2} versuchten Blatt-Hashes, mehr waren gegeben, nicht zur Wurzel seines Checkpoints \
         der Größe {3}.",
    ),
    (
        "The proof for index {n} does not lead from any leaf hash given to the root of its checkpoint of size {n}.",
        "Der Beweis für Index {1} führt von keinem gegebenen Blatt-Hash zur Wurzel seines Checkpoints der Größe {2}.",
    ),
    (
        "The proof for index {n} leads to its root only in a tree that hashes entries and inner nodes alike; such a tree cannot tell one from \
         the other, and this proves nothing.",
        "Der Beweis für Index {1} führt zu seiner Wurzel nur in einem Baum, der Einträge und innere Knoten gleich hasht; ein solcher Baum kann \
         beides nicht unterscheiden, und das beweist nichts.",
    ),
    // signer-compromised, signer-retired, signer-out-of-range, signer-unpinned
    (
        "{e} {is|are} signed by {t}, which entry {n} declares compromised from {n} on; {its|their} content is fixed, {its|their} author is not.",
        "{1} {1?ist|sind} signiert von {3}, den Eintrag {4} ab {5} für kompromittiert erklärt; der Inhalt steht fest, der Urheber nicht.",
    ),
    (
        "{e} {is|are} signed by {t}, which entry {n} retires from {n} on; the record came after.",
        "{1} {1?ist|sind} signiert von {3}, den Eintrag {4} ab {5} außer Dienst stellt; der Vermerk kam danach.",
    ),
    (
        "Entry {n} is signed by {t}, which you trust only for other entries.",
        "Eintrag {1} ist signiert von {2}; diesem Schlüssel vertrauen Sie nur für andere Einträge.",
    ),
    (
        "Entry {n} is signed by {t}, whose end entry {n} records from {n} on.",
        "Eintrag {1} ist signiert von {2}, dessen Ende Eintrag {3} ab {4} vermerkt.",
    ),
    (
        "{n} {entry names|entries name} {t} as signer, a key you did not pin, introduced by entry {n} of the log; the signatures were not \
         checked.",
        "{1} {1?Eintrag nennt|Einträge nennen} {3} als Signierenden, einen Schlüssel, der nicht hinterlegt ist, eingeführt von Eintrag {4} des \
         Logs; die Signaturen wurden nicht geprüft.",
    ),
    (
        "{n} {entry names|entries name} {t} as signer, a key you did not pin; the signatures were not checked.",
        "{1} {1?Eintrag nennt|Einträge nennen} {3} als Signierenden, einen Schlüssel, der nicht hinterlegt ist; die Signaturen wurden nicht \
         geprüft.",
    ),
    // silence
    (
        "Between entry {n} at {w} and entry {n} at {w} there is no entry.",
        "Zwischen Eintrag {1} um {2} und Eintrag {3} um {4} gibt es keinen Eintrag.",
    ),
    (
        "After entry {n} at {w}, the newest one known here, there is no entry up to the present, which you gave as {t}.",
        "Nach Eintrag {1} um {2}, dem neuesten hier bekannten, gibt es keinen Eintrag bis zur Gegenwart, angegeben als {3}.",
    ),
    // source-gap
    (
        "Entry {n} begins the chain of {t} anew, as after a restart that nobody declared; entry {n} is of it too.",
        "Eintrag {1} beginnt die Kette von {2} neu, wie nach einem Neustart, den niemand erklärt hat; auch Eintrag {3} gehört zu ihr.",
    ),
    (
        "Entry {n} names another entry before it in the chain of {t} than entry {n}, and no entry between the two is of that source.",
        "Eintrag {1} nennt in der Kette von {2} einen anderen Vorgänger als Eintrag {3}, und kein Eintrag zwischen den beiden ist von dieser \
         Quelle.",
    ),
    (
        "The counter of {t} goes from {n} in entry {n} to {n} in entry {n}; {n} {number is|numbers are} missing.",
        "Der Zähler von {1} geht von {2} in Eintrag {3} auf {4} in Eintrag {5}; {6} {6?Nummer fehlt|Nummern fehlen}.",
    ),
    (
        "The counter of {t} goes back from {n} in entry {n} to {n} in entry {n}, as after a restart that nobody declared.",
        "Der Zähler von {1} geht von {2} in Eintrag {3} zurück auf {4} in Eintrag {5}, wie nach einem Neustart, den niemand erklärt hat.",
    ),
    // stub-mismatch
    (
        "The placeholder for entry {n} does not stand for what the log committed to.",
        "Der Platzhalter für Eintrag {1} steht nicht für das, was das Log festgelegt hat.",
    ),
    (
        "{n} {placeholder stands|placeholders stand} for log {t}, of which nothing else is here.",
        "{1} {1?Platzhalter steht|Platzhalter stehen} für das Log {3}, von dem sonst nichts hier ist.",
    ),
    // text-deceptive
    (
        "The name of this log holds {w}, a character that hides or misleads.",
        "Der Name dieses Logs enthält {1}, ein Zeichen, das verbirgt oder täuscht.",
    ),
    (
        "{e} {holds|each hold} characters that hide, reorder or imitate others, the first of them {w}.",
        "{1} {1?enthält|enthalten je} Zeichen, die andere verbergen, umordnen oder nachahmen, das erste davon {3}.",
    ),
    // time-after-witness, time-backdated, time-backwards, time-in-future
    (
        "{e} {gives itself|give themselves} a time after {t}, when your witnesses had already seen {it|them}; entry {n} says {w}.",
        "{1} {1?gibt sich|geben sich} eine Zeit nach {3}, als Ihre Zeugen {1?ihn|sie} schon gesehen hatten; Eintrag {5} sagt {6}.",
    ),
    (
        "{e} {gives itself|give themselves} a time before {t}, when your witnesses saw a newest state without {it|them}; entry {n} says {w}.",
        "{1} {1?gibt sich|geben sich} eine Zeit vor {3}, als Ihre Zeugen einen neuesten Stand ohne {1?ihn|sie} sahen; Eintrag {5} sagt {6}.",
    ),
    (
        "{e} {gives itself|give themselves} a time after the present, which you gave as {t}; entry {n} says {w}.",
        "{1} {1?gibt sich|geben sich} eine Zeit nach der Gegenwart, angegeben als {3}; Eintrag {4} sagt {5}.",
    ),
    ("Entry {n} claims an earlier time than entry {n} before it.", "Eintrag {1} gibt eine frühere Zeit an als Eintrag {2} vor ihm."),
    (
        "{n} {cosignature is|cosignatures are} of witness {t} dated after the present, which you gave as {t}; the one under the checkpoint of \
         size {n} says {t}.",
        "{1} {1?Mitsignatur|Mitsignaturen} des Zeugen {3} {1?ist|sind} auf eine Zeit nach der Gegenwart datiert, angegeben als {4}; die unter \
         dem Checkpoint der Größe {5} sagt {6}.",
    ),
    // version-unsupported
    (
        "The log declares version {t}, which this verifier does not know; nothing else was judged.",
        "Das Log nennt die Version {1}, die dieser Prüfer nicht kennt; sonst wurde nichts beurteilt.",
    ),
    (
        "Your policy lists {t}, a key of a type that this version does not know; it counts for nothing.",
        "Ihre Richtlinie führt {1} auf, einen Schlüssel einer Art, die diese Version nicht kennt; er zählt nicht.",
    ),
    // window-edge-open
    (
        "Whether something is missing at {the beginning|the end} of the time you asked for, {w}, is not shown: {t}.",
        "Ob am {1?Anfang|Ende} der Zeit, nach der gefragt ist, {2}, etwas fehlt, ist nicht gezeigt: {3p}.",
    ),
    // writer-equivocated
    ("{t} signed {n} different entries {n}.", "{1} hat {2} verschiedene Einträge {3} signiert."),
    // entry-malformed
    ("Entry {n} {t}.", "Eintrag {1} {2p}."),
];
