//! `shuheng respondents`, `shuheng questionnaire` and `shuheng consensus`.

use crate::arguments::{Format, Language};
use crate::output::{print, score, value};
use crate::run::{print_written, report_language};
use clap::{Subcommand, ValueEnum};
use serde_json::json;
use shuheng_workbench::view::{
    BasisView, ConsensusRuleView, DecidedConflict, IndicatorConsensusView, QuestionnaireExportRequest, QuestionnaireImportRequest,
    QuestionnaireImportView, RespondentKindView, RespondentRequest, ReturnedFileKey, ReturnedState, TeamView,
};
use shuheng_workbench::{Workbench, WorkbenchError};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// What to do with respondents.
#[derive(Debug, Subcommand)]
pub enum RespondentsCommand {
    /// Print who is asked, about how much, and who nobody is asked about
    List {
        /// Engagement
        file: String,
    },
    /// Add a respondent
    Add {
        /// Engagement
        file: String,
        /// Department or role
        #[arg(long)]
        name: String,
        /// What it is
        #[arg(long, value_enum, default_value_t = Kind::Department)]
        kind: Kind,
        /// What it is asked about: ids or codes of dimensions, domains and indicators, e.g. B,A3.1; or all
        #[arg(long, value_delimiter = ',', default_value = "all")]
        share: Vec<String>,
    },
    /// Remove a respondent with all that it said
    Remove {
        /// Engagement
        file: String,
        /// Number or name
        respondent: String,
    },
}

/// What to do with questionnaires.
#[derive(Debug, Subcommand)]
pub enum QuestionnaireCommand {
    /// Write one workbook for each respondent
    Export {
        /// Engagement
        file: String,
        /// Folder to write into, created when missing
        #[arg(long)]
        out: String,
        /// Only for this respondent, by number or name
        #[arg(long)]
        respondent: Vec<String>,
        /// Language of the questionnaires
        #[arg(long, value_enum, default_value_t = Language::Zh)]
        lang: Language,
        /// Until when answers are wanted
        #[arg(long, default_value = "")]
        deadline: String,
        /// Where filled files go
        #[arg(long, default_value = "")]
        return_to: String,
        /// Whom to ask
        #[arg(long, default_value = "")]
        contact: String,
    },
    /// Read filled workbooks: all of them or none, undone in one step
    Import {
        /// Engagement
        file: String,
        /// Filled questionnaires
        #[arg(required = true)]
        questionnaires: Vec<String>,
        /// Only print what would happen
        #[arg(long)]
        dry_run: bool,
        /// What counts where a response was changed after the questionnaire was made
        #[arg(long, value_enum, default_value_t = Conflicts::Keep)]
        conflicts: Conflicts,
    },
}

/// What a respondent is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Department
    Department,
    /// Person
    Person,
}

/// What counts in a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Conflicts {
    /// What stands in the engagement
    Keep,
    /// The questionnaire
    Take,
}

/// How answers come from responses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Rule {
    /// Responses change no answer
    None,
    /// The lower median
    Median,
    /// The mean; of a rubric rounded to the nearest level, half down
    Mean,
    /// What a workshop agrees on
    Moderated,
}

/// Carries out `shuheng respondents`.
pub fn respondents(workbench: &mut Workbench, command: RespondentsCommand, format: Format) -> Result<(), WorkbenchError> {
    let team = match command {
        RespondentsCommand::List { file } => {
            workbench.open(Path::new(&file))?;
            workbench.team()?
        }
        RespondentsCommand::Add { file, name, kind, share } => {
            workbench.open(Path::new(&file))?;
            let kind = match kind {
                Kind::Department => RespondentKindView::Department,
                Kind::Person => RespondentKindView::Person,
            };
            workbench.add_respondent(&RespondentRequest { name, kind, share })?.team
        }
        RespondentsCommand::Remove { file, respondent } => {
            workbench.open(Path::new(&file))?;
            let id = workbench.respondent_named(&respondent)?;
            workbench.remove_respondent(id)?.team
        }
    };
    workbench.close()?;
    let mut text = String::new();
    for respondent in &team.respondents {
        let dash = |stamp: &Option<String>| stamp.clone().unwrap_or_else(|| "—".to_owned());
        let _ = writeln!(
            text,
            "{:>4}  {}  {}/{}  sent {}  received {}",
            respondent.id,
            respondent.name,
            respondent.answered,
            respondent.share.len(),
            dash(&respondent.sent),
            dash(&respondent.received)
        );
    }
    if !team.uncovered.is_empty() {
        let _ = writeln!(text, "无人作答 nobody is asked: {}", team.uncovered.join(" "));
    }
    print(format, &json!({ "respondents": team.respondents, "uncovered": team.uncovered }), text.trim_end());
    Ok(())
}

/// Carries out `shuheng questionnaire`; `false` when a dry run finds files that are refused as a whole.
pub fn questionnaire(workbench: &mut Workbench, command: QuestionnaireCommand, format: Format) -> Result<bool, WorkbenchError> {
    match command {
        QuestionnaireCommand::Export { file, out, respondent, lang, deadline, return_to, contact } => {
            workbench.open(Path::new(&file))?;
            let respondents = respondent.iter().map(|named| workbench.respondent_named(named)).collect::<Result<_, _>>()?;
            let language = report_language(lang);
            let request = QuestionnaireExportRequest { folder: out, respondents, language, deadline, return_to, contact };
            let written = workbench.export_questionnaires(&request)?;
            workbench.close()?;
            print_written(&written.export, format);
            Ok(true)
        }
        QuestionnaireCommand::Import { file, questionnaires, dry_run, conflicts } => {
            workbench.open(Path::new(&file))?;
            let paths: Vec<PathBuf> = questionnaires.iter().map(PathBuf::from).collect();
            let view = workbench.preview_questionnaires(&paths)?;
            let text = import_text(&view);
            if dry_run {
                workbench.close()?;
                print(format, &json!({ "import": view }), &text);
                return Ok(view.files.iter().all(|file| file.refusal.is_none()));
            }
            let update = workbench.import_questionnaires(&request(&view, conflicts))?;
            workbench.close()?;
            let result = update.update.result.score;
            print(format, &json!({ "import": view, "done": true, "score": result }), &format!("{text}\n{}", score(result)));
            Ok(true)
        }
    }
}

fn request(view: &QuestionnaireImportView, conflicts: Conflicts) -> QuestionnaireImportRequest {
    let files = view.files.iter().map(|file| ReturnedFileKey { path: file.path.clone(), digest: file.digest.clone() }).collect();
    let take = (0_u32..)
        .zip(&view.files)
        .filter(|_| conflicts == Conflicts::Take)
        .flat_map(|(number, file)| {
            let conflicts = file.responses.iter().filter(|response| response.state == ReturnedState::Conflict);
            conflicts.map(move |response| DecidedConflict { file: number, indicator: response.indicator.clone() })
        })
        .collect();
    QuestionnaireImportRequest { files, take }
}

fn import_text(view: &QuestionnaireImportView) -> String {
    let mut text = format!(
        "{} new, {} changed, {} unchanged, {} conflicts, {} refused; {} answers follow",
        view.new, view.changed, view.unchanged, view.conflicts, view.refused, view.answers
    );
    for file in &view.files {
        let _ = write!(text, "\n{}", file.path);
        for told in file.refusal.iter().chain(&file.carried) {
            let _ = write!(text, "\n  {}\n  {}", told.zh, told.en);
        }
        for response in &file.responses {
            let word = match response.state {
                ReturnedState::New => "new",
                ReturnedState::Changed => "changed",
                ReturnedState::Unchanged => continue,
                ReturnedState::Conflict => "conflict",
            };
            let before = response.before.as_ref().map_or_else(String::new, |before| format!("{} -> ", value(&before.value)));
            let _ = write!(text, "\n  {word:<8} {}  {before}{}  {}", response.indicator, value(&response.response.value), response.cell);
        }
        for (word, remarks) in [("refused", &file.refused), ("notice", &file.notices)] {
            for remark in remarks {
                let _ = write!(text, "\n  {word:<8} {}  {}\n           {}", remark.place, remark.message.zh, remark.message.en);
            }
        }
    }
    text
}

/// Carries out `shuheng consensus`.
pub fn consensus(workbench: &mut Workbench, file: &str, rule: Option<Rule>, format: Format) -> Result<(), WorkbenchError> {
    workbench.open(Path::new(file))?;
    let rule = rule.map(|rule| match rule {
        Rule::None => ConsensusRuleView::None,
        Rule::Median => ConsensusRuleView::Median,
        Rule::Mean => ConsensusRuleView::Mean,
        Rule::Moderated => ConsensusRuleView::Moderated,
    });
    let team = match rule {
        Some(rule) => workbench.apply_consensus_rule(rule)?.team,
        None => workbench.team()?,
    };
    workbench.close()?;
    print(format, &json!({ "consensus": team }), &consensus_text(&team));
    Ok(())
}

fn consensus_text(team: &TeamView) -> String {
    let agreement = &team.agreement;
    let alpha = agreement.alpha.map_or_else(|| "—".to_owned(), |alpha| format!("{alpha:.3}"));
    let mut text = format!(
        "{:?}  alpha {alpha} (n = {}, {} indicators)  {}\n{:>14}{}  {} disputed, {} settled",
        team.rule, agreement.values, agreement.indicators, agreement.meaning.zh, "", agreement.meaning.en, team.disputed, team.settled
    );
    for indicator in &team.indicators {
        let _ = write!(text, "\n{}", indicator_text(indicator));
    }
    text
}

fn indicator_text(indicator: &IndicatorConsensusView) -> String {
    let responses = u32::try_from(indicator.responses.len()).unwrap_or(u32::MAX);
    let exact = indicator.mean_exact.map_or_else(String::new, |mean| format!(" ({mean:.2})"));
    format!(
        "{} {}{}  median {}  mean {}{exact}  {responses}/{}{}",
        indicator.indicator,
        value(&indicator.value),
        basis_words(indicator.basis, responses),
        value(&indicator.median),
        value(&indicator.mean),
        indicator.asked,
        if indicator.disputed { "  有分歧 disputed" } else { "" }
    )
}

/// What an answer rests on, behind its value; nothing where somebody answered directly.
pub fn basis_words(basis: BasisView, responses: u32) -> String {
    match basis {
        BasisView::Single => String::new(),
        BasisView::Median { responses } => format!("  共识：中位数，{responses}份作答 median of {responses}"),
        BasisView::Mean { responses } => format!("  共识：平均数，{responses}份作答 mean of {responses}"),
        BasisView::Moderated => format!("  共识：研讨确定，{responses}份作答 moderated, {responses} responses"),
    }
}
