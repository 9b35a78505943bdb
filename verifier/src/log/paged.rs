//! Lists that grow page by page, for what there is as much of as there are entries.
//!
//! A list in one piece takes up to twice the room of what it holds, and three times that while it grows: with ten million entries, more
//! than a browser gives. A [`Paged`] list takes the room of what it holds and at most one page more, and growing moves nothing.

use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;
use serde::de::{SeqAccess, Visitor};
use serde::ser::SerializeSeq;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Elements of a page, a power of two.
const PAGE: usize = 1 << 12;

/// A list in pages. Every page but the last is full, so that equal lists lie equally.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paged<T> {
    pages: Vec<Vec<T>>,
}

/// A list in pages of what only some rows have, by row, ascending. A row may have several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(serialize = "T: Serialize", deserialize = "T: Deserialize<'de>"))]
pub struct ByRow<T> {
    list: Paged<(u32, T)>,
}

impl<T> Default for Paged<T> {
    fn default() -> Paged<T> {
        Paged { pages: Vec::new() }
    }
}

impl<T> Default for ByRow<T> {
    fn default() -> ByRow<T> {
        ByRow { list: Paged::default() }
    }
}

impl<T> Paged<T> {
    /// How many elements it has.
    pub fn len(&self) -> usize {
        self.pages.last().map_or(0, |last| (self.pages.len() - 1) * PAGE + last.len())
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// The element with this index.
    pub fn get(&self, index: usize) -> Option<&T> {
        self.pages.get(index / PAGE)?.get(index % PAGE)
    }

    /// The last element.
    pub fn last(&self) -> Option<&T> {
        self.pages.last()?.last()
    }

    /// Adds one at the end.
    pub fn push(&mut self, element: T) {
        match self.pages.last_mut().filter(|page| page.len() < PAGE) {
            Some(page) => page.push(element),
            None => self.pages.push(alloc::vec![element]),
        }
    }

    /// Every element in order.
    pub fn iter(&self) -> impl Iterator<Item = &T> + Clone {
        self.pages.iter().flatten()
    }

    /// How many elements at the front fit; all that fit must stand there.
    pub fn partition_point(&self, fits: impl Fn(&T) -> bool) -> usize {
        let full = self.pages.partition_point(|page| page.last().is_some_and(&fits));
        self.pages.get(full).map_or(self.len(), |page| full * PAGE + page.partition_point(fits))
    }

    /// Every element from an index on.
    fn from(&self, index: usize) -> impl Iterator<Item = &T> {
        let (page, at) = (index / PAGE, index % PAGE);
        let first = self.pages.get(page).and_then(|page| page.get(at..)).unwrap_or_default();
        first.iter().chain(self.pages.iter().skip(page + 1).flatten())
    }
}

impl<T> IntoIterator for Paged<T> {
    type Item = T;
    type IntoIter = core::iter::Flatten<alloc::vec::IntoIter<Vec<T>>>;

    /// Takes it apart; each page goes when its last element went.
    fn into_iter(self) -> Self::IntoIter {
        self.pages.into_iter().flatten()
    }
}

impl<T> Extend<T> for Paged<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, elements: I) {
        elements.into_iter().for_each(|element| self.push(element));
    }
}

impl<T> FromIterator<T> for Paged<T> {
    fn from_iter<I: IntoIterator<Item = T>>(elements: I) -> Paged<T> {
        let mut list = Paged::default();
        list.extend(elements);
        list
    }
}

impl<T> ByRow<T> {
    /// What one row has.
    pub fn of(&self, row: u32) -> impl Iterator<Item = &T> {
        let first = self.list.partition_point(|(held, _)| *held < row);
        self.list.from(first).take_while(move |(held, _)| *held == row).map(|(_, value)| value)
    }

    /// Adds what the last row has, or one behind it.
    pub fn push(&mut self, row: u32, value: T) {
        self.list.push((row, value));
    }

    /// Whether no row has anything.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Each value with its row.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &T)> + Clone {
        self.list.iter().map(|(row, value)| (*row, value))
    }

    /// Adds what rows that follow have, which begin at `shift`.
    pub fn append(&mut self, next: impl IntoIterator<Item = (u32, T)>, shift: u32) {
        self.list.extend(next.into_iter().map(|(row, value)| (row.saturating_add(shift), value)));
    }
}

impl<T> Extend<(u32, T)> for ByRow<T> {
    fn extend<I: IntoIterator<Item = (u32, T)>>(&mut self, values: I) {
        self.list.extend(values);
    }
}

impl<T> IntoIterator for ByRow<T> {
    type Item = (u32, T);
    type IntoIter = <Paged<(u32, T)> as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<T: Serialize> Serialize for Paged<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.len()))?;
        self.iter().try_for_each(|element| list.serialize_element(element))?;
        list.end()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Paged<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Paged<T>, D::Error> {
        struct Elements<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Elements<T> {
            type Value = Paged<T>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Paged<T>, A::Error> {
                let mut list = Paged::default();
                while let Some(element) = elements.next_element()? {
                    list.push(element);
                }
                Ok(list)
            }
        }
        deserializer.deserialize_seq(Elements(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lengths around every edge of a page.
    const LENGTHS: [usize; 7] = [0, 1, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE, 2 * PAGE + 3];

    #[test]
    fn a_list_in_pages_is_a_list() {
        for len in LENGTHS {
            let (list, twin): (Paged<usize>, Vec<usize>) = ((0..len).collect(), (0..len).collect());
            assert_eq!((list.len(), list.is_empty(), list.last()), (len, len == 0, twin.last()));
            assert!(list.iter().eq(&twin) && list.clone().into_iter().eq(twin.iter().copied()));
            for index in [0, 1, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE, len.saturating_sub(1), len, len + PAGE] {
                assert_eq!(list.get(index), twin.get(index), "{index} of {len}");
                assert_eq!(list.partition_point(|at| *at < index), twin.partition_point(|at| *at < index), "{index} of {len}");
                assert!(list.from(index).eq(twin.iter().skip(index)), "{index} of {len}");
            }
            assert!(list.pages.iter().all(|page| page.capacity() <= PAGE));
        }
    }

    #[test]
    fn it_crosses_like_a_list() {
        for len in LENGTHS {
            let (list, twin): (Paged<u32>, Vec<u32>) = ((0..len as u32).collect(), (0..len as u32).collect());
            let bytes = postcard::to_allocvec(&list).unwrap();
            assert_eq!(bytes, postcard::to_allocvec(&twin).unwrap());
            assert_eq!(postcard::from_bytes::<Paged<u32>>(&bytes), Ok(list));
        }
    }

    #[test]
    fn rows_keep_what_is_theirs() {
        // Row 1 has nothing, and what row 2 has lies on two pages.
        let held: Vec<(u32, usize)> = (0..PAGE + 5).map(|value| (if value < PAGE - 2 { 0 } else { 2 }, value)).collect();
        let mut list = ByRow::default();
        held.iter().for_each(|(row, value)| list.push(*row, *value));
        for row in 0..4 {
            let twin = held.iter().filter(|(of, _)| *of == row).map(|(_, value)| value);
            assert!(list.of(row).eq(twin), "{row}");
        }
        let mut both = list.clone();
        both.append(list, 7);
        assert_eq!((both.of(2).count(), both.of(7).count(), both.of(8).count(), both.of(9).count()), (7, PAGE - 2, 0, 7));
        assert!(both.iter().map(|(row, _)| row).is_sorted() && !both.is_empty() && ByRow::<u8>::default().is_empty());
    }
}
