//! The links between the indicators of a model and the clauses of the policy documents.

use crate::fault::{Fault, Place};
use crate::model::{ClauseStrength, Model};
use crate::policy::{Clause, Policies, PolicyDocument};
use crate::text::Text;
use std::collections::BTreeSet;

/// How far a model reaches into one policy document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyReach {
    /// Document id.
    pub document: String,
    /// Clauses on which institutions have to act.
    pub binding: usize,
    /// Of those, the ones that an indicator answers at least in part.
    pub reached: usize,
    /// Numbers of those that none answers.
    pub unreached: Vec<String>,
}

/// How far a model reaches into each policy document. A link that only relates does not reach.
#[must_use]
pub fn reach(model: &Model, policies: &Policies) -> Vec<PolicyReach> {
    let answered: BTreeSet<String> = model
        .indicators()
        .flat_map(|(_, _, indicator)| &indicator.clauses)
        .filter(|link| link.strength != ClauseStrength::Relates)
        .map(crate::model::ClauseLink::clause)
        .collect();
    policies
        .documents
        .iter()
        .map(|document| {
            let binding: Vec<&Clause> = document.clauses.iter().filter(|clause| clause.binds.institutions()).collect();
            let unreached: Vec<String> =
                binding.iter().filter(|clause| !answered.contains(&clause.id)).map(|clause| clause.number.clone()).collect();
            PolicyReach { document: document.id.clone(), binding: binding.len(), reached: binding.len() - unreached.len(), unreached }
        })
        .collect()
}

/// What is wrong between a model and the policy documents: links to clauses that do not exist (errors), binding clauses of the
/// documents it links to that no indicator answers, and clauses that bind nobody but are said to be answered (warnings).
#[must_use]
pub fn check_crosswalk(model: &Model, policies: &Policies) -> Vec<Fault> {
    let mut faults = Vec::new();
    let by_clause = policies.by_clause();
    let at = |id: &str, clause: &str| model.places.links.get(&(id.to_owned(), clause.to_owned())).cloned().unwrap_or_default();
    for (_, node, indicator) in model.indicators() {
        for link in &indicator.clauses {
            let clause = link.clause();
            let place = at(&node.id, &clause);
            match by_clause.get(clause.as_str()) {
                None if policies.document(&link.document).is_some() => faults.push(unknown(&place, &clause)),
                Some((_, found)) if !found.binds.institutions() && link.strength == ClauseStrength::Covers => {
                    faults.push(Fault::warning(
                        &place,
                        Text::new(
                            format!("“{clause}”不约束机构，却写作covers"),
                            format!("`{clause}` does not bind institutions but is said to be covered"),
                        ),
                        Text::new("改为relates，或删去", "make it `relates`, or delete it"),
                    ));
                }
                _ => {}
            }
        }
    }
    for entry in &model.crosswalk {
        let id = entry.clause.rsplit_once('/').map_or("", |(id, _)| id);
        if policies.document(id).is_some() && !by_clause.contains_key(entry.clause.as_str()) {
            faults.push(unknown(&model.places.crosswalk.get(&entry.clause).cloned().unwrap_or_default(), &entry.clause));
        }
    }
    let linked: BTreeSet<&str> = model.indicators().flat_map(|(_, _, found)| &found.clauses).map(|link| link.document.as_str()).collect();
    for reach in reach(model, policies).into_iter().filter(|reach| linked.contains(reach.document.as_str())) {
        for number in &reach.unreached {
            let cited = policies.document(&reach.document).and_then(|document| cited(document, number));
            let cited = cited.unwrap_or_else(|| Text::new(number, number));
            faults.push(Fault::warning(
                &Place { file: "model.toml".to_owned(), line: 0 },
                Text::new(
                    format!("没有指标回答{}{}", reach.document, cited.zh),
                    format!("no indicator answers {} {}", reach.document, cited.en),
                ),
                Text::new("在能回答它的指标的clauses中关联", "link it in the `clauses` of an indicator that answers it"),
            ));
        }
    }
    faults
}

fn cited(document: &PolicyDocument, number: &str) -> Option<Text> {
    document.clauses.iter().find(|clause| clause.number == number).map(|clause| {
        let cited = document.cite(clause);
        Text::new(format!("{}《{}》", cited.zh, clause.heading.zh), format!("{} “{}”", cited.en, clause.heading.en))
    })
}

fn unknown(place: &Place, clause: &str) -> Fault {
    Fault::error(
        place,
        Text::new(format!("没有条款“{clause}”"), format!("there is no clause `{clause}`")),
        Text::new("对照evaluation_models/policies中的条号改正", "correct the number by the files in evaluation_models/policies"),
    )
}
