//! What answers rest on: somebody's own judgement, the median or mean of responses, or a value that people agreed on.

use crate::view::{BasisView, RestsOnView, Text};
use shuheng_model::Instrument;
use shuheng_store::{Answer, Basis, Value};
use std::collections::BTreeMap;

/// What an answer rests on, as the window shows it.
pub(crate) fn basis_view(basis: Basis) -> BasisView {
    match basis {
        Basis::Single => BasisView::Single,
        Basis::Median { responses } => BasisView::Median { responses },
        Basis::Mean { responses } => BasisView::Mean { responses },
        Basis::Moderated => BasisView::Moderated,
    }
}

/// What an answer rests on, in a few words.
pub(crate) fn basis_words(basis: Basis) -> Text {
    match basis {
        Basis::Single => Text::new("直接评定", "rated directly"),
        Basis::Median { responses } => Text::new(format!("{responses}份作答的中位数"), format!("median of {responses} responses")),
        Basis::Mean { responses } => Text::new(format!("{responses}份作答的均值"), format!("mean of {responses} responses")),
        Basis::Moderated => Text::new("议定值", "moderated"),
    }
}

/// How many answers at or below a node rest on what: of those that a score rests on, so 不适用 does not count.
pub(crate) fn rests_on(instrument: &Instrument, answers: &BTreeMap<String, Answer>, node: usize) -> RestsOnView {
    let model = instrument.model();
    let mut counts = RestsOnView::default();
    for (index, indicator, described) in model.indicators() {
        let Some(answer) = answers.get(&indicator.id).filter(|answer| counts_towards(answer)) else { continue };
        let mut path = std::iter::successors(Some(index), |index| model.nodes[*index].parent);
        if !instrument.applies(described) || !path.any(|above| above == node) {
            continue;
        }
        match answer.basis {
            Basis::Single => counts.direct += 1,
            Basis::Median { .. } => counts.median += 1,
            Basis::Mean { .. } => counts.mean += 1,
            Basis::Moderated => counts.moderated += 1,
        }
        counts.needs_new_look += u32::from(answer.review);
    }
    counts
}

fn counts_towards(answer: &Answer) -> bool {
    answer.value.as_ref().is_some_and(|value| *value != Value::NotApplicable)
}

/// The same in a sentence; empty where nothing is answered.
pub(crate) fn rests_on_words(counts: &RestsOnView) -> Text {
    let parts = [
        (counts.direct, "项直接评定", "rated directly"),
        (counts.median, "项取作答中位数", "by the median of responses"),
        (counts.mean, "项取作答均值", "by the mean of responses"),
        (counts.moderated, "项议定", "moderated"),
        (counts.needs_new_look, "项待复核", "need a new look"),
    ];
    let told = parts.iter().filter(|(count, _, _)| *count > 0);
    let (zh, en): (Vec<String>, Vec<String>) = told.map(|(count, zh, en)| (format!("{count}{zh}"), format!("{count} {en}"))).unzip();
    Text::new(zh.join("，"), en.join(", "))
}
