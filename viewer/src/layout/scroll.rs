//! Rows and pixels. Browsers clamp or collapse very tall elements, so a long list keeps a spacer of bounded height and maps the scroll
//! position to a row.

/// Tallest spacer, in pixels: below what every browser still lays out.
pub const TALLEST: f64 = 10_000_000.0;

/// A list of rows of equal height in a viewport.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scroll {
    /// How many rows.
    pub rows: u64,
    /// Height of one row in pixels.
    pub row_px: f64,
    /// Height of the viewport in pixels.
    pub view_px: f64,
}

impl Scroll {
    /// Height of the spacer in pixels.
    pub fn height(&self) -> f64 {
        (self.rows as f64 * self.row_px).min(TALLEST)
    }

    /// Whether one pixel of the scrollbar stands for more than one pixel of rows.
    pub fn is_mapped(&self) -> bool {
        self.rows as f64 * self.row_px > TALLEST
    }

    /// How many rows the viewport shows, a partial one counted.
    pub fn visible(&self) -> u64 {
        ((self.view_px / self.row_px).ceil() as u64 + 1).min(self.rows)
    }

    /// The topmost position in rows, with its fraction.
    fn last_top(&self) -> f64 {
        (self.rows as f64 - self.view_px / self.row_px).max(0.0)
    }

    /// The row at the top of the viewport, with its fraction, for a scroll position.
    pub fn row_at(&self, top_px: f64) -> f64 {
        let reach = self.height() - self.view_px;
        if reach <= 0.0 {
            return 0.0;
        }
        (top_px.clamp(0.0, reach) / reach * self.last_top()).min(self.last_top())
    }

    /// The scroll position that puts `row` at the top.
    pub fn top_of(&self, row: f64) -> f64 {
        let (reach, last) = (self.height() - self.view_px, self.last_top());
        if reach <= 0.0 || last <= 0.0 {
            return 0.0;
        }
        row.clamp(0.0, last) / last * reach
    }

    /// The scroll position that brings `row` into view with as little movement as possible, from `top_px`.
    pub fn reveal(&self, row: u64, top_px: f64) -> f64 {
        let (first, whole) = (self.row_at(top_px), (self.view_px / self.row_px).floor().max(1.0));
        let row = row as f64;
        if row < first {
            self.top_of(row)
        } else if row + 1.0 > first + self.view_px / self.row_px {
            self.top_of(row + 1.0 - whole)
        } else {
            top_px
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(rows: u64) -> Scroll {
        Scroll { rows, row_px: 24.0, view_px: 600.0 }
    }

    #[test]
    fn a_short_list_scrolls_pixel_by_pixel() {
        let list = list(240);
        assert!(!list.is_mapped());
        assert_eq!(list.height(), 5760.0);
        assert!((list.row_at(480.0) - 20.0).abs() < 1e-9);
        assert_eq!(Scroll { rows: 3, ..list }.row_at(50.0), 0.0);
        assert_eq!(Scroll { rows: 0, ..list }.row_at(50.0), 0.0);
    }

    #[test]
    fn ten_million_rows_reach_both_ends_under_a_bounded_spacer() {
        let list = list(10_000_000);
        assert!(list.is_mapped() && list.height() <= TALLEST);
        assert_eq!(list.row_at(0.0), 0.0);
        assert_eq!(list.row_at(list.height() - list.view_px), 9_999_975.0);
    }

    #[test]
    fn every_row_can_be_brought_into_view() {
        for rows in [1, 26, 240, 10_000_000, (1u64 << 40)] {
            let list = list(rows);
            for row in [0, 1, rows / 3, rows / 2, rows - 1] {
                let top = list.row_at(list.reveal(row, 0.0));
                let fits = (row as f64) >= top - 0.01 && (row as f64) < top + list.view_px / list.row_px + 0.01;
                assert!(fits, "row {row} of {rows}: top {top}");
            }
        }
    }

    #[test]
    fn a_row_in_view_does_not_move_the_list() {
        assert_eq!(list(240).reveal(22, 480.0), 480.0);
    }
}
