//! Weights and targets that differ say why.

use super::places::DeclaredPlaces;
use super::{Findings, Rule, places};
use crate::model::{Model, Node};
use crate::text::Text;

pub(super) fn check(model: &Model, declared: &DeclaredPlaces, findings: &mut Findings) {
    for index in 0..model.nodes.len() {
        let children: Vec<&Node> = model.nodes.iter().filter(|node| node.parent == Some(index)).collect();
        let Some(usual) = usual_weight(&children) else { continue };
        for child in children.iter().filter(|child| child.weight != usual && child.weight_reason.is_none()) {
            findings.warn(
                Rule::MissingReason,
                &places::of_node(model, child),
                Text::new(
                    format!("“{}”的权重{}与同级的{usual}不同而未说明理由", child.id, child.weight),
                    format!("`{}` weighs {} where its siblings weigh {usual}, without a reason", child.id, child.weight),
                ),
                Text::new("补上weight_reason", "add `weight_reason`"),
            );
        }
    }
    for profile in &model.profiles {
        let place = declared.profile(&profile.kind);
        let blank = |text: &Text| text.zh.trim().is_empty() && text.en.trim().is_empty();
        let weights_reason = profile.weights_reason.as_ref().is_some_and(|reason| !blank(reason));
        if !profile.weights.is_empty() && !weights_reason {
            findings.warn(
                Rule::MissingReason,
                &place,
                Text::new(
                    format!("“{}”另定权重而未说明理由", profile.kind),
                    format!("`{}` has weights of its own without a reason", profile.kind),
                ),
                Text::new("补上weights_reason", "add `weights_reason`"),
            );
        } else if blank(&profile.reason) && !weights_reason {
            findings.warn(
                Rule::MissingReason,
                &place,
                Text::new(format!("“{}”的目标未说明理由", profile.kind), format!("the target of `{}` has no reason", profile.kind)),
                Text::new("补上reason", "add `reason`"),
            );
        }
    }
}

/// The weight that siblings have unless they say why not: the most frequent one, of equally frequent ones the smallest.
/// `None` without siblings.
fn usual_weight(siblings: &[&Node]) -> Option<f64> {
    let count = |weight: f64| siblings.iter().filter(|node| node.weight == weight).count();
    if siblings.len() < 2 {
        return None;
    }
    siblings.iter().map(|node| node.weight).max_by(|a, b| count(*a).cmp(&count(*b)).then(b.total_cmp(a)))
}
