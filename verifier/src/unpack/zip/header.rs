//! The numbers of local headers, descriptors and directory entries.

use alloc::vec::Vec;

/// Checksum and lengths of a member.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sizes {
    /// CRC-32 of what it unpacks to.
    pub crc: u32,
    /// Bytes in the archive.
    pub packed: u64,
    /// Bytes it unpacks to.
    pub unpacked: u64,
}

/// What the header in front of a member says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Local {
    /// Where the header starts.
    pub offset: u64,
    /// The name as it stands.
    pub name: Vec<u8>,
    /// Bit flags.
    pub flags: u16,
    /// 0 stored, 8 deflate.
    pub method: u16,
    /// Zeros when they stand behind the member.
    pub sizes: Sizes,
    /// Checksum and lengths stand behind the member.
    pub described: bool,
    /// It has the 64-bit extra field, so that lengths behind it have 64 bits.
    pub wide: bool,
}

impl Local {
    /// Reads a whole local header that starts at `offset`.
    pub fn read(offset: u64, bytes: &[u8]) -> Local {
        let name_len = usize::from(u16_at(bytes, 26));
        let extra = bytes.get(30 + name_len..).unwrap_or_default();
        let sizes = Sizes { crc: u32_at(bytes, 14), packed: u64::from(u32_at(bytes, 18)), unpacked: u64::from(u32_at(bytes, 22)) };
        let flags = u16_at(bytes, 6);
        let wide = wide_field(extra);
        Local {
            offset,
            name: bytes.get(30..30 + name_len).unwrap_or_default().to_vec(),
            flags,
            method: u16_at(bytes, 8),
            // In a local header both lengths are in the wide field, whichever of them did not fit.
            sizes: widened(sizes, wide, &mut 0),
            described: flags & 8 != 0,
            wide: wide.is_some(),
        }
    }

    /// Whether its bytes are encrypted.
    pub fn is_encrypted(&self) -> bool {
        self.flags & 1 != 0
    }

    /// Whether it only names a folder.
    pub fn is_folder(&self) -> bool {
        self.name.last() == Some(&b'/')
    }
}

/// What the directory says about a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Central {
    /// Where its local header starts.
    pub offset: u64,
    /// The name as it stands.
    pub name: Vec<u8>,
    /// Bit flags.
    pub flags: u16,
    /// 0 stored, 8 deflate.
    pub method: u16,
    /// Checksum and lengths.
    pub sizes: Sizes,
    /// It is marked as a symbolic link.
    pub is_link: bool,
}

impl Central {
    /// Reads a whole directory entry.
    pub fn read(bytes: &[u8]) -> Central {
        let name_len = usize::from(u16_at(bytes, 28));
        let extra_len = usize::from(u16_at(bytes, 30));
        let extra = bytes.get(46 + name_len..).and_then(|rest| rest.get(..extra_len)).unwrap_or_default();
        let sizes = Sizes { crc: u32_at(bytes, 16), packed: u64::from(u32_at(bytes, 20)), unpacked: u64::from(u32_at(bytes, 24)) };
        let wide = wide_field(extra);
        let mut used = 0;
        let sizes = widened(sizes, wide, &mut used);
        let mut offset = u64::from(u32_at(bytes, 42));
        if let Some(wide) = wide.filter(|_| offset == u64::from(u32::MAX)) {
            offset = u64_at(wide, used);
        }
        // The upper half of the attributes is a Unix mode where the archive was made under Unix (3) or macOS (19).
        let is_link = matches!(u16_at(bytes, 4) >> 8, 3 | 19) && u32_at(bytes, 38) >> 28 == 0xa;
        Central {
            offset,
            name: bytes.get(46..46 + name_len).unwrap_or_default().to_vec(),
            flags: u16_at(bytes, 8),
            method: u16_at(bytes, 10),
            sizes,
            is_link,
        }
    }
}

impl Sizes {
    /// Reads a descriptor without its signature: 12 bytes, or 20 with wide lengths.
    pub fn of_descriptor(bytes: &[u8]) -> Sizes {
        let (packed, unpacked) = if bytes.len() >= 20 {
            (u64_at(bytes, 4), u64_at(bytes, 12))
        } else {
            (u64::from(u32_at(bytes, 4)), u64::from(u32_at(bytes, 8)))
        };
        Sizes { crc: u32_at(bytes, 0), packed, unpacked }
    }
}

/// The lengths that did not fit, from the wide field; `used` counts its bytes.
fn widened(sizes: Sizes, wide: Option<&[u8]>, used: &mut usize) -> Sizes {
    let Some(wide) = wide else { return sizes };
    let mut next = |narrow: u64| {
        if narrow != u64::from(u32::MAX) {
            return narrow;
        }
        let value = u64_at(wide, *used);
        *used += 8;
        value
    };
    let unpacked = next(sizes.unpacked);
    let packed = next(sizes.packed);
    Sizes { crc: sizes.crc, packed, unpacked }
}

/// The extra field 0x0001, if it is there.
fn wide_field(mut extra: &[u8]) -> Option<&[u8]> {
    while extra.len() >= 4 {
        let (tag, len) = (u16_at(extra, 0), usize::from(u16_at(extra, 2)));
        let body = extra.get(4..4 + len)?;
        if tag == 1 {
            return Some(body);
        }
        extra = extra.get(4 + len..)?;
    }
    None
}

/// The sum of `count` 16-bit lengths that stand one after another.
pub fn names_len(bytes: &[u8], at: usize, count: usize) -> usize {
    (0..count).map(|k| usize::from(u16_at(bytes, at + 2 * k))).sum()
}

/// A number of 16 bits, or 0 beyond the end.
pub fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).and_then(|bytes| bytes.try_into().ok()).map_or(0, u16::from_le_bytes)
}

/// A number of 32 bits, or 0 beyond the end.
pub fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_le_bytes)
}

/// A number of 64 bits, or 0 beyond the end.
pub fn u64_at(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..at + 8).and_then(|bytes| bytes.try_into().ok()).map_or(0, u64::from_le_bytes)
}
