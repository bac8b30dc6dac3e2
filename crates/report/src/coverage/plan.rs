//! Where everything stands in the workbook of policy coverage, so that the formulas of one sheet can name the cells of another.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rust_xlsxwriter::{ColNum, RowNum};

use super::sheet_name::sheet_name;
use crate::input::{Chapter, Clause, ClauseLink, CoverageInput, Language};
use crate::place::{column, fixed, on};

/// First row of the clauses on a matrix sheet.
pub(crate) const MATRIX_FIRST: RowNum = 5;
/// First row of the links on their sheet.
pub(crate) const LINK_FIRST: RowNum = 3;
/// Row of the scores of the indicators on the grid.
pub(crate) const GRID_SCORE: RowNum = 4;
/// Row of the levels of the indicators on the grid, and of the heads of its first columns.
pub(crate) const GRID_LEVEL: RowNum = 5;
/// Column of the first indicator on the grid.
pub(crate) const GRID_FIRST_COL: ColNum = 3;

/// Columns of a matrix sheet.
pub(crate) mod matrix_col {
    use rust_xlsxwriter::ColNum;
    pub(crate) const NUMBER: ColNum = 0;
    pub(crate) const HEADING: ColNum = 1;
    pub(crate) const BINDS: ColNum = 2;
    pub(crate) const LINKED: ColNum = 3;
    pub(crate) const READINESS: ColNum = 4;
    pub(crate) const INFERRED: ColNum = 5;
    pub(crate) const JUDGEMENT: ColNum = 6;
    pub(crate) const STATUS: ColNum = 7;
    pub(crate) const GAP: ColNum = 8;
    pub(crate) const OPEN: ColNum = 9;
    pub(crate) const EVIDENCE: ColNum = 10;
    // From here on: helpers that the formulas to the left stand on, and what the product found, to check them.
    pub(crate) const KEY: ColNum = 11;
    pub(crate) const UNANSWERED: ColNum = 12;
    pub(crate) const STATED: ColNum = 13;
    pub(crate) const COMPLETE: ColNum = 14;
    pub(crate) const FOUND_READINESS: ColNum = 15;
    pub(crate) const FOUND_INFERRED: ColNum = 16;
    pub(crate) const FOUND_STATUS: ColNum = 17;
    pub(crate) const READINESS_CHECK: ColNum = 18;
    pub(crate) const WORD_CHECK: ColNum = 19;
}

/// Columns of the sheet of links.
pub(crate) mod link_col {
    use rust_xlsxwriter::ColNum;
    pub(crate) const DOCUMENT: ColNum = 0;
    pub(crate) const CLAUSE: ColNum = 1;
    pub(crate) const HEADING: ColNum = 2;
    pub(crate) const CODE: ColNum = 3;
    pub(crate) const NAME: ColNum = 4;
    pub(crate) const STRENGTH: ColNum = 5;
    pub(crate) const SCORE: ColNum = 6;
    pub(crate) const LEVEL: ColNum = 7;
    pub(crate) const WEAKEST: ColNum = 8;
    pub(crate) const REASON: ColNum = 9;
    // A helper of the formulas on the matrix sheets.
    pub(crate) const KEY: ColNum = 10;
}

/// The names of the sheets that do not come from documents.
pub(crate) struct Names {
    pub(crate) cover: &'static str,
    pub(crate) notes: &'static str,
    pub(crate) clauses: &'static str,
    pub(crate) links: &'static str,
    pub(crate) grid: &'static str,
    pub(crate) evidence: &'static str,
    /// Before a number, for a document without a name.
    document: &'static str,
}

const ZH: Names =
    Names {
        cover: "封面", notes: "说明", clauses: "条款说明", links: "关联", grid: "条款指标矩阵", evidence: "证据", document: "文件"
    };

const EN: Names = Names {
    cover: "Cover",
    notes: "Notes",
    clauses: "Clauses",
    links: "Links",
    grid: "Clause by indicator",
    evidence: "Evidence",
    document: "Document",
};

/// One row of a matrix sheet.
pub(crate) enum Line<'a> {
    /// The head of a chapter that has clauses.
    Chapter(&'a Chapter),
    /// A clause.
    Clause(Placed<'a>),
}

/// A clause at its place.
#[derive(Clone, Copy)]
pub(crate) struct Placed<'a> {
    pub(crate) clause: &'a Clause,
    /// Its number in the whole workbook, from 1; links carry it. A number, because texts would be read as patterns by `COUNTIFS`.
    pub(crate) key: u32,
    /// Index of its document.
    pub(crate) document: usize,
    /// Its row on the matrix sheet of its document.
    pub(crate) row: RowNum,
}

/// The matrix sheet of a document.
pub(crate) struct Matrix<'a> {
    pub(crate) name: String,
    pub(crate) lines: Vec<Line<'a>>,
}

impl<'a> Matrix<'a> {
    /// Its last row; the head of the table where there are no clauses.
    pub(crate) fn last(&self) -> RowNum {
        MATRIX_FIRST - 1 + RowNum::try_from(self.lines.len()).unwrap_or(RowNum::MAX / 2)
    }

    /// A column over all its rows, as it names it itself. Without clauses it is the empty row under the heads.
    pub(crate) fn own_column(&self, col: ColNum) -> String {
        column(MATRIX_FIRST, self.last().max(MATRIX_FIRST), col)
    }

    /// The same as other sheets name it.
    pub(crate) fn column(&self, col: ColNum) -> String {
        on(&self.name, &self.own_column(col))
    }

    /// Its clauses.
    pub(crate) fn clauses(&self) -> impl Iterator<Item = Placed<'a>> {
        self.lines.iter().filter_map(|line| if let Line::Clause(placed) = line { Some(*placed) } else { None })
    }
}

/// The places of one workbook.
pub(crate) struct CoveragePlan<'a> {
    pub(crate) names: Names,
    /// One for each document.
    pub(crate) matrices: Vec<Matrix<'a>>,
    /// Every linked indicator once, by code as people count: one of its links.
    pub(crate) indicators: Vec<&'a ClauseLink>,
    indicator_cols: BTreeMap<&'a str, ColNum>,
    links: RowNum,
}

impl<'a> CoveragePlan<'a> {
    pub(crate) fn new(input: &'a CoverageInput) -> Self {
        let names = if input.language == Language::Zh { ZH } else { EN };
        let mut taken: Vec<String> =
            [names.cover, names.notes, names.clauses, names.links, names.grid, names.evidence].map(str::to_owned).into();
        let mut matrices = Vec::new();
        let mut keys = 1u32..;
        for (document, own) in input.documents.iter().enumerate() {
            let name = sheet_name(&own.short, names.document, &taken);
            taken.push(name.clone());
            let mut lines = Vec::new();
            let mut rows = MATRIX_FIRST..;
            for chapter in own.chapters.iter().filter(|chapter| !chapter.clauses.is_empty()) {
                rows.next();
                lines.push(Line::Chapter(chapter));
                let clauses = chapter.clauses.iter().zip((&mut rows).zip(&mut keys));
                lines.extend(clauses.map(|(clause, (row, key))| Line::Clause(Placed { clause, key, document, row })));
            }
            matrices.push(Matrix { name, lines });
        }
        let all_links = || matrices.iter().flat_map(Matrix::clauses).flat_map(|placed| &placed.clause.links);
        let once: BTreeMap<&str, &ClauseLink> = all_links().map(|link| (link.indicator.as_str(), link)).collect();
        let mut indicators: Vec<&ClauseLink> = once.into_values().collect();
        indicators.sort_by(|a, b| natural(&a.code, &b.code).then_with(|| a.indicator.cmp(&b.indicator)));
        let indicator_cols = indicators.iter().zip(GRID_FIRST_COL..).map(|(link, col)| (link.indicator.as_str(), col)).collect();
        let links = RowNum::try_from(all_links().count()).unwrap_or(RowNum::MAX / 2);
        Self { names, matrices, indicators, indicator_cols, links }
    }

    /// Every clause in order.
    pub(crate) fn clauses(&self) -> impl Iterator<Item = Placed<'a>> + '_ {
        self.matrices.iter().flat_map(Matrix::clauses)
    }

    /// A column over all links, as other sheets name it. Only for a clause that has links.
    pub(crate) fn link_column(&self, col: ColNum) -> String {
        on(self.names.links, &column(LINK_FIRST, LINK_FIRST + self.links.max(1) - 1, col))
    }

    /// The cell of an indicator in a row of the grid, as other sheets name it.
    pub(crate) fn indicator_cell(&self, link: &ClauseLink, row: RowNum) -> String {
        on(self.names.grid, &fixed(row, self.indicator_col(link)))
    }

    /// The column of an indicator on the grid.
    pub(crate) fn indicator_col(&self, link: &ClauseLink) -> ColNum {
        self.indicator_cols.get(link.indicator.as_str()).copied().unwrap_or(GRID_FIRST_COL)
    }
}

/// Codes as people count: A2.9 before A2.10.
fn natural(a: &str, b: &str) -> Ordering {
    let digits = |c: char| c.is_ascii_digit();
    let (mut a, mut b) = (a, b);
    loop {
        let (x, y) = match (a.chars().next(), b.chars().next()) {
            (Some(x), Some(y)) => (x, y),
            (x, y) => return x.cmp(&y),
        };
        if digits(x) && digits(y) {
            let split = |text: &'_ str| text.find(|c| !digits(c)).unwrap_or(text.len());
            let ((own, rest), (other, other_rest)) = (a.split_at(split(a)), b.split_at(split(b)));
            let (short, other_short) = (own.trim_start_matches('0'), other.trim_start_matches('0'));
            let order = short.len().cmp(&other_short.len()).then_with(|| short.cmp(other_short)).then_with(|| own.len().cmp(&other.len()));
            if order != Ordering::Equal {
                return order;
            }
            (a, b) = (rest, other_rest);
        } else if x == y {
            (a, b) = (&a[x.len_utf8()..], &b[y.len_utf8()..]);
        } else {
            return x.cmp(&y);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn codes_stand_as_people_count() {
        let mut codes = ["B1.1", "A2.10", "A2.9", "A10.1", "A2", "", "A2.9a", "C"];
        codes.sort_by(|a, b| natural(a, b));
        assert_eq!(codes, ["", "A2", "A2.9", "A2.9a", "A2.10", "A10.1", "B1.1", "C"]);
    }

    #[test]
    fn sheet_names_are_legal() {
        for names in [ZH, EN] {
            for name in [names.cover, names.notes, names.clauses, names.links, names.grid, names.evidence, names.document] {
                assert_eq!(sheet_name(name, "?", &[]), name);
            }
        }
    }

    proptest! {
        #[test]
        fn the_order_of_codes_is_total(a in "[A-C0-9.量]{0,6}", b in "[A-C0-9.量]{0,6}", c in "[A-C0-9.量]{0,6}") {
            prop_assert_eq!(natural(&a, &b), natural(&b, &a).reverse());
            prop_assert_eq!(natural(&a, &b) == Ordering::Equal, a == b);
            if natural(&a, &b) != Ordering::Greater && natural(&b, &c) != Ordering::Greater {
                prop_assert_ne!(natural(&a, &c), Ordering::Greater);
            }
        }
    }
}
