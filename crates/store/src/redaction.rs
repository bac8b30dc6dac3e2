//! What a copy for sharing leaves out, and what is left then.
//!
//! The store can tell names where it keeps them as such. In free text it replaces the same names; other hints there, in attached
//! files and in an evaluation model of one's own are for people to find. Documents and settings are opaque to it and may name
//! somebody: without names they go as a whole.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::{Address, EvidenceKind, ResponseOrigin, State, Subject};

/// The name that stands in the place of an institution's.
const INSTITUTION: &str = "某机构";
/// The name that stands in the place of a person's.
const PERSON: &str = "某人";
/// Characters from which on a name is looked for in free text: a single one would be found in words that mean something else.
const FINDABLE: usize = 2;

/// Something that can be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Without {
    /// Names of the institution, of assessments, respondents, authors and files; documents and settings, which may hold names.
    Names,
    /// Evidence with attached files, and what respondents name as evidence.
    Evidence,
    /// Rationales of answers, judgements and responses.
    Rationale,
    /// Comments with how they were resolved.
    Comments,
    /// Respondents with all that they said. Answers stay.
    Respondents,
    /// The institution's own figures. Answers that were taken from them stay.
    Figures,
    /// The audit trail, snapshots, models and attachments that only the past needs: never in such a copy, asked for or not.
    History,
}

impl Without {
    /// Everything that can be left out.
    pub const ALL: [Self; 7] =
        [Self::Names, Self::Evidence, Self::Rationale, Self::Comments, Self::Respondents, Self::Figures, Self::History];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Names => "names",
            Self::Evidence => "evidence",
            Self::Rationale => "rationale",
            Self::Comments => "comments",
            Self::Respondents => "respondents",
            Self::Figures => "figures",
            Self::History => "history",
        }
    }
}

/// A kind of thing that was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each is named for what it is")]
pub enum Removed {
    InstitutionName,
    AssessmentName,
    RespondentName,
    AuthorName,
    FileName,
    /// Free texts in which a name was replaced.
    Mention,
    Document,
    Setting,
    Evidence,
    Attachment,
    /// What respondents name as evidence.
    EvidenceNote,
    Rationale,
    Comment,
    Respondent,
    Response,
    Figure,
    Snapshot,
    Model,
    AuditRow,
}

impl Removed {
    /// The word for it, which also stands in the first row of the copy's audit trail.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InstitutionName => "institution_name",
            Self::AssessmentName => "assessment_name",
            Self::RespondentName => "respondent_name",
            Self::AuthorName => "author_name",
            Self::FileName => "file_name",
            Self::Mention => "mention",
            Self::Document => "document",
            Self::Setting => "setting",
            Self::Evidence => "evidence",
            Self::Attachment => "attachment",
            Self::EvidenceNote => "evidence_note",
            Self::Rationale => "rationale",
            Self::Comment => "comment",
            Self::Respondent => "respondent",
            Self::Response => "response",
            Self::Figure => "figure",
            Self::Snapshot => "snapshot",
            Self::Model => "model",
            Self::AuditRow => "audit_row",
        }
    }
}

/// How much of each kind was left out; kinds of which there was nothing are not named.
pub type Counts = BTreeMap<Removed, u64>;

/// What is left of `states`, and what was left out. Only the audit trail is not counted here.
pub(crate) fn redacted(states: BTreeMap<Address, State>, without: &BTreeSet<Without>) -> (BTreeMap<Address, State>, Counts) {
    let names = if without.contains(&Without::Names) { names(&states) } else { BTreeMap::new() };
    let mut redactor = Redactor { without, names, counts: Counts::new(), respondents: 0 };
    let mut kept: BTreeMap<Address, State> =
        states.into_iter().filter_map(|(address, state)| Some((address.clone(), redactor.keep(&address, state)?))).collect();
    redactor.drop_unneeded(&mut kept);
    (kept, redactor.counts)
}

/// Every name that is kept as one, with what stands in its place.
fn names(states: &BTreeMap<Address, State>) -> BTreeMap<String, &'static str> {
    let mut names = BTreeMap::new();
    for state in states.values() {
        match state {
            State::Institution(found) => {
                names.insert(found.name.clone(), INSTITUTION);
            }
            State::Respondent(found) => {
                names.entry(found.name.clone()).or_insert(PERSON);
            }
            State::Comment(found) => {
                let resolver = found.resolution.as_ref().map(|resolution| resolution.by.clone());
                for name in std::iter::once(found.author.clone()).chain(resolver) {
                    names.entry(name).or_insert(PERSON);
                }
            }
            _ => {}
        }
    }
    names.retain(|name, _| name.chars().count() >= FINDABLE);
    names
}

struct Redactor<'a> {
    without: &'a BTreeSet<Without>,
    names: BTreeMap<String, &'static str>,
    counts: Counts,
    respondents: u32,
}

impl Redactor<'_> {
    fn asked(&self, what: Without) -> bool {
        self.without.contains(&what)
    }

    fn count(&mut self, what: Removed, number: usize) {
        if number > 0 {
            *self.counts.entry(what).or_default() += number as u64;
        }
    }

    /// Takes a thing out if that was asked for.
    fn drop_if(&mut self, asked: bool, what: Removed) -> bool {
        self.count(what, usize::from(asked));
        asked
    }

    fn blank(&mut self, rationale: &mut String) {
        if self.asked(Without::Rationale) && !rationale.is_empty() {
            rationale.clear();
            self.count(Removed::Rationale, 1);
        }
        self.replace(rationale);
    }

    /// Replaces the names in a free text, the longest first: one may be part of another.
    fn replace(&mut self, text: &mut String) {
        let mut found: Vec<(&String, &&str)> = self.names.iter().filter(|(name, _)| text.contains(name.as_str())).collect();
        found.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        for (name, instead) in &found {
            *text = text.replace(name.as_str(), instead);
        }
        let count = usize::from(!found.is_empty());
        self.count(Removed::Mention, count);
    }

    fn rename(&mut self, name: &mut String, instead: &str, what: Removed) {
        if self.asked(Without::Names) && !name.is_empty() {
            instead.clone_into(name);
            self.count(what, 1);
        }
    }

    fn keep(&mut self, address: &Address, state: State) -> Option<State> {
        let names = self.asked(Without::Names);
        Some(match state {
            State::Institution(mut found) => {
                self.rename(&mut found.name, INSTITUTION, Removed::InstitutionName);
                State::Institution(found)
            }
            State::Assessment(mut found) => {
                self.rename(&mut found.name, "", Removed::AssessmentName);
                State::Assessment(found)
            }
            State::Answer(mut found) => {
                self.blank(&mut found.rationale);
                if found.value.is_none() && found.confidence.is_none() && found.rationale.is_empty() {
                    return None;
                }
                State::Answer(found)
            }
            State::ClauseJudgement(mut found) => {
                self.blank(&mut found.rationale);
                if found.verdict.is_none() && found.rationale.is_empty() {
                    return None;
                }
                State::ClauseJudgement(found)
            }
            State::Evidence(mut found) => {
                if self.drop_if(self.asked(Without::Evidence), Removed::Evidence) {
                    return None;
                }
                if let EvidenceKind::File { name, .. } = &mut found.kind {
                    let extension = name.rsplit_once('.').map(|(_, extension)| format!(".{extension}")).unwrap_or_default();
                    self.rename(name, &format!("附件{}{extension}", found.id), Removed::FileName);
                }
                self.replace(&mut found.title);
                self.replace(&mut found.locator);
                State::Evidence(found)
            }
            State::Figure(mut found) => {
                if self.drop_if(self.asked(Without::Figures), Removed::Figure) {
                    return None;
                }
                self.replace(&mut found.note);
                State::Figure(found)
            }
            State::Document(_) if self.drop_if(names, Removed::Document) => return None,
            State::Meta(_) if self.drop_if(names, Removed::Setting) => return None,
            State::Respondent(mut found) => {
                if self.drop_if(self.asked(Without::Respondents), Removed::Respondent) {
                    return None;
                }
                self.respondents += 1;
                let instead = format!("答题人{}", self.respondents);
                self.rename(&mut found.name, &instead, Removed::RespondentName);
                State::Respondent(found)
            }
            State::Response(mut found) => {
                if self.drop_if(self.asked(Without::Respondents), Removed::Response) {
                    return None;
                }
                self.blank(&mut found.rationale);
                if self.asked(Without::Evidence) {
                    self.count(Removed::EvidenceNote, found.evidence.len());
                    found.evidence.clear();
                }
                found.evidence.iter_mut().for_each(|note| self.replace(note));
                if let ResponseOrigin::Questionnaire { file_name, .. } = &mut found.origin {
                    self.rename(file_name, "问卷", Removed::FileName);
                }
                State::Response(found)
            }
            State::Comment(mut found) => {
                if self.drop_if(self.asked(Without::Comments), Removed::Comment) {
                    return None;
                }
                self.rename(&mut found.author, PERSON, Removed::AuthorName);
                self.replace(&mut found.text);
                if let Some(resolution) = &mut found.resolution {
                    self.rename(&mut resolution.by, PERSON, Removed::AuthorName);
                    self.replace(&mut resolution.how);
                }
                State::Comment(found)
            }
            // It names a row of the trail that is not taken along.
            State::Snapshot(_) => {
                self.count(Removed::Snapshot, 1);
                return None;
            }
            State::PeerReference(mut found) => {
                self.replace(&mut found.label);
                if Subject::PeerReference(found.label.clone()) != address.subject {
                    // A group is known by its label: one under another name would be another group.
                    self.count(Removed::Document, 1);
                    return None;
                }
                State::PeerReference(found)
            }
            other @ (State::Model(_) | State::Attachment(_) | State::Document(_) | State::Meta(_)) => other,
        })
    }

    /// Models and attachments that only the past needed.
    fn drop_unneeded(&mut self, kept: &mut BTreeMap<Address, State>) {
        let mut needed: BTreeSet<String> = BTreeSet::new();
        for state in kept.values() {
            match state {
                State::Assessment(found) => needed.insert(found.model_digest.clone()),
                State::Evidence(found) => match &found.kind {
                    EvidenceKind::File { digest, .. } => needed.insert(digest.clone()),
                    EvidenceKind::Note | EvidenceKind::Link => false,
                },
                _ => false,
            };
        }
        let before = kept.len();
        kept.retain(|_, state| !matches!(state, State::Model(found) if !needed.contains(&found.digest)));
        let without_models = kept.len();
        kept.retain(|_, state| !matches!(state, State::Attachment(found) if !needed.contains(&found.digest)));
        self.count(Removed::Model, before - without_models);
        self.count(Removed::Attachment, without_models - kept.len());
    }
}
