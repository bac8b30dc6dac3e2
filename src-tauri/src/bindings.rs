//! The contract with the page: every command and type, written to `ui/src/lib/bindings.ts` and committed.

use crate::{access, commands, importing, merging, people, review};
use tauri_specta::{Builder, collect_commands};

/// Every command of the window.
pub fn commands() -> Builder<tauri::Wry> {
    // What goes out and what comes in have the same shape here; two types of each name would only burden the page.
    Builder::<tauri::Wry>::new().disable_serde_phases().commands(collect_commands![
        commands::start,
        commands::set_preferences,
        commands::suggest_path,
        commands::new_engagement,
        commands::open_engagement,
        commands::open_sample,
        commands::close_engagement,
        commands::forget_recent,
        access::file_security,
        access::replace_passphrase,
        access::passphrase_wait,
        access::restore_backup,
        access::verify_opened,
        merging::suggest_copy,
        merging::preview_merge,
        merging::merge_copies,
        merging::redaction_options,
        merging::redact_copy,
        commands::record_answer,
        commands::remove_evidence,
        commands::confirm_answer,
        commands::policies,
        commands::judge_clause,
        commands::export_coverage,
        commands::models,
        commands::model_sheet,
        commands::fork_model,
        commands::edit_model,
        commands::check_model_edit,
        commands::undo_model_edit,
        commands::redo_model_edit,
        commands::delete_model,
        commands::export_model,
        commands::import_model,
        commands::compare_models,
        commands::upgrade_offer,
        commands::upgrade_engagement,
        commands::model_history,
        commands::export_report_before,
        commands::set_target,
        commands::undo,
        commands::redo,
        commands::what_if,
        commands::explain,
        commands::diagnosis,
        commands::weights,
        commands::preview_weights,
        commands::save_weights,
        commands::remove_weights,
        commands::fork_with_weights,
        commands::uncertainty,
        commands::scene,
        commands::benchmark,
        commands::set_own_figure,
        commands::own_metric,
        importing::import_open,
        importing::import_header,
        importing::import_preview,
        importing::import_commit,
        importing::import_progress,
        importing::import_cancel,
        importing::import_close,
        importing::imported_tables,
        importing::remove_imported_table,
        commands::save_peer_group,
        commands::remove_peer_group,
        commands::set_choice_rule,
        commands::choose_source,
        commands::export_benchmark,
        commands::report_plan,
        commands::export_report,
        commands::reveal_file,
        commands::pool,
        commands::pool_create,
        commands::pool_open,
        commands::pool_add_current,
        commands::pool_withdraw,
        commands::pool_merge,
        commands::pool_release,
        commands::pool_table,
        people::team,
        people::add_respondent,
        people::change_respondent,
        people::remove_respondent,
        people::apply_consensus_rule,
        people::follow_rule,
        people::export_questionnaires,
        people::preview_questionnaires,
        people::import_questionnaires,
        review::evidence,
        review::attach_evidence,
        review::save_evidence,
        review::open_attachment,
        review::save_attachment,
        review::review,
        review::add_comment,
        review::resolve_comment,
        review::reopen_comment,
        review::move_stage,
        review::switch_assessment,
        review::begin_assessment,
        review::describe_assessment,
        review::take_snapshot,
        review::rename_snapshot,
        review::remove_snapshot,
        review::indicator_history,
        review::restore_step,
        review::restore_state,
        review::compare_states,
        review::export_comparison,
        review::score_trend,
    ])
}

#[cfg(test)]
mod tests {
    use super::commands;
    use specta_typescript::Typescript;
    use std::path::Path;

    /// Fails when the committed contract is not what the commands say; `UPDATE_BINDINGS=1 cargo test` writes it anew.
    #[test]
    fn the_committed_contract_is_current() -> Result<(), Box<dyn std::error::Error>> {
        let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/lib/bindings.ts");
        let fresh = std::env::temp_dir().join(format!("shuheng-bindings-{}.ts", std::process::id()));
        commands().export(Typescript::default(), &fresh)?;
        let text = std::fs::read_to_string(&fresh)?;
        std::fs::remove_file(&fresh)?;
        if std::env::var_os("UPDATE_BINDINGS").is_some() {
            std::fs::write(&committed, &text)?;
        }
        let known = std::fs::read_to_string(&committed)?;
        let drift = known.lines().zip(text.lines()).enumerate().find(|(_, (committed, current))| committed != current);
        assert!(known == text, "run `make bindings` and commit ui/src/lib/bindings.ts; it first differs at {drift:?}");
        Ok(())
    }
}
