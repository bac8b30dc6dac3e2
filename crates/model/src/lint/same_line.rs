//! Lines of evidence and items of checklists that stand in two places.

use super::rung::Rung;
use super::{Findings, Rule, places};
use crate::model::{IndicatorScale, Model};
use crate::text::Text;
use std::collections::BTreeMap;

/// Lines and items that stand word for word in two places, in either language.
pub(super) fn check(model: &Model, rubrics: &[Vec<Rung<'_>>], findings: &mut Findings) {
    let lines = rubrics.iter().flatten().flat_map(|rung| rung.lines.iter().map(|line| (line, rung.name(), rung.place.clone())));
    let items = model.indicators().flat_map(|(_, node, indicator)| match &indicator.scale {
        IndicatorScale::Checklist(items) => items
            .iter()
            .map(|item| {
                let name = Text::new(format!("“{}”的条目{}", node.id, item.id), format!("item {} of `{}`", item.id, node.id));
                (&item.text, name, places::of_node(model, node))
            })
            .collect(),
        _ => Vec::new(),
    });
    let (mut zh, mut en): (BTreeMap<String, Text>, BTreeMap<String, Text>) = (BTreeMap::new(), BTreeMap::new());
    for (line, name, place) in lines.chain(items) {
        let in_zh = zh.get(&line.zh).cloned();
        let earlier = in_zh.clone().or_else(|| en.get(&line.en.to_ascii_lowercase()).cloned());
        zh.entry(line.zh.clone()).or_insert_with(|| name.clone());
        en.entry(line.en.to_ascii_lowercase()).or_insert_with(|| name.clone());
        let Some(earlier) = earlier else { continue };
        let (language, shown) = if in_zh.is_some() { (Text::default(), &line.zh) } else { (Text::new("英文", " in English"), &line.en) };
        findings.fail(
            Rule::SameLine,
            &place,
            Text::new(
                format!("{}的{}“{shown}”已见于{}", name.zh, language.zh, earlier.zh),
                format!("“{}” on {} stands{} on {} too", line.en, name.en, language.en, earlier.en),
            ),
            Text::new("只留一处，另一处换成别的证据", "keep it in one place and put other evidence in the other"),
        );
    }
}

/// The same line in either language.
pub(super) fn same(one: &Text, other: &Text) -> bool {
    one.zh == other.zh || one.en.eq_ignore_ascii_case(&other.en)
}

pub(super) fn share_a_line(one: &Rung<'_>, other: &Rung<'_>) -> bool {
    one.lines.iter().any(|line| other.lines.iter().any(|twin| same(line, twin)))
}
