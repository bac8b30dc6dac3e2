//! Weight schemes through the use cases.
#![expect(clippy::expect_used, reason = "a test that cannot be set up must fail loudly")]

use shuheng_workbench::view::{
    AnswerPatch, Derivation, GroupWeighing, Judge, NewEngagementRequest, OutcomeState, Text, ValueView, Weighing, WeightScheme,
    WeightSchemeKind, WeightSchemeView, WeightsView,
};
use shuheng_workbench::{FixedClock, Folders, Workbench, WorkbenchError};
use std::sync::Arc;
use tempfile::TempDir;

const TECHNOLOGY: &str = "technology_application";
/// Saaty (1977), "A scaling method for priorities in hierarchical structures", *Journal of Mathematical Psychology* 15: how much
/// farther each of six cities is from Philadelphia than the others. Eigenvector 0.262, 0.397, 0.033, 0.116, 0.164, 0.027,
/// λmax = 6.45, CI = 0.09; with the random index 1.24 of six, CR = 0.07.
const CITIES: [i32; 15] = [-3, 8, 3, 3, 7, 9, 3, 3, 9, -6, -5, 2, -3, 6, 6];

fn workbench() -> (TempDir, Workbench) {
    let folder = tempfile::tempdir().expect("a folder");
    let models = Some(folder.path().join("models"));
    let folders = Folders { settings: Some(folder.path().join("settings")), documents: folder.path().to_owned(), models };
    let clock = FixedClock::new("2026-03-18T14:32:00+08:00".parse().expect("a moment"));
    (folder, Workbench::new(folders, Arc::new(clock)).expect("a workbench"))
}

fn sample() -> (TempDir, Workbench) {
    let (folder, mut workbench) = workbench();
    workbench.open_sample().expect("the sample");
    (folder, workbench)
}

fn members(view: &WeightsView, parent: &str) -> Vec<String> {
    view.groups.iter().find(|group| group.parent == parent).expect("a group").members.clone()
}

fn judge(role: &str, comparisons: &[i32]) -> Judge {
    Judge { role: role.to_owned(), comparisons: comparisons.iter().copied().map(Some).collect() }
}

fn stated(workbench: &Workbench, parent: &str, weighing: Weighing) -> WeightScheme {
    let members = members(&workbench.weights().expect("weights"), parent);
    WeightScheme { name: "研讨会".to_owned(), groups: vec![GroupWeighing { parent: parent.to_owned(), members, weighing }] }
}

fn cities(workbench: &Workbench) -> WeightScheme {
    let judges = vec![judge("信息科技部", &CITIES)];
    stated(workbench, TECHNOLOGY, Weighing::Pairwise { derivation: Derivation::Eigenvector, judges })
}

fn given(weights: &[f64]) -> Weighing {
    Weighing::Given { weights: weights.to_vec() }
}

fn hundredths(numbers: &[f64]) -> Vec<f64> {
    numbers.iter().map(|number| (number * 100.0).round() / 100.0).collect()
}

fn local<'a>(scheme: &'a WeightSchemeView, ids: &'a [String]) -> Vec<f64> {
    ids.iter().map(|id| scheme.nodes.iter().find(|node| node.id == *id).expect("a node").local).collect()
}

#[test]
fn the_models_own_weights_and_equal_ones_stand_side_by_side() {
    let (_folder, workbench) = sample();
    let view = workbench.weights().expect("weights");
    let result = workbench.result().expect("a result");
    assert_eq!((view.most_compared, view.acceptable_ratio), (15, 0.1));
    let sizes: Vec<usize> = view.groups.iter().map(|group| group.members.len()).collect();
    assert_eq!((view.groups[0].parent.as_str(), sizes), ("root", vec![3, 4, 6, 4]));
    let kinds: Vec<WeightSchemeKind> = view.schemes.iter().map(|scheme| scheme.kind).collect();
    assert_eq!(kinds, [WeightSchemeKind::InForce, WeightSchemeKind::Declared, WeightSchemeKind::Equal]);
    let [in_force, declared, equal] = &view.schemes[..] else { unreachable!() };
    assert_eq!((in_force.score, in_force.level, in_force.difference), (result.score, result.level, Some(0.0)));
    for node in &in_force.nodes {
        let known = result.nodes.iter().find(|known| known.id == node.id).expect("a node");
        assert_eq!((node.score, node.effective, node.level), (known.score, known.weight, known.level), "{}", node.id);
    }
    let domains = members(&view, TECHNOLOGY);
    assert_eq!(hundredths(&local(declared, &domains)), [0.2, 0.15, 0.2, 0.2, 0.05, 0.2]);
    assert_eq!(hundredths(&local(in_force, &domains)), [0.2, 0.1, 0.22, 0.2, 0.03, 0.25], "those of a city bank");
    assert_eq!(hundredths(&local(equal, &domains)), [0.17; 6]);
    assert_ne!(equal.score, in_force.score);
    let gaps = workbench.diagnosis().expect("a diagnosis").gaps;
    let first: Vec<&str> = in_force.priorities.iter().map(|priority| priority.id.as_str()).collect();
    assert_eq!(first, gaps.iter().map(|gap| gap.id.as_str()).collect::<Vec<_>>());
    assert_eq!(
        in_force.priorities.iter().map(|priority| priority.place_in_force).collect::<Vec<_>>(),
        (1..=5).map(Some).collect::<Vec<_>>()
    );
}

#[test]
fn the_cities_of_saaty_through_the_use_case() {
    let (_folder, workbench) = sample();
    let scheme = cities(&workbench);
    let preview = workbench.preview_weights(&scheme).expect("a preview");
    let outcome = &preview.outcomes[0];
    assert_eq!((outcome.state, &outcome.notice), (OutcomeState::Applied, &None));
    let thousandths: Vec<f64> = outcome.weights.iter().map(|weight| (weight * 1000.0).round() / 1000.0).collect();
    assert_eq!(thousandths, [0.262, 0.397, 0.033, 0.116, 0.164, 0.027]);
    let judged = &outcome.judges[0];
    assert_eq!(hundredths(&[judged.greatest_eigenvalue, judged.index, judged.ratio]), [6.45, 0.09, 0.07]);
    assert!(judged.acceptable);
    assert_eq!(local(&preview, &scheme.groups[0].members), outcome.weights);
    assert_eq!(hundredths(&local(&preview, &members(&workbench.weights().expect("weights"), "root"))), [0.4, 0.3, 0.3], "not mentioned");
    assert_eq!(workbench.weights().expect("weights").schemes.len(), 3, "nothing was saved");
}

#[test]
fn a_contradiction_is_led_back_to_its_pair() {
    let (_folder, workbench) = sample();
    let mut turned = CITIES;
    turned[1] = -8;
    let judges = vec![judge("信息科技部", &turned)];
    let scheme = stated(&workbench, TECHNOLOGY, Weighing::Pairwise { derivation: Derivation::Eigenvector, judges });
    let outcome = workbench.preview_weights(&scheme).expect("a preview").outcomes.remove(0);
    let judged = outcome.judges[0].clone();
    assert!(!judged.acceptable && judged.ratio > 0.1);
    let (pair, members) = (judged.most_inconsistent.expect("a contradiction"), &scheme.groups[0].members);
    assert_eq!((&pair.row, &pair.column, pair.given), (&members[2], &members[0], 8.0), "the comparison that was turned round");
    assert!(pair.fitting < pair.given / 2.0 && pair.ratio_if_fitting < judged.ratio / 2.0, "{pair:?}");
}

#[test]
fn scores_equal_those_of_an_engagement_with_such_a_model() {
    let (_folder, mut workbench) = sample();
    let in_force = workbench.result().expect("a result");
    let mut scheme = cities(&workbench);
    scheme.groups.extend(stated(&workbench, "root", given(&[5.0, 0.0, 3.0])).groups);
    let saved = workbench.save_weights(None, &scheme).expect("saved");
    let (id, shown) = (saved.saved.expect("a number"), saved.weights.schemes[3].clone());
    assert_eq!((shown.kind, shown.id, shown.groups.clone()), (WeightSchemeKind::Saved, Some(id), scheme.groups));
    assert_eq!(workbench.result().expect("a result"), in_force, "a scheme changes no score");

    let name = Text { zh: "本行模型".to_owned(), en: "House model".to_owned() };
    let sheet = workbench.fork_with_weights(id, "house", &name).expect("a model");
    assert_eq!(workbench.result().expect("a result"), in_force, "nor does a model that is not in use");
    let profile = sheet.profiles.iter().find(|profile| profile.id == "city_bank").expect("the kind");
    let reason = profile.weights_reason.clone().expect("a reason");
    assert!(
        reason.zh.starts_with("取自权重方案“研讨会”。技术应用：层次分析法（AHP，特征向量法），评判人：信息科技部，一致性比率CR 0.073；"),
        "{}",
        reason.zh
    );
    assert!(reason.en.contains("judges: 信息科技部, consistency ratio 0.073"), "{}", reason.en);
    assert!(reason.zh.contains("其余权重沿用："), "the weights of indicators are still explained");
    let others = |sheet: &shuheng_workbench::view::ModelSheetView| {
        sheet.profiles.iter().filter(|profile| profile.id != "city_bank").cloned().collect::<Vec<_>>()
    };
    assert_eq!(others(&sheet), others(&workbench.model_sheet("builtIn:caict-value-2025").expect("the original")));

    workbench.upgrade("own:house").expect("moved");
    let after = workbench.result().expect("a result");
    for node in &shown.nodes {
        let there = after.nodes.iter().find(|there| there.id == node.id).expect("the same nodes");
        let same = |a: Option<f64>, b: Option<f64>| a.zip(b).map_or(a == b, |(a, b)| (a - b).abs() < 1e-9);
        assert!(same(node.score, there.score) && (node.effective - there.weight).abs() < 1e-12, "{}", node.id);
        assert_eq!((node.level, node.state), (there.level, there.state));
    }
    assert_eq!(workbench.weights().expect("weights").schemes[0].difference, Some(0.0));
}

#[test]
fn judges_count_alike_and_only_when_they_are_done() {
    let (_folder, mut workbench) = sample();
    let twice = judge("业务部", &[2, 4, 2]);
    let half = Judge { role: "信息科技部".to_owned(), comparisons: vec![Some(8), None, None] };
    let pairwise = |judges: Vec<Judge>| Weighing::Pairwise { derivation: Derivation::GeometricMean, judges };
    let scheme = |workbench: &Workbench, judges: Vec<Judge>| stated(workbench, "root", pairwise(judges));

    let waiting = workbench.preview_weights(&scheme(&workbench, vec![half.clone()])).expect("a preview");
    assert_eq!((waiting.outcomes[0].state, waiting.outcomes[0].judges[0].missing), (OutcomeState::Waiting, 2));
    assert!(waiting.outcomes[0].common.is_none() && waiting.difference == Some(0.0));
    assert!(waiting.outcomes[0].notice.as_ref().is_some_and(|notice| notice.zh.starts_with("“各维度”还没有比较完")));
    let nobody = workbench.preview_weights(&scheme(&workbench, Vec::new())).expect("a preview");
    assert_eq!(nobody.outcomes[0].state, OutcomeState::Waiting);

    let one = workbench.preview_weights(&scheme(&workbench, vec![twice.clone(), half.clone()])).expect("a preview");
    assert_eq!(hundredths(&one.outcomes[0].weights), [0.57, 0.29, 0.14], "4 : 2 : 1, the other judge is not done");
    assert!(one.outcomes[0].judges[0].acceptable && one.outcomes[0].judges[0].ratio < 1e-12);

    let opposite = judge("信息科技部", &[-2, -4, -2]);
    let both = workbench.preview_weights(&scheme(&workbench, vec![twice, opposite])).expect("a preview");
    assert!(both.outcomes[0].weights.iter().all(|weight| (weight - 1.0 / 3.0).abs() < 1e-12), "they cancel");

    let unfinished = scheme(&workbench, vec![half]);
    let saved = workbench.save_weights(None, &unfinished).expect("what is not finished is kept");
    let refused = workbench.fork_with_weights(saved.saved.expect("a number"), "house", &Text::default());
    assert!(matches!(refused, Err(WorkbenchError::Field { .. })), "it gives no weights yet");
}

#[test]
fn saved_changed_removed_told_and_undone() {
    let (_folder, mut workbench) = sample();
    let scheme = stated(&workbench, "root", Weighing::Ranked { places: vec![2, 1, 3] });
    let saved = workbench.save_weights(None, &scheme).expect("saved");
    assert_eq!(saved.change.expect("a change").message.zh, "权重方案“研讨会”已添加");
    assert_eq!(hundredths(&saved.weights.schemes[3].outcomes[0].weights), [0.28, 0.61, 0.11], "rank-order centroid");
    let id = saved.saved.expect("a number");
    let renamed = WeightScheme { name: " 管理层 ".to_owned(), ..scheme.clone() };
    let message = workbench.save_weights(Some(id), &renamed).expect("saved").change.expect("a change").message;
    assert_eq!(message.zh, "权重方案“研讨会”已改名为“管理层”");
    assert_eq!(workbench.save_weights(Some(id), &renamed).expect("saved").change, None, "nothing changed");
    let removed = workbench.remove_weights(id).expect("removed");
    assert_eq!((removed.saved, removed.weights.schemes.len(), removed.status.can_undo), (None, 3, true));
    let undone = workbench.undo().expect("undone");
    assert_eq!(undone.change.expect("a change").message.en, "Undone: Weight scheme “管理层” added");
    assert_eq!(workbench.weights().expect("weights").schemes[3].name.zh, "管理层");
    assert!(workbench.remove_weights(99).is_err() && workbench.save_weights(Some(99), &scheme).is_err());
}

#[test]
fn what_cannot_be_used_is_told_and_not_saved() {
    let (_folder, mut workbench) = sample();
    let all = members(&workbench.weights().expect("weights"), "root");
    let group = |parent: &str, members: &[&str], weighing: Weighing| GroupWeighing {
        parent: parent.to_owned(),
        members: members.iter().map(|id| (*id).to_owned()).collect(),
        weighing,
    };
    let ids: Vec<&str> = all.iter().map(String::as_str).collect();
    let pairwise = |judges: Vec<Judge>| Weighing::Pairwise { derivation: Derivation::Eigenvector, judges };
    let upper = |intensity: i32| pairwise(vec![judge("部", &[1, intensity, 1])]);
    let unusable = [
        given(&[0.0, 0.0, 0.0]),
        given(&[1.0, -1.0, 1.0]),
        given(&[1.0, f64::NAN, 1.0]),
        given(&[1.0, 2.0]),
        given(&[]),
        Weighing::Ranked { places: vec![1] },
        upper(0),
        upper(10),
        upper(i32::MIN),
        pairwise(vec![judge("部", &[1, 1])]),
        pairwise(vec![judge(" ", &[1, 1, 1])]),
        pairwise(vec![judge("部", &[1, 1, 1]), judge(" 部", &[1, 1, 1])]),
        pairwise((0..51).map(|number| judge(&number.to_string(), &[1, 1, 1])).collect()),
    ];
    for weighing in unusable {
        let scheme = WeightScheme { name: "坏".to_owned(), groups: vec![group("root", &ids, weighing)] };
        let preview = workbench.preview_weights(&scheme).expect("a preview");
        let outcome = &preview.outcomes[0];
        assert_eq!((outcome.state, preview.difference), (OutcomeState::Unusable, Some(0.0)), "{scheme:?}");
        let notice = outcome.notice.clone().expect("a sentence");
        assert!(matches!(workbench.save_weights(None, &scheme), Err(WorkbenchError::Field { message }) if message == notice));
    }
    let twice = vec![group("root", &ids, given(&[1.0, 1.0, 1.0])), group("root", &ids, given(&[2.0, 1.0, 1.0]))];
    let outdated = [
        group("root", &ids[..2], given(&[1.0, 1.0])),
        group("root", &[ids[0], ids[0], ids[1]], given(&[1.0, 1.0, 1.0])),
        group("nowhere", &ids, given(&[1.0, 1.0, 1.0])),
        group("technology_application.ai", &["x", "y"], given(&[1.0, 1.0])),
    ];
    for groups in outdated.into_iter().map(|group| vec![group]).chain([twice]) {
        assert!(workbench.save_weights(None, &WeightScheme { name: "坏".to_owned(), groups: groups.clone() }).is_err(), "{groups:?}");
    }
    let empty = WeightScheme { name: " ".to_owned(), groups: Vec::new() };
    assert!(workbench.save_weights(None, &empty).is_err(), "a scheme without a name");
    assert_eq!(workbench.weights().expect("weights").schemes.len(), 3);
}

#[test]
fn an_engagement_without_answers_and_a_dimension_that_does_not_apply() {
    let (folder, mut workbench) = workbench();
    assert!(matches!(workbench.weights(), Err(WorkbenchError::NothingOpen)));
    let request = NewEngagementRequest {
        path: folder.path().join("a.shuheng").display().to_string(),
        institution: "某行".to_owned(),
        kind: "city_bank".to_owned(),
        year: 2025,
        model: "caict-value-2025".to_owned(),
    };
    workbench.create(&request).expect("created");
    let preview = workbench.preview_weights(&cities(&workbench)).expect("a preview");
    assert_eq!((preview.score, preview.difference, preview.priorities.len()), (None, None, 0));

    let indicators: Vec<String> = workbench
        .engagement()
        .expect("an engagement")
        .answers
        .into_iter()
        .map(|answer| answer.indicator)
        .filter(|id| id.starts_with("technology_application."))
        .collect();
    for indicator in indicators {
        let patch = AnswerPatch { value: Some(ValueView::NotApplicable), confidence: None, rationale: None };
        workbench.record_answer(&indicator, &patch).expect("recorded");
    }
    let scheme = stated(&workbench, "root", given(&[1.0, 2.0, 1.0]));
    let preview = workbench.preview_weights(&scheme).expect("a preview");
    let effective = |id: &str| preview.nodes.iter().find(|node| node.id == id).expect("a node").effective;
    assert_eq!(["economic_value", TECHNOLOGY, "organizational_sustainability"].map(effective), [0.5, 0.0, 0.5]);
    assert_eq!(local(&preview, &scheme.groups[0].members), [0.25, 0.5, 0.25], "as stated");
}
