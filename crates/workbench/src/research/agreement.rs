//! Agreement of raters, by every coefficient that the ratings allow.

use crate::error::WorkbenchError;
use crate::research::ratings_file::{self, RatingsFile};
use crate::view::{AgreementView, Named, Text};
use shuheng_engine::statistics::{IccForm, Measurement, Ratings, RatingsFault, cronbach_alpha, icc, kendall_w, krippendorff_alpha};
use shuheng_table::figure::shown;
use std::path::Path;

/// What a difference between two ratings means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeasurementLevel {
    /// Ratings are names.
    Nominal,
    /// Ratings have an order.
    Ordinal,
    /// Differences can be compared.
    Interval,
    /// Ratios can be compared, from a zero.
    Ratio,
}

impl MeasurementLevel {
    fn name(self) -> &'static str {
        match self {
            Self::Nominal => "nominal",
            Self::Ordinal => "ordinal",
            Self::Interval => "interval",
            Self::Ratio => "ratio",
        }
    }

    fn measurement(self) -> Measurement {
        match self {
            Self::Nominal => Measurement::Nominal,
            Self::Ordinal => Measurement::Ordinal,
            Self::Interval => Measurement::Interval,
            Self::Ratio => Measurement::Ratio,
        }
    }
}

/// Agreement of the raters of a table. A coefficient that does not exist is `None`, with a note that says why.
///
/// # Errors
/// Those of reading ratings; [`WorkbenchError::Incalculable`] with fewer than two raters.
pub fn agreement(path: &Path, level: MeasurementLevel) -> Result<AgreementView, WorkbenchError> {
    let file = ratings_file::read(path)?;
    if file.raters.len() < 2 {
        let message = Text::new("只有1列评分，至少要2个评分者", "there is one column of ratings, and agreement needs two raters");
        return Err(WorkbenchError::Incalculable { path: path.to_owned(), message });
    }
    let rows: Vec<Vec<Option<f64>>> =
        (0..file.items.len()).map(|item| file.raters.iter().map(|rater| rater.figures[item]).collect()).collect();
    let mut notes = file.notes.clone();
    let mut told = |name: &str, result: Result<f64, RatingsFault>| result.map_err(|fault| notes.push(no_value(name, fault, &file))).ok();
    let krippendorff_alpha = told("krippendorff_alpha", krippendorff_alpha(&rows, level.measurement()));
    let missing = rows.iter().flatten().filter(|rating| rating.is_none()).count();
    let (mut icc_view, mut cronbach, mut concordance) = (None, None, None);
    match complete(&rows, level) {
        Ok(ratings) => {
            let key = |form: IccForm| format!("icc{}", form.notation().replace(['(', ','], "_").replace(')', ""));
            let forms: Vec<(String, Option<f64>)> =
                IccForm::ALL.into_iter().map(|form| (key(form), told(&key(form), icc(&ratings, form)))).collect();
            icc_view = forms.iter().any(|(_, value)| value.is_some()).then_some(Named(forms));
            cronbach = told("cronbach_alpha", cronbach_alpha(&ratings));
            concordance = told("kendall_w", kendall_w(&ratings));
            if level == MeasurementLevel::Ordinal {
                notes.push(Text::new(
                    "icc与cronbach_alpha把相邻等级的差距当作相等",
                    "icc and cronbach_alpha take the steps between ratings as equal",
                ));
            }
        }
        Err(note) => notes.push(note),
    }
    Ok(AgreementView {
        items: file.items.len(),
        raters: file.raters.len(),
        missing,
        header_row: file.header_row,
        rater_columns: file.raters.iter().map(|rater| rater.name.clone()).collect(),
        label_column: file.label_column,
        level: level.name(),
        krippendorff_alpha,
        icc: icc_view,
        cronbach_alpha: cronbach,
        kendall_w: concordance,
        notes,
    })
}

/// The table for the coefficients that need every rating and an order of them, or why there is none.
fn complete(rows: &[Vec<Option<f64>>], level: MeasurementLevel) -> Result<Ratings, Text> {
    if level == MeasurementLevel::Nominal {
        return Err(Text::new(
            "名义尺度没有顺序，icc、cronbach_alpha、kendall_w不存在",
            "names have no order, so icc, cronbach_alpha and kendall_w do not exist at the nominal level",
        ));
    }
    let full: Option<Vec<Vec<f64>>> = rows.iter().map(|row| row.iter().copied().collect()).collect();
    let Some(full) = full else {
        let gaps = rows.iter().filter(|row| row.iter().any(Option::is_none)).count();
        return Err(Text::new(
            format!("{gaps}个对象缺评分，icc、cronbach_alpha、kendall_w要求评分齐全，不存在；补齐，或删去这些对象"),
            format!(
                "{gaps} items lack a rating, and icc, cronbach_alpha and kendall_w need all of them; complete these items, or take them out"
            ),
        ));
    };
    Ratings::new(full).map_err(|_| {
        Text::new(
            "只有1个对象，icc、cronbach_alpha、kendall_w至少要2个",
            "there is one item, and icc, cronbach_alpha and kendall_w need two",
        )
    })
}

fn no_value(coefficient: &str, fault: RatingsFault, file: &RatingsFile) -> Text {
    match fault {
        RatingsFault::NothingToCompare => Text::new(
            format!("{coefficient}不存在：没有一个对象有两个评分"),
            format!("{coefficient} does not exist: no item has two ratings"),
        ),
        RatingsFault::NoSpread => Text::new(
            format!("{coefficient}不存在：评分相同或对象之间没有差异，无从比较"),
            format!("{coefficient} does not exist: ratings are equal, or items do not differ, and there is nothing to measure by"),
        ),
        RatingsFault::Negative { row, column } => {
            let item = file.items.get(row).map_or_else(String::new, |item| shown(item));
            let rater = file.raters.get(column).map_or_else(String::new, |rater| shown(&rater.name));
            Text::new(
                format!("{coefficient}不存在：“{rater}”给“{item}”的评分小于0，比率尺度从0起；改用interval"),
                format!("{coefficient} does not exist: `{rater}` rates `{item}` below 0, where a ratio scale begins; use interval"),
            )
        }
        other => Text::new(format!("{coefficient}不存在（{other:?}）"), format!("{coefficient} does not exist ({other:?})")),
    }
}
