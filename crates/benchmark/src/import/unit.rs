//! Units as tables state them: a power of ten and what is counted. 万元 and 亿元 count the same; 亿元 and 亿美元 do not.

use shuheng_table::figure::half_width;
use std::fmt;

/// The unit of percentages.
const PERCENT: &str = "%";

/// 10^`power` × `base`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Power of ten.
    pub power: i32,
    /// What is counted, e.g. `元`, `人`, `%`; empty where only a power was stated, as in 3.5亿.
    pub base: String,
}

impl Unit {
    fn new(power: i32, base: &str) -> Self {
        Self { power, base: base.to_owned() }
    }

    /// Reads a unit; `None` for an empty text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain: String = half_width(text).chars().filter(|c| !c.is_whitespace() && !"()[]:".contains(*c)).collect();
        let plain = plain.to_lowercase();
        if plain.is_empty() {
            return None;
        }
        Some(match plain.as_str() {
            "%" | "百分比" | "百分数" | "percent" | "pct" => Self::new(0, PERCENT),
            "‰" | "千分比" => Self::new(-1, PERCENT),
            "bp" | "bps" | "基点" => Self::new(-2, PERCENT),
            "比例" | "小数" | "ratio" | "fraction" | "share" => Self::new(2, PERCENT),
            _ => Self::english_money(&plain).unwrap_or_else(|| Self::chinese(&plain)),
        })
    }

    /// Whether it is a percentage.
    #[must_use]
    pub fn is_percent(&self) -> bool {
        self.base == PERCENT
    }

    /// How Chinese tables write it: powers in front of what is counted.
    fn chinese(plain: &str) -> Self {
        let plain = plain.replace("人民币", "");
        let power = |c: char| {
            Some(match c {
                '十' => 1,
                '百' => 2,
                '千' => 3,
                '万' | '萬' => 4,
                '亿' | '億' => 8,
                _ => return None,
            })
        };
        let powers = plain.chars().map_while(power);
        let base: String = plain.chars().skip_while(|c| power(*c).is_some()).collect();
        let base = match base.as_str() {
            "元" | "圆" | "块" | "yuan" => "元",
            "人" | "名" | "员" | "人数" | "persons" | "people" | "staff" => "人",
            "户" | "客户" | "users" | "customers" => "户",
            other => other,
        };
        Self::new(powers.sum(), base)
    }

    /// `million yuan`, `RMB bn` and their like.
    fn english_money(plain: &str) -> Option<Self> {
        let names = ["rmb", "cny", "yuan"];
        if !names.iter().any(|name| plain.contains(name)) {
            return None;
        }
        let scale = names.iter().fold(plain.to_owned(), |rest, name| rest.replace(name, ""));
        let power = match scale.as_str() {
            "" => 0,
            "k" | "thousand" => 3,
            "m" | "mn" | "mln" | "million" | "millions" => 6,
            "b" | "bn" | "bln" | "billion" | "billions" => 9,
            "tn" | "trillion" | "trillions" => 12,
            _ => return None,
        };
        Some(Self::new(power, "元"))
    }
}

impl fmt::Display for Unit {
    /// As a table writes it: 亿元, 万户, %.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (large, rest) = (self.power.max(0) / 8, self.power.max(0) % 8);
        let rest = ["", "十", "百", "千", "万", "十万", "百万", "千万"][usize::try_from(rest).unwrap_or(0)];
        write!(f, "{rest}{}{}", "亿".repeat(usize::try_from(large).unwrap_or(0)), self.base)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_as_tables_write_them() {
        for (text, power, base) in [
            ("元", 0, "元"),
            ("万元", 4, "元"),
            ("（亿元）", 8, "元"),
            ("人民币百万元", 6, "元"),
            ("万亿元", 12, "元"),
            ("亿", 8, ""),
            ("万户", 4, "户"),
            ("名", 0, "人"),
            ("RMB million", 6, "元"),
            ("billion yuan", 9, "元"),
            ("％", 0, "%"),
            ("比例", 2, "%"),
            ("亿美元", 8, "美元"),
            ("EFLOPS", 0, "eflops"),
        ] {
            assert_eq!(Unit::parse(text), Some(Unit::new(power, base)), "{text}");
        }
        assert_eq!(Unit::parse(" ( ) "), None);
    }
}
