//! A model of one's own that weighs as a scheme says: the way in which a scheme comes into force.

use crate::error::WorkbenchError;
use crate::view::{Derivation, GroupOutcomeView, GroupWeighing, ModelSheetView, OutcomeState, Text, Weighing};
use crate::weighing::{kept, read};
use crate::weight_scheme::{children, group_name, outcomes, weights};
use crate::workbench::Workbench;
use shuheng_model::Model;
use shuheng_model::file::{ModelFiles, Number, Profile};
use std::collections::BTreeMap;

impl Workbench {
    /// Copies the model of the open engagement under a new id, with the weights of a saved scheme for the engagement's kind of
    /// institution and with a reason that tells where they come from. Other kinds keep their weights. The engagement stays where it is
    /// until it is moved to the copy.
    ///
    /// # Errors
    /// When nothing is open, there is no such scheme, it gives no weights, the id is not valid or taken, or the folder cannot be written.
    pub fn fork_with_weights(&mut self, scheme: i32, id: &str, name: &Text) -> Result<ModelSheetView, WorkbenchError> {
        let open = self.opened()?;
        let kept = kept(open, scheme)?;
        let model = open.instrument.model();
        let statements = read(&kept.content).unwrap_or_default();
        let outcomes = outcomes(model, &statements);
        let shares = weights(model, &statements, &outcomes);
        if shares.is_empty() {
            let message = Text::new(
                format!("权重方案“{}”还没有可用的权重，先填完至少一组", kept.name),
                format!("The weight scheme “{}” gives no weights yet; finish at least one group", kept.name),
            );
            return Err(WorkbenchError::Field { message });
        }
        let own: BTreeMap<String, Number> = in_model_units(model, &shares);
        let reason = reason(model, &kept.name, &statements, &outcomes);
        let (source, kind) = (model.source.clone(), open.instrument.kind().to_owned());
        self.fork_changed(&source, id, name, |files| weigh(files, &kind, own, reason))
    }
}

/// Shares of a group times the sum of the group's weights in the model: the copy counts in the units of the original.
fn in_model_units(model: &Model, shares: &BTreeMap<usize, f64>) -> BTreeMap<String, Number> {
    let among = |index: usize| -> f64 {
        let siblings = model.nodes[index].parent.map(|parent| children(model, parent)).unwrap_or_default();
        siblings.into_iter().map(|sibling| model.nodes[sibling].weight).sum()
    };
    shares.iter().filter_map(|(index, share)| Some((model.nodes[*index].id.clone(), Number::new(share * among(*index))?))).collect()
}

/// Sets weights of one kind of institution. What its profile said before holds for the nodes that are left.
fn weigh(files: &mut ModelFiles, kind: &str, own: BTreeMap<String, Number>, reason: shuheng_model::Text) {
    let profiles = files.model.profile.iter_mut().flatten();
    for profile in profiles.filter(|profile: &&mut Profile| profile.kind == kind) {
        let weights = profile.weights.get_or_insert_default();
        let others_left = weights.keys().any(|node| !own.contains_key(node));
        weights.extend(own.clone());
        profile.weights_reason = Some(match profile.weights_reason.take() {
            Some(before) if others_left => shuheng_model::Text::new(
                format!("{}其余权重沿用：{}", reason.zh, before.zh),
                format!("{} The rest as before: {}", reason.en, before.en),
            ),
            _ => reason.clone(),
        });
    }
}

/// Scheme, methods, judges and consistency ratios, in both languages.
fn reason(model: &Model, scheme: &str, statements: &[GroupWeighing], outcomes: &[GroupOutcomeView]) -> shuheng_model::Text {
    let applied = statements.iter().zip(outcomes).filter(|(_, outcome)| outcome.state == OutcomeState::Applied);
    let parts: Vec<Text> = applied.map(|(statement, outcome)| group_reason(model, statement, outcome)).collect();
    let joined = |part: fn(&Text) -> &str, by: &str| parts.iter().map(part).collect::<Vec<_>>().join(by);
    shuheng_model::Text::new(
        format!("取自权重方案“{scheme}”。{}。", joined(|text| &text.zh, "；")),
        format!("Taken from the weight scheme “{scheme}”. {}.", joined(|text| &text.en, "; ")),
    )
}

fn group_reason(model: &Model, statement: &GroupWeighing, outcome: &GroupOutcomeView) -> Text {
    let group = group_name(model, &statement.parent);
    let (zh, en) = match &statement.weighing {
        Weighing::Pairwise { derivation, judges } => {
            let (zh, en) = match derivation {
                Derivation::Eigenvector => ("特征向量法", "eigenvector"),
                Derivation::GeometricMean => ("几何平均法", "geometric mean"),
            };
            // A judge counts once every pair is compared.
            let counted = judges.iter().zip(&outcome.judges).filter(|(_, view)| view.missing == 0);
            let roles: Vec<&str> = counted.map(|(judge, _)| judge.role.trim()).collect();
            let ratio = outcome.common.as_ref().map_or(0.0, |common| common.ratio);
            (
                format!("层次分析法（AHP，{zh}），评判人：{}，一致性比率CR {ratio:.3}", roles.join("、")),
                format!("AHP ({en}), judges: {}, consistency ratio {ratio:.3}", roles.join(", ")),
            )
        }
        Weighing::Given { .. } => ("直接给定".to_owned(), "given directly".to_owned()),
        Weighing::Ranked { .. } => ("按重要性排序（排序质心法）".to_owned(), "by order of importance (rank-order centroid)".to_owned()),
    };
    Text::new(format!("{}：{zh}", group.zh), format!("{}: {en}", group.en))
}
