//! What several responses to one indicator of the shipped model come to.
#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot be set up must fail loudly")]

use shuheng_model::{Consensus, ConsensusMethod, IndicatorScale, Instrument, ModelSource, Response, load};
use std::path::Path;

fn instrument() -> Instrument {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../evaluation_models/caict-value-2025");
    let files = std::fs::read_dir(&folder).expect("the model's folder").map(|entry| {
        let entry = entry.expect("an entry of the folder");
        (entry.file_name().to_string_lossy().into_owned(), std::fs::read_to_string(entry.path()).expect("a text file"))
    });
    let model = load(ModelSource::new(files)).unwrap_or_else(|faults| panic!("{} faults", faults.len())).model;
    Instrument::new(model, "city_bank").expect("a profile")
}

fn consensus(kind: fn(&IndicatorScale) -> bool, responses: &[Response], method: ConsensusMethod) -> Consensus {
    let instrument = instrument();
    let (_, _, indicator) = instrument.model().indicators().find(|(_, _, indicator)| kind(&indicator.scale)).expect("one of each kind");
    instrument.consensus(indicator, responses, method)
}

fn rubric(levels: &[u8], absent: usize, method: ConsensusMethod) -> Consensus {
    let responses: Vec<Response> =
        levels.iter().map(|level| Response::Level(*level)).chain((0..absent).map(|_| Response::NotApplicable)).collect();
    consensus(|scale| matches!(scale, IndicatorScale::Rubric(_)), &responses, method)
}

#[test]
fn a_rubric_takes_a_level_and_shows_the_unrounded_mean() {
    let median = rubric(&[2, 3, 4, 5], 0, ConsensusMethod::Median);
    assert_eq!((median.value, median.spread, median.disputed), (Some(Response::Level(3)), Some(3), true));
    let mean = rubric(&[2, 3], 0, ConsensusMethod::Mean);
    assert_eq!((mean.value, mean.mean, mean.spread, mean.disputed), (Some(Response::Level(2)), Some(2.5), Some(1), false));
    let points = instrument().points().points().to_vec();
    assert_eq!(mean.mean_points, Some(f64::midpoint(points[1], points[2])));
    assert_eq!(rubric(&[], 0, ConsensusMethod::Median).value, None);
}

#[test]
fn not_applicable_needs_more_than_half_and_half_is_disputed() {
    let most = rubric(&[4], 2, ConsensusMethod::Median);
    assert_eq!((most.value, most.disputed), (Some(Response::NotApplicable), false));
    let half = rubric(&[4, 4], 2, ConsensusMethod::Median);
    assert_eq!((half.value, half.disputed), (None, true));
    let few = rubric(&[4, 4, 4], 2, ConsensusMethod::Mean);
    assert_eq!((few.value, few.disputed), (Some(Response::Level(4)), false));
}

#[test]
fn figures_and_checklists_have_their_own_arithmetic_and_stand_on_levels_too() {
    let figures = [4.0, 1.0, 2.0, 40.0].map(Response::Number);
    let metric = |scale: &IndicatorScale| matches!(scale, IndicatorScale::Metric(_));
    let median = consensus(metric, &figures, ConsensusMethod::Median);
    assert_eq!((median.value, median.mean_points), (Some(Response::Number(2.0)), None));
    assert_eq!(consensus(metric, &figures, ConsensusMethod::Mean).value, Some(Response::Number(11.75)));
    assert!(median.disputed, "the lowest and the highest figure are levels apart");
    let wrong = consensus(metric, &[Response::Level(3), Response::Number(f64::NAN)], ConsensusMethod::Median);
    assert_eq!((wrong.value, wrong.disputed), (None, false), "what does not fit does not count");

    let instrument = instrument();
    let (_, _, indicator) = instrument
        .model()
        .indicators()
        .find(|(_, _, indicator)| matches!(indicator.scale, IndicatorScale::Checklist(_)))
        .expect("a checklist");
    let IndicatorScale::Checklist(items) = &indicator.scale else { panic!("a checklist") };
    let all: std::collections::BTreeSet<String> = items.iter().map(|item| item.id.clone()).collect();
    let first = std::collections::BTreeSet::from([items[0].id.clone()]);
    let said = [all, first.clone()].map(Response::Items);
    let tie = instrument.consensus(indicator, &said, ConsensusMethod::Median);
    assert_eq!(tie.value, Some(Response::Items(first)), "a tie is no");
    assert!(tie.disputed);
}
