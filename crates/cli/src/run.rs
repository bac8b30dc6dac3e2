//! Carrying out a command through the workbench.

use crate::arguments::{Arguments, Command, Format, Language, Part};
use crate::backups;
use crate::benchmark;
use crate::history;
use crate::merge;
use crate::model;
use crate::optimize;
use crate::output::{level, print, score, value};
use crate::passphrase::{self, Passphrases};
use crate::people;
use crate::policies;
use crate::pool;
use crate::rank;
use crate::research;
use crate::review;
use crate::uncertainty;
use crate::upgrade;
use serde_json::json;
use shuheng_workbench::view::{
    AnswerView, CoverageExportRequest, ExportRequest, ExportView, Language as ReportLanguage, MergeRequest, NewEngagementRequest,
    ResultView, UncertaintyRequest, UpdateView,
};
use shuheng_workbench::{Folders, SystemClock, Workbench, WorkbenchError};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Carries out a command; `false` when what it looked at is not sound.
pub fn run(arguments: Arguments) -> Result<bool, WorkbenchError> {
    let format = arguments.format();
    if let Some(done) = research::run(&arguments.command, format) {
        return done.map(|()| true);
    }
    let mut workbench = Workbench::new(Folders::with_models(arguments.models.as_deref().map(Path::new)), Arc::new(SystemClock))?;
    let own = match &arguments.command {
        Command::Merge { b, b_passphrase_file: Some(file), .. } => Some((PathBuf::from(b), PathBuf::from(file))),
        _ => None,
    };
    let passphrases = Passphrases { file: arguments.passphrase_file.map(PathBuf::from), own };
    workbench.work_on(arguments.assessment);
    workbench.ask_passphrases_of(Box::new(passphrases.clone()));
    match arguments.command {
        Command::Sample { file } => {
            let created = workbench.create_sample(Path::new(&file))?;
            workbench.close()?;
            let text = format!("{}  {}  {}", file, created.institution, score(created.result.score));
            print(format, &json!({ "file": file, "score": created.result.score }), &text);
        }
        Command::New { file, model, institution, kind, year, encrypt } => {
            let passphrase = encrypt.then(|| passphrases.new_for(Path::new(&file))).transpose()?;
            let request = NewEngagementRequest { path: file.clone(), institution, kind, year, model };
            let created = workbench.create_with(&request, passphrase.as_ref())?;
            workbench.close()?;
            let text = format!("{}  {} {}  {} indicators", file, created.institution, created.year, created.result.applicable);
            print(format, &json!({ "file": file, "indicators": created.result.applicable }), &text);
        }
        Command::Answer { file, answers } => {
            workbench.open(Path::new(&file))?;
            let (recorded, update) = workbench.record_answers_file(Path::new(&answers))?;
            workbench.close()?;
            let text = format!("{recorded} answers recorded  {} {}", score(update.result.score), level(update.result.level));
            print(format, &json!({ "recorded": recorded, "score": update.result.score, "level": update.result.level }), &text);
        }
        Command::Score { file } => {
            let opened = workbench.open(Path::new(&file))?;
            workbench.close()?;
            print_score(&opened.result, format);
        }
        Command::Uncertainty { file, draws, seed, spread, threads, sobol } => {
            workbench.open(Path::new(&file))?;
            let known = workbench.uncertainty();
            workbench.close()?;
            uncertainty::print_uncertainty(&known?.view(&UncertaintyRequest { draws, seed, weights: spread, sobol }, threads)?, format);
        }
        Command::Report { file, out, only, language, before_upgrade } => {
            workbench.open(Path::new(&file))?;
            let wanted = |part: Part| only.is_empty() || only.contains(&part);
            let request = ExportRequest {
                folder: out,
                language: report_language(language),
                xlsx: wanted(Part::Xlsx),
                svg: wanted(Part::Svg),
                png: wanted(Part::Png),
            };
            let written = match before_upgrade {
                Some(number) => workbench.export_report_before(number, &request)?,
                None => workbench.export(&request)?,
            };
            workbench.close()?;
            print_written(&written, format);
        }
        Command::Answers { file } => {
            let opened = workbench.open(Path::new(&file))?;
            workbench.close()?;
            print_answers(&opened.answers, format);
        }
        Command::Policies { file, document } => {
            workbench.open(Path::new(&file))?;
            let view = workbench.policies_of(document.as_deref())?;
            workbench.close()?;
            policies::print_policies(&view, format);
        }
        Command::Judge { file, clause, verdict, rationale } => {
            workbench.open(Path::new(&file))?;
            let update = workbench.judge_clause(&clause, &policies::patch(verdict, rationale))?;
            workbench.close()?;
            policies::print_clause(&update.policies, &clause, format);
        }
        Command::Coverage { file, out, document, only, language } => {
            workbench.open(Path::new(&file))?;
            let wanted = |part: Part| only.is_empty() || only.contains(&part);
            let request = CoverageExportRequest {
                policy: document,
                folder: out,
                language: report_language(language),
                xlsx: wanted(Part::Xlsx),
                svg: wanted(Part::Svg),
                png: wanted(Part::Png),
            };
            let written = workbench.export_coverage(&request)?;
            workbench.close()?;
            print_written(&written, format);
        }
        Command::Upgrade { file, to, preview } => {
            workbench.open(Path::new(&file))?;
            upgrade::run(&mut workbench, to.as_deref(), preview, format)?;
            workbench.close()?;
        }
        Command::History { file, indicator, restore, reason } => {
            workbench.open(Path::new(&file))?;
            match indicator {
                Some(indicator) => history::indicator(&mut workbench, &indicator, restore.zip(reason), format)?,
                None => upgrade::history(&workbench, format)?,
            }
            workbench.close()?;
        }
        Command::Review(command) => review::run(&mut workbench, command, format)?,
        Command::Respondents { command } => people::respondents(&mut workbench, command, format)?,
        Command::Questionnaire { command } => return people::questionnaire(&mut workbench, command, format),
        Command::Consensus { file, rule } => people::consensus(&mut workbench, &file, rule, format)?,
        Command::Undo { file } => {
            workbench.open(Path::new(&file))?;
            let update = workbench.undo()?;
            workbench.close()?;
            print_update(&update, format);
        }
        Command::Redo { file } => {
            workbench.open(Path::new(&file))?;
            let update = workbench.redo()?;
            workbench.close()?;
            print_update(&update, format);
        }
        Command::Verify { file } => return verify_file(&workbench, Path::new(&file), format),
        Command::Passphrase { command } => passphrase::run(&mut workbench, &passphrases, &command, format)?,
        Command::Backups { file } => backups::list(&file, format)?,
        Command::Restore { file, backup, out } => backups::restore(&file, backup, &out, format)?,
        Command::Merge { a, b, out, decisions, prefer, decisions_out, b_passphrase_file: _ } => {
            let choices = merge::Choices { decisions, prefer, decisions_out };
            return merge::merge(&workbench, &MergeRequest { a, b, out, compared: None }, &choices, format);
        }
        Command::Redact { file, out, without, encrypt, new_passphrase_file } => {
            let new = || passphrase::other_passphrase(new_passphrase_file.as_deref(), Path::new(&out));
            let passphrase = encrypt.then(new).transpose()?;
            merge::redact(&workbench, file, out, &without, passphrase.as_ref(), format)?;
        }
        // These ask nothing of an engagement or a model and were carried out above.
        Command::Ahp { .. } | Command::Weights { .. } | Command::Stats { .. } => {}
        Command::Rank { .. } => rank::run(&arguments.command, workbench.library(), format)?,
        Command::Benchmark { command } => return benchmark::run(command, &mut workbench, format),
        Command::Optimize { plan, out } => return optimize::run(&plan, out.as_deref(), format),
        Command::Pool { command } => return pool::run(&mut workbench, &command, format),
        Command::Model { command } => return model::run(&command, &workbench, format),
    }
    Ok(true)
}

pub fn report_language(language: Language) -> ReportLanguage {
    match language {
        Language::Zh => ReportLanguage::Zh,
        Language::En => ReportLanguage::En,
    }
}

pub fn print_written(written: &ExportView, format: Format) {
    let files = written.files.iter().map(|file| file.path.clone());
    let text: Vec<String> = files.chain(written.warnings.iter().map(|warning| format!("{}\n{}", warning.zh, warning.en))).collect();
    print(format, &json!(written), &text.join("\n"));
}

/// What one change did, and the score after it.
pub fn print_update(update: &UpdateView, format: Format) {
    let told = update.change.as_ref().map(|change| format!("{}\n{}", change.message.zh, change.message.en));
    print(format, &json!({ "change": update.change, "score": update.result.score }), &told.unwrap_or_else(|| "—".to_owned()));
}

fn print_answers(answers: &[AnswerView], format: Format) {
    let mut text = String::new();
    for answer in answers {
        let value = value(&answer.value);
        let review = if answer.review { "  待复核 needs a new look" } else { "" };
        let basis = people::basis_words(answer.basis, answer.responses);
        let _ = writeln!(text, "{}  {value}{basis}{review}", answer.indicator);
    }
    print(format, &json!({ "answers": answers }), text.trim_end());
}

fn print_score(result: &ResultView, format: Format) {
    let mut text = format!("{} {}  coverage {:.2}%\n", score(result.score), level(result.level), result.coverage * 100.0);
    for node in &result.nodes {
        let _ = writeln!(text, "{:>6} {:>3} {:>7.2}%  {}", score(node.score), level(node.level), node.weight * 100.0, node.id);
    }
    print(format, &json!(result), text.trim_end());
}

fn verify_file(workbench: &Workbench, file: &Path, format: Format) -> Result<bool, WorkbenchError> {
    let report = workbench.verify(file)?;
    let faults: Vec<_> = report.faults.iter().map(shuheng_workbench::verify_fault).collect();
    let mut text = format!("{} audit rows, {}", report.audit_rows, if report.is_clean() { "sound" } else { "NOT sound" });
    if let Some(row) = report.first_broken {
        let _ = write!(text, "\nfirst broken row: {row}");
    }
    for fault in &faults {
        let _ = write!(text, "\n{}\n{}", fault.zh, fault.en);
    }
    let value = json!({ "sound": report.is_clean(), "auditRows": report.audit_rows, "firstBroken": report.first_broken, "faults": faults });
    print(format, &value, &text);
    Ok(report.is_clean())
}
