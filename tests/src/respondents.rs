//! An engagement whose respondents do not agree, as it stands once their questionnaires are back.

use shuheng_store::{Confidence, Engagement, NewRespondent, NewResponse, RespondentKind, ResponseOrigin, Said, SystemClock, Value};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// What the three departments say of each indicator: the second is disputed, of the third two levels have as many voices.
const SAID: [(&str, [Option<u8>; 3]); 4] = [
    ("technology_application.core.core_systems", [Some(4), Some(4), Some(3)]),
    ("technology_application.ai.enterprise_platform", [Some(4), Some(2), Some(2)]),
    ("technology_application.ai.large_model_scenarios", [Some(5), Some(2), None]),
    ("technology_application.data.data_governance", [Some(3), Some(3), Some(3)]),
];

/// The indicator that is disputed most.
pub const DISPUTED: &str = SAID[2].0;

const DEPARTMENTS: [(&str, &str); 3] =
    [("信息科技部", "平台已经上线，文档见项目验收报告"), ("风险管理部", "只在两个场景试用，没有推广"), ("零售业务部", "一线还没有用起来")];

/// Adds three departments to a file and what they said; no answer follows from it yet.
///
/// # Panics
/// When the file cannot be written.
pub fn disagree(file: &Path) {
    let mut engagement = Engagement::open(file, Arc::new(SystemClock)).expect("an engagement");
    let mut responses = Vec::new();
    for (place, (name, rationale)) in DEPARTMENTS.into_iter().enumerate() {
        let share = SAID.iter().map(|(indicator, _)| (*indicator).to_owned()).collect();
        let new = NewRespondent { name: name.to_owned(), kind: RespondentKind::Department, share };
        engagement.add_respondent(&new, "tests").expect("a respondent");
        let respondent = engagement.respondents().expect("respondents").last().expect("the new one").id;
        responses.extend(SAID.iter().filter_map(|(indicator, levels)| {
            let said = Said {
                value: Some(Value::Level(levels[place]?)),
                confidence: Some(Confidence::Medium),
                rationale: rationale.to_owned(),
                evidence: vec!["制度文件汇编".to_owned()],
                origin: ResponseOrigin::Typed,
            };
            Some(NewResponse { respondent, indicator: (*indicator).to_owned(), said: Some(said) })
        }));
    }
    engagement.record_responses(&responses, &BTreeMap::new(), "tests").expect("responses");
    engagement.close().expect("it closes");
}
