//! One figure of a table: its cell read, its unit converted into that of the metric, and refused where it cannot be what it says.

use super::decimal::Decimal;
use super::figure_text::{self, FigureText};
use super::unit::Unit;
use super::vocabulary::KnownMetric;
use shuheng_table::figure::shown;
use shuheng_table::{Mark, Sentence};

/// What a cell turned out to hold.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Reading {
    /// Nothing.
    Missing,
    /// A figure.
    Figure(Converted),
}

/// A figure in the unit of its metric.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Converted {
    pub(crate) value: f64,
    pub(crate) decimals: u32,
    /// The unit that was stated nowhere and taken to be that of the metric.
    pub(crate) assumed: bool,
    /// Whether a per cent sign stood with it.
    pub(crate) percent_sign: bool,
}

/// Reads a cell, with the unit that its column, row or table states and the unit of the metric.
pub(crate) fn read(
    cell: &str,
    commas: bool,
    mark: Option<Mark>,
    stated: Option<&Unit>,
    metric: (&str, Option<&KnownMetric>, &Unit),
) -> Result<Reading, Sentence> {
    match mark {
        Some(Mark::WithoutResult) => {
            return Err(Sentence::new(
                "公式没有保存结果；在表格软件中打开、重算并保存后重试",
                "a formula without a saved result; open the workbook in its program, let it calculate, save it and try again",
            ));
        }
        Some(Mark::Error) => {
            return Err(Sentence::new(
                format!("单元格是错误值“{}”；改正公式后重试", shown(cell)),
                format!("the cell holds the error `{}`; mend the formula and try again", shown(cell)),
            ));
        }
        Some(Mark::Computed) | None => {}
    }
    let (decimal, own) = match figure_text::read(cell, commas)? {
        FigureText::Missing => return Ok(Reading::Missing),
        FigureText::Figure(decimal, own) => (decimal, own),
    };
    let (name, known, target) = metric;
    let percent_sign = own.as_ref().is_some_and(Unit::is_percent);
    let assumed = own.is_none() && stated.is_none();
    let unit = of_cell(cell, own, stated, target)?;
    if unit.base != target.base {
        return Err(other_unit(cell, name, &unit, target));
    }
    figure(cell, decimal.shifted(unit.power - target.power), name, known)
        .map(|(value, decimals)| Reading::Figure(Converted { value, decimals, assumed, percent_sign }))
}

/// The unit of a figure: what stands with it before what is stated for it, and that before the unit of the metric.
fn of_cell(cell: &str, own: Option<Unit>, stated: Option<&Unit>, target: &Unit) -> Result<Unit, Sentence> {
    // A unit without a base, as in a heading （亿）, counts what the metric counts.
    let based = |unit: &Unit| if unit.base.is_empty() { Unit { base: target.base.clone(), ..unit.clone() } } else { unit.clone() };
    let stated = stated.map(based);
    match (own, stated) {
        (None, None) => Ok(target.clone()),
        (None, Some(stated)) => Ok(stated),
        (Some(own), None) => Ok(based(&own)),
        (Some(own), Some(_)) if !own.base.is_empty() => Ok(own),
        // 3.5万 in a column of 元 is 35000元; 3.5亿 in one of 亿元 repeats it.
        (Some(own), Some(stated)) if stated.power == 0 || stated.power == own.power => Ok(Unit { power: own.power, ..stated }),
        (Some(_), Some(_)) => Err(Sentence::new(
            format!("“{}”的量级与该列的单位不一致，无法判断；在格中写全单位，或只写数字", shown(cell)),
            format!(
                "the power of ten of `{}` does not agree with the unit of the column; write the whole unit, or the number alone",
                shown(cell)
            ),
        )),
    }
}

fn other_unit(cell: &str, metric: &str, found: &Unit, target: &Unit) -> Sentence {
    let (cell, found, target) = (shown(cell), shown(&found.base), shown(&target.base));
    Sentence::new(
        format!("“{cell}”的单位（{found}）与“{metric}”的单位（{target}）不能换算；改单位，或改这一列的指标"),
        format!(
            "the unit of `{cell}` ({found}) does not convert to that of `{metric}` ({target}); change the unit, or the metric of the column"
        ),
    )
}

fn figure(cell: &str, decimal: Decimal, name: &str, known: Option<&KnownMetric>) -> Result<(f64, u32), Sentence> {
    let cell = shown(cell);
    let Some((value, decimals)) = decimal.figure() else {
        return Err(Sentence::new(
            format!("“{cell}”超出±1e150，不会是这里的数据；检查这一格"),
            format!("`{cell}` lies beyond ±1e150 and can be no such figure; check the cell"),
        ));
    };
    if decimal.is_negative() && known.is_some_and(|metric| !metric.may_be_negative()) {
        return Err(Sentence::new(
            format!("“{cell}”是负数，“{name}”不会小于零；检查这一格"),
            format!("`{cell}` is negative, and `{name}` cannot lie below nought; check the cell"),
        ));
    }
    if known.is_some_and(|metric| metric.id.ends_with("_share")) && value > 100.0 {
        return Err(Sentence::new(
            format!("“{cell}”合{value}%，“{name}”不会超过100%；检查数值与单位"),
            format!("`{cell}` makes {value}%, and `{name}` cannot lie above 100%; check the figure and its unit"),
        ));
    }
    Ok((value, decimals))
}

#[cfg(test)]
mod tests {
    use super::super::vocabulary::tests::known;
    use super::*;

    fn value(cell: &str, stated: &str, metric: &str) -> Result<(f64, u32), String> {
        let known = known();
        let metric = known.metric(metric).expect("a known metric");
        let target = Unit::parse(&metric.unit).expect("a unit");
        match read(cell, true, None, Unit::parse(stated).as_ref(), (&metric.name_zh, Some(metric), &target)) {
            Ok(Reading::Figure(figure)) => Ok((figure.value, figure.decimals)),
            Ok(Reading::Missing) => Err("missing".to_owned()),
            Err(fault) => Err(fault.en),
        }
    }

    #[test]
    fn units_are_converted_exactly() {
        for (cell, stated, metric, expected) in [
            ("1229600", "万元", "it_investment", (122.96, 4)),
            ("122.96", "", "it_investment", (122.96, 2)),
            ("12.296", "十亿元", "it_investment", (122.96, 2)),
            ("12,296", "RMB million", "it_investment", (122.96, 2)),
            ("122.96亿元", "万元", "it_investment", (122.96, 2)),
            ("122.96亿", "亿元", "it_investment", (122.96, 2)),
            ("3.5万", "元", "it_investment", (0.00035, 5)),
            ("1.2亿", "", "it_investment", (1.2, 1)),
            ("1.2", "亿", "it_investment", (1.2, 1)),
            ("12.5%", "", "it_staff_share", (12.5, 1)),
            ("0.125", "比例", "it_staff_share", (12.5, 1)),
            ("12.5", "%", "it_staff_share", (12.5, 1)),
            ("1.5万", "", "employees", (15_000.0, 0)),
            ("-3.1%", "", "it_investment_growth", (-3.1, 1)),
            ("(3.1)", "%", "it_investment_growth", (-3.1, 1)),
        ] {
            assert_eq!(value(cell, stated, metric), Ok(expected), "{cell} {stated}");
        }
    }

    #[test]
    fn what_cannot_be_is_refused() {
        for (cell, stated, metric, why) in [
            ("-1", "亿元", "it_investment", "cannot lie below nought"),
            ("(1)", "", "employees", "cannot lie below nought"),
            ("1e308", "", "it_investment", "beyond ±1e150"),
            ("12.5%", "亿元", "it_investment", "does not convert"),
            ("12", "亿美元", "it_investment", "does not convert"),
            ("3万", "亿元", "it_investment", "does not agree"),
            ("101", "%", "it_staff_share", "above 100%"),
            ("—", "", "it_investment", "missing"),
        ] {
            assert!(value(cell, stated, metric).is_err_and(|fault| fault.contains(why)), "{cell} {:?}", value(cell, stated, metric));
        }
    }
}
