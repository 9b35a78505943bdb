//! Reads inputs piece by piece, as they come from a file or a stream, without keeping them.
//!
//! No JavaScript here, so that it is tested natively: however an input is cut, the report is the one that the library makes of the whole.

use std::rc::Rc;
use unbroken::{Case, Question, Reading, Report, Stream, Trust};

/// One verification.
pub struct Reader {
    trust: Rc<Trust>,
    question: Rc<Question>,
    /// What one container may unpack to.
    most: Option<u64>,
    streams: Vec<Stream>,
}

impl Reader {
    /// Nothing was read yet.
    pub fn new(trust: Trust, question: Question, most: Option<u64>) -> Reader {
        Reader { trust: Rc::new(trust), question: Rc::new(question), most, streams: Vec::new() }
    }

    /// Begins an input.
    pub fn open(&self, name: &str) -> Input {
        Reading::new(name, Rc::clone(&self.trust), Rc::clone(&self.question), self.most)
    }

    /// Takes an input that was read to its end.
    pub fn close(&mut self, input: Input) {
        self.streams.extend(input.finish());
    }

    /// Judges what was closed; the next report begins with nothing.
    pub fn report(&mut self) -> Report {
        Case::assemble(std::mem::take(&mut self.streams), &self.trust, &self.question).into_report()
    }
}

/// An input that is being read.
pub type Input = Reading<Rc<Trust>, Rc<Question>>;

#[cfg(test)]
mod tests {
    use super::*;
    use unbroken::{Format, TrustTexts};

    const FULL: &[u8] = include_bytes!("../../writer/tests/example/full.jsonl");
    const RECEIPT: &[u8] = include_bytes!("../../writer/tests/example/receipt-1.tlog-proof");
    const POLICY: &str = include_str!("../../writer/tests/example/policy.txt");

    fn trust() -> Trust {
        Trust::read(&TrustTexts { policy: Some(POLICY), ..TrustTexts::default() }).unwrap()
    }

    fn in_pieces(data: &[u8], piece: usize) -> String {
        let mut reader = Reader::new(trust(), Question::default(), None);
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
        let mut reader = Reader::new(trust(), Question::default(), None);
        let input = reader.open("a");
        reader.close(input);
        assert_eq!(reader.report().inputs.len(), 1);
        assert_eq!(reader.report().inputs.len(), 0);
    }
}
