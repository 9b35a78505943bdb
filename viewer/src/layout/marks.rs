//! Marks beside the scrollbar: where in the list the hits are. However many there are, a pixel is looked at once.

/// Stretches `[from, to)` of `px` pixels beside `rows` rows in which one of `hits` lies; these are row numbers in order.
pub fn marks(hits: &[u32], rows: u64, px: usize) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    if rows == 0 {
        return out;
    }
    let scale = |y: usize| y as f64 / px.max(1) as f64 * rows as f64;
    for y in 0..px {
        let (from, to) = (scale(y).floor() as u64, scale(y + 1).ceil() as u64);
        let first = hits.partition_point(|hit| u64::from(*hit) < from);
        if hits.get(first).is_some_and(|hit| u64::from(*hit) < to) {
            match out.last_mut() {
                Some((_, end)) if *end == y => *end = y + 1,
                _ => out.push((y, y + 1)),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_rows_are_taller_than_a_pixel() {
        assert_eq!(marks(&[0, 3], 4, 100), [(0, 25), (75, 100)]);
        assert_eq!(marks(&[1, 2], 4, 100), [(25, 75)]);
    }

    #[test]
    fn one_hit_in_ten_million_is_seen() {
        for hit in [0, 1, 4_999_999, 9_999_999] {
            let found = marks(&[hit], 10_000_000, 600);
            assert!(matches!(found.as_slice(), [(from, to)] if (1..=2).contains(&(to - from))), "{hit}: {found:?}");
        }
    }

    #[test]
    fn nothing_is_marked_without_hits_rows_or_room() {
        assert!(marks(&[], 10, 100).is_empty() && marks(&[1], 0, 100).is_empty() && marks(&[1], 10, 0).is_empty());
    }
}
