//! The formulas of a clause, and what they find where the numbers are the product's own.
//!
//! The rules are those of the inference in the engine: a chain is as strong as its weakest link, so the readiness of a clause is the
//! lowest score among the indicators that answer it or a part of it, and it is full only where those that apply leave nothing of it open.

use rust_xlsxwriter::{ColNum, RowNum};

use super::book::CoverageBook;
use super::plan::{link_col, matrix_col as col};
use crate::input::{Clause, ClauseStatus, IndicatorResult, LinkStrength, Verdict};
use crate::number::round;
use crate::place::cell;
use crate::sheet::NOTHING;

const VERDICTS: [Verdict; 4] = [Verdict::Met, Verdict::PartlyMet, Verdict::NotMet, Verdict::NotApplicable];

/// The clause's links on the sheet of links as a condition: necessary ones with its key.
fn necessary(book: &CoverageBook, row: RowNum) -> String {
    let (keys, strengths) = (book.plan.link_column(link_col::KEY), book.plan.link_column(link_col::STRENGTH));
    format!("({keys}={})*({strengths}<>\"{}\")", cell(row, col::KEY), book.strength(LinkStrength::Relates))
}

/// The lowest score among the necessary links, as an array formula. Links are found by the clause's key, so that it holds when a reader
/// sorts them.
pub(crate) fn readiness(book: &CoverageBook, row: RowNum) -> String {
    let (wanted, scores) = (necessary(book, row), book.plan.link_column(link_col::SCORE));
    format!("=IF(SUM({wanted}*ISNUMBER({scores}))=0,\"{NOTHING}\",MIN(IF({wanted}*ISNUMBER({scores})=1,{scores})))")
}

/// How many necessary links are unanswered.
pub(crate) fn unanswered(book: &CoverageBook, row: RowNum) -> String {
    let word = book.no_score(IndicatorResult::Unanswered).unwrap_or_default();
    format!("=SUMPRODUCT({}*({}=\"{word}\"))", necessary(book, row), book.plan.link_column(link_col::SCORE))
}

/// The same of a clause of the input.
pub(crate) fn unanswered_links(clause: &Clause) -> usize {
    clause.links.iter().filter(|link| link.strength.is_necessary() && link.result == IndicatorResult::Unanswered).count()
}

/// Whether the indicators that apply answer the whole clause: one covers it by itself, or all were stated to and none of the necessary
/// ones is 不适用.
pub(crate) fn complete(book: &CoverageBook, row: RowNum) -> String {
    let word = book.no_score(IndicatorResult::NotApplicable).unwrap_or_default();
    let [keys, strengths, scores] = [link_col::KEY, link_col::STRENGTH, link_col::SCORE].map(|col| book.plan.link_column(col));
    let covers = book.strength(LinkStrength::Covers);
    let covered = format!("SUMPRODUCT(({keys}={})*({strengths}=\"{covers}\")*({scores}<>\"{word}\"))>0", cell(row, col::KEY));
    let dropped = format!("SUMPRODUCT({}*({scores}=\"{word}\"))", necessary(book, row));
    let (stated, yes, no) = (cell(row, col::STATED), book.yes(), book.no());
    format!("=IF(OR({covered},AND({stated}=\"{yes}\",{dropped}=0)),\"{yes}\",\"{no}\")")
}

/// The status that follows from the readiness. A gap is certain before everything is answered: the lowest score can only fall.
pub(crate) fn inferred(book: &CoverageBook, row: RowNum) -> String {
    let [own, open, complete] = [col::READINESS, col::UNANSWERED, col::COMPLETE].map(|col| cell(row, col));
    let (ready, partly, yes) = (book.ready_line(), book.partly_line(), book.yes());
    let word = |status| book.status(status);
    let whole =
        format!("IF(AND({own}>={ready},{complete}=\"{yes}\"),\"{}\",\"{}\")", word(ClauseStatus::Ready), word(ClauseStatus::Partly));
    let pending = word(ClauseStatus::Pending);
    format!(
        "=IF(ISNUMBER({own}),IF({own}<{partly},\"{}\",IF({open}>0,\"{pending}\",{whole})),IF({open}>0,\"{pending}\",\"{}\"))",
        word(ClauseStatus::Gap),
        word(ClauseStatus::Undetermined)
    )
}

/// The judgement where there is one, else the inference.
pub(crate) fn status(book: &CoverageBook, row: RowNum) -> String {
    let (judgement, inferred) = (cell(row, col::JUDGEMENT), cell(row, col::INFERRED));
    let nested = VERDICTS.iter().rev().fold(inferred, |otherwise, verdict| {
        let judged = book.status(CoverageBook::judged(*verdict));
        format!("IF({judgement}=\"{}\",\"{judged}\",{otherwise})", book.verdict(*verdict))
    });
    format!("={nested}")
}

/// The distance of the readiness to the line of readiness, between the numbers as they are shown; none where the clause does not apply.
pub(crate) fn gap(book: &CoverageBook, row: RowNum) -> String {
    let (own, judgement) = (cell(row, col::READINESS), cell(row, col::JUDGEMENT));
    let excluded = book.verdict(Verdict::NotApplicable);
    let line = book.ready_line();
    format!("=IF(ISNUMBER({own})*({judgement}<>\"{excluded}\")=1,ROUND(ROUND({own},1)-ROUND({line},1),1),\"{NOTHING}\")")
}

/// The same of a clause of the input.
pub(crate) fn gap_found(clause: &Clause, ready: f64) -> Option<f64> {
    let excluded = clause.judgement.as_ref().is_some_and(|judgement| judgement.verdict == Some(Verdict::NotApplicable));
    clause.inference.score.filter(|_| !excluded).map(|own| round(round(own, 1) - round(ready, 1), 1))
}

/// How far the readiness that the formulas find lies from what the product found.
pub(crate) fn readiness_check(row: RowNum) -> String {
    let (own, found) = (cell(row, col::READINESS), cell(row, col::FOUND_READINESS));
    format!("=IF(ISNUMBER({own})*ISNUMBER({found})=1,{own}-{found},0)")
}

/// How many of a clause's findings differ from the product's: whether there is a readiness, the inferred status, the status.
pub(crate) fn word_check(row: RowNum) -> String {
    let differ = |a: ColNum, b: ColNum| format!("({}<>{})", cell(row, a), cell(row, b));
    let (own, found) = (cell(row, col::READINESS), cell(row, col::FOUND_READINESS));
    let readiness = format!("(ISNUMBER({own})<>ISNUMBER({found}))");
    format!("={readiness}+{}+{}", differ(col::INFERRED, col::FOUND_INFERRED), differ(col::STATUS, col::FOUND_STATUS))
}

/// How many clauses of a matrix have a status, from the column of statuses.
pub(crate) fn count_status(book: &CoverageBook, statuses: &str, status: ClauseStatus) -> String {
    format!("COUNTIF({statuses},\"{}\")", book.status(status))
}

/// How many of them bind institutions: those with a status that counts.
pub(crate) fn count_binding(book: &CoverageBook, statuses: &str) -> String {
    format!("SUMPRODUCT(({statuses}<>\"\")*({statuses}<>\"{}\"))", book.status(ClauseStatus::NotBinding))
}
