//! Lint: what an author should mend in a model that loads.
//!
//! The reader ([`crate::load`]) tells whether a model can be used; the lint tells whether it is worth using. A rubric is worth
//! signing when two assessors who open the same papers reach the same level, and that needs levels that differ in what can be
//! seen, not in how much praise they carry. Each [`Rule`] states its reason; the limits of likeness and the measurements behind
//! them stand in `likeness`.

mod bilingual;
mod degree_ladder;
mod degree_words;
mod figures;
mod level;
mod likeness;
mod orphan;
mod places;
mod reason;
mod rule;
mod rung;
mod same_line;
mod shingles;
mod translation;
mod typography;

use crate::fault::{Fault, Place};
use crate::model::Model;
use crate::text::Text;
use places::DeclaredPlaces;

pub use rule::Rule;

/// One thing an author should mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What, where and how to mend it. Its severity is a warning always: the model can be used as it is.
    pub fault: Fault,
    /// The rule it breaks.
    pub rule: Rule,
    /// Whether a model with it should not be released.
    pub fails: bool,
}

/// Everything an author should mend, by file and line.
///
/// Looks at the model alone; whether its clauses exist is told by [`crate::check_crosswalk`]. Places come from
/// [`Model::places`] and, for what has none there, from reading `model.toml` again.
#[must_use]
pub fn lint(model: &Model) -> Vec<Finding> {
    let places = DeclaredPlaces::of(model);
    let rubrics = rung::rubrics(model);
    let mut findings = Findings(Vec::new());
    level::check(&rubrics, &mut findings);
    degree_ladder::check(&rubrics, &mut findings);
    likeness::check(&rubrics, &mut findings);
    same_line::check(model, &rubrics, &mut findings);
    orphan::check(model, &places, &mut findings);
    reason::check(model, &places, &mut findings);
    let texts = bilingual::texts(model, &places);
    translation::check(&texts, &mut findings);
    typography::check(&texts, &mut findings);
    let Findings(mut findings) = findings;
    findings.sort_by(|a, b| (&a.fault.file, a.fault.line, a.rule).cmp(&(&b.fault.file, b.fault.line, b.rule)));
    findings
}

/// Collects what the rules find.
struct Findings(Vec<Finding>);

impl Findings {
    /// A finding with which a model should not be released.
    fn fail(&mut self, rule: Rule, place: &Place, message: Text, hint: Text) {
        self.0.push(Finding { fault: Fault::warning(place, message, hint), rule, fails: true });
    }

    /// A finding to be weighed.
    fn warn(&mut self, rule: Rule, place: &Place, message: Text, hint: Text) {
        self.0.push(Finding { fault: Fault::warning(place, message, hint), rule, fails: false });
    }
}
