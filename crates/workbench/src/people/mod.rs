//! The page 协作: who is asked about what, their questionnaires out and back, and what their responses come to.
//!
//! | file | what it knows |
//! |---|---|
//! | `respondents` | who is asked, and about which indicators |
//! | `share` | the indicators that words such as `B4` stand for |
//! | `consensus` | what responses come to by the rule of the assessment, and answers that follow |
//! | `basis` | what answers rest on |
//! | `agreement` | how far respondents agree over the whole assessment |
//! | `team` | all of it as a view |
//! | `form` | the questions of a questionnaire from the model |
//! | `issuing` | questionnaires written into a folder |
//! | `returning`, `returned` | questionnaires that came back: previewed, taken over; one file of them |
//! | `fault` | what is refused |
//! | `message` | changes in the past tense |

mod agreement;
mod basis;
mod consensus;
mod fault;
mod form;
mod issuing;
mod message;
mod respondents;
mod returned;
mod returning;
mod share;
mod team;

pub(crate) use basis::{basis_view, basis_words, rests_on, rests_on_words};
pub(crate) use consensus::directly;
pub use fault::PeopleFault;
pub(crate) use message::message;
