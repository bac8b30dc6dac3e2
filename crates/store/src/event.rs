//! What happened to an indicator: the rows of the audit trail that are about it, typed, under whatever id it had.

use rusqlite::{Connection, params};

use crate::assessment::stamp;
use crate::audit::{self, AuditRow};
use crate::problem::Problem;
use crate::{Action, Address, Engagement, Stamp, State, StoreError, Subject};

/// One row of the audit trail, typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its number in the audit trail: rows stand in the order in which they came to be, whatever the clock said.
    pub seq: i64,
    /// When, by the clock of the computer.
    pub at: Stamp,
    /// Who.
    pub actor: String,
    /// What kind of change.
    pub action: Action,
    /// What was changed.
    pub address: Address,
    /// What it was; none when there was nothing.
    pub before: Option<State>,
    /// What it was then; none when nothing was left.
    pub after: Option<State>,
    /// Why, where somebody said it.
    pub reason: Option<String>,
    edit: Option<i64>,
}

impl Event {
    pub(crate) fn of(row: AuditRow) -> Result<Self, Problem> {
        let broken = || StoreError::TrailBroken { seq: row.seq };
        if row.hash != row.computed_hash() {
            return Err(broken().into());
        }
        let (Ok((action, address, before, after)), Ok(at)) = (row.parse(), stamp(&row.at)) else { return Err(broken().into()) };
        Ok(Self { seq: row.seq, at, actor: row.actor, action, address, before, after, reason: row.reason, edit: row.edit })
    }

    /// Whether it is about the indicator: its answer, a response to it, evidence that speaks or spoke for it, a comment on it.
    fn is_about(&self, indicator: &str) -> bool {
        match &self.address.subject {
            Subject::Answer(id) | Subject::Response { indicator: id, .. } => id == indicator,
            _ => [&self.before, &self.after].into_iter().flatten().any(|state| match state {
                State::Evidence(piece) => piece.speaks_for(indicator),
                State::Comment(comment) => comment.about.as_deref() == Some(indicator),
                _ => false,
            }),
        }
    }
}

impl Engagement {
    /// What happened to an indicator of an assessment, oldest first: to its answer, its evidence, what respondents said of it, and
    /// comments on it. Where an upgrade of the model gave the indicator another id, what happened before is found under the old one.
    ///
    /// # Errors
    /// [`StoreError::TrailBroken`] for a row that was altered: a forged past is not told.
    pub fn events_about(&self, assessment: i64, indicator: &str) -> Result<Vec<Event>, StoreError> {
        self.look(|conn, _| {
            let (mut id, mut until, mut found) = (indicator.to_owned(), i64::MAX, Vec::new());
            // The edit that gave the indicator the id after this one: its taking the answer away from here is no clearing.
            let mut renaming = None;
            loop {
                let mut events = before(conn, assessment, &id, until)?;
                events.retain(|event| renaming.is_none() || event.edit != renaming);
                let arrival = events.iter().rfind(|event| moved_here(event)).map(|event| (event.seq, event.edit));
                if let Some((seq, _)) = arrival {
                    events.retain(|event| event.seq >= seq);
                }
                found.splice(0..0, events);
                let Some((seq, edit)) = arrival else { return Ok(found) };
                let Some(old) = moved_from(conn, edit, &found)? else { return Ok(found) };
                (id, until, renaming) = (old, seq, edit);
            }
        })
    }
}

fn before(conn: &Connection, assessment: i64, indicator: &str, until: i64) -> Result<Vec<Event>, Problem> {
    let kinds = ["evidence", "comment", "response"];
    // A subject's text goes on behind its kind with a colon; the semicolon is the next character.
    let [evidence, comment, response] = kinds.map(|kind| {
        let start = Address::new(assessment, Subject::Assessment).to_string().replace("assessment", kind);
        (format!("{start}:"), format!("{start};"))
    });
    let answer = Address::new(assessment, Subject::answer(indicator)).to_string();
    let rows = audit::select(
        conn,
        "seq < ?1 AND (subject = ?2 OR subject BETWEEN ?3 AND ?4 OR subject BETWEEN ?5 AND ?6 OR subject BETWEEN ?7 AND ?8)",
        params![until, answer, evidence.0, evidence.1, comment.0, comment.1, response.0, response.1],
    )?;
    let events = rows.into_iter().map(Event::of).collect::<Result<Vec<_>, _>>()?;
    Ok(events.into_iter().filter(|event| event.is_about(indicator)).collect())
}

/// Whether an upgrade of the model put an answer where none was: it came from another id.
fn moved_here(event: &Event) -> bool {
    event.action == Action::UpgradeModel && matches!(event.address.subject, Subject::Answer(_)) && event.before.is_none()
}

/// Under which id the answer that an upgrade moved stood before: of the answers that the same edit took away, the one that is the same.
fn moved_from(conn: &Connection, edit: Option<i64>, events: &[Event]) -> Result<Option<String>, Problem> {
    let Some(State::Answer(moved)) = events.first().and_then(|event| event.after.as_ref()) else { return Ok(None) };
    let rows = audit::select(conn, "edit = ?1 AND action = ?2 AND after IS NULL", params![edit, Action::UpgradeModel.as_str()])?;
    for event in rows.into_iter().map(Event::of) {
        let Event { address, before: Some(State::Answer(answer)), .. } = event? else { continue };
        let same = (&answer.value, &answer.confidence, &answer.rationale, answer.updated_at)
            == (&moved.value, &moved.confidence, &moved.rationale, moved.updated_at);
        if let (Subject::Answer(id), true) = (address.subject, same) {
            return Ok(Some(id));
        }
    }
    Ok(None)
}
