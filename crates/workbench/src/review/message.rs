//! Changes of evidence, comments, stages, assessments and snapshots in the past tense.

use crate::view::Text;
use shuheng_store::{Action, Change, Stage, State, Subject};

/// One change in the past tense; `None` when it is about something else.
pub(crate) fn message(change: &Change) -> Option<Text> {
    let state = change.after.as_ref().or(change.before.as_ref())?;
    match (&change.subject, state) {
        (Subject::Comment(_), State::Comment(comment)) => {
            let resolved = |state: &Option<State>| matches!(state, Some(State::Comment(comment)) if comment.resolution.is_some());
            let author = &comment.author;
            Some(match (&change.before, &change.after) {
                (None, _) => Text::new(format!("{author}的批注已添加"), format!("Comment by {author} added")),
                (_, None) => Text::new(format!("{author}的批注已移除"), format!("Comment by {author} removed")),
                (_, after) if resolved(after) => Text::new(format!("{author}的批注已处理"), format!("Comment by {author} resolved")),
                _ => Text::new(format!("{author}的批注已重新打开"), format!("Comment by {author} opened again")),
            })
        }
        (Subject::Snapshot(_), State::Snapshot(snapshot)) => {
            let name = &snapshot.name;
            Some(match (&change.before, &change.after) {
                (None, _) => Text::new(format!("快照“{name}”已保存"), format!("Snapshot “{name}” taken")),
                (_, None) => Text::new(format!("快照“{name}”已移除"), format!("Snapshot “{name}” removed")),
                _ => Text::new(format!("快照已改名为“{name}”"), format!("Snapshot is now called “{name}”")),
            })
        }
        (Subject::Evidence(_), State::Evidence(piece)) if change.before.is_some() && change.after.is_some() => {
            let title = &piece.title;
            Some(Text::new(format!("证据“{title}”已修改"), format!("Evidence “{title}” changed")))
        }
        (Subject::Assessment, State::Assessment(_)) => assessment(change),
        _ => None,
    }
}

fn assessment(change: &Change) -> Option<Text> {
    let (before, after) = match (&change.before, &change.after) {
        (Some(State::Assessment(before)), Some(State::Assessment(after))) => (before, after),
        (None, Some(State::Assessment(after))) => {
            return Some(Text::new(format!("评估“{}”已新建", after.title()), format!("Assessment “{}” begun", after.title())));
        }
        (Some(State::Assessment(before)), None) => {
            return Some(Text::new(format!("评估“{}”已移除", before.title()), format!("Assessment “{}” removed", before.title())));
        }
        _ => return None,
    };
    if before.stage != after.stage {
        let title = after.title();
        return Some(match (after.stage, change.action) {
            (Stage::Final, _) => Text::new(format!("“{title}”已定稿"), format!("“{title}” is final")),
            (Stage::InReview, _) => Text::new(format!("“{title}”已提交复核"), format!("“{title}” is in review")),
            (Stage::Draft, Action::ReturnToDraft) => {
                Text::new(format!("“{title}”已退回草稿"), format!("“{title}” was given back as a draft"))
            }
            (Stage::Draft, _) => Text::new(format!("“{title}”已回到草稿"), format!("“{title}” is a draft again")),
        });
    }
    (before.name != after.name || before.year != after.year).then(|| {
        Text::new(
            format!("评估已改为“{}”（{}年）", after.title(), after.year),
            format!("Assessment is now “{}”, {}", after.title(), after.year),
        )
    })
}
