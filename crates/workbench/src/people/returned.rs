//! One questionnaire that came back: whether it belongs here, and what its rows say of the indicators in use.

use super::form::form;
use super::issuing::engagement_id;
use crate::error::WorkbenchError;
use crate::opened::{Open, bind};
use crate::report_input::Tongue;
use crate::score;
use crate::view::{Language, ReturnedRemarkView, Text};
use shuheng_model::{Carry, Fate, Instrument, upgrade_plan};
use shuheng_report::Language as Written;
use shuheng_report::questionnaire::{Confidence as Sure, FilledAnswer, Identity, Notice, Received, Refusal, SignOff, Value as Read};
use shuheng_store::{Assessment, Confidence, Respondent, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The most characters that a response keeps as its rationale.
const MOST_RATIONALE: usize = 20_000;

/// What stays the same for all questionnaires of one import.
pub(super) struct Desk<'a> {
    open: &'a Open,
    engagement: String,
    assessment: Assessment,
    others: Vec<Assessment>,
    respondents: Vec<Respondent>,
}

/// A questionnaire that belongs here.
pub(super) struct Returned {
    /// Whose it is.
    pub(super) respondent: i64,
    /// When it was made, `2026-03-18 14:30`.
    pub(super) issued: String,
    pub(super) sign_off: SignOff,
    /// What carries over when it belongs to another version of the model.
    pub(super) carried: Option<Text>,
    pub(super) said: Vec<SaidOf>,
    pub(super) refused: Vec<ReturnedRemarkView>,
    pub(super) notices: Vec<ReturnedRemarkView>,
}

/// What it says of one indicator of the model in use.
pub(super) struct SaidOf {
    pub(super) indicator: String,
    pub(super) value: Option<Value>,
    pub(super) confidence: Option<Confidence>,
    pub(super) rationale: String,
    pub(super) evidence: Vec<String>,
    pub(super) cell: String,
    /// Why it needs a new look.
    pub(super) note: Option<Text>,
}

/// The model that the questions came from, where it is not the one in use.
struct Earlier {
    instrument: Instrument,
    carries: BTreeMap<String, Carry>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(open: &'a Open) -> Result<Self, WorkbenchError> {
        Ok(Self {
            open,
            engagement: engagement_id(open)?,
            assessment: open.store.assessment()?,
            others: open.store.assessments()?,
            respondents: open.store.respondents()?,
        })
    }

    /// Reads a questionnaire; the text says why it is refused as a whole.
    pub(super) fn read(&self, bytes: &[u8]) -> Result<Returned, Text> {
        let received = Received::open(bytes).map_err(|refusal| refused(&refusal))?;
        let respondent = self.respondent(received.identity())?;
        let earlier = self.earlier(received.identity())?;
        let tongue = Tongue(match received.identity().language {
            Written::Zh => Language::Zh,
            Written::En => Language::En,
        });
        let asked = match &earlier {
            None => form(&self.open.instrument, &tongue, |id| respondent.share.contains(id)),
            Some(earlier) => form(&earlier.instrument, &tongue, |old| {
                let new = earlier.carries.get(old).and_then(|carry| carry.new.as_ref());
                new.is_none_or(|new| respondent.share.contains(new))
            }),
        };
        let filled = received.filled(&asked);
        let mut returned = Returned {
            respondent: respondent.id,
            issued: filled.identity.issued_at.clone(),
            carried: earlier.as_ref().map(|earlier| earlier.told(&filled.answers, &filled.identity)),
            sign_off: filled.sign_off,
            said: Vec::new(),
            refused: filled.refusals.iter().map(remark_of).collect(),
            notices: filled.notices.iter().filter(|notice| !of_retired(earlier.as_ref(), notice)).map(notice_of).collect(),
        };
        for answer in filled.answers {
            let said = said_of(&self.open.instrument, earlier.as_ref(), answer, &mut returned.refused);
            returned.said.extend(said);
        }
        Ok(returned)
    }

    /// Whose questionnaire it is, if it was made for this assessment.
    fn respondent(&self, identity: &Identity) -> Result<&Respondent, Text> {
        if identity.engagement != self.engagement {
            return Err(Text::new(
                "这份问卷属于另一个档案；打开导出它的档案后再导入",
                "This questionnaire belongs to another engagement; open the one that it was exported from and import it there",
            ));
        }
        if identity.assessment != self.assessment.id.to_string() {
            let other = self.others.iter().find(|other| other.id.to_string() == identity.assessment);
            return Err(match other {
                Some(other) => Text::new(
                    format!("这份问卷属于本档案的另一次评估“{}”；切换到那次评估后再导入", other.title()),
                    format!(
                        "This questionnaire belongs to another assessment of this file, “{}”; switch to it and import it there",
                        other.title()
                    ),
                ),
                None => Text::new(
                    "这份问卷所属的评估已不在本档案中；重新导出问卷，把答案填进去",
                    "The assessment that this questionnaire belongs to is no longer in this file; export it anew and put the answers into it",
                ),
            });
        }
        self.respondents.iter().find(|known| known.id.to_string() == identity.respondent).ok_or_else(|| {
            Text::new(
                "这份问卷的答卷人已被移除；撤销移除，或为接手的人重新导出问卷",
                "The respondent of this questionnaire was removed; undo that, or export a questionnaire for whoever takes over",
            )
        })
    }

    /// The model of the questions, if it is not the one in use.
    fn earlier(&self, identity: &Identity) -> Result<Option<Earlier>, Text> {
        if identity.model.digest == self.open.digest {
            return Ok(None);
        }
        let known = self.open.model_of(&identity.model.digest).and_then(|model| bind(model, self.open.instrument.kind()));
        let instrument = known.map_err(|_| {
            Text::new(
                format!("问卷用的评估模型{} {}不在本档案中，无法对应指标；重新导出问卷", identity.model.id, identity.model.version),
                format!(
                    "The questions come from the model {} {}, which this file does not hold, so they cannot be matched; export the questionnaire anew",
                    identity.model.id, identity.model.version
                ),
            )
        })?;
        let carries = upgrade_plan(instrument.model(), self.open.instrument.model()).carries;
        let carries = carries.into_iter().filter_map(|carry| Some((carry.old.clone()?, carry))).collect();
        Ok(Some(Earlier { instrument, carries }))
    }
}

impl Earlier {
    /// What becomes of the answers of a questionnaire.
    fn told(&self, answers: &[FilledAnswer], identity: &Identity) -> Text {
        let (mut carried, mut review, mut retired) = (0, 0, 0);
        for answer in answers {
            match self.carries.get(&answer.indicator).map(|carry| &carry.fate) {
                Some(Fate::Carried) => carried += 1,
                Some(Fate::Review(_)) => review += 1,
                _ => retired += 1,
            }
        }
        let (id, version) = (&identity.model.id, &identity.model.version);
        Text::new(
            format!("问卷用的是评估模型{id} {version}：{carried}项沿用，{review}项问法有变须复核，{retired}项已停用不再导入"),
            format!(
                "The questions come from the model {id} {version}: {carried} carry over, {review} were reworded and need a new look, {retired} are retired and not taken"
            ),
        )
    }
}

fn of_retired(earlier: Option<&Earlier>, notice: &Notice) -> bool {
    earlier.zip(notice.indicator.as_ref()).is_some_and(|(earlier, id)| earlier.carries.get(id).is_none_or(|carry| carry.new.is_none()))
}

/// What a row says of an indicator of the model in use; what cannot be taken goes to `refused`.
fn said_of(
    instrument: &Instrument,
    earlier: Option<&Earlier>,
    answer: FilledAnswer,
    refused: &mut Vec<ReturnedRemarkView>,
) -> Option<SaidOf> {
    let FilledAnswer { indicator: asked, value, na_reason, confidence, rationale, evidence, cells } = answer;
    let place = |cell: &str| if cell.is_empty() { cells.sheet.clone() } else { format!("{}!{cell}", cells.sheet) };
    let carry = earlier.and_then(|earlier| earlier.carries.get(&asked));
    let indicator = match (earlier, carry) {
        (None, _) => asked,
        (Some(_), Some(Carry { new: Some(new), .. })) => new.clone(),
        (Some(_), _) => {
            let message =
                Text::new("评估模型不再有这个指标，作答没有导入", "The model no longer has this indicator; its answer is not taken");
            refused.push(ReturnedRemarkView { place: place(&cells.answer), indicator: Some(asked), message });
            return None;
        }
    };
    let dropped: BTreeSet<&String> = carry.iter().flat_map(|carry| &carry.dropped_items).collect();
    let model = instrument.model();
    let described = model.index_of(&indicator).and_then(|index| model.nodes[index].indicator())?;
    let mut value = value.and_then(|value| match value {
        Read::Level(level) => Some(Value::Level(level)),
        Read::Number(number) => Some(Value::Number(number)),
        Read::NotApplicable => Some(Value::NotApplicable),
        Read::Items(facts) if facts.len() < cells.items.len() => {
            let (open, all) = (cells.items.len() - facts.len(), cells.items.len());
            let first = cells.items.iter().find(|(id, _)| !facts.contains_key(*id)).map_or("", |(_, cell)| cell);
            let message = Text::new(
                format!("清单{all}条中有{open}条没有作答，整项没有导入；补齐后再导入"),
                format!("{open} of {all} items are not answered, so the checklist is not taken; complete it and import the file again"),
            );
            refused.push(ReturnedRemarkView { place: place(first), indicator: Some(indicator.clone()), message });
            None
        }
        Read::Items(facts) => {
            Some(Value::Items(facts.into_iter().filter(|(id, holds)| *holds && !dropped.contains(id)).map(|(id, _)| id).collect()))
        }
    });
    if let Some(fault) = value.as_ref().and_then(|value| instrument.leaf(described, &score::response(value)).err()) {
        let message = fault.message.into();
        refused.push(ReturnedRemarkView { place: place(&cells.answer), indicator: Some(indicator.clone()), message });
        value = None;
    }
    let mut why = [na_reason.as_str(), rationale.as_str()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n");
    if why.chars().count() > MOST_RATIONALE {
        let message = Text::new(
            format!("理由合计超过{MOST_RATIONALE}字，作答理由没有导入；缩短后再导入"),
            format!(
                "The reasons have more than {MOST_RATIONALE} characters together, so the rationale is not taken; shorten it and import the file again"
            ),
        );
        refused.push(ReturnedRemarkView { place: place(&cells.rationale), indicator: Some(indicator.clone()), message });
        why = na_reason;
    }
    let confidence = confidence.map(|sure| match sure {
        Sure::Low => Confidence::Low,
        Sure::Medium => Confidence::Medium,
        Sure::High => Confidence::High,
    });
    let nothing = value.is_none() && confidence.is_none() && why.is_empty() && evidence.is_empty();
    let note = carry.and_then(|carry| match &carry.fate {
        Fate::Review(reasons) => reasons.first().map(Text::from),
        _ => None,
    });
    (!nothing).then(|| SaidOf { indicator, value, confidence, rationale: why, evidence, cell: place(&cells.answer), note })
}

/// Why a file is refused, and what to do.
fn refused(refusal: &Refusal) -> Text {
    sentence(&refusal.place(), refusal)
}

fn sentence(place: &str, refusal: &Refusal) -> Text {
    let (zh, en) = if place.is_empty() { (String::new(), String::new()) } else { (format!("{place}："), format!("{place}: ")) };
    Text::new(format!("{zh}{}。{}", refusal.why.zh, refusal.next.zh), format!("{en}{}; {}", refusal.why.en, refusal.next.en))
}

fn remark_of(refusal: &Refusal) -> ReturnedRemarkView {
    let Text { zh, en } = sentence("", refusal);
    let message = if refusal.found.is_empty() {
        Text::new(zh, en)
    } else {
        Text::new(format!("“{}”：{zh}", refusal.found), format!("“{}”: {en}", refusal.found))
    };
    ReturnedRemarkView { place: refusal.place(), indicator: refusal.indicator.clone(), message }
}

fn notice_of(notice: &Notice) -> ReturnedRemarkView {
    ReturnedRemarkView { place: notice.place(), indicator: notice.indicator.clone(), message: notice.message.clone().into() }
}
