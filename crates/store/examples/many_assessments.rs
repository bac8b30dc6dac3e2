//! How long a file with 200 assessments takes to open, to switch and to tell its past, and a questionnaire round to be recorded:
//! `cargo run --release -p shuheng-store --example many_assessments [folder]`.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::Cursor;
use std::sync::Arc;
use std::time::Instant;

use shuheng_store::{
    AnswerChange, Confidence, DocumentKind, Engagement, ModelCopy, NewDocument, NewEngagement, NewEvidence, NewRespondent, NewResponse,
    RespondentKind, ResponseOrigin, Said, Strength, SystemClock, Value, verify,
};

const ASSESSMENTS: i32 = 200;
const INDICATORS: usize = 60;
const RESPONDENTS: i64 = 20;
const ACTOR: &str = "战略部";

fn main() -> Result<(), Box<dyn Error>> {
    let folder = match std::env::args_os().nth(1) {
        Some(folder) => tempfile::tempdir_in(folder)?,
        None => tempfile::tempdir()?,
    };
    let file = folder.path().join("many.shuheng");
    let start = Instant::now();
    build(&file)?;
    println!("{ASSESSMENTS} assessments of {INDICATORS} answers: built in {:?}, {} bytes", start.elapsed(), file.metadata()?.len());

    for _ in 0..3 {
        let start = Instant::now();
        let mut engagement = Engagement::open(&file, Arc::new(SystemClock))?;
        let opened = start.elapsed();
        let listed = engagement.assessments()?.len();
        engagement.switch_assessment(100)?;
        let (answers, evidence) = (engagement.answers()?.len(), engagement.evidence()?.len());
        let steps = engagement.undo_steps()?;
        println!(
            "open {opened:?}; with list ({listed}), one assessment ({answers} answers, {evidence} evidence), {steps:?}: {:?}",
            start.elapsed()
        );
        engagement.close()?;
    }

    let mut engagement = Engagement::open(&file, Arc::new(SystemClock))?;
    let start = Instant::now();
    let changes = engagement.record_responses(&round(&engagement)?, &BTreeMap::new(), ACTOR)?;
    println!("{} responses in one step: {:?}", changes.len(), start.elapsed());
    let start = Instant::now();
    let states = engagement.states_at(engagement.audit_trail(1, u32::MAX)?.len() as i64 / 2)?;
    println!("the past in the middle of the trail ({} states): {:?}", states.len(), start.elapsed());
    let large: Vec<u8> = (0..50_u32 << 20).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let start = Instant::now();
    engagement.attach_evidence(&evidence("影像"), "影像.bin", &mut Cursor::new(large), ACTOR)?;
    println!("a file of 50 MiB attached: {:?}", start.elapsed());
    engagement.close()?;

    let start = Instant::now();
    Engagement::open(&file, Arc::new(SystemClock))?.close()?;
    println!("opened and closed with 50 MiB attached: {:?}", start.elapsed());
    let start = Instant::now();
    let report = verify(&file)?;
    println!("verify of {} audit rows: {:?}, clean: {}", report.audit_rows, start.elapsed(), report.is_clean());
    Ok(())
}

fn evidence(title: &str) -> NewEvidence {
    NewEvidence::note("indicator_0", title, "第3页", Strength::Strong)
}

/// The first year is answered, and each further one begun from the one before.
fn build(file: &std::path::Path) -> Result<(), Box<dyn Error>> {
    let files = (0..5).map(|n| (format!("dimension_{n}.toml"), "# 指标与量规\n".repeat(2_000))).collect();
    let new = NewEngagement {
        institution: "甲".into(),
        kind: "city_bank".into(),
        year: 1826,
        target: None,
        model: ModelCopy { id: "m".into(), version: "1.0.0".into(), digest: "d".into(), files },
        actor: ACTOR.into(),
    };
    let mut engagement = Engagement::create(file, &new, Arc::new(SystemClock))?;
    let answer =
        AnswerChange::value(Value::Level(3)).with_confidence(Some(Confidence::High)).with_rationale("访谈与制度文件相互印证。".repeat(20));
    let answers = (0..INDICATORS).map(|n| (format!("indicator_{n}"), answer.clone())).collect();
    engagement.record_answers(&answers, ACTOR)?;
    for n in 0..INDICATORS {
        engagement.add_evidence(&evidence(&format!("台账{n}")), ACTOR)?;
    }
    let groups = NewDocument { name: "城商行".into(), content: "1".repeat(10_000) };
    engagement.add_document(DocumentKind::PeerGroup, &groups, ACTOR)?;
    for n in 0..RESPONDENTS {
        let share = answers.keys().cloned().collect();
        engagement.add_respondent(&NewRespondent { name: format!("部门{n}"), kind: RespondentKind::Department, share }, ACTOR)?;
    }
    for n in 1..ASSESSMENTS {
        let before = engagement.assessment()?.id;
        engagement.begin_assessment(&format!("{}年度", 1826 + n), 1826 + n, Some(before), ACTOR)?;
    }
    Ok(engagement.close()?)
}

/// What every respondent says of every indicator.
fn round(engagement: &Engagement) -> Result<Vec<NewResponse>, Box<dyn Error>> {
    let said = Said {
        value: Some(Value::Level(2)),
        confidence: Some(Confidence::Medium),
        rationale: "台账可查".into(),
        evidence: vec!["年报".into()],
        origin: ResponseOrigin::Questionnaire { file_name: "部门.xlsx".into(), digest: "d".into() },
    };
    let mut responses = Vec::new();
    for respondent in engagement.respondents()? {
        for indicator in respondent.share {
            responses.push(NewResponse { respondent: respondent.id, indicator, said: Some(said.clone()) });
        }
    }
    Ok(responses)
}
