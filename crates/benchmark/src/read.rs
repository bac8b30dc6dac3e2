//! A data set from its package. A figure without a source is refused.

use crate::check::errors;
use crate::data_set::{Caveat, DataSet, Direction, Institution, Metric, Observation, Quality, Source, Theme};
use crate::derivation::{Derivation, DerivationKind};
use crate::fault::DataFault;
use crate::package::{DESCRIPTOR, Package, Row, Table};
use crate::text::Text;
use std::collections::BTreeMap;

/// The files that come with the program.
const BUNDLED: [(&str, &str); 7] = [
    (DESCRIPTOR, include_str!("../../../assets/benchmarks/datapackage.json")),
    ("institutions.csv", include_str!("../../../assets/benchmarks/institutions.csv")),
    ("metrics.csv", include_str!("../../../assets/benchmarks/metrics.csv")),
    ("sources.csv", include_str!("../../../assets/benchmarks/sources.csv")),
    ("members.csv", include_str!("../../../assets/benchmarks/members.csv")),
    ("observations.csv", include_str!("../../../assets/benchmarks/observations.csv")),
    ("derivations.csv", include_str!("../../../assets/benchmarks/derivations.csv")),
];

/// Columns that a figure cannot do without, whatever a descriptor says of them.
const NEEDED: [&str; 8] = ["institution_id", "year", "metric", "value", "unit", "source_id", "locator_zh", "quality"];

impl DataSet {
    /// The figures that come with the program.
    ///
    /// # Errors
    /// Every fault in the bundled tables; a test keeps them free of faults.
    pub fn bundled() -> Result<Self, Vec<DataFault>> {
        Self::read(&BUNDLED.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect())
    }

    /// Reads a data package from its files by name.
    ///
    /// # Errors
    /// Every error at once: those of [`Package::read`], tables or values that a data set needs and that are missing, another unit than
    /// the metric's, values out of the metric's bounds, parts that do not sum to their total.
    pub fn read(files: &BTreeMap<String, String>) -> Result<Self, Vec<DataFault>> {
        Self::from_package(&Package::read(files)?)
    }

    /// A data set from a package that fits its descriptor.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn from_package(package: &Package) -> Result<Self, Vec<DataFault>> {
        let mut reader = Reader { set: Self::default(), faults: Vec::new() };
        for (name, read) in Reader::TABLES {
            match package.tables.get(name) {
                Some(table) => table.rows.iter().for_each(|row| read(&mut reader, table, row)),
                None if matches!(name, "members" | "derivations") => {}
                None => reader.faults.push(DataFault::error(
                    DESCRIPTOR,
                    0,
                    format!("缺少表“{name}”，请在描述文件中说明"),
                    format!("the table `{name}` is missing; declare it in the descriptor"),
                )),
            }
        }
        let Reader { set, mut faults } = reader;
        if faults.is_empty() {
            faults = errors(&set);
        }
        if faults.is_empty() { Ok(set) } else { Err(faults) }
    }
}

struct Reader {
    set: DataSet,
    faults: Vec<DataFault>,
}

type ReadRow = fn(&mut Reader, &Table, &Row);

impl Reader {
    /// The tables in the order in which they name each other.
    const TABLES: [(&'static str, ReadRow); 6] = [
        ("institutions", Self::institution),
        ("metrics", Self::metric),
        ("sources", Self::source),
        ("members", Self::member),
        ("observations", Self::observation),
        ("derivations", Self::derivation),
    ];

    fn fault(&mut self, table: &Table, row: &Row, zh: String, en: String) {
        self.faults.push(DataFault::error(&table.file, row.line, zh, en));
    }

    fn unknown(&mut self, table: &Table, row: &Row, column: &str) {
        let cell = table.cell(row, column);
        self.fault(table, row, format!("不认识“{column}”中的“{cell}”"), format!("`{cell}` in `{column}` is unknown"));
    }

    fn institution(&mut self, table: &Table, row: &Row) {
        self.set.add_institution(Institution {
            id: table.cell(row, "institution_id").to_owned(),
            name: text(table, row, "name"),
            kind: table.cell(row, "kind").to_owned(),
            tier: table.cell(row, "size_tier").to_owned(),
            imported: None,
        });
    }

    fn metric(&mut self, table: &Table, row: &Row) {
        let theme = match table.cell(row, "theme") {
            "investment" => Theme::Investment,
            "people" => Theme::People,
            "scale" => Theme::Scale,
            "result" => Theme::Result,
            "reach" => Theme::Reach,
            "loans" => Theme::Loans,
            "context" => Theme::Context,
            _ => return self.unknown(table, row, "theme"),
        };
        let direction = match table.cell(row, "direction") {
            "higher" => Direction::Higher,
            "lower" => Direction::Lower,
            "neutral" => Direction::Neutral,
            _ => return self.unknown(table, row, "direction"),
        };
        self.set.add_metric(Metric {
            id: table.cell(row, "metric").to_owned(),
            name: text(table, row, "name"),
            unit: table.cell(row, "unit").to_owned(),
            theme,
            additive: table.cell(row, "additive") == "true",
            minimum: table.cell(row, "minimum").parse().ok(),
            maximum: table.cell(row, "maximum").parse().ok(),
            direction,
            growth_metric: optional(table, row, "growth_metric"),
            definition: text(table, row, "definition"),
        });
    }

    fn source(&mut self, table: &Table, row: &Row) {
        self.set.add_source(Source {
            id: table.cell(row, "source_id").to_owned(),
            title: text(table, row, "title"),
            publisher: text(table, row, "publisher"),
            date: table.cell(row, "date").to_owned(),
            url: table.cell(row, "url").to_owned(),
        });
    }

    fn member(&mut self, table: &Table, row: &Row) {
        self.set.members.push((table.cell(row, "total_id").to_owned(), table.cell(row, "member_id").to_owned()));
    }

    fn derivation(&mut self, table: &Table, row: &Row) {
        let kind = table.cell(row, "kind");
        let Some((_, kind)) = DerivationKind::WORDS.into_iter().find(|(word, _)| *word == kind) else {
            return self.unknown(table, row, "kind");
        };
        let other_operand = optional(table, row, "other_operand");
        if matches!(kind, DerivationKind::PriorYear | DerivationKind::Ratio) && other_operand.is_none() {
            let (zh, en) = ("这种公式需要other_operand", "this kind of formula needs an `other_operand`");
            return self.fault(table, row, zh.to_owned(), en.to_owned());
        }
        let (Ok(factor), Ok(decimals)) = (table.cell(row, "factor").parse(), table.cell(row, "decimals").parse()) else {
            return self.unknown(table, row, "decimals");
        };
        self.set.derivations.push(Derivation {
            id: table.cell(row, "derivation").to_owned(),
            metric: table.cell(row, "metric").to_owned(),
            kind,
            operand: table.cell(row, "operand").to_owned(),
            other_operand,
            factor,
            decimals,
            formula: text(table, row, "formula"),
        });
    }

    fn observation(&mut self, table: &Table, row: &Row) {
        for column in NEEDED.into_iter().filter(|column| table.cell(row, column).is_empty()) {
            self.fault(table, row, format!("“{column}”是空的，请填写"), format!("`{column}` is empty; fill it in"));
        }
        let quality = match table.cell(row, "quality") {
            "reported" => Quality::Reported,
            "press" => Quality::Press,
            "derived" => Quality::Derived,
            _ => return self.unknown(table, row, "quality"),
        };
        let value = table.cell(row, "value");
        let (Ok(year), Ok(number)) = (table.cell(row, "year").parse(), value.parse::<f64>()) else {
            return self.unknown(table, row, "value");
        };
        let caveats = table.cell(row, "caveats").split(';').filter(|word| !word.is_empty());
        let caveats: Option<Vec<Caveat>> =
            caveats.map(|word| Caveat::ALL.into_iter().find(|caveat| caveat.word() == word.trim())).collect();
        let Some(caveats) = caveats else { return self.unknown(table, row, "caveats") };
        let observation = Observation {
            line: row.line,
            institution: table.cell(row, "institution_id").to_owned(),
            year,
            metric: table.cell(row, "metric").to_owned(),
            value: number,
            decimals: decimals(value),
            resolution: table.cell(row, "resolution").parse().ok(),
            source: table.cell(row, "source_id").to_owned(),
            locator: text(table, row, "locator"),
            quality,
            caveats,
            formula: table.cell(row, "formula").to_owned(),
            note: text(table, row, "note"),
        };
        let unit = table.cell(row, "unit");
        if let Some(known) = self.set.metric(&observation.metric).map(|metric| metric.unit.clone())
            && known != unit
        {
            return self.fault(
                table,
                row,
                format!("单位为“{unit}”，该指标的单位是“{known}”，请换算"),
                format!("the unit is `{unit}`, this metric has `{known}`; convert it"),
            );
        }
        if !self.set.add_observation(observation) {
            self.fault(
                table,
                row,
                "机构、指标或来源不在各自的表中，请补上".to_owned(),
                "the institution, metric or source is not in its table; add it".to_owned(),
            );
        }
    }
}

fn text(table: &Table, row: &Row, column: &str) -> Text {
    Text::new(table.cell(row, &format!("{column}_zh")), table.cell(row, &format!("{column}_en")))
}

fn optional(table: &Table, row: &Row, column: &str) -> Option<String> {
    Some(table.cell(row, column)).filter(|cell| !cell.is_empty()).map(str::to_owned)
}

/// Decimal places as printed.
fn decimals(printed: &str) -> u32 {
    printed.split_once('.').map_or(0, |(_, decimals)| u32::try_from(decimals.len()).unwrap_or(0))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The bundled package with a text of one file replaced.
    pub(crate) fn altered(file: &str, from: &str, to: &str) -> Result<DataSet, Vec<DataFault>> {
        let mut files: BTreeMap<String, String> = BUNDLED.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let text = files.get_mut(file).expect("a file of the package");
        assert!(text.contains(from), "{from}");
        *text = text.replacen(from, to, 1);
        DataSet::read(&files)
    }

    #[test]
    fn the_bundled_figures_are_sound() {
        let set = DataSet::bundled().unwrap_or_else(|faults| panic!("{faults:#?}"));
        let icbc = set.stated("icbc", 2024, "it_investment")[0];
        assert_eq!((icbc.value, icbc.decimals, icbc.locator.zh.as_str(), icbc.quality), (285.18, 2, "表3 第15页", Quality::Reported));
        assert_eq!((set.observations().len(), set.institutions().len(), set.sources().len()), (693, 78, 89));
        assert_eq!(set.institutions().iter().filter(|institution| !institution.is_total()).count(), 56);
        assert_eq!(set.stated_keys().count(), 560);
        let bilingual = |text: &Text| text.zh.is_empty() == text.en.is_empty();
        assert!(set.observations().iter().all(|row| bilingual(&row.note) && !row.locator.en.is_empty()));
        assert!(set.sources().iter().all(|source| source.url.is_empty() || source.url.starts_with("http")));
    }

    #[test]
    fn a_figure_without_a_source_is_refused() {
        let row = "285.18,亿元,,caict-2025,";
        let told = |to: &str| altered("observations.csv", row, to).expect_err(to)[0].message.en.clone();
        assert_eq!(told("285.18,亿元,,,"), "`source_id` is empty; fill it in");
        assert_eq!(told("285.18,亿元,,nobody,"), "sources.csv has no source_id `nobody`; add it or correct this row");
        let faults = altered("observations.csv", "caict-2025,表3 第15页,", "caict-2025,,").expect_err("no place in the source");
        assert_eq!(faults[0].message.en, "`locator_zh` is empty; fill it in");
    }

    #[test]
    fn a_descriptor_cannot_allow_a_figure_without_a_source() {
        let mut files: BTreeMap<String, String> = BUNDLED.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let descriptor: serde_json::Value = serde_json::from_str(&files[DESCRIPTOR]).expect("JSON");
        let mut descriptor = descriptor;
        for resource in descriptor["resources"].as_array_mut().expect("resources") {
            resource["schema"]["foreignKeys"] = serde_json::json!([]);
            for field in resource["schema"]["fields"].as_array_mut().expect("fields") {
                field["constraints"] = serde_json::json!({});
            }
        }
        files.insert(DESCRIPTOR.to_owned(), descriptor.to_string());
        assert!(DataSet::read(&files).is_ok(), "the figures themselves are sound");
        let observations = files[&"observations.csv".to_owned()].replacen("caict-2025", "", 1);
        files.insert("observations.csv".to_owned(), observations);
        let faults = DataSet::read(&files).expect_err("no source");
        assert!(faults.iter().any(|fault| fault.message.en == "`source_id` is empty; fill it in"));
    }

    #[test]
    fn units_keys_and_bounds() {
        let told = |from: &str, to: &str| altered("observations.csv", from, to).expect_err(to)[0].message.en.clone();
        assert_eq!(told("285.18,亿元", "285.18,万元"), "the unit is `万元`, this metric has `亿元`; convert it");
        assert!(told("icbc,2024,it_investment,285.18", "icbc,2024,it_investment,-285.18").contains("less than 0"));
        assert!(told("285.18,亿元", "1e999,亿元").contains("not a number"));
        assert!(told(",2024,it_investment,285.18", ",2199,it_investment,285.18").contains("greater than 2100"));
        assert!(told("icbc,2024,employees,415159", "icbc,2023,employees,415159").contains("is that of line"), "twice");
    }
}
