//! A naive writer of what exports put around a log: gzip, zip, CSV, COPY text, JSON arrays. Shares no code with the engine.

use miniz_oxide::deflate::compress_to_vec;

/// CRC-32 of RFC 1952, bit by bit.
pub fn crc32(data: &[u8]) -> u32 {
    !data
        .iter()
        .fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 }))
}

/// One gzip member without a name.
pub fn gzip(data: &[u8]) -> Vec<u8> {
    gzip_with(data, 0, &[])
}

/// One gzip member with these flags and the fields they announce.
pub fn gzip_with(data: &[u8], flags: u8, fields: &[u8]) -> Vec<u8> {
    let head = [0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 255];
    let (crc, len) = (crc32(data).to_le_bytes(), (data.len() as u32).to_le_bytes());
    [&head[..], fields, &compress_to_vec(data, 6), &crc, &len].concat()
}

/// One member of an archive.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its name.
    pub name: Vec<u8>,
    /// What it unpacks to.
    pub data: Vec<u8>,
    /// 0 stored, 8 deflate.
    pub method: u16,
    /// Bit flags; 8 puts the sums behind it.
    pub flags: u16,
    /// Its Unix mode.
    pub mode: u32,
    /// Lengths are written in the 64-bit field.
    pub wide: bool,
}

impl Member {
    /// A deflated file.
    pub fn new(name: &str, data: &[u8]) -> Member {
        Member { name: name.into(), data: data.into(), method: 8, flags: 0, mode: 0o100_644, wide: false }
    }

    /// A stored one.
    pub fn stored(name: &str, data: &[u8]) -> Member {
        Member { method: 0, ..Member::new(name, data) }
    }

    fn packed(&self) -> Vec<u8> {
        if self.method == 8 { compress_to_vec(&self.data, 6) } else { self.data.clone() }
    }
}

fn le16(value: usize) -> [u8; 2] {
    (value as u16).to_le_bytes()
}

fn le32(value: usize) -> [u8; 4] {
    (value as u32).to_le_bytes()
}

fn le64(value: usize) -> [u8; 8] {
    (value as u64).to_le_bytes()
}

/// The local header of a member, what is packed in it, and what stands behind it.
pub fn local(member: &Member) -> Vec<u8> {
    let (packed, crc) = (member.packed(), crc32(&member.data).to_le_bytes());
    let behind = member.flags & 8 != 0;
    let mut bytes = b"PK\x03\x04\x14\0".to_vec();
    bytes.extend([member.flags.to_le_bytes(), member.method.to_le_bytes(), [0; 2], [0; 2]].concat());
    let none = usize::MAX;
    let lens = if member.wide { [none, none] } else { [packed.len(), member.data.len()] };
    if behind {
        bytes.extend([0; 12]);
    } else {
        bytes.extend(crc);
        lens.iter().for_each(|len| bytes.extend(le32(*len)));
    }
    let extra = if member.wide { [&le16(1)[..], &le16(16), &le64(member.data.len()), &le64(packed.len())].concat() } else { Vec::new() };
    bytes.extend([le16(member.name.len()), le16(extra.len())].concat());
    bytes.extend([&member.name[..], &extra, &packed].concat());
    if behind {
        bytes.extend(b"PK\x07\x08");
        bytes.extend(crc);
        for len in [packed.len(), member.data.len()] {
            if member.wide { bytes.extend(le64(len)) } else { bytes.extend(le32(len)) }
        }
    }
    bytes
}

/// The entry of the directory for a member whose local header starts at `offset`.
pub fn central(member: &Member, offset: usize) -> Vec<u8> {
    let mut bytes = b"PK\x01\x02\x14\x03\x14\0".to_vec();
    bytes.extend([member.flags.to_le_bytes(), member.method.to_le_bytes(), [0; 2], [0; 2]].concat());
    bytes.extend(crc32(&member.data).to_le_bytes());
    bytes.extend([le32(member.packed().len()), le32(member.data.len())].concat());
    bytes.extend(le16(member.name.len()));
    bytes.extend([0; 8]);
    bytes.extend((member.mode << 16).to_le_bytes());
    bytes.extend(le32(offset));
    bytes.extend(&member.name);
    bytes
}

/// The end mark of an archive whose directory of `count` entries stands at `[start, end)`.
pub fn end(count: usize, start: usize, end: usize) -> Vec<u8> {
    [&b"PK\x05\x06\0\0\0\0"[..], &le16(count), &le16(count), &le32(end - start), &le32(start), &[0, 0]].concat()
}

/// An archive.
pub fn zip(members: &[Member]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for member in members {
        directory.extend(central(member, bytes.len()));
        bytes.extend(local(member));
    }
    let start = bytes.len();
    bytes.extend(directory);
    let mark = end(members.len(), start, bytes.len());
    bytes.extend(mark);
    bytes
}

/// A line as a field of comma-separated values.
pub fn csv(line: &[u8]) -> Vec<u8> {
    let quoted: Vec<u8> = line.iter().flat_map(|byte| if *byte == b'"' { vec![b'"', b'"'] } else { vec![*byte] }).collect();
    [b"\"", &quoted[..], b"\""].concat()
}

/// A line as PostgreSQL's COPY text.
pub fn copy(line: &[u8]) -> Vec<u8> {
    line.iter().flat_map(|byte| if *byte == b'\\' { vec![b'\\', b'\\'] } else { vec![*byte] }).collect()
}

/// Lines as a JSON array, `between` behind each comma.
pub fn array(lines: &[Vec<u8>], between: &[u8]) -> Vec<u8> {
    [b"[", &lines.join(&[b",", between].concat()[..])[..], b"]"].concat()
}
