//! Comments of reviewers: made, answered by resolving them, opened again.

use super::{actor, number};
use crate::error::WorkbenchError;
use crate::view::{CommentRequest, CommentView, ResolutionView, ReviewUpdateView, Text};
use crate::words;
use crate::workbench::Workbench;
use shuheng_model::{Model, NodeKind};
use shuheng_store::Comment;

impl Workbench {
    /// Comments on an indicator, another node of the model, or the whole assessment.
    ///
    /// # Errors
    /// When the node is unknown, the text is empty or too long, or the assessment is final.
    pub fn add_comment(&mut self, request: &CommentRequest) -> Result<ReviewUpdateView, WorkbenchError> {
        let open = self.opened_mut()?;
        let about = request.about.as_deref().map(|about| node_id(open.instrument.model(), about)).transpose()?;
        let change = open.store.add_comment(about.as_deref(), request.text.trim(), actor(&request.by))?;
        self.review_update(change)
    }

    /// Answers a comment by resolving it: says what was changed, or why nothing was.
    ///
    /// # Errors
    /// When there is no such comment, nothing is said, or the assessment is final.
    pub fn resolve_comment(&mut self, id: i32, how: &str, by: &str) -> Result<ReviewUpdateView, WorkbenchError> {
        let change = self.opened_mut()?.store.resolve_comment(i64::from(id), how.trim(), actor(by))?;
        self.review_update(change)
    }

    /// Opens a resolved comment again.
    ///
    /// # Errors
    /// When there is no such comment, or the assessment is final.
    pub fn reopen_comment(&mut self, id: i32, by: &str) -> Result<ReviewUpdateView, WorkbenchError> {
        let change = self.opened_mut()?.store.reopen_comment(i64::from(id), actor(by))?;
        self.review_update(change)
    }
}

/// The id of a node that is named by id or code.
pub(super) fn node_id(model: &Model, named: &str) -> Result<String, WorkbenchError> {
    let named = named.trim();
    let found = model.nodes.iter().find(|node| node.id == named || !node.code.is_empty() && node.code.eq_ignore_ascii_case(named));
    found.map(|node| node.id.clone()).ok_or_else(|| WorkbenchError::UnknownNode(named.to_owned()))
}

/// A comment as the window shows it.
pub(super) fn view(model: &Model, comment: Comment) -> CommentView {
    let node = comment.about.as_deref().and_then(|about| model.index_of(about)).map(|index| &model.nodes[index]);
    let name = match (node, &comment.about) {
        (Some(node), _) if !matches!(node.kind, NodeKind::Root) => {
            Text::new(format!("{}{}", node.code, node.name.zh), format!("{} {}", node.code, node.name.en))
        }
        // An earlier version of the model had it.
        (None, Some(about)) => Text::new(about, about),
        _ => Text::new("整个评估", "The whole assessment"),
    };
    CommentView {
        id: number(comment.id),
        about: comment.about,
        name,
        text: comment.text,
        author: comment.author,
        at: words::stamp(comment.at),
        resolution: comment.resolution.map(|resolution| ResolutionView {
            by: resolution.by,
            at: words::stamp(resolution.at),
            how: resolution.how,
        }),
    }
}
