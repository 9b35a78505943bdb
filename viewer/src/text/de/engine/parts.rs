//! Parts of sentences: what stands behind a colon, between semicolons, or in the middle.

use crate::text::phrase::Phrase;

pub const PARTS: &[Phrase] = &[
    // Who signed.
    (
        "The log's checkpoint is signed by its key and confirmed by the witnesses you require",
        "Der Checkpoint des Logs ist von dessen Schlüssel signiert und von den Zeugen bestätigt, die Sie verlangen",
    ),
    ("The log's checkpoint is signed by its key", "Der Checkpoint des Logs ist von dessen Schlüssel signiert"),
    ("The log's checkpoint is one that you kept", "Der Checkpoint des Logs ist einer, den Sie aufbewahrt haben"),
    (
        "The log's checkpoint is signed in the name of a key that you did not pin, which was not checked",
        "Der Checkpoint des Logs ist im Namen eines Schlüssels signiert, der nicht hinterlegt ist, was nicht geprüft wurde",
    ),
    ("There is no checkpoint that could be used", "Es gibt keinen verwendbaren Checkpoint"),
    (
        "{t}, not counting {n} by a key that the log does not want to be believed there",
        "{1p}, nicht gezählt {2} von einem Schlüssel, dem dort nach dem Willen des Logs nicht zu glauben ist",
    ),
    ("the entries carry no signatures of their own", "die Einträge tragen keine eigenen Signaturen"),
    (
        "{n} of {n} entries carry a signature by a writer you pinned, and {n} more are vouched for by a later one",
        "{1} von {2} Einträgen {1?trägt|tragen} eine Signatur eines hinterlegten Schreibers, und für {3} weitere steht eine spätere ein",
    ),
    (
        "{n} of {n} entries carry a signature by a writer you pinned",
        "{1} von {2} Einträgen {1?trägt|tragen} eine Signatur eines hinterlegten Schreibers",
    ),
    // What is complete, before a log that was closed.
    ("Nothing of what you asked for, {e}, is missing.", "Nichts von dem, wonach gefragt ist, {1}, fehlt."),
    (
        "Nothing of what you asked for is missing: {e}, by the times the log gives from {w} up to {w}.",
        "Nichts von dem, wonach gefragt ist, fehlt: {1}, nach den Zeiten, die das Log angibt, von {2} bis {3}.",
    ),
    ("This is the whole log up to its newest checkpoint: {e}.", "Das ist das ganze Log bis zu seinem neuesten Checkpoint: {1}."),
    // What is required and not shown.
    ("that no entry is missing at the edge of the time you asked for", "dass am Rand der Zeit, nach der gefragt ist, kein Eintrag fehlt"),
    ("that the times of the entries fit what your witnesses saw", "dass die Zeiten der Einträge zu dem passen, was Ihre Zeugen sahen"),
    ("that the newest state is as recent as you ask", "dass der neueste Stand so jung ist, wie Sie verlangen"),
    ("how old the newest state is, because no present time was given", "wie alt der neueste Stand ist, weil keine Gegenwart angegeben ist"),
    ("the signatures that your writers file requires", "die Signaturen, die Ihre Schreiberdatei verlangt"),
    ("that nothing here was altered", "dass hier nichts verändert wurde"),
    ("who signed every entry", "wer jeden Eintrag signiert hat"),
    ("that nothing is missing", "dass nichts fehlt"),
    ("by when every entry was written", "bis wann jeder Eintrag geschrieben war"),
    ("that a quorum of witnesses stands behind it", "dass ein Quorum von Zeugen dahintersteht"),
    // Times of an entry.
    (
        "Your witnesses had not seen it at {t}, and had seen it by {t}",
        "Ihre Zeugen hatten ihn {1} noch nicht gesehen, und spätestens {2} gesehen",
    ),
    (
        "Your witnesses had seen it by {t}; since when it was there they do not say",
        "Ihre Zeugen hatten ihn spätestens {1} gesehen; seit wann er da war, sagen sie nicht",
    ),
    (
        "Your witnesses had not seen it at {t}; by when they had they do not say",
        "Ihre Zeugen hatten ihn {1} noch nicht gesehen; bis wann sie ihn sahen, sagen sie nicht",
    ),
    ("No witness you trust bounds when it came into the log", "Kein Zeuge, dem Sie vertrauen, grenzt ein, wann er in das Log kam"),
    ("does not fit that", "passt nicht dazu"),
    ("is a claim that fits", "ist eine Angabe, die passt"),
    ("is a claim", "ist eine Angabe"),
    // Edges of a range of times.
    ("entry {n} does not lie here or are proven with a time", "Eintrag {1} liegt nicht hier oder ist nicht mit einer Zeit bewiesen"),
    ("not all of {e} lie here or are proven with a time", "nicht alle von {1d} liegen hier oder sind mit einer Zeit bewiesen"),
    ("no proven entry from entry {n} on is here", "kein bewiesener Eintrag ab Eintrag {1} ist hier"),
    // Records of the log.
    (
        "Opens the log in version {t} with {n} {key|keys} and follows {t}.",
        "Eröffnet das Log in Version {1} mit {2} {2?Schlüssel|Schlüsseln} und folgt auf {4p}.",
    ),
    ("Opens the log in version {t} with {n} {key|keys}.", "Eröffnet das Log in Version {1} mit {2} {2?Schlüssel|Schlüsseln}."),
    ("Introduces the key {t}.", "Führt den Schlüssel {1} ein."),
    ("Declares compromised the key {t} from entry {n} on.", "Erklärt den Schlüssel {1} ab Eintrag {2} für kompromittiert."),
    ("Retires the key {t} from entry {n} on.", "Stellt den Schlüssel {1} ab Eintrag {2} außer Dienst."),
    ("Records a checkpoint of {t} over {n} {entry|entries}.", "Vermerkt einen Checkpoint von {1} über {2} {2?Eintrag|Einträge}."),
    ("Records a text that is no checkpoint.", "Vermerkt einen Text, der kein Checkpoint ist."),
    ("Says that nothing happened until then.", "Sagt, dass bis dahin nichts geschah."),
    ("Records that entry {n} was erased, with the reason \"{t}\".", "Vermerkt, dass Eintrag {1} gelöscht wurde, mit dem Grund \"{2}\"."),
    ("Records that entry {n} was erased.", "Vermerkt, dass Eintrag {1} gelöscht wurde."),
    (
        "Records that {n} {value|values} of entry {n} was erased, with the reason \"{t}\".",
        "Vermerkt, dass {1} {1?Wert|Werte} von Eintrag {3} gelöscht {1?wurde|wurden}, mit dem Grund \"{4}\".",
    ),
    (
        "Records that {n} {value|values} of entry {n} was erased.",
        "Vermerkt, dass {1} {1?Wert|Werte} von Eintrag {3} gelöscht {1?wurde|wurden}.",
    ),
    ("Records that nothing was removed by retention.", "Vermerkt, dass nach Ablauf der Aufbewahrung nichts ausgesondert wurde."),
    ("Records that {e} went by retention.", "Vermerkt, dass {1} nach Ablauf der Aufbewahrung ausgesondert {1?wurde|wurden}."),
    ("Records that {e} of {w} went to {t}.", "Vermerkt, dass {1} von {2} an {3} {1?ging|gingen}."),
    ("Records that {e} went to {t}.", "Vermerkt, dass {1} an {2} {1?ging|gingen}."),
    ("Records that {t} was shown {e} of {t}.", "Vermerkt, dass {1} {2} von {3} gezeigt {2?wurde|wurden}."),
    ("Records that {t} was shown {e}.", "Vermerkt, dass {1} {2} gezeigt {2?wurde|wurden}."),
    ("Closes the log; {t} follows it.", "Schließt das Log; {1} folgt ihm."),
    ("Closes the log.", "Schließt das Log."),
    ("Names no type.", "Nennt keine Art."),
    ("Is of type {t}, in a form that this verifier does not know.", "Ist von der Art {1}, in einer Form, die dieser Prüfer nicht kennt."),
    ("a checkpoint of {t} over {n} {entry|entries}", "einen Checkpoint von {1} über {2} {2?Eintrag|Einträge}"),
    ("a text that is no checkpoint", "einen Text, der kein Checkpoint ist"),
    // Sources that count.
    ("it is the first of its chain", "Er ist der erste seiner Kette"),
    ("the entry it names before it is not here", "Der Eintrag, den er vor sich nennt, ist nicht hier"),
    (
        "the entries it leads back to reach the beginning of the chain, number {n}, with none between missing",
        "Die Einträge, auf die er zurückführt, reichen bis zum Anfang der Kette, Nummer {1}, ohne dass dazwischen einer fehlt",
    ),
    (
        "the entries it leads back to reach number {n}, with none between missing; what it names before is not here",
        "Die Einträge, auf die er zurückführt, reichen bis Nummer {1}, ohne dass dazwischen einer fehlt; was davor genannt ist, ist nicht hier",
    ),
    // Why two states cannot be compared.
    ("the newer side holds no checkpoint of it that you trust", "Die neuere Seite enthält keinen Checkpoint davon, dem Sie vertrauen"),
    ("the older side holds no checkpoint of it that you trust", "Die ältere Seite enthält keinen Checkpoint davon, dem Sie vertrauen"),
    ("neither side holds a checkpoint of it that you trust", "Keine Seite enthält einen Checkpoint davon, dem Sie vertrauen"),
    (
        "neither side holds a checkpoint of a log that you trust anyone for",
        "Keine Seite enthält einen Checkpoint eines Logs, für das Sie jemandem vertrauen",
    ),
    (
        "no proof links the checkpoint of size {n} to that of size {n}; ask for the proof of entry {n} under the newer one",
        "Kein Beweis verbindet den Checkpoint der Größe {1} mit dem der Größe {2}; zu verlangen ist der Beweis für Eintrag {3} unter dem \
         neueren",
    ),
    (
        "the checkpoints fit together, and at least one lacks the cosignatures that your policy asks for",
        "Die Checkpoints passen zusammen, und mindestens einem fehlen die Mitsignaturen, die Ihre Richtlinie verlangt",
    ),
    // What the trees say before signatures are checked.
    ("{t}, {n} {t} and {n} {t}", "{1p}, {2} {3p} und {4} {5p}"),
    ("{t}, {n} {t}", "{1p}, {2} {3p}"),
    ("The entry is what the log committed to", "Der Eintrag ist, was das Log festgelegt hat"),
    ("All {n} present entries are what the log committed to", "Alle {1} vorhandenen Einträge sind, was das Log festgelegt hat"),
    (
        "{n} of {n} present entries are shown to be what the log committed to",
        "{1} von {2} vorhandenen Einträgen {1?ist|sind} gezeigt als das, was das Log festgelegt hat",
    ),
    ("is not what it committed to", "ist nicht, was es festgelegt hat"),
    ("are not what it committed to", "sind nicht, was es festgelegt hat"),
    ("stands in a block that was changed", "steht in einem veränderten Block"),
    ("stand in blocks that were changed", "stehen in veränderten Blöcken"),
    ("names a place that is not its own", "nennt einen Platz, der nicht der seine ist"),
    ("name places that are not their own", "nennen Plätze, die nicht die ihren sind"),
    ("is here in two versions", "ist hier in zwei Fassungen"),
    ("are here in two versions", "sind hier in zwei Fassungen"),
    ("differs between two histories", "unterscheidet sich zwischen zwei Verläufen"),
    ("differ between two histories", "unterscheiden sich zwischen zwei Verläufen"),
    ("is missing", "fehlt"),
    ("are missing", "fehlen"),
    // Which text of what is trusted.
    ("policy", "Richtlinie"),
    ("logs", "Logs"),
    ("writers", "Schreiber"),
    ("pin {n}", "aufbewahrter Checkpoint {1}"),
    // What a rule about content asks for, and where a line fits.
    ("at least {n}", "mindestens {1}"),
    ("{n}", "{1}"),
    ("{n} of {t}", "{1} von {2}"),
    ("disputed", "strittig"),
    ("conflict", "widersprüchlich"),
    ("forged", "gefälscht"),
    ("altered", "verändert"),
    ("suspect", "verdächtig"),
    ("unproven", "unbewiesen"),
    ("withheld", "zurückgehalten"),
    ("chained", "verkettet"),
    ("committed", "festgelegt"),
    ("uncovered", "ungedeckt"),
    // What is wrong with a line.
    ("has {t} at byte {n} of the line", "hat {1p} bei Byte {2} der Zeile"),
    ("bytes that are not UTF-8", "Bytes, die kein UTF-8 sind,"),
    ("something that is not JSON", "etwas, das kein JSON ist,"),
    ("the end of the text in the middle of a value", "das Ende des Texts mitten in einem Wert"),
    ("a member name that was already used in its object", "einen Namen, der in seinem Objekt schon verwendet ist,"),
    ("half of a surrogate pair", "ein halbes Surrogatpaar"),
    ("more levels of nesting than are allowed", "mehr Schachtelungsebenen als erlaubt"),
    ("is JSON but not an object", "ist JSON, aber kein Objekt"),
    ("is of two kinds at once", "ist von zwei Arten zugleich"),
    ("is a checkpoint record without a note", "ist ein Checkpoint-Datensatz ohne Note"),
    ("is a placeholder that lacks its log, position or hash", "ist ein Platzhalter, dem Log, Position oder Hash fehlt"),
    ("is a disclosure that is not a string", "ist eine Offenlegung, die keine Zeichenkette ist"),
    ("is a proof record whose leaf is not a hash of 32 bytes", "ist ein Beweis-Datensatz, dessen Blatt kein Hash von 32 Bytes ist"),
    ("is a proof record whose proof is not a string", "ist ein Beweis-Datensatz, dessen Beweis keine Zeichenkette ist"),
    ("is a proof record whose {t}", "ist ein Beweis-Datensatz mit einem Fehler: {1p}"),
    ("is a bundle header that is not an object", "ist ein Bündelkopf, der kein Objekt ist"),
    ("has a seq that is not a plain number from 0 to 2^53-1", "hat ein seq, das keine einfache Zahl von 0 bis 2^53-1 ist"),
    ("has a seq but no log", "hat ein seq, aber kein log"),
    (
        "has an attachment that is not a name, a SHA-256 in lower-case hex and a size",
        "hat einen Anhang, der nicht aus Name, SHA-256 in kleinen Hexadezimalziffern und Größe besteht",
    ),
    ("names a log in a form that is not allowed", "nennt ein Log in einer Form, die nicht erlaubt ist"),
    ("has no prev, or one that is not a hash of 32 bytes", "hat kein prev, oder eines, das kein Hash von 32 Bytes ist"),
    ("is entry {n} and names an entry before it", "ist Eintrag {1} und nennt einen Eintrag vor sich"),
    ("has no append time in the form YYYY-MM-DDTHH:MM:SS.fffZ", "hat keine Zeit des Anhängens in der Form YYYY-MM-DDTHH:MM:SS.fffZ"),
    ("has no id of {n} to {n} bytes without control characters", "hat keine id von {1} bis {2} Bytes ohne Steuerzeichen"),
    ("names a signer without a signature, or the reverse", "nennt einen Signierenden ohne Signatur, oder umgekehrt"),
    ("needs exactly one of event and ctl", "braucht genau eines von event und ctl"),
    ("has an event or ctl that is not an object", "hat ein event oder ctl, das kein Objekt ist"),
    ("has attachments that are not a list", "hat Anhänge, die keine Liste sind"),
    (
        "has a chain that is not a name, a number and a hash of 32 bytes",
        "hat eine chain, die nicht aus Name, Nummer und Hash von 32 Bytes besteht",
    ),
    ("has a member that an entry does not have", "hat ein Mitglied, das ein Eintrag nicht hat"),
    ("is longer than {n} bytes and was passed over", "ist länger als {1} Bytes und wurde übergangen"),
    ("is longer than 1 MiB", "ist länger als 1 MiB"),
    ("is not closed", "ist nicht geschlossen"),
    (
        "has a member that records of its kind do not have, and nothing vouches for it",
        "hat ein Mitglied, das Datensätze dieser Art nicht haben, und nichts steht dafür ein",
    ),
    ("is a JSON object of no kind that this format knows", "ist ein JSON-Objekt keiner Art, die dieses Format kennt"),
    ("is entry {n} and records a checkpoint that is none", "ist Eintrag {1} und vermerkt einen Checkpoint, der keiner ist"),
    (
        "belongs to a proof file longer than {n} bytes, which was not read",
        "gehört zu einer Beweisdatei von mehr als {1} Bytes, die nicht gelesen wurde",
    ),
    ("belongs to a proof file whose {t}", "gehört zu einer Beweisdatei mit einem Fehler: {1p}"),
    ("belongs to a checkpoint file that is too long or not UTF-8", "gehört zu einer Checkpoint-Datei, die zu lang oder kein UTF-8 ist"),
    (
        "holds a proof of {n} hashes for index {n} of a tree of size {n}, which needs the index to be smaller",
        "enthält einen Beweis aus {1} Hashes für Index {2} eines Baums der Größe {3}; der Index müsste kleiner sein",
    ),
    (
        "holds a proof of {n} hashes for index {n} of a tree of size {n}, which needs {n}",
        "enthält einen Beweis aus {1} Hashes für Index {2} eines Baums der Größe {3}; nötig sind {4}",
    ),
    ("holds a note that is not in the form of a signed note: {t}", "enthält eine Note, die nicht die Form einer signierten Note hat: {1p}"),
    ("holds a checkpoint of size {n}, above 2^53-1", "enthält einen Checkpoint der Größe {1}, über 2^53-1"),
    ("holds a note that is not a checkpoint: {t}", "enthält eine Note, die kein Checkpoint ist: {1p}"),
    ("line {n}: {t}", "Zeile {1}: {2p}"),
    ("the receipt is not UTF-8", "die Quittung ist kein UTF-8"),
    ("the receipt does not begin with {t}", "die Quittung beginnt nicht mit {1}"),
    ("the extra data is not canonical base64", "die Zusatzdaten sind kein kanonisches base64"),
    ("the index is missing or not a decimal number", "der Index fehlt oder ist keine Dezimalzahl"),
    ("a hash of the path is not 32 bytes of canonical base64", "ein Hash des Pfads ist nicht 32 Bytes kanonisches base64"),
    ("the path has more than {n} hashes", "der Pfad hat mehr als {1} Hashes"),
    ("the receipt ends before its checkpoint", "die Quittung endet vor ihrem Checkpoint"),
    ("the checkpoint's last line has no line end", "die letzte Zeile des Checkpoints hat kein Zeilenende"),
    ("the checkpoint has no origin", "der Checkpoint hat keinen Ursprung"),
    ("the tree size is not a decimal number", "die Größe des Baums ist keine Dezimalzahl"),
    ("the root is not 32 bytes of canonical base64", "die Wurzel ist nicht 32 Bytes kanonisches base64"),
    (
        "the root of a tree without entries must be SHA-256 of nothing",
        "die Wurzel eines Baums ohne Einträge muss der SHA-256 von nichts sein",
    ),
    ("an empty line in a checkpoint", "eine leere Zeile in einem Checkpoint"),
    ("the note is longer than {n} bytes", "die Note ist länger als {1} Bytes"),
    ("the note is not UTF-8", "die Note ist kein UTF-8"),
    ("control character {w} in a note", "Steuerzeichen {1} in einer Note"),
    ("no blank line between text and signatures", "keine Leerzeile zwischen Text und Signaturen"),
    ("no signature line", "keine Signaturzeile"),
    ("the last line of the note has no line end", "die letzte Zeile der Note hat kein Zeilenende"),
    ("more than {n} signature lines", "mehr als {1} Signaturzeilen"),
    ("not a signature line", "keine Signaturzeile"),
    ("a key name is empty or holds white space or +", "ein Schlüsselname ist leer oder enthält Leerraum oder +"),
    ("the signature is not canonical base64", "die Signatur ist kein kanonisches base64"),
    ("the signature is shorter than a key ID", "die Signatur ist kürzer als eine Schlüssel-ID"),
    // What is wrong with a container.
    ("more than {n} bytes come out of the container", "mehr als {1} Bytes kommen aus dem Container"),
    ("{n} bytes unpack to {n}, more than {n} times as many", "{1} Bytes werden ausgepackt zu {2}, mehr als {3}-mal so vielen"),
    (
        "member {n} of this gzip file is damaged; nothing after it was read",
        "ist Teil {1} dieser gzip-Datei beschädigt; danach wurde nichts gelesen",
    ),
    (
        "member {n} of this gzip file ends, and its checksum or length is not that of what it unpacks to; nothing after it was read",
        "endet Teil {1} dieser gzip-Datei, und seine Prüfsumme oder Länge ist nicht die dessen, was herauskommt; danach wurde nichts gelesen",
    ),
    (
        "a container stands inside this one and was not unpacked: one level is; unpack it and give what is inside",
        "steht in diesem Container ein weiterer, der nicht ausgepackt wurde: Ausgepackt wird eine Ebene; zuerst auspacken und geben, was darin ist",
    ),
    ("unpacking stopped in member {n} of this gzip file: {t}", "endete das Auspacken in Teil {1} dieser gzip-Datei: {2p}"),
    ("this gzip file ends inside its member {n}", "endet diese gzip-Datei in ihrem Teil {1}"),
    (
        "the header of member {n} of this gzip file cannot be read, and nothing after it was",
        "ist der Kopf von Teil {1} dieser gzip-Datei nicht lesbar, und danach wurde nichts gelesen",
    ),
    (
        "this gzip file goes on after its last member; the rest was not read",
        "geht diese gzip-Datei nach ihrem letzten Teil weiter; der Rest wurde nicht gelesen",
    ),
    ("the directory lists member {t} where none begins", "führt das Verzeichnis Teil {1} auf, wo keiner beginnt"),
    (
        "the directory lists the member at byte {n} once more, as {t}",
        "führt das Verzeichnis den Teil bei Byte {1} noch einmal auf, als {2}",
    ),
    (
        "the directory says something else about member {t} than its header at byte {n}",
        "sagt das Verzeichnis über Teil {1} etwas anderes als dessen Kopf bei Byte {2}",
    ),
    (
        "the name of member {t} leads out of the archive; names mean nothing here and nothing is written",
        "führt der Name von Teil {1} aus dem Archiv hinaus; Namen bedeuten hier nichts, und geschrieben wird nichts",
    ),
    (
        "member {t} is a link; it was read as the bytes it is, and not followed",
        "ist Teil {1} ein Verweis; er wurde als die Bytes gelesen, die er ist, und nicht verfolgt",
    ),
    ("two members are named {t}", "heißen zwei Teile {1}"),
    (
        "the end mark names another volume of this archive, which is not here",
        "nennt die Endmarke einen anderen Band dieses Archivs, der nicht hier ist",
    ),
    ("the end mark counts {n} members, the directory lists {n}", "zählt die Endmarke {1} Teile, das Verzeichnis führt {2} auf"),
    (
        "the end mark puts the directory at byte {n}, where it does not begin",
        "nennt die Endmarke als Anfang des Verzeichnisses Byte {1}, wo es nicht beginnt",
    ),
    (
        "stands member {t}, which the directory does not list, nor {n} more; what is in it was read",
        "steht Teil {1}, den das Verzeichnis nicht aufführt, {2} weitere auch nicht; was darin ist, wurde gelesen",
    ),
    (
        "stands member {t}, which the directory does not list; what is in it was read",
        "steht Teil {1}, den das Verzeichnis nicht aufführt; was darin ist, wurde gelesen",
    ),
    ("this archive ends inside its member {t}", "endet dieses Archiv in seinem Teil {1}"),
    ("this archive ends before its directory does", "endet dieses Archiv vor seinem Verzeichnis"),
    ("member {t} ends before what is packed in it does", "endet Teil {1}, bevor endet, was darin gepackt ist"),
    (
        "what is packed in member {t} is damaged; the rest of it was not read",
        "ist beschädigt, was in Teil {1} gepackt ist; der Rest davon wurde nicht gelesen",
    ),
    ("what is packed in it is damaged", "was darin gepackt ist, ist beschädigt"),
    ("member {t} goes on after what is packed in it ends", "geht Teil {1} weiter, nachdem endet, was darin gepackt ist"),
    ("unpacking stopped in member {t}: {t}", "endete das Auspacken in Teil {1}: {2p}"),
    (
        "reading stopped in member {t}, and its length is not known, so nothing after it was read: {t}",
        "endete das Lesen in Teil {1}, und seine Länge ist nicht bekannt, darum wurde danach nichts gelesen: {2p}",
    ),
    ("member {t} has another checksum or length than its header says", "hat Teil {1} eine andere Prüfsumme oder Länge, als sein Kopf sagt"),
    (
        "member {t} has another checksum or length than the words behind it say",
        "hat Teil {1} eine andere Prüfsumme oder Länge, als dahinter steht",
    ),
    ("nothing stands behind member {t} that says its checksum and length", "steht hinter Teil {1} nichts, was Prüfsumme und Länge sagt"),
    (
        "this archive goes on after its end mark; the rest was not read",
        "geht dieses Archiv nach seiner Endmarke weiter; der Rest wurde nicht gelesen",
    ),
    ("bytes of this archive belong to no member", "gehören Bytes dieses Archivs zu keinem Teil"),
    ("this archive has more than {n} members; the rest was not read", "hat dieses Archiv mehr als {1} Teile; der Rest wurde nicht gelesen"),
    (
        "member {t} is encrypted and was not read; decrypt it first",
        "ist Teil {1} verschlüsselt und wurde nicht gelesen; zuerst entschlüsseln",
    ),
    ("member {t} is packed by method {n}, which is not read here", "ist Teil {1} nach Verfahren {2} gepackt, das hier nicht gelesen wird"),
    (
        "member {t} has a name longer than {n} bytes and was not read",
        "hat Teil {1} einen Namen von mehr als {2} Bytes und wurde nicht gelesen",
    ),
    (
        "member {t} is stored without its length in front and was not read",
        "ist Teil {1} ohne vorangestellte Länge gespeichert und wurde nicht gelesen",
    ),
    (
        "the length of member {t} is not known, so nothing after it was read",
        "ist die Länge von Teil {1} nicht bekannt, darum wurde danach nichts gelesen",
    ),
    // What an export put around entries, and how they were recovered.
    ("the brackets and commas of a JSON array", "die Klammern und Kommas eines JSON-Arrays"),
    ("the quotes of comma-separated values", "die Anführungszeichen kommagetrennter Werte"),
    ("the escapes of PostgreSQL's COPY text", "die Maskierungen des COPY-Texts von PostgreSQL"),
    ("a JSON string around them", "eine JSON-Zeichenkette darum"),
    (
        "without the carriage return, blanks or byte order mark that were added",
        "ohne hinzugefügten Wagenrücklauf, Leerzeichen oder Byte-Reihenfolge-Marke",
    ),
    ("without the brackets and commas of a JSON array", "ohne die Klammern und Kommas eines JSON-Arrays"),
    ("taken out of a field of comma-separated values", "aus einem Feld kommagetrennter Werte genommen"),
    ("taken out of PostgreSQL's COPY text", "aus dem COPY-Text von PostgreSQL genommen"),
    ("taken out of a JSON string", "aus einer JSON-Zeichenkette genommen"),
    (
        "taken out of what an export put around it, and brought back to the form of RFC 8785",
        "aus dem genommen, was ein Export darum legte, und in die Form von RFC 8785 zurückgebracht",
    ),
    ("brought back to the form of RFC 8785", "in die Form von RFC 8785 zurückgebracht"),
    // Why there is no evidence file, and what one cannot show.
    ("no finding of the report has this id", "kein Befund des Berichts hat diese ID"),
    ("only findings of severity error or critical have evidence", "nur Befunde der Schwere error oder critical haben Beweismittel"),
    ("the input is not what was read before", "die Eingabe ist nicht mehr, was vorher gelesen wurde"),
    (
        "what shows this finding is too long for an evidence file; the input itself is the evidence",
        "was diesen Befund zeigt, ist zu lang für eine Beweisdatei; die Eingabe selbst ist das Beweismittel",
    ),
    (
        "no part of the input shows this finding by itself; the input itself is the evidence",
        "kein Teil der Eingabe zeigt diesen Befund für sich; die Eingabe selbst ist das Beweismittel",
    ),
    (
        "It shows that the log holds these entries. That the input lacked them is seen in the input alone, whose digest it names.",
        "Sie zeigt, dass das Log diese Einträge enthält. Dass sie in der Eingabe fehlten, ist nur an der Eingabe selbst zu sehen, deren \
         Hash-Wert sie nennt.",
    ),
    (
        "It shows the newest state that was confirmed. That the input held no newer one is seen in the input alone, whose digest it names.",
        "Sie zeigt den neuesten Stand, der bestätigt wurde. Dass die Eingabe keinen neueren enthielt, ist nur an der Eingabe selbst zu sehen, \
         deren Hash-Wert sie nennt.",
    ),
    (
        "It shows the older state. That the input held no newer one is seen in the input alone, whose digest it names; that a newer one was \
         kept is its keeper's statement.",
        "Sie zeigt den älteren Stand. Dass die Eingabe keinen neueren enthielt, ist nur an der Eingabe selbst zu sehen, deren Hash-Wert sie \
         nennt; dass ein neuerer aufbewahrt wurde, sagt, wer ihn aufbewahrt hat.",
    ),
    (
        "It shows that the lines contradict each other. That nothing else in the input tells which is genuine is seen in the input alone, \
         whose digest it names.",
        "Sie zeigt, dass die Zeilen einander widersprechen. Dass sonst nichts in der Eingabe sagt, welche echt ist, ist nur an der Eingabe \
         selbst zu sehen, deren Hash-Wert sie nennt.",
    ),
    (
        "It holds the value and the entries that carry digests. That no other entry carries its digest is seen in the input alone, whose \
         digest it names.",
        "Sie enthält den Wert und die Einträge, die Hash-Werte tragen. Dass kein anderer Eintrag seinen Hash-Wert trägt, ist nur an der \
         Eingabe selbst zu sehen, deren Hash-Wert sie nennt.",
    ),
    (
        "It shows the newest state that was confirmed. That no proven entry of the input meets the rule is seen in the input alone, whose \
         digest it names.",
        "Sie zeigt den neuesten Stand, der bestätigt wurde. Dass kein bewiesener Eintrag der Eingabe die Regel erfüllt, ist nur an der \
         Eingabe selbst zu sehen, deren Hash-Wert sie nennt.",
    ),
    (
        "It holds the entries that name the attachment. Which bytes came under its name is seen in that input alone, whose digest it names.",
        "Sie enthält die Einträge, die den Anhang nennen. Welche Bytes unter seinem Namen kamen, ist nur an jener Eingabe selbst zu sehen, \
         deren Hash-Wert sie nennt.",
    ),
    (
        "Where an input ends is seen in the input alone; it names its size and digest.",
        "Wo eine Eingabe endet, ist nur an der Eingabe selbst zu sehen; die Datei nennt deren Größe und Hash-Wert.",
    ),
];

/// What findings expected and found, where it is in words.
pub const VALUES: &[Phrase] = &[
    ("another hash", "ein anderer Hash"),
    ("nothing", "nichts"),
    ("no signature", "keine Signatur"),
    ("a signature that fails", "eine Signatur, die nicht gültig ist"),
    ("a signature on every entry", "eine Signatur auf jedem Eintrag"),
    ("a signed and linked entry at most {n} further on", "ein signierter und verketteter Eintrag höchstens {1} weiter"),
    ("a signature of its own, or a later one that is linked to it", "eine eigene Signatur, oder eine spätere, die mit ihm verkettet ist"),
    ("a digest of a proven entry", "ein Hash-Wert eines bewiesenen Eintrags"),
    ("a proven entry on either side of it", "ein bewiesener Eintrag auf jeder Seite davon"),
    ("no confirmed time", "keine bestätigte Zeit"),
    ("at most {n} s after {t}", "höchstens {1} s nach {2}"),
    ("at most {n} s before {t}", "höchstens {1} s vor {2}"),
    ("after {t}, by {t}", "nach {1}, spätestens {2}"),
    ("after {t}", "nach {1}"),
    ("by {t}", "spätestens {1}"),
    ("{t} or later", "{1} oder später"),
    ("at least {n}", "mindestens {1}"),
    ("no known key", "kein bekannter Schlüssel"),
    ("{e}", "{1}"),
];

/// What is wrong with a line of what is trusted.
pub const FAULTS: &[Phrase] = &[
    ("control character {w} is not allowed here", "Steuerzeichen {1} ist hier nicht erlaubt"),
    ("a policy line begins with log, witness, group or quorum", "eine Zeile der Richtlinie beginnt mit log, witness, group oder quorum"),
    ("the line must read: {t}", "die Zeile muss lauten: {1}"),
    (
        "a log key must be of type 0x01 (Ed25519) or 0x02 (ECDSA P-256)",
        "der Schlüssel eines Logs muss von der Art 0x01 (Ed25519) oder 0x02 (ECDSA P-256) sein",
    ),
    (
        "a witness key must be of type 0x04 (cosignature/v1); a plain note signature carries no time and never counts",
        "der Schlüssel eines Zeugen muss von der Art 0x04 (cosignature/v1) sein; eine einfache Signatur einer Note trägt keine Zeit und zählt \
         nie",
    ),
    ("a writer key must be of type 0xff unbroken/entry/v1", "der Schlüssel eines Schreibers muss von der Art 0xff unbroken/entry/v1 sein"),
    (
        "this key, or its name and ID, stands already in {t}, line {n}",
        "dieser Schlüssel, oder sein Name mit ID, steht schon in {1p}, Zeile {2}",
    ),
    ("this key is listed for this origin already", "dieser Schlüssel ist für diesen Ursprung schon aufgeführt"),
    ("this name is taken", "dieser Name ist vergeben"),
    ("no line before defines {t}", "keine Zeile davor legt {1} fest"),
    ("{t} is a member of a group already", "{1} ist schon Mitglied einer Gruppe"),
    ("the threshold must be all, any, or a number from 1 to {n}", "die Schwelle muss all, any oder eine Zahl von 1 bis {1} sein"),
    ("the policy has no quorum line", "die Richtlinie hat keine quorum-Zeile"),
    ("the policy has a second quorum line", "die Richtlinie hat eine zweite quorum-Zeile"),
    (
        "{t} is not log=ORIGIN, from=N, until=N, require=every or require=N, stands twice, or leaves no entry",
        "{1} ist nicht log=ORIGIN, from=N, until=N, require=every oder require=N, steht doppelt, oder lässt keinen Eintrag übrig",
    ),
    ("this writer is already listed for some of these entries", "dieser Schreiber ist für einige dieser Einträge schon aufgeführt"),
    ("a checkpoint without entries says nothing", "ein Checkpoint ohne Einträge sagt nichts"),
    (
        "the checkpoint fails under {t}, a key you trust for its origin",
        "der Checkpoint ist nicht gültig unter {1}, einem Schlüssel, dem Sie für seinen Ursprung vertrauen",
    ),
    ("not a verifier key (name+id+base64)", "kein Prüfschlüssel (name+id+base64)"),
    ("the key name is empty or holds white space", "der Name des Schlüssels ist leer oder enthält Leerraum"),
    ("the key ID is not 8 lower-case hex digits", "die ID des Schlüssels besteht nicht aus 8 kleinen Hexadezimalziffern"),
    ("the key is not canonical base64", "der Schlüssel ist kein kanonisches base64"),
    ("keys of type {w} are not supported by this version", "Schlüssel der Art {1} werden von dieser Version nicht unterstützt"),
    ("not a public key", "kein öffentlicher Schlüssel"),
    (
        "the key is weak: signatures under it can be made without a private key",
        "der Schlüssel ist schwach: Signaturen unter ihm lassen sich ohne privaten Schlüssel machen",
    ),
    ("the key is not in canonical form", "der Schlüssel ist nicht in kanonischer Form"),
    ("the key ID does not belong to this key, whose ID is {w}", "die ID gehört nicht zu diesem Schlüssel, dessen ID {1} ist"),
    ("{t}", "{1p}"),
];
