//! `model.toml` as declared, before anything is known to fit together.

use super::mean::mean;
use super::table::{File, Located, Table};
use crate::fault::{Faults, Place};
use crate::model::{ClauseCoverage, Document, LevelSpec, Readiness, SourceRef};
use crate::source::ModelSource;
use crate::text::Text;
use shuheng_engine::Mean;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// `model.toml`.
pub(crate) struct ModelDecl {
    pub id: String,
    pub version: String,
    pub based_on: Option<String>,
    pub name: Text,
    pub summary: Text,
    pub disclaimer: Text,
    pub attribution: Text,
    pub minimum_coverage: Located<f64>,
    pub documents: Vec<Located<Document>>,
    pub levels: Vec<Located<LevelSpec>>,
    pub root_mean: Mean,
    pub dimensions: Vec<DimensionDecl>,
    pub domains: Vec<DomainDecl>,
    pub gates: Vec<GateDecl>,
    pub profiles: Vec<ProfileDecl>,
    pub readiness: Option<Located<Readiness>>,
    pub crosswalk: Vec<Located<ClauseCoverage>>,
    pub place: Place,
}

pub(crate) struct DimensionDecl {
    pub id: Located<String>,
    pub code: String,
    pub name: Text,
    pub purpose: Text,
    pub mean: Mean,
    pub weight: Located<f64>,
    pub weight_reason: Text,
    pub file: Located<String>,
    pub sources: Vec<Located<SourceRef>>,
}

pub(crate) struct DomainDecl {
    pub id: Located<String>,
    pub parent: Option<Located<String>>,
    pub code: String,
    pub name: Text,
    pub short: Text,
    pub mean: Mean,
    pub weight: Located<f64>,
    pub weight_reason: Option<Text>,
}

pub(crate) struct GateDecl {
    pub id: Located<String>,
    pub node: Located<String>,
    pub cap: Located<u8>,
    pub watch: Located<String>,
    pub below: Located<f64>,
    pub reason: Text,
}

pub(crate) struct ProfileDecl {
    pub kind: Located<String>,
    pub name: Text,
    pub target: Located<f64>,
    pub targets: BTreeMap<String, Located<f64>>,
    pub weights: BTreeMap<String, Located<f64>>,
    pub weights_reason: Option<Text>,
    pub reason: Text,
}

/// Reads `model.toml`; `None` when so much is missing that nothing further can be said.
pub(crate) fn read_model(source: &ModelSource, faults: &RefCell<Faults>) -> Option<ModelDecl> {
    let file = model_file(source, faults)?;
    let parsed = file.parse();
    let table = Table::new(&file, parsed.get_ref(), 0);
    table.format();
    let (id, version) = (model_id(&table), version(&table));
    let based_on = table.string_opt("based_on").map(|based_on| {
        if !based_on.value.split_once(' ').is_some_and(|(id, version)| is_model_id(id) && is_semantic(version)) {
            table.error(
                &based_on.place,
                Text::new(
                    format!("“{}”不是模型编号与版本", based_on.value),
                    format!("`{}` is not the id and version of a model", based_on.value),
                ),
                Text::new("写成caict-value-2025 1.0.0", "write it like caict-value-2025 1.0.0"),
            );
        }
        based_on.value
    });
    let (name, summary) = (table.text("name"), table.text("summary"));
    let (disclaimer, attribution) = (table.text("disclaimer"), table.text("attribution"));
    let minimum_coverage = table.number("minimum_coverage");
    let documents = table.tables("document").iter().filter_map(document).collect();
    let levels = table.tables("level").iter().filter_map(level).collect();
    let root_mean = table.table_opt("root").map_or(Mean::Arithmetic, |root| {
        let mean = mean(&root);
        root.finish();
        mean
    });
    let dimensions = table.tables("dimension").iter().filter_map(dimension).collect();
    let domains = table.tables("domain").iter().filter_map(domain).collect();
    let gates = table.tables("gate").iter().filter_map(gate).collect();
    let profiles = table.tables("profile").iter().filter_map(profile).collect();
    let readiness = table.table_opt("readiness").and_then(|table| readiness(&table));
    table.finish();
    Some(ModelDecl {
        id: id?.value,
        version: version?.value,
        based_on,
        name: name?,
        summary: summary?,
        disclaimer: disclaimer?,
        attribution: attribution?,
        minimum_coverage: minimum_coverage?,
        documents,
        levels,
        root_mean,
        dimensions,
        domains,
        gates,
        profiles,
        readiness,
        crosswalk: read_crosswalk(source, faults),
        place: table.place,
    })
}

/// `model.toml`, which every model and every index has.
pub(super) fn model_file<'a>(source: &'a ModelSource, faults: &'a RefCell<Faults>) -> Option<File<'a>> {
    const NAME: &str = "model.toml";
    let Some(text) = source.get(NAME) else {
        faults.borrow_mut().error(
            &Place { file: NAME.to_owned(), line: 0 },
            Text::new("没有model.toml", "there is no model.toml"),
            Text::new("模型文件夹须有model.toml", "a model's folder needs a model.toml"),
        );
        return None;
    };
    Some(File::new(NAME, text, faults))
}

/// The `id` of a model or an index.
pub(super) fn model_id(table: &Table<'_, '_>) -> Option<Located<String>> {
    table.string("id").filter(|id| {
        let valid = is_model_id(&id.value);
        if !valid {
            table.error(
                &id.place,
                Text::new(format!("“{}”不能作模型编号", id.value), format!("`{}` is not a valid model id", id.value)),
                Text::new("用小写字母、数字与连字符", "use lower-case letters, digits and hyphens"),
            );
        }
        valid
    })
}

/// The `version` of a model or an index.
pub(super) fn version(table: &Table<'_, '_>) -> Option<Located<String>> {
    table.string("version").filter(|version| {
        let semantic = is_semantic(&version.value);
        if !semantic {
            table.error(
                &version.place,
                Text::new(format!("版本“{}”不是语义化版本", version.value), format!("`{}` is not a semantic version", version.value)),
                Text::new("写成1.0.0", "write it like 1.0.0"),
            );
        }
        semantic
    })
}

/// Lower-case letters, digits and hyphens, and no hyphen first.
fn is_model_id(id: &str) -> bool {
    !id.is_empty() && !id.starts_with('-') && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Three numbers as Semantic Versioning 2.0.0 writes them: digits only, and no zero first.
fn is_semantic(version: &str) -> bool {
    let number = |part: &str| part.parse::<u32>().is_ok_and(|number| number.to_string() == part);
    version.split('.').count() == 3 && version.split('.').all(number)
}

fn readiness(table: &Table<'_, '_>) -> Option<Located<Readiness>> {
    let (ready, partly, reason) = (table.number("ready"), table.number("partly"), table.text("reason"));
    table.finish();
    let (ready, partly) = (ready?, partly?);
    if !(0.0 <= partly.value && partly.value <= ready.value && ready.value <= 100.0) {
        table.error(
            &ready.place,
            Text::new("就绪线不成序", "the readiness lines are out of order"),
            Text::new("应有0 ≤ partly ≤ ready ≤ 100", "use 0 ≤ partly ≤ ready ≤ 100"),
        );
    }
    Some(Located { place: ready.place, value: Readiness { ready: ready.value, partly: partly.value, reason: reason? } })
}

/// `crosswalk.toml`, which a model may have: what its links leave open of each clause.
fn read_crosswalk(source: &ModelSource, faults: &RefCell<Faults>) -> Vec<Located<ClauseCoverage>> {
    const NAME: &str = "crosswalk.toml";
    let Some(text) = source.get(NAME) else { return Vec::new() };
    let file = File::new(NAME, text, faults);
    let parsed = file.parse();
    let table = Table::new(&file, parsed.get_ref(), 0);
    let clauses = table
        .tables("clause")
        .iter()
        .filter_map(|entry| {
            let (clause, complete, reason) = (entry.string("clause"), entry.boolean("complete"), entry.text("reason"));
            entry.finish();
            let clause = clause?;
            Some(Located { place: clause.place, value: ClauseCoverage { clause: clause.value, complete: complete?, reason: reason? } })
        })
        .collect();
    table.finish();
    clauses
}

fn document(table: &Table<'_, '_>) -> Option<Located<Document>> {
    let (id, title, short) = (table.string("id"), table.text("title"), table.text("short"));
    let (publisher, date) = (table.text("publisher"), table.string("date"));
    let clause = table.text_opt("clause").unwrap_or_else(|| Text::new("第{}条", "clause {}"));
    table.finish();
    let id = id?;
    Some(Located {
        place: id.place,
        value: Document { id: id.value, title: title?, short: short?, publisher: publisher?, date: date?.value, clause },
    })
}

fn level(table: &Table<'_, '_>) -> Option<Located<LevelSpec>> {
    let (level, name) = (table.small("level"), table.text("name"));
    let (points, from, meaning) = (table.number("points"), table.number("from"), table.text("meaning"));
    table.finish();
    let level = level?;
    Some(Located {
        place: level.place,
        value: LevelSpec { level: level.value, name: name?, points: points?.value, from: from?.value, meaning: meaning? },
    })
}

fn dimension(table: &Table<'_, '_>) -> Option<DimensionDecl> {
    let (id, code, name) = (table.string("id"), table.string("code"), table.text("name"));
    let (purpose, weight, weight_reason) = (table.text("purpose"), table.number("weight"), table.text("weight_reason"));
    let (mean, file, sources) = (mean(table), table.string("file"), sources(table));
    table.finish();
    Some(DimensionDecl {
        id: id?,
        code: code?.value,
        name: name?,
        purpose: purpose?,
        mean,
        weight: weight?,
        weight_reason: weight_reason?,
        file: file?,
        sources,
    })
}

fn domain(table: &Table<'_, '_>) -> Option<DomainDecl> {
    let (id, parent, code) = (table.string("id"), table.string_opt("parent"), table.string("code"));
    let (name, short, weight, mean) = (table.text("name"), table.text_opt("short"), table.number("weight"), mean(table));
    let weight_reason = table.text_opt("weight_reason");
    table.finish();
    let name = name?;
    let short = short.unwrap_or_else(|| name.clone());
    Some(DomainDecl { id: id?, parent, code: code?.value, short, name, mean, weight: weight?, weight_reason })
}

fn gate(table: &Table<'_, '_>) -> Option<GateDecl> {
    let (id, node, cap) = (table.string("id"), table.string("node"), table.small("cap"));
    let (watch, below, reason) = (table.string("watch"), table.number("below"), table.text("reason"));
    table.finish();
    Some(GateDecl { id: id?, node: node?, cap: cap?, watch: watch?, below: below?, reason: reason? })
}

fn profile(table: &Table<'_, '_>) -> Option<ProfileDecl> {
    let (kind, name, target) = (table.string("type"), table.text("name"), table.number("target"));
    let (targets, weights, reason) = (table.numbers_by_key("targets"), table.numbers_by_key("weights"), table.text("reason"));
    let weights_reason = table.text_opt("weights_reason");
    table.finish();
    Some(ProfileDecl { kind: kind?, name: name?, target: target?, targets, weights, weights_reason, reason: reason? })
}

/// The `sources` of a dimension or indicator.
pub(super) fn sources(table: &Table<'_, '_>) -> Vec<Located<SourceRef>> {
    table
        .tables("sources")
        .iter()
        .filter_map(|source| {
            let (doc, locator) = (source.string("doc"), source.string("locator"));
            source.finish();
            let doc = doc?;
            Some(Located { place: doc.place, value: SourceRef { document: doc.value, locator: locator?.value } })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::fixture;

    #[test]
    fn ids_and_versions() {
        for good in ["0.0.0", "1.0.0", "10.20.4294967295"] {
            assert!(is_semantic(good), "{good}");
        }
        for bad in ["", "1", "1.0", "1.0.0.0", "01.0.0", "+1.0.0", "1.-1.0", "1.0.x", "1.0.4294967296", "1.0.0 "] {
            assert!(!is_semantic(bad), "{bad}");
        }
        assert!(is_model_id("caict-value-2025") && !is_model_id("-x") && !is_model_id("") && !is_model_id("Ä"));
    }

    #[test]
    fn what_a_model_is_based_on() {
        let read = |line: &str| {
            let text = fixture::MODEL.replace("based_on = \"caict-value-2025 1.1.0\"", line);
            let faults = RefCell::new(Faults::default());
            let read = read_model(&ModelSource::new([("model.toml".to_owned(), text)]), &faults);
            let lines: Vec<usize> = faults.into_inner().into_sorted().iter().map(|fault| fault.line).collect();
            (read.and_then(|read| read.based_on), lines)
        };
        assert_eq!(read("based_on = \"other 2.0.1\""), (Some("other 2.0.1".to_owned()), Vec::new()));
        assert_eq!(read(""), (None, Vec::new()));
        for bad in ["other", "other 2.0", "Other 2.0.1", "other  2.0.1"] {
            assert_eq!(read(&format!("based_on = \"{bad}\"")).1, [5], "{bad}");
        }
    }
}
