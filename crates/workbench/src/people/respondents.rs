//! Respondents: added, changed, removed.

use super::fault::PeopleFault;
use super::share;
use crate::error::WorkbenchError;
use crate::view::{RespondentKindView, RespondentRequest, TeamUpdateView};
use crate::workbench::{ACTOR, Workbench};
use shuheng_model::Instrument;
use shuheng_store::{NewRespondent, RespondentKind};

impl Workbench {
    /// Adds a respondent behind the others.
    ///
    /// # Errors
    /// When the name is empty or too long, the share names what the model does not have, or the file cannot be written.
    pub fn add_respondent(&mut self, request: &RespondentRequest) -> Result<TeamUpdateView, WorkbenchError> {
        let open = self.opened_mut()?;
        let new = stored(&open.instrument, request)?;
        let change = open.store.add_respondent(&new, ACTOR)?;
        self.team_update(&[change])
    }

    /// Changes name, kind or share of a respondent; what it said stays.
    ///
    /// # Errors
    /// As [`Self::add_respondent`], and when there is no such respondent.
    pub fn change_respondent(&mut self, id: i32, request: &RespondentRequest) -> Result<TeamUpdateView, WorkbenchError> {
        let open = self.opened_mut()?;
        let new = stored(&open.instrument, request)?;
        let change = open.store.change_respondent(i64::from(id), &new, ACTOR)?;
        self.team_update(&[change])
    }

    /// Removes a respondent with all that it said, as one edit. Answers that rest on it stay until the rule is applied anew.
    ///
    /// # Errors
    /// When there is no such respondent, or the file cannot be written.
    pub fn remove_respondent(&mut self, id: i32) -> Result<TeamUpdateView, WorkbenchError> {
        let changes = self.opened_mut()?.store.remove_respondent(i64::from(id), ACTOR)?;
        self.team_update(&changes)
    }

    /// The number of the respondent that is named by its number or its name.
    ///
    /// # Errors
    /// [`PeopleFault::UnknownRespondent`], [`PeopleFault::AmbiguousRespondent`].
    pub fn respondent_named(&self, named: &str) -> Result<i32, WorkbenchError> {
        let respondents = self.opened()?.store.respondents()?;
        let by_number = named.parse::<i64>().ok().filter(|number| respondents.iter().any(|known| known.id == *number));
        let by_name: Vec<i64> = respondents.iter().filter(|known| known.name == named).map(|known| known.id).collect();
        let number = match (by_name.as_slice(), by_number) {
            ([one], _) => *one,
            ([], Some(number)) => number,
            ([], None) => {
                let known = respondents.into_iter().map(|known| known.name).collect();
                return Err(PeopleFault::UnknownRespondent { named: named.to_owned(), known }.into());
            }
            (numbers, _) => {
                return Err(PeopleFault::AmbiguousRespondent { named: named.to_owned(), numbers: numbers.to_vec() }.into());
            }
        };
        Ok(i32::try_from(number).unwrap_or(i32::MAX))
    }
}

fn stored(instrument: &Instrument, request: &RespondentRequest) -> Result<NewRespondent, WorkbenchError> {
    Ok(NewRespondent {
        name: request.name.trim().to_owned(),
        kind: match request.kind {
            RespondentKindView::Department => RespondentKind::Department,
            RespondentKindView::Person => RespondentKind::Person,
        },
        share: share::indicators(instrument, &request.share)?,
    })
}
