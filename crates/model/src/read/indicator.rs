//! The file of a dimension: its indicators as declared.

use super::declaration::sources;
use super::table::{File, Located, Table};
use crate::fault::{Faults, Place};
use crate::model::{ClauseLink, ClauseStrength, Item, Metric, RubricLevel, SourceRef};
use crate::text::Text;
use shuheng_engine::normalise::{Direction, Goalposts, GoalpostsFault, Transform};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// One indicator as declared.
pub(crate) struct IndicatorDecl {
    pub id: Located<String>,
    pub parent: Option<Located<String>>,
    pub name: Text,
    pub weight: Located<f64>,
    pub weight_reason: Option<Text>,
    pub was: Vec<String>,
    pub question: Text,
    pub why: Text,
    pub applies_to: Vec<String>,
    pub sources: Vec<Located<SourceRef>>,
    pub clauses: Vec<Located<ClauseLink>>,
    pub pitfalls: Vec<Text>,
    pub scale: ScaleDecl,
    pub place: Place,
}

/// The scale as declared.
pub(crate) enum ScaleDecl {
    Rubric(Vec<Located<RubricLevel>>),
    Metric(Box<Metric>),
    Checklist(Vec<Located<Item>>),
}

/// Reads the `[[indicator]]` tables of a file.
pub(crate) fn read_indicators(name: &str, text: &str, faults: &RefCell<Faults>) -> Vec<IndicatorDecl> {
    let file = File::new(name, text, faults);
    let parsed = file.parse();
    let table = Table::new(&file, parsed.get_ref(), 0);
    let indicators = table.tables("indicator").iter().filter_map(indicator).collect();
    table.finish();
    indicators
}

fn indicator(table: &Table<'_, '_>) -> Option<IndicatorDecl> {
    let (id, parent, kind) = (table.string("id"), table.string_opt("parent"), table.string("kind"));
    let weight = table.number_opt("weight").unwrap_or(Located { value: 1.0, place: table.place.clone() });
    let (weight_reason, was) = (table.text_opt("weight_reason"), table.strings_opt("was"));
    let (name, question, why) = (table.text("name"), table.text("question"), table.text("why"));
    let (applies_to, sources) = (table.strings("applies_to"), sources(table));
    let clauses = table.tables("clauses").iter().filter_map(clause).collect();
    let pitfalls = table.lines_opt("pitfalls").map(|lines| lines.value).unwrap_or_default();
    if sources.is_empty() {
        table.error(
            &table.place,
            Text::new("指标没有出处", "the indicator has no source"),
            Text::new("补上sources = [{ doc = …, locator = … }]", "add sources = [{ doc = …, locator = … }]"),
        );
    }
    let scale = kind.and_then(|kind| match kind.value.as_str() {
        "rubric" => Some(ScaleDecl::Rubric(table.tables("level").iter().filter_map(rubric_level).collect())),
        "metric" => metric(table).map(|metric| ScaleDecl::Metric(Box::new(metric))),
        "checklist" => Some(ScaleDecl::Checklist(table.tables("item").iter().filter_map(item).collect())),
        other => {
            table.error(
                &kind.place,
                Text::new(format!("不认识的指标种类“{other}”"), format!("unknown kind `{other}`")),
                Text::new("用rubric、metric或checklist", "use rubric, metric or checklist"),
            );
            None
        }
    });
    if scale.is_some() {
        table.finish();
    }
    Some(IndicatorDecl {
        id: id?,
        parent,
        name: name?,
        weight,
        weight_reason,
        was,
        question: question?,
        why: why?,
        applies_to: applies_to?,
        sources,
        clauses,
        pitfalls,
        scale: scale?,
        place: table.place.clone(),
    })
}

fn rubric_level(table: &Table<'_, '_>) -> Option<Located<RubricLevel>> {
    let (level, basis, evidence) = (table.small("level"), table.text_opt("basis"), table.lines_opt("evidence"));
    let for_types = table
        .tables_by_key("for_types")
        .into_iter()
        .filter_map(|(kind, text)| {
            let (zh, en) = (text.string("zh"), text.string("en"));
            text.finish();
            Some((kind, Text { zh: zh?.value, en: en?.value }))
        })
        .collect();
    table.finish();
    let level = level?;
    let evidence = evidence.map(|lines| lines.value).unwrap_or_default();
    if evidence.is_empty() {
        table.error(
            &level.place,
            Text::new(format!("等级{}没有证据", level.value), format!("level {} has no evidence", level.value)),
            Text::new("写两至四行可查看的事实", "write two to four facts that can be seen"),
        );
    }
    Some(Located { place: level.place, value: RubricLevel { level: level.value, basis, evidence, for_types } })
}

fn metric(table: &Table<'_, '_>) -> Option<Metric> {
    let (unit, direction) = (table.string("unit"), table.string("direction").and_then(|name| direction(table, &name)));
    let posts = direction.and_then(|direction| goalposts(table, direction));
    let by_type: BTreeMap<String, Goalposts> = table
        .tables_by_key("goalposts_by_type")
        .into_iter()
        .filter_map(|(kind, own)| {
            Some((kind, posts_of(&own, direction?, posts.map_or((Transform::Linear, true), |posts| (posts.transform(), posts.caps())))?))
        })
        .collect();
    let reason = table.text("goalposts_reason");
    let (formula, inputs, benchmark) = (table.string_opt("formula"), table.strings_opt("inputs"), table.string_opt("benchmark"));
    Some(Metric {
        unit: unit?.value,
        goalposts: posts?,
        goalposts_by_type: by_type,
        goalposts_reason: reason?,
        formula: formula.map(|formula| formula.value),
        inputs,
        benchmark: benchmark.map(|benchmark| benchmark.value),
    })
}

/// A `direction`, whether more of a figure is better.
pub(super) fn direction(table: &Table<'_, '_>, name: &Located<String>) -> Option<Direction> {
    match name.value.as_str() {
        "higher" => Some(Direction::Higher),
        "lower" => Some(Direction::Lower),
        other => {
            table.error(
                &name.place,
                Text::new(format!("不认识的方向“{other}”"), format!("unknown direction `{other}`")),
                Text::new("用higher或lower", "use higher or lower"),
            );
            None
        }
    }
}

/// The `goalposts` of a figure, which must be there; linear and capped where they do not say otherwise.
pub(super) fn goalposts(table: &Table<'_, '_>, direction: Direction) -> Option<Goalposts> {
    let Some(posts) = table.table_opt("goalposts") else {
        if !table.has("goalposts") {
            table.error(
                &table.place,
                Text::new("缺少“goalposts”", "`goalposts` is missing"),
                Text::new("补上goalposts = { low = …, high = … }", "add goalposts = { low = …, high = … }"),
            );
        }
        return None;
    };
    posts_of(&posts, direction, (Transform::Linear, true))
}

/// Goalposts; `transform` and `cap` fall back to `inherited`, so that posts of one kind of institution need not repeat them.
fn posts_of(table: &Table<'_, '_>, direction: Direction, inherited: (Transform, bool)) -> Option<Goalposts> {
    let (low, high, cap) = (table.number("low"), table.number("high"), table.boolean_opt("cap").unwrap_or(inherited.1));
    let transform = table.string_opt("transform").map_or(Some(inherited.0), |name| match name.value.as_str() {
        "linear" => Some(Transform::Linear),
        "log" => Some(Transform::Log),
        other => {
            table.error(
                &name.place,
                Text::new(format!("不认识的变换“{other}”"), format!("unknown transform `{other}`")),
                Text::new("用linear或log", "use linear or log"),
            );
            None
        }
    });
    table.finish();
    let (low, high, transform) = (low?.value, high?.value, transform?);
    Goalposts::new(low, high, direction, transform, cap)
        .map_err(|fault| {
            let (message, hint) = match fault {
                GoalpostsFault::NotFinite => (
                    Text::new("门柱不是有限的数字", "a goalpost is not a finite number"),
                    Text::new("写有限的数字", "write finite numbers"),
                ),
                GoalpostsFault::NotRising => (
                    Text::new(format!("下门柱{low}不低于上门柱{high}"), format!("the low post {low} is not below the high post {high}")),
                    Text::new(
                        "low须小于high；越低越好时用direction = \"lower\"",
                        "low must be below high; for lower-is-better use direction = \"lower\"",
                    ),
                ),
                GoalpostsFault::LogNeedsPositive => (
                    Text::new("对数刻度的门柱须为正数", "a logarithmic scale needs positive posts"),
                    Text::new("改用linear，或抬高low", "use linear, or raise low"),
                ),
            };
            table.error(&table.place, message, hint);
        })
        .ok()
}

fn item(table: &Table<'_, '_>) -> Option<Located<Item>> {
    let (id, text, weight) = (table.string("id"), table.text("text"), table.number_opt("weight"));
    let group = table.text_opt("group");
    table.finish();
    let id = id?;
    let weight = weight.map_or(1.0, |weight| weight.value);
    Some(Located { place: id.place, value: Item { id: id.value, text: text?, weight, group } })
}

fn clause(table: &Table<'_, '_>) -> Option<Located<ClauseLink>> {
    let (clause, strength, reason) = (table.string("clause"), table.string("strength"), table.text("reason"));
    table.finish();
    let (clause, strength) = (clause?, strength?);
    let Some((document, number)) = clause.value.rsplit_once('/') else {
        table.error(
            &clause.place,
            Text::new(format!("“{}”不是条款编号", clause.value), format!("`{}` is not a clause id", clause.value)),
            Text::new("写成<文件>/<条号>，如nfra-2025-95/13", "write <document>/<number>, e.g. nfra-2025-95/13"),
        );
        return None;
    };
    let strength = match strength.value.as_str() {
        "covers" => ClauseStrength::Covers,
        "partly" => ClauseStrength::Partly,
        "relates" => ClauseStrength::Relates,
        other => {
            table.error(
                &strength.place,
                Text::new(format!("不认识的对照强度“{other}”"), format!("unknown strength `{other}`")),
                Text::new("用covers、partly或relates", "use covers, partly or relates"),
            );
            return None;
        }
    };
    let value = ClauseLink { document: document.to_owned(), number: number.to_owned(), strength, reason: reason? };
    Some(Located { place: clause.place, value })
}
