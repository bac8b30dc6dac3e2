//! The questions of a questionnaire from the model, in one language.

use crate::report_input::Tongue;
use shuheng_model::{Indicator, IndicatorScale, Instrument, Node, NodeKind};
use shuheng_report::questionnaire::{Form, Heading, Item, Level, Question, Scale};

/// The indicators that `asked` accepts and that apply to the institution, as questions in tree order.
pub(crate) fn form(instrument: &Instrument, tongue: &Tongue, asked: impl Fn(&str) -> bool) -> Form {
    let model = instrument.model();
    let levels = model.levels.iter().map(|level| Level {
        level: level.level,
        name: tongue.model(&level.name),
        meaning: tongue.model(&level.meaning),
    });
    Form {
        levels: levels.collect(),
        questions: model
            .indicators()
            .filter(|(_, node, indicator)| instrument.applies(indicator) && asked(&node.id))
            .map(|(index, node, indicator)| question(instrument, index, node, indicator, tongue))
            .collect(),
    }
}

fn question(instrument: &Instrument, index: usize, node: &Node, indicator: &Indicator, tongue: &Tongue) -> Question {
    let model = instrument.model();
    let above = |wanted: fn(&NodeKind) -> bool| {
        std::iter::successors(Some(index), |index| model.nodes[*index].parent)
            .map(|index| &model.nodes[index])
            .find(|node| wanted(&node.kind))
            .map(|node| Heading { code: node.code.clone(), name: tongue.model(&node.name) })
            .unwrap_or_default()
    };
    Question {
        id: node.id.clone(),
        code: node.code.clone(),
        name: tongue.model(&node.name),
        dimension: above(|kind| matches!(kind, NodeKind::Dimension { .. })),
        domain: above(|kind| matches!(kind, NodeKind::Domain)),
        text: tongue.model(&indicator.question),
        scale: match &indicator.scale {
            IndicatorScale::Rubric(levels) => Scale::Rubric {
                evidence: levels
                    .iter()
                    .map(|level| {
                        let own = level.for_types.get(instrument.kind());
                        level.evidence.iter().chain(own).map(|line| tongue.model(line)).collect()
                    })
                    .collect(),
            },
            IndicatorScale::Metric(metric) => {
                Scale::Metric { unit: metric.unit.clone(), formula: metric.formula.clone().unwrap_or_default(), range: None }
            }
            IndicatorScale::Checklist(items) => {
                Scale::Checklist { items: items.iter().map(|item| Item { id: item.id.clone(), text: tongue.model(&item.text) }).collect() }
            }
        },
        // What was said last time would lead the respondent.
        previous: String::new(),
    }
}
