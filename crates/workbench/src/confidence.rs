//! What a confidence is taken to mean: how far an answer may lie from what is right.
//!
//! The table is a convention of this product. No body of data says how often assessors err; the figures are chosen so that high is
//! clearly more than medium and medium more than low, and they are shown wherever something rests on them. Nothing else in the
//! program knows them.

use crate::view::Text;
use crate::words::figure;
use shuheng_engine::Leaf;
use shuheng_engine::normalise::Goalposts;
use shuheng_engine::uncertainty::{LeafSpread, checklist_spread};
use shuheng_model::{Indicator, IndicatorScale, Instrument, Item, Response};
use shuheng_store::{Answer, Confidence};
use std::collections::{BTreeMap, BTreeSet};

/// What one confidence means.
struct Trust {
    /// Probability that a rubric answer is on its level; the rest goes to the neighbouring levels.
    level: f64,
    /// How far a metric's figure may be off, as a share of itself.
    figure: f64,
    /// Probability that the state of a checklist item is right.
    item: f64,
}

const HIGH: Trust = Trust { level: 0.9, figure: 0.01, item: 0.95 };
const MEDIUM: Trust = Trust { level: 0.7, figure: 0.05, item: 0.85 };
const LOW: Trust = Trust { level: 0.5, figure: 0.1, item: 0.75 };

/// An answer without a confidence counts as medium.
fn trust(confidence: Option<Confidence>) -> Trust {
    match confidence {
        Some(Confidence::High) => HIGH,
        Some(Confidence::Medium) | None => MEDIUM,
        Some(Confidence::Low) => LOW,
    }
}

/// The table in a sentence, for people.
pub(crate) fn convention() -> Text {
    let shares = |of: fn(&Trust) -> f64| [HIGH, MEDIUM, LOW].map(|trust| format!("{}%", figure(of(&trust) * 100.0)));
    let ([h, m, l], [fh, fm, fl], [ih, im, il]) = (shares(|t| t.level), shares(|t| t.figure), shares(|t| t.item));
    Text::new(
        format!(
            "置信度的含义由本产品约定，并非统计所得：高、中、低依次表示等级有{h}、{m}、{l}的把握，其余平分给相邻等级；定量数值在自身±{fh}、±{fm}、±{fl}以内；清单每一条有{ih}、{im}、{il}的把握。未填置信度按中。评为L1的只可能评低了，评为L5的只可能评高了，因此得分接近两端时可能落在区间边上或区间之外。"
        ),
        format!(
            "What a confidence means is a convention of this product, not a statistic: high, medium and low stand for {h}, {m} and {l} certainty of a level, the rest split between its neighbours; a figure within ±{fh}, ±{fm} or ±{fl} of itself; each checklist item right with {ih}, {im} or {il}. No confidence counts as medium. L1 can only be too low and L5 only too high, so near either end a score may lie at the edge of its interval or outside."
        ),
    )
}

/// What is known of the scores of all answers, by index of the node. Answers that do not fit their indicator are left out.
pub(crate) fn spreads(
    instrument: &Instrument,
    answers: &BTreeMap<String, Answer>,
    responses: &BTreeMap<String, Response>,
) -> BTreeMap<usize, LeafSpread> {
    let known = |id: &str, indicator: &Indicator| {
        let trust = trust(answers.get(id).and_then(|answer| answer.confidence));
        spread(instrument, indicator, responses.get(id)?, &trust)
    };
    instrument.model().indicators().filter_map(|(index, node, indicator)| Some((index, known(&node.id, indicator)?))).collect()
}

fn spread(instrument: &Instrument, indicator: &Indicator, response: &Response, trust: &Trust) -> Option<LeafSpread> {
    match (&indicator.scale, response) {
        (IndicatorScale::Rubric(_), Response::Level(level)) => rubric(instrument, indicator, *level, trust),
        (IndicatorScale::Metric(_), Response::Number(number)) => metric(instrument.goalposts(indicator)?, *number, trust),
        (IndicatorScale::Checklist(items), Response::Items(held)) => checklist(items, held, trust),
        _ => None,
    }
}

fn rubric(instrument: &Instrument, indicator: &Indicator, level: u8, trust: &Trust) -> Option<LeafSpread> {
    let points = |level: u8| match instrument.leaf(indicator, &Response::Level(level)) {
        Ok(Leaf::Score(score)) => Some(score),
        _ => None,
    };
    let own = points(level)?;
    let neighbours: Vec<f64> = [level.checked_sub(1), level.checked_add(1)].into_iter().flatten().filter_map(points).collect();
    let each = (1.0 - trust.level) / neighbours.len().max(1) as f64;
    let own_probability = if neighbours.is_empty() { 1.0 } else { trust.level };
    LeafSpread::levels(neighbours.into_iter().map(|score| (score, each)).chain([(own, own_probability)]).collect()).ok()
}

fn metric(posts: &Goalposts, number: f64, trust: &Trust) -> Option<LeafSpread> {
    // The figure may lie inside posts that do not cap while its ends lie outside.
    let score = |factor: f64| posts.score((number * factor).clamp(posts.low(), posts.high())).ok();
    let (a, b) = (score(1.0 - trust.figure)?, score(1.0 + trust.figure)?);
    LeafSpread::uniform(a.min(b), a.max(b)).ok()
}

fn checklist(items: &[Item], held: &BTreeSet<String>, trust: &Trust) -> Option<LeafSpread> {
    let holds = |item: &Item| if held.contains(&item.id) { trust.item } else { 1.0 - trust.item };
    checklist_spread(&items.iter().map(|item| (item.weight, holds(item))).collect::<Vec<_>>()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use shuheng_engine::normalise::{Direction, Transform};
    use shuheng_model::{ModelSource, load};
    use std::path::Path;

    fn instrument() -> Instrument {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../evaluation_models").join(sample::MODEL);
        let files = std::fs::read_dir(folder).expect("the model").flatten().map(|file| {
            let text = std::fs::read_to_string(file.path()).expect("a text");
            (file.file_name().to_string_lossy().into_owned(), text)
        });
        Instrument::new(load(ModelSource::new(files)).expect("sound").model, sample::KIND).expect("an instrument")
    }

    #[test]
    fn the_rest_goes_to_the_neighbours() {
        let instrument = instrument();
        let rubrics = || instrument.model().indicators().filter(|(_, _, i)| matches!(i.scale, IndicatorScale::Rubric(_)));
        let (_, _, indicator) = rubrics().next().expect("a rubric");
        let probabilities = |level| rubric(&instrument, indicator, level, &LOW).and_then(|spread| spread.probabilities()).expect("levels");
        assert_eq!(probabilities(3), [(25.0, 0.25), (50.0, 0.5), (75.0, 0.25)]);
        assert_eq!(probabilities(1), [(0.0, 0.5), (25.0, 0.5)], "all of it to the one neighbour");
        assert_eq!(probabilities(5), [(75.0, 0.5), (100.0, 0.5)]);
        assert_eq!(rubric(&instrument, indicator, 6, &LOW), None);
    }

    #[test]
    fn figures_and_items() {
        let posts = Goalposts::new(0.0, 200.0, Direction::Lower, Transform::Linear, false).expect("posts");
        let is = |figure: f64, low: f64, high: f64| {
            let spread = metric(&posts, figure, &LOW).expect("a spread");
            (spread.at(0.0) - low).abs() < 1e-9 && (spread.at(1.0 - 1e-12) - high).abs() < 1e-9
        };
        assert!(is(100.0, 45.0, 55.0));
        assert!(is(200.0, 0.0, 10.0), "the ends stay between the posts");
        let item = |id: &str| Item { id: id.to_owned(), text: shuheng_model::Text::default(), weight: 1.0, group: None };
        let held = BTreeSet::from(["a".to_owned(), "of an earlier version".to_owned()]);
        let found = checklist(&[item("a"), item("b")], &held, &MEDIUM).and_then(|spread| spread.probabilities()).expect("scores");
        let scores: Vec<f64> = found.iter().map(|(score, _)| *score).collect();
        assert_eq!(scores, [0.0, 50.0, 100.0]);
        for ((_, found), expected) in found.iter().zip([0.15 * 0.85, 0.85 * 0.85 + 0.15 * 0.15, 0.85 * 0.15]) {
            assert!((found - expected).abs() < 1e-12);
        }
    }

    #[test]
    fn the_sentence_tells_the_table() {
        let told = convention();
        for share in ["90%", "70%", "50%", "±1%", "±5%", "±10%", "95%", "85%", "75%"] {
            assert!(told.zh.contains(share) && told.en.contains(share), "{share}");
        }
    }
}
