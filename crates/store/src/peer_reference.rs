//! Scores of peer groups, put beside the institution's own.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use crate::edit::Ids;
use crate::problem::Problem;
use crate::{Action, Change, Engagement, Field, State, StoreError, Subject, limits};

pub(crate) const TABLE: &str = "
CREATE TABLE peer_reference (
    assessment_id INTEGER NOT NULL REFERENCES assessment (id),
    label         TEXT NOT NULL,
    sample_size   INTEGER NOT NULL,
    illustrative  INTEGER NOT NULL CHECK (illustrative IN (0, 1)),
    node_id       TEXT NOT NULL,
    score         REAL NOT NULL,
    PRIMARY KEY (assessment_id, label, node_id)
) STRICT;
";

/// The scores of one peer group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PeerReference {
    /// The group's name.
    pub label: String,
    /// How many institutions stand behind the scores.
    pub sample_size: u32,
    /// Whether the scores are made up to show the idea.
    pub illustrative: bool,
    /// Node of the model → score. A group without any score is not kept.
    pub scores: BTreeMap<String, f64>,
}

impl PeerReference {
    pub(crate) fn check(&self) -> Result<Self, StoreError> {
        limits::name(Field::PeerLabel, &self.label)?;
        let scores = self
            .scores
            .iter()
            .map(|(node, score)| {
                limits::name(Field::PeerNode, node)?;
                Ok((node.clone(), limits::number(Field::PeerScore, *score)?))
            })
            .collect::<Result<_, StoreError>>()?;
        Ok(Self { scores, ..self.clone() })
    }
}

pub(crate) fn all(conn: &Connection, ids: Ids) -> Result<Vec<PeerReference>, Problem> {
    let mut statement = conn.prepare_cached(
        "SELECT label, sample_size, illustrative, node_id, score FROM peer_reference
         WHERE assessment_id = ?1 ORDER BY label, node_id",
    )?;
    let mut rows = statement.query([ids.assessment])?;
    let mut groups: Vec<PeerReference> = Vec::new();
    while let Some(row) = rows.next()? {
        let head = PeerReference { label: row.get(0)?, sample_size: row.get(1)?, illustrative: row.get(2)?, scores: BTreeMap::new() };
        match groups.last() {
            Some(last) if last.label == head.label => {
                if (last.sample_size, last.illustrative) != (head.sample_size, head.illustrative) {
                    return Err(Problem::Damaged(format!("rows of peer group {:?} disagree", head.label)));
                }
            }
            _ => groups.push(head),
        }
        if let Some(group) = groups.last_mut() {
            group.scores.insert(row.get(3)?, row.get(4)?);
        }
    }
    Ok(groups)
}

pub(crate) fn read(conn: &Connection, ids: Ids, label: &str) -> Result<Option<PeerReference>, Problem> {
    // A handful of groups: one way of reading them is enough.
    Ok(all(conn, ids)?.into_iter().find(|group| group.label == label))
}

pub(crate) fn write(conn: &Connection, ids: Ids, label: &str, reference: Option<&PeerReference>) -> Result<(), Problem> {
    conn.prepare_cached("DELETE FROM peer_reference WHERE assessment_id = ?1 AND label = ?2")?.execute(params![ids.assessment, label])?;
    let Some(reference) = reference else { return Ok(()) };
    let mut insert = conn.prepare_cached(
        "INSERT INTO peer_reference (assessment_id, label, sample_size, illustrative, node_id, score)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for (node, score) in &reference.scores {
        insert.execute(params![ids.assessment, label, reference.sample_size, reference.illustrative, node, score])?;
    }
    Ok(())
}

impl Engagement {
    /// Every peer group, by label.
    pub fn peer_references(&self) -> Result<Vec<PeerReference>, StoreError> {
        self.look(all)
    }

    /// Sets the scores of a peer group; they replace all that stood under its label.
    pub fn set_peer_reference(&mut self, reference: &PeerReference, actor: &str) -> Result<Change, StoreError> {
        let reference = reference.check()?;
        self.edit_one(Action::SetPeerReference, actor, |_, _, _| {
            let subject = Subject::PeerReference(reference.label.clone());
            let kept = (!reference.scores.is_empty()).then_some(State::PeerReference(reference));
            Ok((subject, kept))
        })
    }

    /// Takes a peer group away.
    pub fn remove_peer_reference(&mut self, label: &str, actor: &str) -> Result<Change, StoreError> {
        self.edit_one(Action::RemovePeerReference, actor, |conn, ids, _| {
            let subject = Subject::PeerReference(label.to_owned());
            match read(conn, ids, label)? {
                Some(_) => Ok((subject, None)),
                None => Err(StoreError::Unknown { subject }.into()),
            }
        })
    }
}
