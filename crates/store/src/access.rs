//! How a file is opened: with which passphrase, and by whom.

use crate::{Holder, Passphrase, Stamp};

/// What opening a file needs to know besides its path. Everything can be left out.
#[derive(Debug, Clone, Default)]
pub struct Access {
    passphrase: Option<Passphrase>,
    who: Option<String>,
    program: Option<String>,
    passing: bool,
}

impl Access {
    /// Without a passphrase, by the user of the system.
    pub fn new() -> Self {
        Self::default()
    }

    /// With this passphrase. A plain file is opened without looking at it.
    #[must_use]
    pub fn with_passphrase(mut self, passphrase: Passphrase) -> Self {
        self.passphrase = Some(passphrase);
        self
    }

    /// By this person or role, in this program: what others read when they are refused.
    #[must_use]
    pub fn by(mut self, who: impl Into<String>, program: impl Into<String>) -> Self {
        (self.who, self.program) = (Some(who.into()), Some(program.into()));
        self
    }

    /// To a copy under a passing name: no backups are made beside it.
    pub(crate) fn passing(mut self) -> Self {
        self.passing = true;
        self
    }

    pub(crate) fn is_passing(&self) -> bool {
        self.passing
    }

    pub(crate) fn passphrase(&self) -> Option<&Passphrase> {
        self.passphrase.as_ref()
    }

    pub(crate) fn holder(&self, since: Stamp) -> Holder {
        Holder::here(self.who.as_deref(), self.program.as_deref(), since)
    }
}
