//! Reading a data set from its tables. A figure without a source is refused.

use crate::data_set::{DataSet, Institution, Metric, Observation, Quality, Source};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The four tables as CSV text.
#[derive(Debug, Clone, Copy)]
pub struct DataFiles<'a> {
    /// `institutions.csv`.
    pub institutions: &'a str,
    /// `metrics.csv`.
    pub metrics: &'a str,
    /// `sources.csv`.
    pub sources: &'a str,
    /// `observations.csv`.
    pub observations: &'a str,
}

/// What is wrong in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFault {
    /// File.
    pub file: &'static str,
    /// Line from 1, 0 for the file as a whole.
    pub line: u64,
    /// What is wrong, Chinese.
    pub zh: String,
    /// What is wrong, English.
    pub en: String,
}

impl fmt::Display for DataFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {} {}", self.file, self.line, self.zh, self.en)
    }
}

impl DataSet {
    /// The figures that come with the program.
    ///
    /// # Errors
    /// Every fault in the bundled tables; a test keeps them free of faults.
    pub fn bundled() -> Result<Self, Vec<DataFault>> {
        Self::read(DataFiles {
            institutions: include_str!("../../../assets/benchmarks/institutions.csv"),
            metrics: include_str!("../../../assets/benchmarks/metrics.csv"),
            sources: include_str!("../../../assets/benchmarks/sources.csv"),
            observations: include_str!("../../../assets/benchmarks/observations.csv"),
        })
    }

    /// Reads the four tables.
    ///
    /// # Errors
    /// Every [`DataFault`]: missing columns or values, numbers that are none, unknown ids, duplicates, another unit than the metric's.
    pub fn read(files: DataFiles<'_>) -> Result<Self, Vec<DataFault>> {
        let mut faults = Vec::new();
        let mut set = Self::default();
        let institutions =
            Rows::new("institutions.csv", files.institutions, &["institution_id", "name_zh", "name_en", "type"], &mut faults);
        for row in institutions.rows {
            let id = row.need("institution_id", &mut faults);
            set.institutions.push(Institution {
                id,
                name_zh: row.need("name_zh", &mut faults),
                name_en: row.need("name_en", &mut faults),
                kind: row.need("type", &mut faults),
            });
        }
        for row in Rows::new("metrics.csv", files.metrics, &["metric", "name_zh", "name_en", "unit"], &mut faults).rows {
            let metric = Metric {
                id: row.need("metric", &mut faults),
                name_zh: row.need("name_zh", &mut faults),
                name_en: row.need("name_en", &mut faults),
                unit: row.need("unit", &mut faults),
            };
            set.metrics.insert(metric.id.clone(), metric);
        }
        for row in
            Rows::new("sources.csv", files.sources, &["source_id", "title", "title_en", "publisher", "publisher_en", "date"], &mut faults)
                .rows
        {
            let source = Source {
                id: row.need("source_id", &mut faults),
                title: row.need("title", &mut faults),
                title_en: row.need("title_en", &mut faults),
                publisher: row.need("publisher", &mut faults),
                publisher_en: row.need("publisher_en", &mut faults),
                date: row.need("date", &mut faults),
            };
            set.sources.insert(source.id.clone(), source);
        }
        let columns = ["institution_id", "year", "metric", "value", "unit", "source_id", "locator", "quality"];
        let mut keys = BTreeSet::new();
        for row in Rows::new("observations.csv", files.observations, &columns, &mut faults).rows {
            if let Some(observation) = observation(&row, &set, &mut faults) {
                let key = (observation.institution.clone(), observation.year, observation.metric.clone(), observation.source.clone());
                if !keys.insert(key) {
                    faults.push(row.fault("同一来源的同一数字写了两次", "the same figure of the same source stands twice"));
                }
                set.observations.push(observation);
            }
        }
        if faults.is_empty() { Ok(set) } else { Err(faults) }
    }
}

fn observation(row: &Row, set: &DataSet, faults: &mut Vec<DataFault>) -> Option<Observation> {
    let before = faults.len();
    let institution = row.need("institution_id", faults);
    let metric = row.need("metric", faults);
    let source = row.need("source_id", faults);
    let locator = row.need("locator", faults);
    let unit = row.need("unit", faults);
    let year = row.need("year", faults);
    let value = row.need("value", faults);
    let quality = row.need("quality", faults);
    if faults.len() > before {
        return None;
    }
    if set.institution(&institution).is_none() {
        faults.push(row.fault(&format!("没有机构“{institution}”"), &format!("there is no institution `{institution}`")));
    }
    if set.source(&source).is_none() {
        faults.push(row.fault(&format!("没有来源“{source}”"), &format!("there is no source `{source}`")));
    }
    match set.metric(&metric) {
        None => faults.push(row.fault(&format!("没有指标“{metric}”"), &format!("there is no metric `{metric}`"))),
        Some(known) if known.unit != unit => {
            faults.push(row.fault(
                &format!("单位为“{unit}”，该指标的单位是“{}”", known.unit),
                &format!("the unit is `{unit}`, this metric has `{}`", known.unit),
            ));
        }
        Some(_) => {}
    }
    let number = value.parse::<f64>().ok().filter(|number| number.is_finite());
    if number.is_none() {
        faults.push(row.fault(&format!("“{value}”不是数字"), &format!("`{value}` is not a number")));
    }
    let parsed_year = year.parse::<i32>().ok();
    if parsed_year.is_none() {
        faults.push(row.fault(&format!("“{year}”不是年份"), &format!("`{year}` is not a year")));
    }
    let quality = match quality.as_str() {
        "reported" => Some(Quality::Reported),
        "press" => Some(Quality::Press),
        "derived" => Some(Quality::Derived),
        other => {
            faults.push(row.fault(&format!("不认识的数据性质“{other}”"), &format!("unknown quality `{other}`")));
            None
        }
    };
    let decimals = value.split_once('.').map_or(0, |(_, decimals)| u32::try_from(decimals.len()).unwrap_or(0));
    Some(Observation {
        institution,
        year: parsed_year?,
        metric,
        value: number?,
        decimals,
        source,
        locator,
        quality: quality?,
        note_zh: row.take("note_zh"),
        note_en: row.take("note_en"),
    })
}

struct Rows {
    rows: Vec<Row>,
}

struct Row {
    file: &'static str,
    line: u64,
    cells: BTreeMap<String, String>,
}

impl Rows {
    fn new(file: &'static str, text: &str, columns: &[&str], faults: &mut Vec<DataFault>) -> Self {
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let fault = |line, error: &csv::Error| DataFault {
            file,
            line,
            zh: format!("表格无法读取：{error}"),
            en: format!("the table cannot be read: {error}"),
        };
        let head = match reader.headers() {
            Ok(head) => head.clone(),
            Err(error) => {
                faults.push(fault(1, &error));
                return Self { rows: Vec::new() };
            }
        };
        for column in columns.iter().filter(|column| !head.iter().any(|name| name == **column)) {
            faults
                .push(DataFault { file, line: 1, zh: format!("缺少列“{column}”"), en: format!("the column `{column}` is missing") });
        }
        let mut rows = Vec::new();
        for record in reader.records() {
            match record {
                Ok(record) => rows.push(Row {
                    file,
                    line: record.position().map_or(0, csv::Position::line),
                    cells: head.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect(),
                }),
                Err(error) => faults.push(fault(error.position().map_or(0, csv::Position::line), &error)),
            }
        }
        Self { rows }
    }
}

impl Row {
    fn take(&self, column: &str) -> String {
        self.cells.get(column).cloned().unwrap_or_default()
    }

    fn need(&self, column: &str, faults: &mut Vec<DataFault>) -> String {
        let value = self.take(column);
        if value.is_empty() && self.cells.contains_key(column) {
            faults.push(self.fault(&format!("“{column}”是空的"), &format!("`{column}` is empty")));
        }
        value
    }

    fn fault(&self, zh: &str, en: &str) -> DataFault {
        DataFault { file: self.file, line: self.line, zh: zh.to_owned(), en: en.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INSTITUTIONS: &str = "institution_id,name_zh,name_en,type\nx,某行,A bank,city_bank\n";
    const METRICS: &str = "metric,name_zh,name_en,unit\nm,投入,Spend,亿元\n";
    const SOURCES: &str = "source_id,title,title_en,publisher,publisher_en,date\ns,报告,Report,社,P,2025\n";

    fn read(observation: &str) -> Result<DataSet, Vec<DataFault>> {
        let observations = format!("institution_id,year,metric,value,unit,source_id,locator,quality\n{observation}\n");
        DataSet::read(DataFiles { institutions: INSTITUTIONS, metrics: METRICS, sources: SOURCES, observations: &observations })
    }

    #[test]
    fn the_bundled_figures_are_sound() {
        let set = DataSet::bundled().expect("no faults");
        let icbc = set.observation("icbc", 2024, "it_investment").expect("Table 3");
        assert_eq!((icbc.value, icbc.decimals, icbc.locator.as_str(), icbc.quality), (285.18, 2, "表3 第15页", Quality::Reported));
        assert_eq!(
            set.observations().iter().filter(|o| o.metric == "it_investment").count(),
            8,
            "seven institutions and the six-bank total"
        );
    }

    #[test]
    fn a_figure_without_a_source_is_refused() {
        let faults = read("x,2024,m,1.5,亿元,,表1,reported").expect_err("no source");
        assert_eq!((faults[0].line, faults[0].en.as_str()), (2, "`source_id` is empty"));
        assert!(read("x,2024,m,1.5,亿元,t,表1,reported").expect_err("unknown source")[0].en.contains("no source `t`"));
        assert!(read("x,2024,m,1.5,亿元,s,,reported").is_err(), "no locator");
    }

    #[test]
    fn numbers_units_and_doubles() {
        assert!(read("x,2024,m,1.5,亿元,s,表1,reported").is_ok());
        assert!(read("x,2024,m,1e999,亿元,s,表1,reported").expect_err("infinite")[0].en.contains("not a number"));
        assert!(read("x,2024,m,1.5,万元,s,表1,reported").expect_err("unit")[0].en.contains("this metric has"));
        assert!(read("x,2024,m,1.5,亿元,s,表1,reported\nx,2024,m,1.6,亿元,s,表1,reported").expect_err("double")[0].en.contains("twice"));
        assert!(read("x,2024,m,1.5").expect_err("ragged")[0].en.contains("cannot be read"));
    }
}
