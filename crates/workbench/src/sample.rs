//! The sample engagement: a fictional city bank whose technology is ahead of its results.

use crate::answers_file;
use crate::error::WorkbenchError;
use shuheng_model::Instrument;
use shuheng_store::{ClauseJudgementChange, Content, Figure, NewEvidence, PeerReference, Strength, Verdict};
use std::collections::BTreeMap;
use std::path::PathBuf;

pub(crate) const INSTITUTION: &str = "海澄银行（示例）";
pub(crate) const KIND: &str = "city_bank";
pub(crate) const YEAR: i32 = 2025;
pub(crate) const MODEL: &str = "caict-value-2025";
pub(crate) const FILE_NAME: &str = "海澄银行（示例）2025年度评估.shuheng";

const ANSWERS: &str = include_str!("../../../assets/sample/answers.csv");
const EVIDENCE: &str = include_str!("../../../assets/sample/evidence.csv");
const FIGURES: &str = include_str!("../../../assets/sample/figures.csv");
const PEERS: &str = include_str!("../../../assets/sample/peers.csv");
const JUDGEMENTS: &str = include_str!("../../../assets/sample/judgements.csv");

/// The sample's answers, evidence, figures, peers and judgements of clauses.
pub(crate) fn content(instrument: &Instrument) -> Result<Content, WorkbenchError> {
    let answers = answers_file::parse(ANSWERS.as_bytes(), instrument)
        .map_err(|faults| WorkbenchError::Answers { path: PathBuf::from("answers.csv"), faults })?;
    let evidence = rows(EVIDENCE)?
        .iter()
        .map(|row| {
            let [about, title, locator, strength] = cells(row)?;
            let strength = match strength.as_str() {
                "strong" => Strength::Strong,
                "medium" => Strength::Medium,
                "weak" => Strength::Weak,
                other => return Err(damaged(other)),
            };
            Ok(NewEvidence::note(about, title, locator, strength))
        })
        .collect::<Result<_, WorkbenchError>>()?;
    let figures = rows(FIGURES)?
        .iter()
        .map(|row| {
            let [year, metric, value, unit, note] = cells(row)?;
            Ok(Figure { year: year.parse().map_err(|_| damaged(&year))?, metric, value: number(&value)?, unit, note })
        })
        .collect::<Result<_, WorkbenchError>>()?;
    let scores: BTreeMap<String, f64> = rows(PEERS)?
        .iter()
        .map(|row| {
            let [node, score] = cells(row)?;
            Ok((node, number(&score)?))
        })
        .collect::<Result<_, WorkbenchError>>()?;
    let peers = vec![PeerReference { label: "城商行匿名样本".to_owned(), sample_size: 24, illustrative: true, scores }];
    let judgements = rows(JUDGEMENTS)?
        .iter()
        .map(|row| {
            let [clause, verdict, rationale] = cells(row)?;
            let known = Verdict::ALL.into_iter().find(|known| known.as_str() == verdict).ok_or_else(|| damaged(&verdict))?;
            Ok((clause, ClauseJudgementChange::verdict(known).with_rationale(rationale)))
        })
        .collect::<Result<_, WorkbenchError>>()?;
    Ok(Content { answers, evidence, figures, peers, judgements })
}

fn rows(table: &str) -> Result<Vec<csv::StringRecord>, WorkbenchError> {
    csv::Reader::from_reader(table.as_bytes()).into_records().collect::<Result<_, _>>().map_err(|error| damaged(&error.to_string()))
}

fn cells<const N: usize>(row: &csv::StringRecord) -> Result<[String; N], WorkbenchError> {
    let cells: Vec<String> = row.iter().map(str::to_owned).collect();
    cells.try_into().map_err(|cells| damaged(&format!("{cells:?}")))
}

fn number(text: &str) -> Result<f64, WorkbenchError> {
    text.parse().map_err(|_| damaged(text))
}

fn damaged(detail: &str) -> WorkbenchError {
    WorkbenchError::Benchmark(format!("sample: {detail}"))
}
