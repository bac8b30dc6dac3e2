//! A table with its mapping → figures, and what is refused with reasons.

use super::content::{ImportedFigure, ImportedMetric, ImportedTable, Place};
use super::institution::{InstitutionCells, LONGEST_NAME};
use super::mapping::{FigureColumn, ImportQuality, Mapping, Role};
use super::notices::{Counts, news, notices};
use super::problems::problems;
use super::row::{self, Reading};
use super::unit::Unit;
use super::vocabulary::{KnownMetric, Vocabulary};
use super::year;
use shuheng_table::figure::shown;
use shuheng_table::{GridRow, Mark, Origin, Sentence, Table, TableError, Watch};
use std::collections::{BTreeMap, BTreeSet};

/// The most figures of one table: an engagement keeps them in one piece.
pub const MOST_FIGURES: usize = 500_000;
/// Refused cells that are kept with their reasons; more would only bury the first.
const TOLD: usize = 1_000;

/// A row or cell that is not taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Line or row of the file, from 1.
    pub line: u32,
    /// Column from 0; `None` when it is about the row.
    pub column: Option<u32>,
    /// What stands in the cell.
    pub cell: String,
    /// Why, and what would help.
    pub message: Sentence,
}

/// What a table gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// The figures that would be taken over.
    pub table: ImportedTable,
    /// What is refused, in the order of the table; at most a thousand.
    pub refused: Vec<Refused>,
    /// How much is refused.
    pub refused_count: usize,
    /// Cells without a figure.
    pub missing: usize,
    /// Rows that were left out because the spreadsheet does not show them.
    pub hidden: usize,
    /// What is read differently from how it looks, left out or assumed.
    pub notices: Vec<Sentence>,
    /// What keeps the table as a whole from being read; nothing is taken over while there is any.
    pub problems: Vec<Sentence>,
}

/// Reads the figures of a table. `file` is its name, `this_year` the last year that can be over.
///
/// # Errors
/// [`TableError::Cancelled`].
pub fn read(
    table: &Table,
    file: &str,
    mapping: &Mapping,
    vocabulary: &Vocabulary,
    this_year: i32,
    watch: &Watch,
) -> Result<Import, TableError> {
    let mut reader = Reader::new(table, file, mapping, vocabulary, this_year);
    let mut problems = problems(table, mapping);
    if problems.is_empty() {
        let rows = table.grid.rows();
        let all = rows.len() as u64;
        for (done, row) in (0..).zip(rows) {
            if row.line > mapping.header {
                reader.row(row);
            }
            watch.step(0.0..1.0, done, all)?;
            if reader.import.figures.len() > MOST_FIGURES {
                problems.push(Sentence::new(
                    format!("表中的数据超过{MOST_FIGURES}个；分成几份后重试"),
                    format!("the table has more than {MOST_FIGURES} figures; split it and try again"),
                ));
                break;
            }
        }
    }
    watch.step(0.0..1.0, 1, 1)?;
    Ok(reader.finish(problems))
}

struct Reader<'a> {
    table: &'a Table,
    mapping: &'a Mapping,
    vocabulary: &'a Vocabulary,
    this_year: i32,
    single: BTreeMap<&'static str, usize>,
    import: ImportedTable,
    /// Line and column of every figure.
    places: Vec<(u32, u32)>,
    /// What a figure is of, with its place in the list.
    keys: BTreeMap<(u32, i32, u32, u32), usize>,
    /// Figures that another cell contradicts.
    contradicted: BTreeSet<usize>,
    /// Places by name and id as they stand in a row, and by id.
    institutions: BTreeMap<(String, String), u32>,
    institution_ids: BTreeMap<String, u32>,
    /// Places by id, with the unit and what is known.
    metrics: BTreeMap<String, (u32, Unit, Option<&'a KnownMetric>)>,
    /// Ids by name as it stands in the table.
    metric_names: BTreeMap<String, String>,
    sources: BTreeMap<String, u32>,
    refused: Vec<Refused>,
    refused_count: usize,
    missing: usize,
    hidden: usize,
    counts: Counts,
}

/// What the cells of a row say for all of its figures.
struct RowFacts<'a> {
    line: u32,
    institution: u32,
    year: Option<Result<i32, Sentence>>,
    metric: &'a str,
    unit: Option<Unit>,
    source: u32,
    quality: ImportQuality,
    place: Place,
    note: &'a str,
}

impl<'a> Reader<'a> {
    fn new(table: &'a Table, file: &str, mapping: &'a Mapping, vocabulary: &'a Vocabulary, this_year: i32) -> Self {
        let sheet = match &table.origin {
            Origin::Workbook { sheets, sheet } => sheets.get(*sheet).map(|sheet| sheet.name.as_str()),
            Origin::Text { .. } => None,
        };
        let roles = [
            ("institution", Role::Institution),
            ("id", Role::InstitutionId),
            ("kind", Role::Kind),
            ("tier", Role::Tier),
            ("year", Role::Year),
            ("metric", Role::Metric),
            ("value", Role::Value),
            ("unit", Role::Unit),
            ("source", Role::Source),
            ("locator", Role::Locator),
            ("note", Role::Note),
            ("quality", Role::Quality),
        ];
        let single = roles.into_iter().filter_map(|(name, role)| Some((name, mapping.column(&role)?))).collect();
        Self {
            table,
            mapping,
            vocabulary,
            this_year,
            single,
            import: ImportedTable::new(file, sheet),
            places: Vec::new(),
            keys: BTreeMap::new(),
            contradicted: BTreeSet::new(),
            institutions: BTreeMap::new(),
            institution_ids: BTreeMap::new(),
            metrics: BTreeMap::new(),
            metric_names: BTreeMap::new(),
            sources: BTreeMap::new(),
            refused: Vec::new(),
            refused_count: 0,
            missing: 0,
            hidden: 0,
            counts: Counts::default(),
        }
    }

    /// The cell of a role that stands once; empty where there is no such column.
    fn cell(&self, row: &GridRow, role: &str) -> &'a str {
        self.single.get(role).map_or("", |column| self.table.grid.cell(row, *column))
    }

    fn row(&mut self, row: &GridRow) {
        if row.hidden && !self.mapping.hidden_rows {
            self.hidden += 1;
            return;
        }
        let grid = &self.table.grid;
        let value = self.single.get("value").map(|column| (*column, None));
        let mapping = self.mapping;
        let cells: Vec<(usize, Option<&FigureColumn>)> =
            value.into_iter().chain(mapping.figure_columns().map(|(column, figures)| (column, Some(figures)))).collect();
        let filled = |column: usize| !grid.cell(row, column).is_empty() || grid.mark(row.line, column).is_some();
        // Notes below a table have no figures and are no fault.
        if !cells.iter().any(|(column, _)| filled(*column)) {
            self.missing += cells.len();
            return;
        }
        let facts = match self.facts(row) {
            Ok(facts) => facts,
            Err((role, message)) => {
                let column = self.single.get(role).copied();
                return self.refuse(row, column, message);
            }
        };
        for (column, figures) in cells {
            let cell = grid.cell(row, column);
            let mark = grid.mark(row.line, column);
            if cell.is_empty() && mark.is_none() {
                self.missing += 1;
            } else if let Err(message) = self.figure(&facts, (row.line, column), cell, mark, figures) {
                self.refuse(row, Some(column), message);
            }
        }
    }

    /// What a row says for all of its figures, or which role of it is at fault and why.
    fn facts(&mut self, row: &GridRow) -> Result<RowFacts<'a>, (&'static str, Sentence)> {
        let fixed = &self.mapping.fixed;
        let institution = self.institution(row)?;
        let year = match (self.cell(row, "year"), fixed.year) {
            ("", None) => None,
            ("", Some(year)) => Some(year::read(&year.to_string(), self.this_year)),
            (cell, _) => Some(year::read(cell, self.this_year)),
        };
        let source = match self.cell(row, "source") {
            "" => fixed.source.trim(),
            cell => cell,
        };
        if source.is_empty() {
            return Err((
                "source",
                Sentence::new("没有来源；补上来源，或为整表填写来源", "there is no source; fill it in, or give one for the whole table"),
            ));
        }
        let source = intern(source, &mut self.sources, &mut self.import.sources);
        let quality = match self.cell(row, "quality") {
            "" => fixed.quality,
            cell => ImportQuality::from_word(cell).ok_or_else(|| {
                let message = Sentence::new(
                    format!("不认识数据性质“{}”；可用：披露、报道、推算、自报", shown(cell)),
                    format!("unknown quality `{}`; use disclosed, press, derived or self-reported", shown(cell)),
                );
                ("quality", message)
            })?,
        };
        let locator = match self.cell(row, "locator") {
            "" => fixed.locator.trim(),
            cell => cell,
        };
        Ok(RowFacts {
            line: row.line,
            institution,
            year,
            metric: self.cell(row, "metric"),
            unit: Unit::parse(self.cell(row, "unit")).or_else(|| Unit::parse(&fixed.unit)),
            source,
            quality,
            place: if locator.is_empty() { Place::Line(row.line) } else { Place::Locator(locator.to_owned()) },
            note: self.cell(row, "note"),
        })
    }

    fn institution(&mut self, row: &GridRow) -> Result<u32, (&'static str, Sentence)> {
        let said = InstitutionCells {
            name: self.cell(row, "institution"),
            id: self.cell(row, "id"),
            kind: self.cell(row, "kind"),
            tier: self.cell(row, "tier"),
        };
        let key = (said.named().to_owned(), said.id.to_owned());
        if let Some(index) = self.institutions.get(&key) {
            return Ok(*index);
        }
        let row_index = row.line.saturating_sub(1);
        let merged = self.table.merged.iter().any(|(first, last)| (first.0 + 1..=last.0).contains(&row_index));
        let institution = said.resolve(self.mapping.fixed.kind.trim(), self.vocabulary, merged)?;
        let index = match self.institution_ids.get(&institution.id) {
            Some(index) => *index,
            None => {
                let index = u32::try_from(self.import.institutions.len()).unwrap_or(u32::MAX);
                self.institution_ids.insert(institution.id.clone(), index);
                self.import.institutions.push(institution);
                index
            }
        };
        self.institutions.insert(key, index);
        Ok(index)
    }

    fn figure(
        &mut self,
        facts: &RowFacts<'_>,
        (line, column): (u32, usize),
        cell: &str,
        mark: Option<Mark>,
        figures: Option<&FigureColumn>,
    ) -> Result<(), Sentence> {
        let named = [figures.map_or("", |figures| figures.metric.trim()), facts.metric, self.mapping.fixed.metric.trim()];
        let name = named
            .into_iter()
            .find(|name| !name.is_empty())
            .ok_or_else(|| Sentence::new("指标为空；补上指标", "the metric is empty; name it"))?;
        let year = match (figures.and_then(|figures| figures.year), &facts.year) {
            (Some(year), _) => year::read(&year.to_string(), self.this_year)?,
            (None, Some(year)) => year.clone()?,
            (None, None) => return Err(Sentence::new("年份为空；补上年份", "the year is empty; fill it in")),
        };
        let stated = figures.and_then(|figures| Unit::parse(&figures.unit)).or_else(|| facts.unit.clone());
        let (metric, target, known) = self.metric(name, stated.as_ref(), cell)?;
        let shown_name = self.import.metrics[metric as usize].name.clone();
        let reading = row::read(cell, self.table.commas_are_thousands(), mark, stated.as_ref(), (&shown_name, known, &target))?;
        let figure = match reading {
            Reading::Missing => {
                self.missing += 1;
                return Ok(());
            }
            Reading::Figure(figure) => figure,
        };
        self.counts.figure(metric, line, mark, &figure, target.is_percent());
        let place = u32::try_from(column).unwrap_or(u32::MAX);
        let key = (facts.institution, year, metric, facts.source);
        if let Some(first) = self.keys.get(&key).copied() {
            let at = self.places[first].0;
            let before = self.import.figures[first].value;
            if before == figure.value {
                return Err(Sentence::new(
                    format!("与第{at}行重复（同一机构、年份、指标与来源）；只取先出现的"),
                    format!("repeats line {at} (the same institution, year, metric and source); only the first is taken"),
                ));
            }
            self.contradicted.insert(first);
            return Err(Sentence::new(
                format!("与第{at}行矛盾：同一机构、年份、指标与来源，那里是{before}，这里是{}；两处都不取，核对后只留一处", figure.value),
                format!(
                    "contradicts line {at}: the same institution, year, metric and source, {before} there and {} here; neither is taken, keep the right one",
                    figure.value
                ),
            ));
        }
        self.keys.insert(key, self.import.figures.len());
        self.places.push((facts.line, place));
        self.import.figures.push(ImportedFigure {
            institution: facts.institution,
            year,
            metric,
            value: figure.value,
            decimals: figure.decimals,
            source: facts.source,
            quality: facts.quality,
            place: facts.place.clone(),
            note: facts.note.to_owned(),
        });
        Ok(())
    }

    /// The place of a metric in the list, its unit and what is known of it; one that is not known takes the unit that is first stated for it.
    fn metric(&mut self, name: &str, stated: Option<&Unit>, cell: &str) -> Result<(u32, Unit, Option<&'a KnownMetric>), Sentence> {
        if let Some(found) = self.metric_names.get(name).and_then(|id| self.metrics.get(id)) {
            return Ok(found.clone());
        }
        let known = self.vocabulary.metric(name);
        let (id, written, unit) = match known {
            Some(known) => (known.id.clone(), known.unit.clone(), Unit::parse(&known.unit)),
            None => {
                let own = match super::figure_text::read(cell, self.table.commas_are_thousands()) {
                    Ok(super::FigureText::Figure(_, unit)) => unit,
                    _ => None,
                };
                let unit = stated.cloned().or(own);
                (name.to_owned(), unit.as_ref().map(Unit::to_string).unwrap_or_default(), unit)
            }
        };
        let unit = unit.filter(|unit| !unit.base.is_empty()).ok_or_else(|| {
            Sentence::new(
                format!("不认识指标“{}”，又没有写明单位；选一个已有的指标，或写明单位", shown(name)),
                format!("the metric `{}` is not known and no unit is stated; choose a known one, or state the unit", shown(name)),
            )
        })?;
        if known.is_none() && name.chars().count() > LONGEST_NAME {
            return Err(Sentence::new(
                format!("指标名称超过{LONGEST_NAME}字；改短"),
                format!("the name of the metric has more than {LONGEST_NAME} characters; shorten it"),
            ));
        }
        let index = match self.metrics.get(&id) {
            Some((index, ..)) => *index,
            None => {
                let title = known.map_or_else(|| name.to_owned(), |known| known.name_zh.clone());
                self.import.metrics.push(ImportedMetric { id: id.clone(), name: title, unit: written });
                u32::try_from(self.import.metrics.len() - 1).unwrap_or(u32::MAX)
            }
        };
        self.metrics.insert(id.clone(), (index, unit.clone(), known));
        self.metric_names.insert(name.to_owned(), id);
        Ok((index, unit, known))
    }

    fn refuse(&mut self, row: &GridRow, column: Option<usize>, message: Sentence) {
        self.refused_count += 1;
        if self.refused.len() < TOLD {
            let cell = column.map(|column| shown(self.table.grid.cell(row, column))).unwrap_or_default();
            self.refused.push(Refused { line: row.line, column: column.and_then(|column| u32::try_from(column).ok()), cell, message });
        }
    }

    fn finish(mut self, problems: Vec<Sentence>) -> Import {
        for index in &self.contradicted {
            let (line, column) = self.places[*index];
            let figure = &self.import.figures[*index];
            self.refused_count += 1;
            let message = Sentence::new(
                "后面有同一机构、年份、指标与来源的另一个数值；两处都不取，核对后只留一处",
                "another value for the same institution, year, metric and source follows; neither is taken, keep the right one",
            );
            self.refused.push(Refused { line, column: Some(column), cell: figure.value.to_string(), message });
        }
        let (contradicted, mut index) = (std::mem::take(&mut self.contradicted), 0);
        self.import.figures.retain(|_| {
            index += 1;
            !contradicted.contains(&(index - 1))
        });
        self.refused.sort_by_key(|refused| (refused.line, refused.column));
        self.refused.truncate(TOLD);
        if !problems.is_empty() {
            self.import.figures.clear();
        }
        let mut notices = notices(self.table, self.mapping, &self.import, &self.counts, self.hidden);
        let table = self.import.used();
        notices.extend(news(&table, self.vocabulary));
        Import {
            table,
            refused: self.refused,
            refused_count: self.refused_count,
            missing: self.missing,
            hidden: self.hidden,
            notices,
            problems,
        }
    }
}

/// The place of a text in a list, where it is put when it is new.
fn intern(text: &str, places: &mut BTreeMap<String, u32>, list: &mut Vec<String>) -> u32 {
    if let Some(place) = places.get(text) {
        return *place;
    }
    let place = u32::try_from(list.len()).unwrap_or(u32::MAX);
    list.push(text.to_owned());
    places.insert(text.to_owned(), place);
    place
}

#[cfg(test)]
#[path = "reading_tests.rs"]
pub(crate) mod tests;
