//! From the cells of a workbook to the files of a model: rows find what they belong to by its id.

use super::cells::{Cells, read as read_cells};
use super::columns::{
    CLAUSES, CROSSWALK, DIMENSIONS, DOCUMENTS, DOMAINS, GATES, INDICATORS, ITEMS, LEVELS, METRICS, MODEL, POSTS_BY_TYPE, PROFILE_NODES,
    PROFILES, RUBRICS, SOURCES, Sheet,
};
use super::fault::{SheetFault, sorted};
use super::record::{Record, records, said_empty};
use super::trail::Trail;
use shuheng_model::file::ModelFiles;
use shuheng_model::{Text, load};
use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};

/// Reads a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<ModelFiles, Vec<SheetFault>> {
    let cells = read_cells(bytes)?;
    let mut import = Import::default();
    let Some(files) = import.files(&cells) else { return Err(sorted(import.faults)) };
    let source = files.to_source();
    match load(source.clone()) {
        Ok(_) => Ok(files),
        Err(faults) => Err(sorted(faults.iter().map(|fault| import.trail.fault(fault, &source)).collect())),
    }
}

#[derive(Default)]
struct Import {
    faults: Vec<SheetFault>,
    trail: Trail,
}

/// An indicator while the rows that belong to it are gathered.
struct Draft {
    record: Record,
    id: String,
    kind: String,
    /// Its file, and its place in it.
    file: String,
    place: usize,
}

impl Draft {
    /// Adds a row to the list in `key`, and remembers where it came from.
    fn push(&mut self, key: &'static str, row: Record, trail: &mut Trail) {
        let place = push(&mut self.record.table, key, row.table);
        trail.note(&self.file, &[("indicator", self.place), (key, place)], row.spot);
    }
}

/// Adds a table to a list, and tells its place there.
fn push(owner: &mut Table, key: &str, entry: Table) -> usize {
    let Value::Array(list) = owner.entry(key).or_insert_with(|| Value::Array(Vec::new())) else { return 0 };
    list.push(Value::Table(entry));
    list.len() - 1
}

impl Import {
    /// The files; `None` when there are faults.
    fn files(&mut self, cells: &Cells) -> Option<ModelFiles> {
        let mut take = |sheet: &'static Sheet| records(sheet, cells, &mut self.faults);
        let mut model = take(&MODEL).pop().unwrap_or_default();
        let lists = [("document", take(&DOCUMENTS)), ("level", take(&LEVELS)), ("domain", take(&DOMAINS)), ("gate", take(&GATES))];
        let (mut dimensions, indicators, sources) = (take(&DIMENSIONS), take(&INDICATORS), take(&SOURCES));
        let (rubrics, items, clauses) = (take(&RUBRICS), take(&ITEMS), take(&CLAUSES));
        let (metrics, posts) = (take(&METRICS), take(&POSTS_BY_TYPE));
        let (profiles, nodes, crosswalk) = (take(&PROFILES), take(&PROFILE_NODES), take(&CROSSWALK));

        self.format(&model);
        let mut drafts = self.drafts(indicators, &dimensions);
        self.sources(sources, &mut dimensions, &mut drafts);
        self.attach(rubrics, &mut drafts, "level", Some("rubric"));
        self.attach(items, &mut drafts, "item", Some("checklist"));
        self.attach(clauses, &mut drafts, "clauses", None);
        self.metrics(metrics, &mut drafts);
        self.posts(posts, &mut drafts);
        let dimension_files = self.dimension_files(&mut dimensions, drafts);
        let crosswalk = self.crosswalk(crosswalk, &mut model);
        let profiles = self.profiles(profiles, nodes);
        self.faults.extend(dimensions.iter().chain(&profiles).flat_map(Record::filled));
        for (key, list) in lists.into_iter().chain([("dimension", dimensions), ("profile", profiles)]) {
            self.list(&mut model, key, list);
        }
        self.faults.extend(model.filled());
        self.trail.note("model.toml", &[], model.spot);
        if !self.faults.is_empty() {
            return None;
        }
        self.typed(model.table, dimension_files, crosswalk)
    }

    fn format(&mut self, model: &Record) {
        if model.table.get("format").and_then(Value::as_float).is_some_and(|format| format != 1.0) {
            self.faults.push(model.fault(
                "format",
                Text::new("本程序只读格式版本1", "this program reads format 1 only"),
                Text::new("改为1；更新的格式需要更新的程序", "make it 1; a newer format needs a newer program"),
            ));
        }
    }

    /// Says that an id stands twice.
    fn twice(&mut self, record: &Record, key: &str, id: &str) {
        if !id.is_empty() {
            self.faults.push(record.fault(
                key,
                Text::new(format!("“{id}”出现两次"), format!("`{id}` stands twice")),
                Text::new("给其中一个另取编号，或删去一行", "give one of them another id, or delete one row"),
            ));
        }
    }

    /// Says that what a cell names is not on the sheet where it is declared.
    fn unknown(&mut self, record: &Record, key: &str, name: &str, sheet: &Sheet) {
        let sheet = sheet.name;
        if !name.is_empty() {
            self.faults.push(record.fault(
                key,
                Text::new(format!("“{sheet}”表上没有“{name}”"), format!("there is no `{name}` on the sheet {sheet}")),
                Text::new(format!("改正，或先在“{sheet}”表上补一行"), format!("correct it, or add a row on the sheet {sheet}")),
            ));
        }
    }

    fn drafts(&mut self, indicators: Vec<Record>, dimensions: &[Record]) -> Vec<Draft> {
        let mut ids = BTreeSet::new();
        for dimension in dimensions {
            let id = dimension.text("id");
            if !ids.insert(id.clone()) {
                self.twice(dimension, "id", &id);
            }
        }
        let files: BTreeSet<String> = dimensions.iter().map(|dimension| dimension.text("file")).collect();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let mut drafts = Vec::new();
        for mut record in indicators {
            let (id, kind, file) = (record.text("id"), record.text("kind"), record.take("file"));
            if !ids.insert(id.clone()) {
                self.twice(&record, "id", &id);
            }
            if !files.contains(&file) {
                self.unknown(&record, "file", &file, &DIMENSIONS);
            }
            let next = counts.entry(file.clone()).or_default();
            drafts.push(Draft { record, id, kind, file, place: *next });
            *next += 1;
        }
        drafts
    }

    fn sources(&mut self, sources: Vec<Record>, dimensions: &mut [Record], drafts: &mut [Draft]) {
        let by_id = places(drafts);
        let dimension_ids: BTreeMap<String, usize> =
            dimensions.iter().enumerate().map(|(place, record)| (record.text("id"), place)).collect();
        for mut row in sources {
            let node = row.take("node");
            if let Some(place) = dimension_ids.get(&node) {
                let at = push(&mut dimensions[*place].table, "sources", row.table);
                self.trail.note("model.toml", &[("dimension", *place), ("sources", at)], row.spot);
            } else if let Some(place) = by_id.get(&node) {
                drafts[*place].push("sources", row, &mut self.trail);
            } else {
                self.unknown(&row, "node", &node, &INDICATORS);
            }
        }
        for draft in drafts.iter().filter(|draft| !draft.record.table.contains_key("sources")) {
            self.faults.push(draft.record.fault(
                "id",
                Text::new(format!("指标“{}”没有出处", draft.id), format!("the indicator `{}` has no source", draft.id)),
                Text::new("在“出处”表上为它补一行", "add a row for it on the sheet 出处"),
            ));
        }
    }

    /// Rows that belong to indicators, as their list in `key`. Only those of one kind have it, and those have it also without rows.
    fn attach(&mut self, rows: Vec<Record>, drafts: &mut [Draft], key: &'static str, kind: Option<&str>) {
        let by_id = places(drafts);
        for mut row in rows {
            if let Some(place) = self.owner(&mut row, &by_id, drafts, kind) {
                drafts[place].push(key, row, &mut self.trail);
            }
        }
        for draft in drafts.iter_mut().filter(|draft| kind == Some(&draft.kind)) {
            draft.record.table.entry(key).or_insert_with(|| Value::Array(Vec::new()));
        }
    }

    /// The indicator that a row names.
    fn owner(&mut self, row: &mut Record, by_id: &BTreeMap<String, usize>, drafts: &[Draft], kind: Option<&str>) -> Option<usize> {
        let id = row.take("indicator");
        let Some(place) = by_id.get(&id) else {
            self.unknown(row, "indicator", &id, &INDICATORS);
            return None;
        };
        let found = &drafts[*place].kind;
        let Some(kind) = kind.filter(|kind| kind != found) else { return Some(*place) };
        if !found.is_empty() {
            self.faults.push(row.fault(
                "indicator",
                Text::new(
                    format!("“{id}”的种类是{found}，不在这张表上"),
                    format!("`{id}` is of kind {found} and has nothing on this sheet"),
                ),
                Text::new(format!("删去这一行，或把指标的种类改为{kind}"), format!("delete the row, or make the indicator of kind {kind}")),
            ));
        }
        None
    }

    fn metrics(&mut self, metrics: Vec<Record>, drafts: &mut [Draft]) {
        let by_id = places(drafts);
        let mut seen = BTreeSet::new();
        for mut row in metrics {
            let id = row.text("indicator");
            let Some(place) = self.owner(&mut row, &by_id, drafts, Some("metric")) else { continue };
            if !seen.insert(place) {
                self.twice(&row, "indicator", &id);
            }
            let draft = &mut drafts[place];
            self.trail.note(&draft.file, &[("indicator", draft.place)], row.spot.clone());
            draft.record.extend(row);
        }
        for (_, draft) in drafts.iter().enumerate().filter(|(place, draft)| draft.kind == "metric" && !seen.contains(place)) {
            self.faults.push(draft.record.fault(
                "id",
                Text::new("“定量”表上没有这个指标", "the indicator has no row on the sheet 定量"),
                Text::new("在“定量”表上为它补一行，或改它的种类", "add a row for it on the sheet 定量, or change its kind"),
            ));
        }
    }

    fn posts(&mut self, posts: Vec<Record>, drafts: &mut [Draft]) {
        const KEY: &str = "goalposts_by_type";
        let by_id = places(drafts);
        for mut row in posts {
            let Some(place) = self.owner(&mut row, &by_id, drafts, Some("metric")) else { continue };
            let kind = row.take("type");
            let draft = &mut drafts[place];
            let by_type = draft.record.table.entry(KEY).or_insert_with(|| Value::Table(Table::new()));
            let known = by_type.as_table_mut().and_then(|by_type| by_type.insert(kind.clone(), Value::Table(row.table.clone())));
            if known.is_some() {
                self.twice(&row, "type", &kind);
            }
            self.trail.note_named(
                &draft.file,
                &[("indicator", draft.place)],
                KEY,
                ("type", &kind),
                ("low", row.table.get("low")),
                row.spot,
            );
        }
    }

    fn profiles(&mut self, mut profiles: Vec<Record>, nodes: Vec<Record>) -> Vec<Record> {
        let mut by_kind: BTreeMap<String, usize> = BTreeMap::new();
        for (place, profile) in profiles.iter().enumerate() {
            let kind = profile.text("type");
            if by_kind.insert(kind.clone(), place).is_some() {
                self.twice(profile, "type", &kind);
            }
        }
        let mut seen = BTreeSet::new();
        for row in nodes {
            let (kind, node) = (row.text("type"), row.text("node"));
            let Some(place) = by_kind.get(&kind).copied() else {
                self.unknown(&row, "type", &kind, &PROFILES);
                continue;
            };
            if !seen.insert((place, node.clone())) {
                self.twice(&row, "node", &node);
            }
            if !["target", "weight"].iter().any(|column| row.table.contains_key(*column)) {
                self.faults.push(row.fault(
                    "target",
                    Text::new("目标与权重都没有填", "neither target nor weight is filled in"),
                    Text::new("至少填一个，或删去这一行", "fill in one of them, or delete the row"),
                ));
            }
            for (key, column) in [("targets", "target"), ("weights", "weight")] {
                let Some(number) = row.table.get(column) else { continue };
                if let Value::Table(numbers) = profiles[place].table.entry(key).or_insert_with(|| Value::Table(Table::new())) {
                    numbers.insert(node.clone(), number.clone());
                }
                self.trail.note_named("model.toml", &[("profile", place)], key, ("node", &node), (column, Some(number)), row.spot.clone());
            }
        }
        profiles
    }

    /// A list of the model: absent when there are no rows, unless it was noted as empty.
    fn list(&mut self, model: &mut Record, key: &'static str, rows: Vec<Record>) {
        for row in rows {
            let place = push(&mut model.table, key, row.table);
            self.trail.note("model.toml", &[(key, place)], row.spot);
        }
        // A model has a scale; without rows the check of the model says so.
        if key == "level" {
            model.table.entry(key).or_insert_with(|| Value::Array(Vec::new()));
        }
    }

    /// The crosswalk, when there is one: its rows, or a note that it holds nothing.
    fn crosswalk(&mut self, rows: Vec<Record>, model: &mut Record) -> Option<Table> {
        let (file, list) = (model.table.remove("crosswalk"), model.table.remove("crosswalk.clause"));
        if !rows.is_empty() && (file.is_some() || list.is_some()) {
            self.faults.push(said_empty(model, "crosswalk"));
        }
        let there = file.is_some() || list.is_some() || !rows.is_empty();
        let mut table: Table = list.map(|list| ("clause".to_owned(), list)).into_iter().collect();
        for row in rows {
            let place = push(&mut table, "clause", row.table);
            self.trail.note("crosswalk.toml", &[("clause", place)], row.spot);
        }
        there.then_some(table)
    }

    /// The files of the dimensions, with the indicators in the order of their rows.
    fn dimension_files(&mut self, dimensions: &mut [Record], drafts: Vec<Draft>) -> BTreeMap<String, Table> {
        let mut files: BTreeMap<String, Table> = BTreeMap::new();
        for dimension in dimensions {
            let name = dimension.text("file");
            let empty = dimension.table.remove("indicator");
            if empty.is_some() && drafts.iter().any(|draft| draft.file == name) {
                // Its indicators stand in another file, so the row itself never sees them.
                self.faults.push(said_empty(dimension, "indicator"));
            }
            files.entry(name).or_default().extend(empty.map(|empty| ("indicator".to_owned(), empty)));
        }
        for draft in drafts {
            self.faults.extend(draft.record.filled());
            let place = push(files.entry(draft.file.clone()).or_default(), "indicator", draft.record.table);
            self.trail.note(&draft.file, &[("indicator", place)], draft.record.spot);
        }
        files
    }

    /// The tables as typed files. What the cells let through fits the types; should it not, the fault is told without a cell.
    fn typed(&mut self, model: Table, dimensions: BTreeMap<String, Table>, crosswalk: Option<Table>) -> Option<ModelFiles> {
        let typed = || {
            Ok(ModelFiles {
                model: model.try_into()?,
                dimensions: dimensions.into_iter().map(|(name, table)| Ok((name, table.try_into()?))).collect::<Result<_, _>>()?,
                crosswalk: crosswalk.map(Table::try_into).transpose()?,
                other: BTreeMap::new(),
            })
        };
        typed()
            .map_err(|fault: toml::de::Error| {
                self.faults.push(SheetFault::of_workbook(
                    Text::new(format!("表格拼不成模型文件：{}", fault.message()), format!("the sheets make no model: {}", fault.message())),
                    Text::new("对照docs/evaluation-model-format.md改正", "correct them by docs/evaluation-model-format.md"),
                ));
            })
            .ok()
    }
}

/// Indicators by id; of two with one id the first.
fn places(drafts: &[Draft]) -> BTreeMap<String, usize> {
    drafts.iter().enumerate().rev().map(|(place, draft)| (draft.id.clone(), place)).collect()
}
