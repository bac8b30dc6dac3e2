//! The model that the product ships: the whole tree, and what every indicator must have.
#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot be set up must fail loudly")]

use shuheng_engine::{Leaf, assess};
use shuheng_model::{Index, IndicatorScale, Instrument, Item, Model, ModelSource, NodeKind, Response, load};
use std::collections::BTreeMap;
use std::path::Path;

fn caict() -> Model {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../evaluation_models/caict-value-2025");
    let files = std::fs::read_dir(&folder).expect("the model's folder").map(|entry| {
        let entry = entry.expect("an entry of the folder");
        (entry.file_name().to_string_lossy().into_owned(), std::fs::read_to_string(entry.path()).expect("a text file"))
    });
    match load(ModelSource::new(files)) {
        Ok(loaded) => loaded.model,
        Err(faults) => panic!("{}", faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
    }
}

#[test]
fn three_dimensions_fourteen_domains_sixty_two_indicators() {
    let model = caict();
    let count = |wanted: fn(&NodeKind) -> bool| model.nodes.iter().filter(|node| wanted(&node.kind)).count();
    assert_eq!(count(|kind| matches!(kind, NodeKind::Dimension { .. })), 3);
    assert_eq!(count(|kind| matches!(kind, NodeKind::Domain)), 14);
    let per_domain: Vec<usize> = model
        .nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| matches!(node.kind, NodeKind::Domain))
        .map(|(index, _)| model.nodes.iter().filter(|node| node.parent == Some(index)).count())
        .collect();
    assert_eq!(per_domain, [4, 5, 5, 8, 4, 3, 4, 4, 2, 2, 4, 3, 5, 9], "the tree of ARCHITECTURE.md");
    assert_eq!(model.indicators().count(), 62);
}

#[test]
fn codes_count_within_their_domain() {
    let model = caict();
    let node = &model.nodes[model.index_of("technology_application.ai.enterprise_platform").expect("the indicator")];
    assert_eq!((node.code.as_str(), node.dimension), ("B4.1", Some(1)));
}

#[test]
fn rubric_lines_are_short_and_stand_once() {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for (_, node, indicator) in caict().indicators() {
        let IndicatorScale::Rubric(levels) = &indicator.scale else { continue };
        for level in levels {
            assert!((2..=4).contains(&level.evidence.len()), "{} L{} has {} lines", node.id, level.level, level.evidence.len());
            for line in &level.evidence {
                assert!(line.zh.chars().count() <= 30, "{} L{}: {}", node.id, level.level, line.zh);
                let place = format!("{} L{}", node.id, level.level);
                if let Some(earlier) = seen.insert(line.zh.clone(), place.clone()) {
                    panic!("“{}” stands on {earlier} and on {place}", line.zh);
                }
            }
        }
    }
}

#[test]
fn every_kind_of_institution_can_be_scored_from_bottom_to_top() {
    let model = caict();
    for profile in &model.profiles {
        let instrument = Instrument::new(model.clone(), &profile.kind).expect("a profile");
        let answers = |level: u8| -> BTreeMap<String, Response> {
            model
                .indicators()
                .map(|(_, node, indicator)| {
                    let response = match &indicator.scale {
                        IndicatorScale::Rubric(_) => Response::Level(level),
                        IndicatorScale::Checklist(items) => {
                            Response::Items(items.iter().filter(|_| level == 5).map(|item| item.id.clone()).collect())
                        }
                        IndicatorScale::Metric(_) => {
                            let posts = instrument.goalposts(indicator).expect("a metric");
                            let best =
                                if posts.direction() == shuheng_engine::normalise::Direction::Higher { posts.high() } else { posts.low() };
                            let worst = posts.low() + posts.high() - best;
                            Response::Number(if level == 5 { best } else { worst })
                        }
                    };
                    (node.id.clone(), response)
                })
                .collect()
        };
        let (bottom, top) = (instrument.assess(&answers(1)), instrument.assess(&answers(5)));
        assert_eq!((bottom.nodes[0].score, bottom.nodes[0].level), (Some(0.0), Some(1)), "{}", profile.kind);
        assert_eq!((top.nodes[0].score, top.nodes[0].level), (Some(100.0), Some(5)), "{}", profile.kind);
        assert_eq!(top.nodes[0].coverage, 1.0, "{}", profile.kind);
    }
}

/// The index of a kind of institution scores figures as the instrument scores the answers they stand for, on every node.
#[test]
fn as_an_index_it_scores_the_same() {
    let model = caict();
    let kind = "rural_bank";
    let instrument = Instrument::new(model.clone(), kind).expect("a profile");
    let index = Index::of_model(&model, Some(kind)).expect("a profile");
    let mut responses = BTreeMap::new();
    let mut leaves = vec![Leaf::Unanswered; index.nodes().len()];
    for (place, (node, own, _)) in index.indicators().enumerate().filter(|(place, _)| place % 5 != 4) {
        let indicator = model.nodes[model.index_of(&own.id).expect("of the model")].indicator().expect("an indicator");
        let (response, figure) = match &indicator.scale {
            IndicatorScale::Rubric(_) => {
                let level = u8::try_from(1 + place % 5).expect("a level");
                (Response::Level(level), f64::from(level))
            }
            IndicatorScale::Metric(metric) => {
                let figure = metric.goalposts.low() + (metric.goalposts.high() - metric.goalposts.low()) * 0.3;
                (Response::Number(figure), figure)
            }
            IndicatorScale::Checklist(items) => {
                let held = &items[..items.len() / 2];
                let weight = |items: &[Item]| items.iter().map(|item| item.weight).sum::<f64>();
                (Response::Items(held.iter().map(|item| item.id.clone()).collect()), 100.0 * weight(held) / weight(items))
            }
        };
        responses.insert(own.id.clone(), response);
        let scores = index.scores(node, &[Some(figure)], &|_| kind.to_owned()).unwrap_or_else(|fault| panic!("{fault}"));
        leaves[node] = Leaf::Score(scores[0].expect("a score"));
    }
    let wanted = instrument.assess(&responses);
    let found = assess(index.tree(), &leaves, instrument.scale(), &[]);
    for (node, result) in index.nodes().iter().zip(&found.nodes) {
        let wanted = wanted.nodes[model.index_of(&node.id).expect("of the model")];
        assert_eq!(
            (result.score, result.coverage, result.contribution),
            (wanted.score, wanted.coverage, wanted.contribution),
            "{}",
            node.id
        );
    }
    assert!(found.nodes[0].score.is_some_and(|score| score > 0.0) && index.nodes().len() < model.nodes.len());
    assert_eq!(Index::of_model(&model, None).map(|index| index.nodes().len()), Some(model.nodes.len()));
    assert_eq!(Index::of_model(&model, Some("zoo")), None);
}
