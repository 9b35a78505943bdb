//! Reads one input in one pass, whatever it is: a stream, or a container with the streams inside, each with its digest.

use super::fold::Fold;
use crate::finding::Code;
use crate::input::Format;
use crate::log::segment::{Fault, Segment};
use crate::log::stream::Stream;
use crate::trust::policy::Trust;
use crate::unpack::{Sink, Unpacked, Unpacker};
use crate::verdict::question::Question;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::borrow::Borrow;
use sha2::{Digest, Sha256};

/// Reads one input. Push its bytes in any pieces, then [`Reading::finish`]. `T` and `Q` are what a [`Fold`] takes, and are shared among the
/// streams inside.
#[derive(Debug)]
pub struct Reading<T, Q> {
    outer: One<T, Q>,
    unpacker: Option<Unpacker>,
    inside: Inside<T, Q>,
    most: Option<u64>,
}

impl<T: Borrow<Trust> + Clone, Q: Borrow<Question> + Clone> Reading<T, Q> {
    /// For the input of this name. `most` bounds what it may unpack to, if it is a container.
    pub fn new(name: &str, trust: T, question: Q, most: Option<u64>) -> Reading<T, Q> {
        let outer = One::new(name, trust.clone(), question.clone());
        let container = String::from(last_component(name));
        let inside = Inside { trust, question, container, streams: Vec::new(), open: None, nested: 0 };
        Reading { outer, unpacker: None, inside, most }
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        let was_known = self.outer.format().is_some();
        let taken = self.outer.push(bytes);
        if !was_known {
            self.begin();
        }
        self.unpack(bytes.get(taken..).unwrap_or_default());
    }

    /// The format may be known now: a container is unpacked from its head on.
    fn begin(&mut self) {
        self.unpacker = self.outer.format().and_then(|format| Unpacker::new(format, self.most));
        if self.unpacker.is_some() {
            let head = core::mem::take(&mut self.outer.head);
            self.unpack(&head);
        }
    }

    fn unpack(&mut self, bytes: &[u8]) {
        if let Some(unpacker) = &mut self.unpacker {
            unpacker.push(bytes, &mut self.inside);
        }
    }

    /// The input, and the streams inside if it is a container.
    pub fn finish(mut self) -> Vec<Stream> {
        if self.outer.format().is_none() {
            self.outer.recognise();
            self.begin();
        }
        let mut outer = self.outer.finish(true);
        let mut streams = Vec::new();
        if let Some(unpacker) = self.unpacker {
            let unpacked = unpacker.finish(&mut self.inside);
            outer.complete = !unpacked.unread && self.inside.nested == 0;
            outer.segment = container_segment(unpacked, self.inside.nested);
            streams = self.inside.streams;
        }
        streams.insert(0, outer);
        streams
    }
}

/// What is kept of a container besides its streams. `nested` of them are containers again, which are not unpacked.
pub fn container_segment(unpacked: Unpacked, nested: u64) -> Segment {
    let fault = |at, len, why| Fault { offset: at, len, why };
    let mut segment = Segment { unpacked: Some(unpacked.streams), ..Segment::default() };
    for trouble in unpacked.troubles {
        segment.faults.entry(trouble.code).or_default().listed.push(fault(trouble.at, trouble.len, trouble.why));
    }
    for (code, count) in unpacked.counts {
        segment.faults.entry(code).or_default().count = count;
    }
    segment.torn = unpacked.cut.map(|cut| fault(cut.at, cut.len, cut.why));
    if nested > 0 {
        let what = if nested == 1 {
            String::from("a container stands inside this one and was")
        } else {
            format!("{nested} containers stand inside this one and were")
        };
        segment.fault(Code::LimitReached, fault(0, 0, format!("{what} not unpacked: one level is; unpack it and give what is inside")));
    }
    segment
}

/// The last component of a path.
pub fn last_component(name: &str) -> &str {
    name.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next().unwrap_or_default()
}

/// The name of a stream inside a container: its own, or that of the container without what says how it is packed.
pub fn name_inside(container: &str, own: Option<&str>) -> String {
    let plain = container.strip_suffix(".gz").or_else(|| container.strip_suffix(".GZ")).unwrap_or(container);
    String::from(own.map_or(plain, last_component))
}

/// One stream, in one pass.
#[derive(Debug)]
struct One<T, Q> {
    trust: T,
    question: Q,
    name: String,
    /// The first bytes, until there are enough to recognise the format.
    head: Vec<u8>,
    fold: Option<(Format, Fold<T, Q>)>,
    hash: Sha256,
    size: u64,
}

impl<T: Borrow<Trust> + Clone, Q: Borrow<Question> + Clone> One<T, Q> {
    fn new(name: &str, trust: T, question: Q) -> One<T, Q> {
        One { trust, question, name: String::from(name), head: Vec::new(), fold: None, hash: Sha256::new(), size: 0 }
    }

    fn format(&self) -> Option<Format> {
        self.fold.as_ref().map(|(format, _)| *format)
    }

    /// Takes the next bytes; how many of them went into the head.
    fn push(&mut self, bytes: &[u8]) -> usize {
        self.hash.update(bytes);
        self.size += bytes.len() as u64;
        let mut taken = 0;
        if self.fold.is_none() {
            taken = Format::HEAD.saturating_sub(self.head.len()).min(bytes.len());
            self.head.extend_from_slice(bytes.get(..taken).unwrap_or_default());
            if self.head.len() >= Format::HEAD {
                self.recognise();
            }
        }
        if let Some((_, fold)) = &mut self.fold {
            fold.push(bytes.get(taken..).unwrap_or_default());
        }
        taken
    }

    fn recognise(&mut self) {
        let format = Format::detect(&self.head);
        let mut fold = Fold::new(self.trust.clone(), self.question.clone(), format, 0, u64::MAX);
        fold.push(&self.head);
        if !format.is_container() {
            self.head = Vec::new();
        }
        self.fold = Some((format, fold));
    }

    fn finish(mut self, ended: bool) -> Stream {
        if self.fold.is_none() {
            self.recognise();
        }
        let (format, segment) = self.fold.map(|(format, fold)| (format, fold.finish(ended))).unwrap_or((Format::Empty, Segment::default()));
        let sha256 = Some(self.hash.finalize().into());
        Stream { name: self.name, size: self.size, sha256, format, segment, complete: ended, inside: None }
    }
}

/// Reads the streams of a container as they come.
#[derive(Debug)]
struct Inside<T, Q> {
    trust: T,
    question: Q,
    container: String,
    streams: Vec<Stream>,
    open: Option<One<T, Q>>,
    nested: u64,
}

impl<T: Borrow<Trust> + Clone, Q: Borrow<Question> + Clone> Sink for Inside<T, Q> {
    fn open(&mut self, name: Option<&str>) {
        self.open = Some(One::new(&name_inside(&self.container, name), self.trust.clone(), self.question.clone()));
    }

    fn data(&mut self, bytes: &[u8]) {
        if let Some(open) = &mut self.open {
            open.push(bytes);
        }
    }

    fn close(&mut self, whole: bool) {
        let Some(open) = self.open.take() else { return };
        let mut stream = open.finish(whole);
        stream.inside = Some(self.container.clone());
        self.nested += u64::from(stream.format.is_container());
        self.streams.push(stream);
    }
}
