//! Bytes of inputs, read a second time: from the files, or from a copy of what was unpacked, which only this process can see.

use crate::fault::Fault;
use crate::inputs::Source;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use unbroken::tree::hash::Hash;
use unbroken::unpack::{Sink, Unpacker};
use unbroken::{Report, Stream};

/// The bytes of all inputs of a report. Inputs with the same digest are the same in every byte, whichever of them is read.
pub struct Stored {
    files: Vec<File>,
    /// By digest: which file, and where in it the input starts.
    starts: BTreeMap<[u8; 32], (usize, u64)>,
}

impl Stored {
    /// Opens the sources that were read into `streams`, and unpacks containers again, as far as before.
    pub fn open(sources: &[Source], streams: &[Stream], most: Option<u64>) -> Result<Stored, Fault> {
        let mut stored = Stored { files: Vec::new(), starts: BTreeMap::new() };
        for (source, stream) in sources.iter().zip(streams) {
            let failed = |fault: io::Error| Fault::io("read", source.path(), &fault);
            let file = File::open(source.path()).map_err(failed)?;
            if let Some(unpacker) = Unpacker::new(stream.format, most) {
                let copy = unpack(file.try_clone().map_err(failed)?, unpacker).map_err(failed)?;
                let at = stored.files.len();
                stored.starts.extend(copy.members.into_iter().map(|(digest, start)| (digest, (at, start))));
                stored.files.push(copy.file);
            }
            stored.starts.extend(stream.sha256.map(|digest| (digest, (stored.files.len(), 0))));
            stored.files.push(file);
        }
        Ok(stored)
    }

    /// A stretch of an input, by its index in the report; `None` if it is not there any more.
    pub fn read(&mut self, report: &Report, input: usize, offset: u64, len: u64) -> Option<Vec<u8>> {
        let Hash(digest) = Hash::parse_hex(report.inputs.get(input)?.sha256.as_deref()?)?;
        let (file, start) = *self.starts.get(&digest)?;
        let file = self.files.get_mut(file)?;
        file.seek(SeekFrom::Start(start.checked_add(offset)?)).ok()?;
        let mut bytes = vec![0; usize::try_from(len).ok()?];
        file.read_exact(&mut bytes).ok()?;
        Some(bytes)
    }
}

fn unpack(mut from: File, mut unpacker: Unpacker) -> io::Result<Copy> {
    let mut copy = Copy { file: tempfile::tempfile()?, at: 0, open: None, members: Vec::new(), fault: None };
    let mut piece = vec![0; 1 << 20];
    loop {
        let read = from.read(&mut piece)?;
        if read == 0 {
            break;
        }
        unpacker.push(&piece[..read], &mut copy);
    }
    unpacker.finish(&mut copy);
    match copy.fault {
        Some(fault) => Err(fault),
        None => Ok(copy),
    }
}

/// Takes what is unpacked into a file without a name.
struct Copy {
    file: File,
    at: u64,
    open: Option<(u64, Sha256)>,
    /// Digest, and where the bytes start.
    members: Vec<([u8; 32], u64)>,
    fault: Option<io::Error>,
}

impl Sink for Copy {
    fn open(&mut self, _: Option<&str>) {
        self.open = Some((self.at, Sha256::new()));
    }

    fn data(&mut self, bytes: &[u8]) {
        if let Some((_, hash)) = &mut self.open {
            hash.update(bytes);
        }
        self.at += bytes.len() as u64;
        if let Err(fault) = self.file.write_all(bytes) {
            self.fault.get_or_insert(fault);
        }
    }

    fn close(&mut self, _: bool) {
        if let Some((start, hash)) = self.open.take() {
            self.members.push((hash.finalize().into(), start));
        }
    }
}
