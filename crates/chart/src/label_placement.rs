//! Where names stand beside their marks: around points in a field, or under one another in a column, never over each other.

use crate::canvas::Point;

/// Space between two names, px.
const APART: f64 = 3.0;
/// Rings of places around its mark that a name which must stand may try.
const FAR: u32 = 4;

/// An upright rectangle in px.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area {
    /// Left upper corner.
    pub corner: Point,
    pub width: f64,
    pub height: f64,
}

impl Area {
    /// A square around a point.
    pub(crate) fn around((x, y): Point, half: f64) -> Self {
        Self { corner: (x - half, y - half), width: 2.0 * half, height: 2.0 * half }
    }

    /// Whether two areas come nearer than `apart` px side by side, or overlap in height.
    pub(crate) fn crosses(&self, other: &Self, apart: f64) -> bool {
        let clear = |from: f64, size: f64, other: f64, other_size: f64| from + size <= other || other + other_size <= from;
        !(clear(self.corner.0, self.width + apart, other.corner.0, other.width + apart)
            || clear(self.corner.1, self.height, other.corner.1, other.height))
    }

    pub(crate) fn inside(&self, bounds: &Self) -> bool {
        let within = |from: f64, size: f64, low: f64, room: f64| from >= low - 0.01 && from + size <= low + room + 0.01;
        within(self.corner.0, self.width, bounds.corner.0, bounds.width)
            && within(self.corner.1, self.height, bounds.corner.1, bounds.height)
    }
}

/// A name that wants to stand beside a mark.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Claim {
    /// Middle of the mark.
    pub at: Point,
    /// Half the size of the mark and the gap to it.
    pub clear: f64,
    pub width: f64,
    pub height: f64,
    /// May stand over marks, though never over names, when there is no other place.
    pub must: bool,
}

/// What names give way to.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Taken<'a> {
    /// Other texts: never crossed.
    pub texts: &'a [Area],
    /// Marks, those of the claims too, which their own places never touch: crossed only by a name that must stand.
    pub marks: &'a [Area],
    /// Lines: crossed where there is no other place.
    pub lines: &'a [Area],
}

/// A place for each claim inside of `bounds`, the earlier first; `None` where there is none.
pub(crate) fn beside(claims: &[Claim], taken: Taken<'_>, bounds: &Area) -> Vec<Option<Area>> {
    let mut texts = taken.texts.to_vec();
    let clear = |area: &Area, of: &[Area]| !of.iter().any(|other| area.crosses(other, 0.0));
    let mut places = Vec::with_capacity(claims.len());
    for claim in claims {
        let free = |area: &Area| area.inside(bounds) && !texts.iter().any(|other| area.crosses(other, APART));
        let fair = |area: &Area| free(area) && clear(area, taken.marks);
        let place = candidates(claim, 1).find(|area| fair(area) && clear(area, taken.lines));
        let place = place.or_else(|| candidates(claim, 1).find(fair));
        let place = place.or_else(|| candidates(claim, FAR).filter(|_| claim.must).find(free));
        texts.extend(place);
        places.push(place);
    }
    places
}

/// Right, left, above, below, the four corners; then the same farther away, `rings` times in all.
fn candidates(claim: &Claim, rings: u32) -> impl Iterator<Item = Area> {
    let Claim { at: (x, y), clear, width, height, .. } = *claim;
    (0..rings).flat_map(move |ring| {
        let away = clear + f64::from(ring) * height * 0.8;
        let slant = away * 0.85;
        let (right, left, centre) = (x + away, x - away - width, x - width / 2.0);
        let (above, below, middle) = (y - away - height, y + away, y - height / 2.0);
        [
            (right, middle),
            (left, middle),
            (centre, above),
            (centre, below),
            (x + slant, y - slant - height),
            (x + slant, y + slant),
            (x - slant - width, y - slant - height),
            (x - slant - width, y + slant),
        ]
        .map(|corner| Area { corner, width, height })
    })
}

/// A name of a column: where its middle would best be, and its height, px.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Wish {
    pub middle: f64,
    pub height: f64,
}

/// Middles of names in a column from `top` to `bottom`: in rising order of their wishes, none over the next, together as near to the
/// wishes as that allows (least squares, by pooling adjacent violators). The last ones get no place when the column cannot hold all.
pub(crate) fn stacked(wishes: &[Wish], (top, bottom): (f64, f64)) -> Vec<f64> {
    let mut room = bottom - top;
    let held = wishes.iter().take_while(|wish| {
        room -= wish.height;
        room >= 0.0
    });
    let wishes = &wishes[..held.count()];
    let mut order: Vec<usize> = (0..wishes.len()).collect();
    order.sort_by(|&i, &j| wishes[i].middle.total_cmp(&wishes[j].middle).then(i.cmp(&j)));
    // Without the heights of those above them names need only be in order, which pools of equal offsets are.
    let mut used = 0.0;
    let mut above = Vec::with_capacity(order.len());
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for wish in order.iter().map(|&i| wishes[i]) {
        above.push(used + wish.height / 2.0);
        let mut pool = (wish.middle - used - wish.height / 2.0, 1);
        used += wish.height;
        while let Some((mean, members)) = pools.pop_if(|(mean, _)| *mean >= pool.0) {
            let all = members + pool.1;
            pool = ((mean * members as f64 + pool.0 * pool.1 as f64) / all as f64, all);
        }
        pools.push(pool);
    }
    let offsets = pools.iter().flat_map(|(mean, members)| std::iter::repeat_n(*mean, *members));
    let mut places = vec![0.0; wishes.len()];
    for ((&i, above), offset) in order.iter().zip(above).zip(offsets) {
        places[i] = offset.clamp(top, (bottom - used).max(top)) + above;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wishes(middles: &[f64], height: f64) -> Vec<Wish> {
        middles.iter().map(|middle| Wish { middle: *middle, height }).collect()
    }

    #[test]
    fn names_of_a_column_move_apart_and_no_farther() {
        let column = |middles: &[f64]| stacked(&wishes(middles, 14.0), (0.0, 200.0));
        assert_eq!(column(&[50.0, 80.0]), [50.0, 80.0]);
        assert_eq!(column(&[52.0, 48.0]), [57.0, 43.0]);
        assert_eq!(column(&[2.0, 2.0, 150.0]), [7.0, 21.0, 150.0]);
        assert_eq!(column(&[199.0, 199.0]), [179.0, 193.0]);
        assert_eq!(column(&[9.0; 20]).len(), 14, "the column is full");
        let uneven = [Wish { middle: 50.0, height: 20.0 }, Wish { middle: 50.0, height: 10.0 }];
        assert_eq!(stacked(&uneven, (0.0, 200.0)), [42.5, 57.5]);
    }

    #[test]
    fn a_name_gives_way_to_marks_and_names() {
        let bounds = Area { corner: (0.0, 0.0), width: 200.0, height: 100.0 };
        let claim = Claim { at: (100.0, 50.0), clear: 6.0, width: 40.0, height: 14.0, must: false };
        let own = Area::around((100.0, 50.0), 4.0);
        let corner = |claim, taken| beside(&[claim], taken, &bounds)[0].map(|area| area.corner);
        let (right, left) = (Some((106.0, 43.0)), Some((54.0, 43.0)));
        let alone = [own];
        assert_eq!(corner(claim, Taken { marks: &alone, ..Taken::default() }), right);
        let other = [own, Area::around((120.0, 50.0), 4.0)];
        assert_eq!(corner(claim, Taken { marks: &other, ..Taken::default() }), left);
        assert_eq!(corner(claim, Taken { lines: &other[1..], ..Taken::default() }), left);
        let everywhere = [bounds];
        assert_eq!(corner(claim, Taken { lines: &everywhere, ..Taken::default() }), right);
        assert_eq!(corner(claim, Taken { marks: &everywhere, ..Taken::default() }), None);
        let must = Claim { must: true, ..claim };
        assert_eq!(corner(must, Taken { marks: &everywhere, ..Taken::default() }), right);
        assert_eq!(corner(must, Taken { texts: &everywhere, ..Taken::default() }), None);
    }

    proptest! {
        #[test]
        fn a_column_keeps_names_apart_and_inside(wishes in prop::collection::vec((-50.0..350.0_f64, 1.0..30.0_f64), 0..20)) {
            let wishes: Vec<Wish> = wishes.into_iter().map(|(middle, height)| Wish { middle, height }).collect();
            let places = stacked(&wishes, (0.0, 300.0));
            for (i, (y, wish)) in places.iter().zip(&wishes).enumerate() {
                prop_assert!(y - wish.height / 2.0 >= -1e-9 && y + wish.height / 2.0 <= 300.0 + 1e-9);
                for (other, before) in places[..i].iter().zip(&wishes) {
                    prop_assert!((y - other).abs() >= (wish.height + before.height) / 2.0 - 1e-9);
                    prop_assert!(wish.middle >= before.middle || y < other);
                }
            }
        }

        #[test]
        fn names_stay_apart_and_inside(points in prop::collection::vec((0.0..300.0_f64, 0.0..200.0_f64, 5.0..80.0_f64, any::<bool>()), 0..30)) {
            let bounds = Area { corner: (0.0, 0.0), width: 300.0, height: 200.0 };
            let claims: Vec<Claim> =
                points.iter().map(|(x, y, width, must)| Claim { at: (*x, *y), clear: 6.0, width: *width, height: 14.0, must: *must }).collect();
            let marks: Vec<Area> = claims.iter().map(|claim| Area::around(claim.at, 4.0)).collect();
            let places: Vec<(usize, Area)> =
                beside(&claims, Taken { marks: &marks, ..Taken::default() }, &bounds).into_iter().enumerate().filter_map(|(i, place)| Some((i, place?))).collect();
            for (rank, (i, place)) in places.iter().enumerate() {
                prop_assert!(place.inside(&bounds));
                prop_assert!(!places[..rank].iter().any(|(_, other)| place.crosses(other, APART)));
                prop_assert!(claims[*i].must || !marks.iter().any(|mark| place.crosses(mark, 0.0)));
            }
        }
    }
}
