//! Reads inputs piece by piece, as they come from a file or a stream, without keeping them: one fold and one SHA-256 beside it.
//!
//! No JavaScript here, so that it is tested natively: however an input is cut, the report is the one that the library makes of the whole.

use sha2::{Digest, Sha256};
use std::rc::Rc;
use unbroken::{Case, Fold, Format, Question, Report, Stream, Trust};

/// One verification.
pub struct Reader {
    trust: Rc<Trust>,
    question: Rc<Question>,
    streams: Vec<Stream>,
}

impl Reader {
    /// Nothing was read yet.
    pub fn new(trust: Trust, question: Question) -> Reader {
        Reader { trust: Rc::new(trust), question: Rc::new(question), streams: Vec::new() }
    }

    /// Begins an input.
    pub fn open(&self, name: &str) -> Input {
        let (trust, question, name) = (Rc::clone(&self.trust), Rc::clone(&self.question), name.to_owned());
        Input { trust, question, name, size: 0, digest: Sha256::new(), head: Vec::new(), fold: None }
    }

    /// Takes an input that was read to its end.
    pub fn close(&mut self, input: Input) {
        self.streams.push(input.finish());
    }

    /// Judges what was closed; the next report begins with nothing.
    pub fn report(&mut self) -> Report {
        Case::assemble(std::mem::take(&mut self.streams), &self.trust, &self.question).into_report()
    }
}

/// A fold that shares with its reader what is trusted and asked.
type Folding = Fold<Rc<Trust>, Rc<Question>>;

/// An input that is being read.
pub struct Input {
    trust: Rc<Trust>,
    question: Rc<Question>,
    name: String,
    size: u64,
    digest: Sha256,
    /// What came before it could be said what the input is.
    head: Vec<u8>,
    fold: Option<(Format, Folding)>,
}

impl Input {
    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.size += bytes.len() as u64;
        self.digest.update(bytes);
        match &mut self.fold {
            Some((_, fold)) => {
                fold.push(bytes);
            }
            None => {
                self.head.extend_from_slice(bytes);
                if self.head.len() >= Format::HEAD {
                    self.fold = Some(self.begin());
                }
            }
        }
    }

    /// Recognises the input by its head and reads that.
    fn begin(&mut self) -> (Format, Folding) {
        let head = std::mem::take(&mut self.head);
        let format = Format::detect(&head);
        let mut fold = Fold::new(Rc::clone(&self.trust), Rc::clone(&self.question), format, 0, u64::MAX);
        fold.push(&head);
        (format, fold)
    }

    fn finish(mut self) -> Stream {
        let (format, fold) = match self.fold.take() {
            Some(begun) => begun,
            None => self.begin(),
        };
        Stream {
            name: self.name,
            size: self.size,
            sha256: Some(self.digest.finalize().into()),
            format,
            segment: fold.finish(true),
            complete: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unbroken::TrustTexts;

    const FULL: &[u8] = include_bytes!("../../writer/tests/example/full.jsonl");
    const RECEIPT: &[u8] = include_bytes!("../../writer/tests/example/receipt-1.tlog-proof");
    const POLICY: &str = include_str!("../../writer/tests/example/policy.txt");

    fn trust() -> Trust {
        Trust::read(&TrustTexts { policy: Some(POLICY), ..TrustTexts::default() }).unwrap()
    }

    fn in_pieces(data: &[u8], piece: usize) -> String {
        let mut reader = Reader::new(trust(), Question::default());
        let mut input = reader.open("a");
        data.chunks(piece).for_each(|piece| input.push(piece));
        reader.close(input);
        reader.report().to_json()
    }

    fn at_once(data: &[u8]) -> String {
        unbroken::verify(&[unbroken::Input { name: "a", data }], &trust(), &Question::default()).to_json()
    }

    #[test]
    fn every_cut_gives_the_report_of_the_whole() {
        for data in [FULL, RECEIPT, b"", b"{", b"nothing\n"] {
            for piece in [1, 2, 7, 63, 64, 1000, 1 << 20] {
                assert_eq!(in_pieces(data, piece), at_once(data), "{} bytes in pieces of {piece}", data.len());
            }
        }
    }

    /// The head is longer than what the format is recognised by, and what follows is not lost.
    #[test]
    fn a_long_input_is_read_behind_its_head() {
        let long = [&b"\n".repeat(Format::HEAD + 3)[..], FULL].concat();
        let late = [&b"{\"comment\":1}\n"[..], &b"\n".repeat(Format::HEAD), FULL].concat();
        for data in [long, late] {
            for piece in [1000, Format::HEAD - 1, Format::HEAD, Format::HEAD + 1, 1 << 20] {
                assert_eq!(in_pieces(&data, piece), at_once(&data), "pieces of {piece}");
            }
        }
    }

    #[test]
    fn a_report_is_of_what_was_closed_before_it() {
        let mut reader = Reader::new(trust(), Question::default());
        let input = reader.open("a");
        reader.close(input);
        assert_eq!(reader.report().inputs.len(), 1);
        assert_eq!(reader.report().inputs.len(), 0);
    }
}
