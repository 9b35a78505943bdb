//! Which bytes to read for many lines: lines that lie close together come in one go, because a call to the browser costs more than the
//! bytes between two lines.

/// Bytes between two lines that are read rather than skipped.
const BRIDGE: u64 = 64 << 10;

/// Longest stretch; one line alone may be longer.
const MOST: u64 = 4 << 20;

/// Where a line lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its input.
    pub input: usize,
    /// First byte.
    pub start: u64,
    /// One after the last.
    pub end: u64,
}

/// Bytes to read in one go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// From where to where.
    pub place: Place,
    /// The lines inside, as indexes into what was asked for.
    pub lines: Vec<usize>,
}

/// The stretches that hold all `places`, in the order of the inputs.
pub fn stretches(places: &[Place]) -> Vec<Stretch> {
    let mut order: Vec<(usize, &Place)> = places.iter().enumerate().collect();
    order.sort_by_key(|(_, place)| (place.input, place.start));
    let mut out: Vec<Stretch> = Vec::new();
    for (k, place) in order {
        match out.last_mut() {
            Some(last) if takes(&last.place, place) => {
                last.place.end = last.place.end.max(place.end);
                last.lines.push(k);
            }
            _ => out.push(Stretch { place: *place, lines: vec![k] }),
        }
    }
    out
}

fn takes(stretch: &Place, next: &Place) -> bool {
    let near = next.start.saturating_sub(stretch.end) <= BRIDGE;
    stretch.input == next.input && near && next.end.saturating_sub(stretch.start) <= MOST
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(input: usize, start: u64, end: u64) -> Place {
        Place { input, start, end }
    }

    #[test]
    fn neighbours_come_in_one_go_whatever_their_order() {
        let found = stretches(&[at(0, 200, 300), at(0, 0, 99), at(0, 100, 199)]);
        assert_eq!(found, [Stretch { place: at(0, 0, 300), lines: vec![1, 2, 0] }]);
    }

    #[test]
    fn inputs_far_places_and_long_stretches_stay_apart() {
        assert_eq!(stretches(&[at(0, 0, 9), at(1, 10, 19)]).len(), 2);
        assert_eq!(stretches(&[at(0, 0, 9), at(0, 9 + BRIDGE, 10 + BRIDGE)]).len(), 1);
        assert_eq!(stretches(&[at(0, 0, 9), at(0, 10 + BRIDGE, 11 + BRIDGE)]).len(), 2);
        assert_eq!(stretches(&[at(0, 0, MOST), at(0, MOST + 1, MOST + 2)]).len(), 2);
        assert_eq!(stretches(&[]), []);
    }

    #[test]
    fn every_line_is_inside_exactly_one_stretch() {
        let places: Vec<Place> = (0..500).map(|k| at(k % 3, (k as u64 * 7_919 * 131) % 50_000_000, 0)).collect();
        let places: Vec<Place> = places.into_iter().map(|p| at(p.input, p.start, p.start + p.start % 9_000)).collect();
        let mut seen = vec![0; places.len()];
        for stretch in stretches(&places) {
            for k in stretch.lines {
                seen[k] += 1;
                let (line, all) = (places[k], stretch.place);
                assert!(line.input == all.input && all.start <= line.start && line.end <= all.end);
            }
        }
        assert!(seen.iter().all(|count| *count == 1));
    }
}
