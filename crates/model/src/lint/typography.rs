//! How Chinese is set: full-width marks, and no space typed beside a Latin letter or digit.

use super::bilingual::Bilingual;
use super::{Findings, Rule};
use crate::text::Text;

pub(super) fn check(texts: &[Bilingual<'_>], findings: &mut Findings) {
    for bilingual in texts {
        if let Some(what) = misset(&bilingual.text.zh) {
            findings.warn(
                Rule::Typography,
                &bilingual.place,
                bilingual.sentence(&what),
                Text::new(
                    "中文用全角标点，汉字与字母、数字之间不打空格",
                    "use full-width marks, and no space between Chinese and Latin letters or digits",
                ),
            );
        }
    }
}

/// Whether a character is a Chinese one: unified ideographs with their extensions A to H, and compatibility ideographs.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

/// What is wrong with how a Chinese text is set.
fn misset(text: &str) -> Option<Text> {
    let latin = |c: char| c.is_ascii_alphanumeric();
    let mut characters = text.chars();
    let (mut before, mut middle) = (characters.next()?, characters.next()?);
    for after in characters {
        let around = || [before, middle, after].iter().collect::<String>();
        if ",.;:!?".contains(middle) && is_han(before) && is_han(after) {
            return Some(Text::new(format!("用了半角标点：“{}”", around()), format!("has a half-width mark: “{}”", around())));
        }
        if middle == ' ' && ((is_han(before) && latin(after)) || (latin(before) && is_han(after))) {
            return Some(Text::new(
                format!("在汉字与字母、数字之间打了空格：“{}”", around()),
                format!("has a space beside a Latin letter or digit: “{}”", around()),
            ));
        }
        (before, middle) = (middle, after);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn chinese_typography() {
        for bad in ["有台账,可查", "用 RTO计", "占比 90%", "第3 项", "甲.乙"] {
            assert!(misset(bad).is_some(), "{bad}");
        }
        for good in ["有台账，可查", "RTO≤4小时", "1.5倍", "CAICT 2025", "第1,000项", "A/B test", "五(三)2"] {
            assert_eq!(misset(good), None, "{good}");
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_looked_at(zh in "\\PC{0,40}") {
            let _ = misset(&zh);
        }
    }
}
