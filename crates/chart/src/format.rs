//! How a number is written. The rules are those of `design/tokens.md`: minus is U+2212, halves round away from zero
//! (as Excel shows them), what is not a number is an em dash.

/// Stands where there is no figure.
pub(crate) const NO_NUMBER: &str = "—";
/// More decimal places no published figure has; a power of ten of them fits into 32 bits.
const MOST_PLACES: usize = 9;

/// A finite number, or nothing: NaN and infinities count as missing.
pub(crate) fn known(value: Option<f64>) -> Option<f64> {
    value.filter(|v| v.is_finite())
}

/// A score, one decimal: 56.4.
pub(crate) fn score(value: f64) -> String {
    decimal(value, 1, false)
}

/// A score, or an em dash.
pub(crate) fn score_or_dash(value: Option<f64>) -> String {
    known(value).map_or_else(|| NO_NUMBER.to_owned(), score)
}

/// A difference in points: +4.4, −13.6, 0.0.
pub(crate) fn signed(value: f64) -> String {
    decimal(value, 1, true)
}

/// A difference in points, or an em dash.
pub(crate) fn signed_or_dash(value: Option<f64>) -> String {
    known(value).map_or_else(|| NO_NUMBER.to_owned(), signed)
}

/// A change in per cent: +4.67%, −2.36%, 0.00%.
pub(crate) fn change(per_cent: f64) -> String {
    let text = decimal(per_cent, 2, true);
    if text == NO_NUMBER { text } else { text + "%" }
}

/// A probability (0–1) in whole per cent: what is possible never reads 0%, what is not certain never 100%.
pub(crate) fn probability(share: f64) -> String {
    match share {
        share if share > 0.0 && share < 0.005 => "<1%".to_owned(),
        share if (0.995..1.0).contains(&share) => ">99%".to_owned(),
        share => decimal(share * 100.0, 0, false) + "%",
    }
}

/// A percentile rank (0–100) in whole steps: P68.
pub(crate) fn percentile(rank: f64) -> String {
    format!("P{}", decimal(rank.clamp(0.0, 100.0), 0, false))
}

/// Tenths as text: 44 is 4.4.
pub(crate) fn tenths(value: i64) -> String {
    score(value as f64 / 10.0)
}

/// The value in whole tenths, as it is displayed.
pub(crate) fn to_tenths(value: f64) -> i64 {
    // The cast saturates, so any finite number is safe.
    (value * 10.0).round() as i64
}

/// Rounds parts to tenths so that they sum to their rounded total (largest remainder; ties go to the earlier part).
pub(crate) fn footing_tenths(parts: &[f64]) -> Vec<i64> {
    tenths_of(to_tenths(parts.iter().sum()), parts)
}

/// Rounds parts to tenths so that they sum to a total that is their sum rounded up or down.
pub(crate) fn tenths_of(total: i64, parts: &[f64]) -> Vec<i64> {
    let floors: Vec<i64> = parts.iter().map(|p| (p * 10.0).floor() as i64).collect();
    let floor_sum = floors.iter().fold(0_i64, |sum, f| sum.saturating_add(*f));
    let missing = total.saturating_sub(floor_sum);
    let mut order: Vec<usize> = (0..parts.len()).collect();
    let remainder = |i: usize| parts[i] * 10.0 - (parts[i] * 10.0).floor();
    order.sort_by(|&i, &j| remainder(j).total_cmp(&remainder(i)).then(i.cmp(&j)));
    let mut rounded = floors;
    for &i in order.iter().take(usize::try_from(missing).unwrap_or(0)) {
        rounded[i] = rounded[i].saturating_add(1);
    }
    rounded
}

/// The same text with a comma between thousands, from five digits before the point on: 415,159 but 8085.3.
pub(crate) fn grouped(text: &str) -> String {
    let sign = text.chars().take_while(|c| !c.is_ascii_digit()).count();
    let digits = text.chars().skip(sign).take_while(char::is_ascii_digit).count();
    if digits < 5 {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + digits / 3);
    for (i, c) in text.chars().enumerate() {
        if i > sign && i < sign + digits && (sign + digits - i) % 3 == 0 {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// A number with that many decimal places (0–9); from 10¹² on as a power of ten, so that it stays short.
pub(crate) fn decimal(value: f64, places: usize, with_plus: bool) -> String {
    let places = places.min(MOST_PLACES);
    if !value.is_finite() {
        return NO_NUMBER.to_owned();
    }
    let size = value.abs();
    let digits = if size >= 1e12 {
        format!("{size:.2e}")
    } else {
        let unit = 10_u32.pow(places as u32);
        let unit = f64::from(unit);
        format!("{:.places$}", (size * unit).round() / unit)
    };
    let is_zero = digits.chars().all(|c| c == '0' || c == '.');
    match (is_zero, value < 0.0, with_plus) {
        (false, true, _) => format!("\u{2212}{digits}"),
        (false, false, true) => format!("+{digits}"),
        _ => digits,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_tokens() {
        assert_eq!(score(56.4), "56.4");
        assert_eq!(score(56.25), "56.3");
        assert_eq!(score(f64::NAN), "—");
        assert_eq!(signed(4.4), "+4.4");
        assert_eq!(signed(-13.6), "\u{2212}13.6");
        assert_eq!(signed(-0.04), "0.0");
        assert_eq!(signed(f64::INFINITY), "—");
        assert_eq!(change(4.67), "+4.67%");
        assert_eq!(change(-2.36), "\u{2212}2.36%");
        assert!(score(1e300).len() < 12);
        assert_eq!([0.0, 0.001, 0.83, 0.999, 1.0].map(probability), ["0%", "<1%", "83%", ">99%", "100%"]);
    }

    #[test]
    fn thousands_are_grouped_from_five_digits_on() {
        let grouped = |value: f64, places| grouped(&decimal(value, places, false));
        assert_eq!([grouped(415_159.0, 0), grouped(-1_234_567.891, 2), grouped(8085.3, 1)], ["415,159", "\u{2212}1,234,567.89", "8085.3"]);
        assert_eq!([grouped(f64::NAN, 0), grouped(1e300, 0), grouped(0.12345, 4)], ["—", "1.00e300", "0.1235"]);
    }

    #[test]
    fn rounded_parts_foot() {
        let parts = [4.44, 5.34, 5.94, 3.54, -1.24, 0.0, 2.22];
        let rounded = footing_tenths(&parts);
        assert_eq!(rounded.iter().sum::<i64>(), to_tenths(parts.iter().sum()));
        for (part, tenth) in parts.iter().zip(&rounded) {
            assert!((part * 10.0 - *tenth as f64).abs() < 1.0, "{part} became {tenth}");
        }
        assert!(footing_tenths(&[]).is_empty());
        assert_eq!(footing_tenths(&[1e300, -1e300, 0.1]).len(), 3);
    }
}
