//! Every bilingual text of a model, for what concerns them all.

use super::places::{self, DeclaredPlaces};
use crate::fault::Place;
use crate::model::{Indicator, IndicatorScale, Model, Node, NodeKind};
use crate::text::Text;

/// A text, where it stands, and the key under which it stands there.
pub(super) struct Bilingual<'m> {
    pub place: Place,
    pub key: &'static str,
    pub text: &'m Text,
}

impl<'m> Bilingual<'m> {
    fn new(place: &Place, key: &'static str, text: &'m Text) -> Self {
        Self { place: place.clone(), key, text }
    }

    /// What is said about the text, after its key and its beginning.
    pub(super) fn sentence(&self, what: &Text) -> Text {
        let shown: String = self.text.zh.chars().take(24).collect();
        Text::new(format!("{}“{shown}”{}", self.key, what.zh), format!("`{}` “{shown}” {}", self.key, what.en))
    }
}

/// Every bilingual text of a model, file by file and in the order of the model.
pub(super) fn texts<'m>(model: &'m Model, declared: &DeclaredPlaces) -> Vec<Bilingual<'m>> {
    let top = places::model_file();
    let mut texts = vec![
        Bilingual::new(&top, "name", &model.name),
        Bilingual::new(&top, "summary", &model.summary),
        Bilingual::new(&top, "disclaimer", &model.disclaimer),
        Bilingual::new(&top, "attribution", &model.attribution),
        Bilingual::new(&top, "readiness.reason", &model.readiness.reason),
    ];
    for document in &model.documents {
        let place = declared.document(&document.id);
        let own =
            [("title", &document.title), ("short", &document.short), ("publisher", &document.publisher), ("clause", &document.clause)];
        texts.extend(own.map(|(key, text)| Bilingual::new(&place, key, text)));
    }
    for level in &model.levels {
        let place = declared.level(level.level);
        texts.extend([("name", &level.name), ("meaning", &level.meaning)].map(|(key, text)| Bilingual::new(&place, key, text)));
    }
    for gate in &model.gates {
        texts.push(Bilingual::new(&declared.gate(&gate.id), "reason", &gate.reason));
    }
    for profile in &model.profiles {
        let place = declared.profile(&profile.kind);
        texts.extend([("name", &profile.name), ("reason", &profile.reason)].map(|(key, text)| Bilingual::new(&place, key, text)));
        texts.extend(profile.weights_reason.iter().map(|text| Bilingual::new(&place, "weights_reason", text)));
    }
    for entry in &model.crosswalk {
        let place = model.places.crosswalk.get(&entry.clause).cloned().unwrap_or_default();
        texts.push(Bilingual::new(&place, "reason", &entry.reason));
    }
    // The root's name is the model's.
    for node in model.nodes.iter().filter(|node| node.parent.is_some()) {
        let place = places::of_node(model, node);
        texts.push(Bilingual::new(&place, "name", &node.name));
        if node.short != node.name {
            texts.push(Bilingual::new(&place, "short", &node.short));
        }
        texts.extend(node.weight_reason.iter().map(|text| Bilingual::new(&place, "weight_reason", text)));
        match &node.kind {
            NodeKind::Dimension { purpose, .. } => texts.push(Bilingual::new(&place, "purpose", purpose)),
            NodeKind::Indicator(indicator) => texts.extend(of_indicator(model, node, indicator, &place)),
            NodeKind::Root | NodeKind::Domain => {}
        }
    }
    texts
}

fn of_indicator<'m>(model: &'m Model, node: &Node, indicator: &'m Indicator, place: &Place) -> Vec<Bilingual<'m>> {
    let mut texts = vec![Bilingual::new(place, "question", &indicator.question), Bilingual::new(place, "why", &indicator.why)];
    texts.extend(indicator.pitfalls.iter().map(|text| Bilingual::new(place, "pitfalls", text)));
    for link in &indicator.clauses {
        let at = model.places.links.get(&(node.id.clone(), link.clause())).unwrap_or(place);
        texts.push(Bilingual::new(at, "clauses.reason", &link.reason));
    }
    match &indicator.scale {
        IndicatorScale::Rubric(levels) => {
            for level in levels {
                let at = places::of_rubric_level(model, node, level.level);
                texts.extend(level.evidence.iter().map(|text| Bilingual::new(&at, "evidence", text)));
                texts.extend(level.basis.iter().map(|text| Bilingual::new(&at, "basis", text)));
                texts.extend(level.for_types.values().map(|text| Bilingual::new(&at, "for_types", text)));
            }
        }
        IndicatorScale::Metric(metric) => texts.push(Bilingual::new(place, "goalposts_reason", &metric.goalposts_reason)),
        IndicatorScale::Checklist(items) => {
            for item in items {
                texts.push(Bilingual::new(place, "item.text", &item.text));
                texts.extend(item.group.iter().map(|text| Bilingual::new(place, "item.group", text)));
            }
        }
    }
    texts
}
