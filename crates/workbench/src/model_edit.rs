//! One change of an own model, on the typed values of its files.

use crate::view::{ModelEdit, ModelTextField, NodeTextField, Text};
use shuheng_model::file::{Indicator, Lines, ModelFiles, Number, Profile, RubricLevel, Scale, Transform};
use std::collections::BTreeMap;

/// Why a change cannot even be tried, in both languages.
pub(crate) type Refusal = Text;

/// Applies a change. Whether the model still makes sense afterwards only loading it tells.
pub(crate) fn apply(files: &mut ModelFiles, edit: &ModelEdit) -> Result<(), Refusal> {
    match edit {
        ModelEdit::ModelText { field: ModelTextField::Name, text } => files.model.name = required(text)?,
        ModelEdit::ModelText { field: ModelTextField::Summary, text } => files.model.summary = required(text)?,
        ModelEdit::Version { version } => version.trim().clone_into(&mut files.model.version),
        ModelEdit::NodeText { node, field, text } => node_text(files, node, *field, text)?,
        ModelEdit::Weight { node, profile: None, weight } => {
            let weight = number(weight.ok_or_else(|| Text::new("权重是空的", "the weight is empty"))?)?;
            set_weight(files, node, weight)?;
        }
        ModelEdit::Weight { node, profile: Some(kind), weight } => {
            let weight = weight.map(number).transpose()?;
            set_of(&mut profile(files, kind)?.weights, node, weight);
        }
        ModelEdit::Target { profile: kind, node: None, target } => {
            profile(files, kind)?.target = number(target.ok_or_else(|| Text::new("目标是空的", "the target is empty"))?)?;
        }
        ModelEdit::Target { profile: kind, node: Some(node), target } => {
            let target = target.map(number).transpose()?;
            set_of(&mut profile(files, kind)?.targets, node, target);
        }
        ModelEdit::Level { indicator: id, level, evidence, basis } => {
            let found = rubric_level(files, id, *level)?;
            let lines: Vec<Text> = evidence.iter().filter(|line| !is_empty(line)).cloned().collect();
            found.evidence = Lines(lines.iter().map(required).collect::<Result<_, _>>()?);
            found.basis = optional(basis)?;
        }
        ModelEdit::Goalposts { indicator: id, low, high, logarithmic, reason } => {
            let Scale::Metric(metric) = &mut indicator(files, id)?.scale else {
                return Err(Text::new(format!("“{id}”不是定量指标"), format!("`{id}` is no metric")));
            };
            metric.goalposts.low = number(*low)?;
            metric.goalposts.high = number(*high)?;
            let current = metric.goalposts.transform.unwrap_or(Transform::Linear);
            let wanted = if *logarithmic { Transform::Log } else { Transform::Linear };
            if current != wanted {
                metric.goalposts.transform = Some(wanted);
            }
            metric.goalposts_reason = required(reason)?;
        }
        ModelEdit::AppliesTo { indicator: id, kinds } => indicator(files, id)?.applies_to.clone_from(kinds),
    }
    Ok(())
}

fn node_text(files: &mut ModelFiles, node: &str, field: NodeTextField, text: &Text) -> Result<(), Refusal> {
    let wrong = || Text::new(format!("“{node}”没有这一项"), format!("`{node}` has no such text"));
    if let Some(dimension) = files.model.dimension.iter_mut().flatten().find(|found| found.id == node) {
        let text = required(text)?;
        match field {
            NodeTextField::Name => dimension.name = text,
            NodeTextField::Purpose => dimension.purpose = text,
            NodeTextField::WeightReason => dimension.weight_reason = text,
            NodeTextField::Short | NodeTextField::Question | NodeTextField::Why => return Err(wrong()),
        }
    } else if let Some(domain) = files.model.domain.iter_mut().flatten().find(|found| found.id == node) {
        match field {
            NodeTextField::Name => domain.name = required(text)?,
            NodeTextField::Short => domain.short = optional(text)?,
            NodeTextField::WeightReason => domain.weight_reason = optional(text)?,
            NodeTextField::Purpose | NodeTextField::Question | NodeTextField::Why => return Err(wrong()),
        }
    } else {
        let found = indicator(files, node)?;
        match field {
            NodeTextField::Name => found.name = required(text)?,
            NodeTextField::Question => found.question = required(text)?,
            NodeTextField::Why => found.why = required(text)?,
            NodeTextField::WeightReason => found.weight_reason = optional(text)?,
            NodeTextField::Short | NodeTextField::Purpose => return Err(wrong()),
        }
    }
    Ok(())
}

fn set_weight(files: &mut ModelFiles, node: &str, weight: Number) -> Result<(), Refusal> {
    if let Some(dimension) = files.model.dimension.iter_mut().flatten().find(|found| found.id == node) {
        dimension.weight = weight;
    } else if let Some(domain) = files.model.domain.iter_mut().flatten().find(|found| found.id == node) {
        domain.weight = weight;
    } else {
        indicator(files, node)?.weight = Some(weight);
    }
    Ok(())
}

fn indicator<'a>(files: &'a mut ModelFiles, id: &str) -> Result<&'a mut Indicator, Refusal> {
    files
        .dimensions
        .values_mut()
        .flat_map(|file| file.indicator.iter_mut().flatten())
        .find(|found| found.id == id)
        .ok_or_else(|| Text::new(format!("模型中没有“{id}”"), format!("the model has no `{id}`")))
}

fn rubric_level<'a>(files: &'a mut ModelFiles, id: &str, level: u8) -> Result<&'a mut RubricLevel, Refusal> {
    let missing = || Text::new(format!("“{id}”没有等级{level}"), format!("`{id}` has no level {level}"));
    match &mut indicator(files, id)?.scale {
        Scale::Rubric(levels) => levels.iter_mut().find(|found| found.level == level).ok_or_else(missing),
        _ => Err(missing()),
    }
}

fn profile<'a>(files: &'a mut ModelFiles, kind: &str) -> Result<&'a mut Profile, Refusal> {
    files
        .model
        .profile
        .iter_mut()
        .flatten()
        .find(|found| found.kind == kind)
        .ok_or_else(|| Text::new(format!("模型中没有机构类型“{kind}”"), format!("the model has no kind of institution `{kind}`")))
}

/// Sets or takes away the number of a node; a table that is left empty goes.
fn set_of(numbers: &mut Option<BTreeMap<String, Number>>, node: &str, number: Option<Number>) {
    let table = numbers.get_or_insert_default();
    match number {
        Some(number) => {
            table.insert(node.to_owned(), number);
        }
        None => {
            table.remove(node);
        }
    }
    if table.is_empty() {
        *numbers = None;
    }
}

fn number(number: f64) -> Result<Number, Refusal> {
    Number::new(number).ok_or_else(|| Text::new("不是可用的数字", "it is not a number that can be used"))
}

fn is_empty(text: &Text) -> bool {
    text.zh.trim().is_empty() && text.en.trim().is_empty()
}

fn required(text: &Text) -> Result<shuheng_model::Text, Refusal> {
    if text.zh.trim().is_empty() {
        return Err(Text::new("中文是空的", "the Chinese text is empty"));
    }
    if text.en.trim().is_empty() {
        return Err(Text::new("英文是空的", "the English text is empty"));
    }
    Ok(shuheng_model::Text::new(text.zh.trim(), text.en.trim()))
}

fn optional(text: &Text) -> Result<Option<shuheng_model::Text>, Refusal> {
    if is_empty(text) { Ok(None) } else { required(text).map(Some) }
}
