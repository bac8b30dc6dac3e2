//! The phrases that sentences of change are made of.

use super::change::{Changed, Named};
use crate::model::ClauseStrength;
use crate::text::Text;
use shuheng_engine::Mean;
use shuheng_engine::normalise::{Direction, Goalposts, Transform};

/// “what由old改为new”.
pub(super) fn turned(what: &Text, old: &Text, new: &Text) -> Text {
    Text::new(format!("{}由{}改为{}", what.zh, old.zh, new.zh), format!("{}: {} → {}", what.en, old.en, new.en))
}

/// The same of what reads alike in both languages.
pub(super) fn turned_plain(what: &Text, old: &str, new: &str) -> Text {
    turned(what, &Text::new(old, old), &Text::new(new, new))
}

/// What stands where there is nothing.
pub(super) fn none() -> Text {
    Text::new("无", "none")
}

/// Two numbers.
pub(super) fn numbers(what: &Text, change: &Changed<f64>) -> Text {
    turned_plain(what, &number(change.old), &number(change.new))
}

/// Two numbers, either of which may not be there.
pub(super) fn own_numbers(what: &Text, change: &Changed<Option<f64>>) -> Text {
    let shown = |own: Option<f64>| own.map_or_else(none, |own| Text::new(number(own), number(own)));
    turned(what, &shown(change.old), &shown(change.new))
}

/// A node that took the place of another.
pub(super) fn names(what: &Text, change: &Changed<Named>) -> Text {
    let quoted = |node: &Named| Text::new(format!("“{}”", node.name.zh), format!("“{}”", node.name.en));
    turned(what, &quoted(&change.old), &quoted(&change.new))
}

/// What is quoted whole in a sentence, in characters: an evidence line is. A longer text is named only; the data hold it.
const QUOTED_ZH: usize = 40;
const QUOTED_EN: usize = 120;

/// A text that reads otherwise, quoted where it is short.
pub(super) fn wording(what: &Text, change: &Changed<Text>) -> Text {
    let told = |old: &str, new: &str, limit: usize, untouched: &str, quoted: String, named: &str| {
        if old == new {
            // Where only one language was touched, the other has nothing to show.
            untouched.to_owned()
        } else if old.chars().count().max(new.chars().count()) > limit {
            named.to_owned()
        } else {
            quoted
        }
    };
    let (old, new) = (&change.old, &change.new);
    let zh = told(&old.zh, &new.zh, QUOTED_ZH, "只改英文", format!("“{}”改为“{}”", old.zh, new.zh), "改写");
    let en = told(&old.en, &new.en, QUOTED_EN, "only the Chinese", format!("“{}” → “{}”", old.en, new.en), "reworded");
    Text::new(format!("{}：{zh}", what.zh), format!("{}: {en}", what.en))
}

/// The same of a text that may have been added or dropped.
pub(super) fn optional_wording(what: &Text, change: &Changed<Option<Text>>) -> Text {
    let clipped = |text: &str, limit: usize| {
        let kept: String = text.chars().take(limit).collect();
        if kept.len() < text.len() { format!("{}…", kept.trim_end()) } else { kept }
    };
    let single = |zh: &str, en: &str, text: &Text| {
        let (in_zh, in_en) = (clipped(&text.zh, QUOTED_ZH), clipped(&text.en, QUOTED_EN));
        Text::new(format!("{}：{zh}“{in_zh}”", what.zh), format!("{}: {en} “{in_en}”", what.en))
    };
    match (&change.old, &change.new) {
        (Some(old), Some(new)) => wording(what, &Changed { old: old.clone(), new: new.clone() }),
        (None, Some(new)) => single("新增", "added", new),
        (Some(old), None) => single("删去", "dropped", old),
        (None, None) => what.clone(),
    }
}

/// A number as the model declares it, with the minus sign of the house.
fn number(number: f64) -> String {
    number.to_string().replace('-', "−")
}

/// Goalposts in one phrase.
pub(super) fn posts(goalposts: &Goalposts) -> Text {
    let (low, high) = (number(goalposts.low()), number(goalposts.high()));
    let direction = match goalposts.direction() {
        Direction::Higher => Text::new("越高越好", "higher is better"),
        Direction::Lower => Text::new("越低越好", "lower is better"),
    };
    let transform = match goalposts.transform() {
        Transform::Linear => Text::new("线性", "linear"),
        Transform::Log => Text::new("对数", "logarithmic"),
    };
    let cap = if goalposts.caps() { Text::new("封顶", "capped") } else { Text::new("不封顶", "not capped") };
    Text::new(
        format!("{low}至{high}（{}，{}，{}）", direction.zh, transform.zh, cap.zh),
        format!("{low} to {high} ({}, {}, {})", direction.en, transform.en, cap.en),
    )
}

/// What a mean is called.
pub(super) fn mean_name(mean: Mean) -> Text {
    match mean {
        Mean::Arithmetic => Text::new("算术平均", "arithmetic"),
        Mean::Geometric => Text::new("几何平均", "geometric"),
        Mean::Harmonic => Text::new("调和平均", "harmonic"),
        Mean::Minimum => Text::new("取最小", "minimum"),
        Mean::Power(exponent) => Text::new(format!("幂平均（p＝{}）", exponent.get()), format!("power (p = {})", exponent.get())),
    }
}

/// How much an indicator says about a clause.
pub(super) fn strength_name(strength: ClauseStrength) -> Text {
    match strength {
        ClauseStrength::Covers => Text::new("覆盖", "covers"),
        ClauseStrength::Partly => Text::new("部分覆盖", "covers in part"),
        ClauseStrength::Relates => Text::new("相关", "relates to"),
    }
}
