//! What takes long: a file is read from front to back, its digest taken or a part of it folded, and the page hears how far it is.
//!
//! Between two pieces the worker waits for the browser. What the work needs it holds itself, so that nothing else that the worker hears
//! meanwhile can change it.

use super::protocol::{Pass, ToPage};
use super::say::say;
use crate::source::Pieces;
use sha2::{Digest, Sha256};
use std::rc::Rc;
use unbroken::verify::{TreeFold, TreeTrust};
use unbroken::{Fold, Format, Question, Trust};
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

/// Bytes between two words about how far it is.
const SAID: u64 = 1 << 20;

/// A part to fold; see [`ToWorker::Fold`](super::protocol::ToWorker::Fold).
pub struct Part {
    pub pass: Pass,
    pub stream: usize,
    pub part: usize,
    pub format: Format,
    pub start: u64,
    pub end: u64,
    pub whole: bool,
}

/// Takes the digest of a file, and says it.
pub fn digest(stream: usize, file: Option<File>) {
    spawn_local(async move {
        let sha256 = match file {
            Some(file) => digest_of(&file).await,
            None => None,
        };
        say(&ToPage::Digested { stream, sha256 }, None);
    });
}

/// Folds a part for the report, and says what came of it.
pub fn full(part: Part, file: Option<File>, trust: Option<Rc<Trust>>, question: Rc<Question>) {
    spawn_local(async move {
        let folded = async {
            let mut fold = Fold::new(trust?, question, part.format, part.start, part.end);
            let ended = feed(&file?, fold.from(), part.len(), |bytes| (fold.push(bytes), fold.progress())).await?;
            let entries = fold.progress().0;
            Some((fold.finish(ended && part.whole).to_bytes(), entries))
        };
        part.say(folded.await);
    });
}

/// Folds a part for the preview, and says what came of it.
pub fn tree(part: Part, file: Option<File>, trust: Option<Rc<TreeTrust>>) {
    spawn_local(async move {
        let folded = async {
            let trust = trust?;
            let mut fold = TreeFold::new(&trust, part.format, part.start, part.end);
            let ended = feed(&file?, fold.from(), part.len(), |bytes| (fold.push(bytes), fold.progress())).await?;
            let entries = fold.progress().0;
            Some((fold.finish(ended && part.whole).to_bytes(), entries))
        };
        part.say(folded.await);
    });
}

impl Part {
    fn len(&self) -> u64 {
        self.end - self.start
    }

    /// The folded bytes and how many entries they hold; nothing if the file could not be read.
    fn say(&self, folded: Option<(Vec<u8>, u64)>) {
        let (bytes, entries) = folded.map_or((None, 0), |(bytes, entries)| (Some(bytes), entries));
        let &Part { pass, stream, part, .. } = self;
        say(&ToPage::Folded { pass, stream, part, entries, read: bytes.is_some() }, bytes.as_deref());
    }
}

async fn digest_of(file: &File) -> Option<[u8; 32]> {
    let (mut hash, mut read, size) = (Sha256::new(), 0, file.size() as u64);
    let hashed = feed(file, 0, size, |bytes| {
        hash.update(bytes);
        read += bytes.len() as u64;
        (true, (0, read))
    });
    hashed.await?;
    Some(hash.finalize().into())
}

/// Hands the bytes from `from` on to `take` until it has enough, and says how far it is, in entries and bytes; whether the file ended there.
async fn feed(file: &File, from: u64, len: u64, mut take: impl FnMut(&[u8]) -> (bool, (u64, u64))) -> Option<bool> {
    let (mut pieces, mut piece, mut said, mut more) = (Pieces::new(file, from).ok()?, Vec::new(), 0, true);
    while more && !pieces.is_over() {
        pieces.next(&mut piece).await.ok()?;
        let (wants_more, (entries, bytes)) = take(&piece);
        more = wants_more;
        if bytes >= said + SAID {
            said = bytes;
            say(&ToPage::Progress { bytes: bytes.min(len), entries }, None);
        }
    }
    Some(pieces.is_over())
}
