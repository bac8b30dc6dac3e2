//! Breaking a text into lines of a given width, and shortening it with an ellipsis.

use crate::fonts::{Weight, advance, has_chinese, is_wide, width};

const ELLIPSIS: char = '…';
/// Sums of widths differ in the last bits with the order of summing, px.
const TOLERANCE: f64 = 1e-6;

/// How a text is set: size in px and weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Setting {
    pub size: f64,
    pub weight: Weight,
}

impl Setting {
    pub(crate) fn regular(size: f64) -> Self {
        Self { size, weight: Weight::Regular }
    }

    pub(crate) fn bold(size: f64) -> Self {
        Self { size, weight: Weight::SemiBold }
    }

    /// A label: Chinese is never set smaller than 12 px, Latin may be 11.
    pub(crate) fn label(text: &str) -> Self {
        Self::regular(if has_chinese(text) { 12.0 } else { 11.0 })
    }

    pub(crate) fn width(self, text: &str) -> f64 {
        width(text, self.size, self.weight)
    }

    /// The text, or as much of it as fits with an ellipsis; empty when not even that fits.
    pub(crate) fn fit(self, text: &str, max: f64) -> String {
        if self.width(text) <= max + TOLERANCE {
            return text.to_owned();
        }
        // Inside a Chinese text every character counts as in Chinese, which is never narrower.
        let chinese = has_chinese(text);
        let of = |c: char| advance(c, self.weight, chinese) * self.size;
        let mut used = of(ELLIPSIS);
        let mut kept = String::new();
        for c in text.chars() {
            used += of(c);
            if used > max {
                break;
            }
            kept.push(c);
        }
        let kept = kept.trim_end();
        if kept.is_empty() { String::new() } else { format!("{kept}{ELLIPSIS}") }
    }

    /// At most `lines` lines no wider than `max`; what does not fit ends in an ellipsis.
    pub(crate) fn wrap(self, text: &str, max: f64, lines: usize) -> Vec<String> {
        let mut all = self.break_lines(text, max);
        if all.len() > lines {
            let rest = all.split_off(lines.saturating_sub(1)).join(" ");
            all.push(self.fit(&(rest + "\u{2026}"), max));
        }
        all.retain(|line| !line.is_empty());
        all
    }

    /// Lines of a text whose words all fit whole; `None` when a word is too long or more lines are needed.
    pub(crate) fn wrap_whole(self, text: &str, max: f64, lines: usize) -> Option<Vec<String>> {
        let too_long = pieces(text).iter().any(|piece| self.width(piece.trim()) > max + TOLERANCE);
        let all = self.break_lines(text, max);
        (!too_long && all.len() <= lines).then_some(all)
    }

    /// Width of the longest word, the least that [`Setting::wrap`] can do without cutting a word.
    pub(crate) fn longest_word(self, text: &str) -> f64 {
        pieces(text).iter().map(|piece| self.width(piece.trim())).fold(0.0, f64::max)
    }

    fn break_lines(self, text: &str, max: f64) -> Vec<String> {
        let chinese = has_chinese(text);
        let of = |c: char| advance(c, self.weight, chinese) * self.size;
        let (mut lines, mut line, mut used) = (Vec::new(), String::new(), 0.0);
        for piece in pieces(text) {
            let word: f64 = piece.trim_end().chars().map(of).sum();
            if !line.is_empty() && used + word > max + TOLERANCE {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
                used = 0.0;
            }
            for c in piece.chars() {
                // Only a word longer than a whole line is broken inside.
                if !line.is_empty() && !c.is_whitespace() && used + of(c) > max + TOLERANCE {
                    lines.push(std::mem::take(&mut line).trim_end().to_owned());
                    used = 0.0;
                }
                if !(line.is_empty() && c.is_whitespace()) {
                    line.push(c);
                    used += of(c);
                }
            }
        }
        lines.push(line.trim_end().to_owned());
        lines.retain(|line| !line.is_empty());
        lines
    }
}

/// Pieces between which a line may break: words with the space behind them, single Chinese characters. Closing
/// punctuation stays with what it closes, opening punctuation with what it opens, a number with its Chinese unit.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut last: Option<char> = None;
    for c in text.chars() {
        let joined = match last {
            None => false,
            Some(previous) if opens(previous) || closes(c) => true,
            Some(previous) if previous.is_whitespace() => c.is_whitespace(),
            Some(_) if c.is_whitespace() => true,
            Some(previous) if is_wide(c) => previous.is_ascii_digit() || previous == '%',
            Some(previous) => !is_wide(previous) && previous != '/',
        };
        match pieces.last_mut() {
            Some(piece) if joined => piece.push(c),
            _ => pieces.push(c.to_string()),
        }
        last = Some(c);
    }
    pieces
}

fn opens(c: char) -> bool {
    "（《「『〔【“‘([".contains(c)
}

fn closes(c: char) -> bool {
    "，。、；：？！）》」』〕】”’…)],.;:?!%·".contains(c)
}

/// Drops what XML 1.0 cannot hold and turns line breaks into spaces.
pub(crate) fn clean(text: &str) -> String {
    let space = |c: char| if c.is_whitespace() { ' ' } else { c };
    text.chars().map(space).filter(|c| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn chinese_breaks_anywhere_but_before_punctuation() {
        let lines = Setting::regular(10.0).wrap("技术应用领先同业，业务增长落后", 80.0, 9);
        assert_eq!(lines, ["技术应用领先同", "业，业务增长落后"]);
        assert_eq!(Setting::regular(10.0).wrap("已评39项", 36.0, 2), ["已评", "39项"]);
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        let setting = Setting::regular(12.0);
        assert_eq!(setting.fit("业务流程优化与创新", 60.0), "业务流程…");
        assert_eq!(setting.fit("宽", 3.0), "");
        let lines = setting.wrap("Business process optimisation and innovation", 90.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…'), "{lines:?}");
        assert!(setting.wrap("", 90.0, 2).is_empty());
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_asked(text in "\\PC{0,60}", max in 14.0..200.0_f64, lines in 1..4_usize) {
            let setting = Setting::bold(12.0);
            let wrapped = setting.wrap(&text, max, lines);
            prop_assert!(wrapped.len() <= lines);
            for line in wrapped {
                prop_assert!(setting.width(&line) <= max + 2.0 * TOLERANCE || line.chars().count() == 1, "{line}");
            }
        }
    }
}
