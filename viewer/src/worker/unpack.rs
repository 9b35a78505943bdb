//! Unpacks a container into files of the browser, piece by piece: memory stays flat, and everything after goes on as for any file. Nothing
//! is named by what an archive says except on the screen.

use super::guest::detect;
use super::protocol::{PIECE, Unpacked};
use crate::source;
use js_sys::{Array, Uint8Array};
use unbroken::unpack::{Sink, Unpacker};
use unbroken::verify::{container_segment, name_inside};
use unbroken::{Format, Segment};
use web_sys::{Blob, File, FileReaderSync};

/// Bytes that are collected before they go into a piece of a file.
const KEEP: usize = 4 << 20;

/// What is inside a container, its segment, and a file per stream. Nothing if it is no container. One that cannot be read any more is
/// incomplete.
pub fn unpack(container: usize, file: &File, format: Format) -> Option<(Unpacked, Segment, Vec<File>)> {
    let mut unpacker = Unpacker::new(format, None)?;
    let mut inside =
        Inside { container: file.name(), name: String::new(), kept: Vec::new(), pieces: Array::new(), lost: false, files: Vec::new() };
    let read = feed(file, &mut unpacker, &mut inside);
    let out = unpacker.finish(&mut inside);
    let lost = inside.lost || inside.files.iter().any(|(file, _)| file.is_none());
    let mut streams = Vec::new();
    let mut files = Vec::new();
    for (file, whole) in inside.files.into_iter().filter_map(|(file, whole)| file.map(|file| (file, whole))) {
        streams.push((file.name(), file.size() as u64, detect(&file), whole));
        files.push(file);
    }
    let nested = streams.iter().filter(|(_, _, format, _)| format.is_container()).count() as u64;
    let complete = read && !lost && !out.unread && nested == 0;
    Some((Unpacked { container, complete, streams }, container_segment(out, nested), files))
}

/// False if the file could not be read to its end.
fn feed(file: &File, unpacker: &mut Unpacker, sink: &mut Inside) -> bool {
    let Ok(reader) = FileReaderSync::new() else { return false };
    let (size, mut piece, mut at) = (file.size() as u64, Vec::new(), 0);
    while at < size {
        let end = (at + PIECE).min(size);
        if source::read(&reader, file, at, end, &mut piece).is_err() {
            return false;
        }
        unpacker.push(&piece, sink);
        at = end;
    }
    true
}

/// Collects the streams of a container as files.
struct Inside {
    container: String,
    /// Of the stream that is open.
    name: String,
    kept: Vec<u8>,
    pieces: Array,
    /// The browser had no room for a piece of the stream that is open, or of one before it.
    lost: bool,
    /// Each with whether it was unpacked to its end; absent if the browser had no room for it.
    files: Vec<(Option<File>, bool)>,
}

impl Inside {
    fn keep(&mut self) {
        if self.kept.is_empty() {
            return;
        }
        let part = Array::of1(&Uint8Array::from(self.kept.as_slice()));
        // A blob is the browser's to keep, on disk if it is large.
        match Blob::new_with_u8_array_sequence(&part) {
            Ok(blob) => {
                self.pieces.push(&blob);
            }
            Err(_) => self.lost = true,
        }
        self.kept.clear();
    }
}

impl Sink for Inside {
    fn open(&mut self, name: Option<&str>) {
        self.name = name_inside(&self.container, name);
        self.pieces = Array::new();
    }

    fn data(&mut self, bytes: &[u8]) {
        self.kept.extend_from_slice(bytes);
        if self.kept.len() >= KEEP {
            self.keep();
        }
    }

    fn close(&mut self, whole: bool) {
        self.keep();
        let file = File::new_with_blob_sequence(&self.pieces, &self.name).ok();
        self.files.push((file, whole));
        self.pieces = Array::new();
    }
}
