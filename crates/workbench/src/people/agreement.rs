//! How far respondents agree over the whole assessment: Krippendorff's alpha of the levels on which their responses stand.

use super::consensus::ByIndicator;
use crate::score;
use crate::view::{ResponseAgreementView, Text};
use shuheng_engine::statistics::{Measurement, RatingsFault, krippendorff_alpha};
use shuheng_model::Instrument;
use shuheng_store::Respondent;

/// From here data can be relied on. Krippendorff, *Content Analysis* (2nd ed. 2004), ch. 11: α ≥ .800.
const RELIABLE: f64 = 0.8;
/// From here on tentative conclusions can be drawn. Same place: .667 ≤ α < .800.
const TENTATIVE: f64 = 0.667;

/// Agreement of respondents over the indicators of the model.
pub(crate) fn view(instrument: &Instrument, respondents: &[Respondent], responses: &ByIndicator<'_>) -> ResponseAgreementView {
    let mut rows = Vec::new();
    for (_, node, indicator) in instrument.model().indicators() {
        let Some(said) = responses.get(node.id.as_str()) else { continue };
        let level = |respondent: &Respondent| {
            let (_, response) = said.iter().find(|(id, _)| *id == respondent.id)?;
            instrument.response_level(indicator, &score::response(response.value.as_ref()?)).map(f64::from)
        };
        let row: Vec<Option<f64>> = respondents.iter().map(level).collect();
        if row.iter().flatten().count() > 1 {
            rows.push(row);
        }
    }
    let alpha = krippendorff_alpha(&rows, Measurement::Ordinal);
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    ResponseAgreementView {
        meaning: meaning(&alpha),
        alpha: alpha.ok(),
        indicators: count(rows.len()),
        values: count(rows.iter().flatten().flatten().count()),
    }
}

fn meaning(alpha: &Result<f64, RatingsFault>) -> Text {
    match alpha {
        Ok(alpha) if *alpha >= RELIABLE => Text::new("作答一致，可以依据", "Respondents agree; the data can be relied on"),
        Ok(alpha) if *alpha >= TENTATIVE => {
            Text::new("大体一致，只宜作初步结论", "Respondents mostly agree; draw tentative conclusions only")
        }
        Ok(alpha) if *alpha > 0.0 => Text::new("分歧较大，先研讨再下结论", "Respondents disagree; talk before you conclude"),
        Ok(_) => Text::new(
            "不比随机作答更一致，先核对各方对问题的理解",
            "No more agreement than by chance; see first whether all read the questions alike",
        ),
        Err(RatingsFault::NoSpread) => {
            Text::new("所有作答同级，没有差异可比", "All responses stand on one level, and there is no difference to measure by")
        }
        Err(_) => Text::new("还没有一个指标有两份作答", "No indicator has two responses yet"),
    }
}
