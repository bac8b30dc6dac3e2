//! Lint: what an author should mend in a model that loads.
//!
//! The reader ([`crate::load`]) tells whether a model can be used; the lint tells whether it is worth using. A rubric is worth
//! signing when two assessors who open the same papers reach the same level, and that needs levels that differ in what can be
//! seen, not in how much praise they carry. Each [`Rule`] states its reason.
//!
//! # How likeness is measured
//!
//! Two texts are compared by the Sørensen–Dice coefficient `2·|A∩B| / (|A|+|B|)` of two sets: for Chinese the pairs of adjacent
//! characters, for English the pairs of adjacent words, both within a line, after punctuation, digits and words of degree are
//! dropped. Digits go because a rubric that only raises a percentage does not differ in kind; words of degree go because they are
//! what a bad ladder changes (with them in place bad ladders go down to 0.44 in Chinese and in English).
//!
//! Measured when the limits were fixed, on the 54 rubrics of the shipped model (216 pairs of neighbouring levels, 7155 pairs of
//! one level in two indicators) and on the 25 bad ladders of `tests/lint/bad_ladders.toml` (75 neighbouring pairs from L2
//! upwards), of which five had no part in choosing the Chinese limit:
//!
//! | | neighbours, honest | two indicators, honest | limit | neighbours, bad |
//! |---|---|---|---|---|
//! | Chinese evidence, pairs of characters | median 0.07, at most 0.32 | median 0.04, at most 0.38 | 0.45 | median 0.92, at least 0.47 |
//! | English evidence, pairs of words | median 0.00, at most 0.19 | median 0.00, at most 0.32 | 0.42 | median 0.89, at least 0.53 |
//! | most alike Chinese lines | median 0.13, at most 0.48 | median 0.07, at most 0.82 | 0.58 | median 1.00, at least 0.60 |
//!
//! A pair is too much alike when either language is. Every bad pair from L2 upwards is found in both languages, and 23 of the 25
//! from L1 to L2; the two that are not go from nothing to something, which is a difference in kind. What was tried and parts worse:
//! triples of English characters (0.56 in honest text, 0.62 in bad ladders), and the longest shared run of Chinese characters (13
//! in honest text, 4 in bad ladders: it measures the length of names). Lines of one level in two indicators are not compared one
//! by one: that technology loans grow no slower than all loans, and that green loans do, are two facts at 0.82.

use crate::fault::{Fault, Faults, Place};
use crate::model::{Indicator, IndicatorScale, Model, Node, NodeKind, RubricLevel};
use crate::read::read_model;
use crate::text::Text;
use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

/// From here the Chinese evidence of two levels is too much alike: between honest text and bad ladders, see the table above.
const LIKE_ZH: f64 = 0.45;

/// The same for English.
const LIKE_EN: f64 = 0.42;

/// From here two Chinese lines of neighbouring levels are too much alike.
const LIKE_LINE: f64 = 0.58;

/// Longest Chinese line in characters: what fits a level card without a break.
const LINE_LENGTH: usize = 30;

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// The evidence of two neighbouring levels reads alike: assessors will disagree on which of them they see. Fails.
    LikeLevels,
    /// The evidence of one level reads alike in two indicators: the same fact is counted twice. Fails.
    LikeIndicators,
    /// A line of a level reads like one of the level beside it, though the levels as a whole differ: it adds nothing to tell them apart.
    LikeLines,
    /// A line becomes a line of the neighbouring level once words of degree (部分, 较好, 全面, 持续 …) are dropped: how much is
    /// 较好 is for each assessor to feel, so the level cannot be shown. Fails.
    DegreeLadder,
    /// A line claims nothing but a degree (体系较为完善): there is nothing to open.
    DegreeOnly,
    /// One line stands twice, in two levels, two indicators or two items: the fact counts twice. Fails.
    SameLine,
    /// A Chinese line is longer than 30 characters: it holds two facts, or breaks on a level card.
    LongLine,
    /// A level has fewer than two lines, so that one fact decides it, or more than four, so that nobody weighs them all. Fails.
    LineCount,
    /// L4 or L5 names a figure and no `basis`: the institution will ask where the bar comes from.
    MissingBasis,
    /// Something that nothing leads to: a document nobody cites, an indicator without source and clause, what is written for a
    /// kind of institution that never sees it.
    Orphan,
    /// A weight or target that differs and does not say why: it is the first thing that is questioned.
    MissingReason,
    /// The English is missing, is the Chinese, or has more Chinese than Latin letters in it.
    Untranslated,
    /// Chinese with a half-width mark between two characters, or a typed space beside a Latin letter or digit.
    Typography,
}

impl Rule {
    /// How the rule is called where it is listed or looked up: `like-levels`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::LikeLevels => "like-levels",
            Self::LikeIndicators => "like-indicators",
            Self::LikeLines => "like-lines",
            Self::DegreeLadder => "degree-ladder",
            Self::DegreeOnly => "degree-only",
            Self::SameLine => "same-line",
            Self::LongLine => "long-line",
            Self::LineCount => "line-count",
            Self::MissingBasis => "missing-basis",
            Self::Orphan => "orphan",
            Self::MissingReason => "missing-reason",
            Self::Untranslated => "untranslated",
            Self::Typography => "typography",
        }
    }
}

/// One thing an author should mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What, where and how to mend it. Its severity is a warning always: the model can be used as it is.
    pub fault: Fault,
    /// The rule it breaks.
    pub rule: Rule,
    /// Whether a model with it should not be released.
    pub fails: bool,
}

/// Everything an author should mend, by file and line.
///
/// Looks at the model alone; whether its clauses exist is told by [`crate::check_crosswalk`]. Places come from
/// [`Model::places`] and, for what has none there, from reading `model.toml` again.
#[must_use]
pub fn lint(model: &Model) -> Vec<Finding> {
    let mut lint = Lint { model, places: DeclaredPlaces::of(model), findings: Vec::new() };
    let rungs = rungs(model);
    lint.levels(&rungs);
    lint.neighbours(&rungs);
    lint.indicators_alike(&rungs);
    lint.same_lines(&rungs);
    lint.orphans();
    lint.reasons();
    lint.texts();
    lint.findings.sort_by(|a, b| (&a.fault.file, a.fault.line, a.rule).cmp(&(&b.fault.file, b.fault.line, b.rule)));
    lint.findings
}

/// Places of what [`Model::places`] does not tell.
#[derive(Default)]
struct DeclaredPlaces {
    documents: BTreeMap<String, Place>,
    profiles: BTreeMap<String, Place>,
    gates: BTreeMap<String, Place>,
    levels: BTreeMap<u8, Place>,
}

impl DeclaredPlaces {
    fn of(model: &Model) -> Self {
        let Some(declared) = read_model(&model.source, &RefCell::new(Faults::default())) else { return Self::default() };
        Self {
            documents: declared.documents.into_iter().map(|document| (document.value.id, document.place)).collect(),
            profiles: declared.profiles.into_iter().map(|profile| (profile.kind.value, profile.kind.place)).collect(),
            gates: declared.gates.into_iter().map(|gate| (gate.id.value, gate.id.place)).collect(),
            levels: declared.levels.into_iter().map(|level| (level.value.level, level.place)).collect(),
        }
    }
}

/// The whole of `model.toml`, for what has no line of its own.
fn model_file() -> Place {
    Place { file: "model.toml".to_owned(), line: 0 }
}

/// One level of one rubric, made ready for comparing.
struct Rung<'m> {
    node: &'m Node,
    level: u8,
    place: Place,
    basis: bool,
    lines: &'m [Text],
    /// The lines without words of degree.
    plain: Vec<Text>,
    zh: Vec<u64>,
    en: Vec<u64>,
}

impl<'m> Rung<'m> {
    fn new(node: &'m Node, level: &'m RubricLevel, place: Place) -> Self {
        let plain: Vec<Text> = level.evidence.iter().map(without_degree).collect();
        Self {
            node,
            level: level.level,
            place,
            basis: level.basis.is_some(),
            lines: &level.evidence,
            zh: shingles(plain.iter().flat_map(|line| pairs(&line.zh))),
            en: shingles(plain.iter().flat_map(|line| word_pairs(&line.en))),
            plain,
        }
    }

    /// `L3 of economic_value.process.online_services`, as a message names it.
    fn name(&self) -> Text {
        Text::new(format!("“{}”的L{}", self.node.id, self.level), format!("L{} of `{}`", self.level, self.node.id))
    }
}

/// The levels of every rubric, in display order.
fn rungs(model: &Model) -> Vec<Vec<Rung<'_>>> {
    model
        .indicators()
        .filter_map(|(_, node, indicator)| {
            let IndicatorScale::Rubric(levels) = &indicator.scale else { return None };
            let of_node = place_of(model, node);
            let place = |level: &RubricLevel| model.places.levels.get(&(node.id.clone(), level.level)).unwrap_or(&of_node).clone();
            Some(levels.iter().map(|level| Rung::new(node, level, place(level))).collect())
        })
        .collect()
}

fn place_of(model: &Model, node: &Node) -> Place {
    model.places.nodes.get(&node.id).cloned().unwrap_or_else(model_file)
}

struct Lint<'m> {
    model: &'m Model,
    places: DeclaredPlaces,
    findings: Vec<Finding>,
}

impl Lint<'_> {
    fn fail(&mut self, rule: Rule, place: &Place, message: Text, hint: Text) {
        self.findings.push(Finding { fault: Fault::warning(place, message, hint), rule, fails: true });
    }

    fn warn(&mut self, rule: Rule, place: &Place, message: Text, hint: Text) {
        self.findings.push(Finding { fault: Fault::warning(place, message, hint), rule, fails: false });
    }

    /// Each level by itself: how many lines, how long, what they claim, where a figure comes from.
    fn levels(&mut self, rungs: &[Vec<Rung<'_>>]) {
        for rung in rungs.iter().flatten() {
            let (name, count) = (rung.name(), rung.lines.len());
            if !(2..=4).contains(&count) {
                self.fail(
                    Rule::LineCount,
                    &rung.place,
                    Text::new(format!("{}有{count}行证据", name.zh), format!("{} has {count} lines of evidence", name.en)),
                    Text::new("写两至四行，每行一个可查看的事实", "write two to four lines, each a fact that can be seen"),
                );
            }
            if rung.level >= 4
                && !rung.basis
                && let Some(line) = rung.lines.iter().find(|line| names_a_figure(&line.zh))
            {
                self.warn(
                    Rule::MissingBasis,
                    &rung.place,
                    Text::new(
                        format!("{}有数字门槛而无依据：“{}”", name.zh, line.zh),
                        format!("{} names a figure without a basis: “{}”", name.en, line.en),
                    ),
                    Text::new(
                        "在该级补上basis，写明出处或“本工具判断”",
                        "add `basis` to the level: the source, or that it is the author's judgement",
                    ),
                );
            }
            for line in rung.lines {
                self.line(line, &rung.place, &name);
            }
        }
    }

    fn line(&mut self, line: &Text, place: &Place, name: &Text) {
        let length = line.zh.chars().count();
        if length > LINE_LENGTH {
            self.warn(
                Rule::LongLine,
                place,
                Text::new(
                    format!("{}有一行长{length}字：“{}”", name.zh, line.zh),
                    format!("{} has a line of {length} Chinese characters: “{}”", name.en, line.en),
                ),
                Text::new(
                    format!("缩到{LINE_LENGTH}字以内，或分成两行"),
                    format!("bring it within {LINE_LENGTH}, or make two lines of it"),
                ),
            );
        }
        if claims_only_degree(&line.zh) {
            self.warn(
                Rule::DegreeOnly,
                place,
                Text::new(
                    format!("{}有一行只说程度：“{}”", name.zh, line.zh),
                    format!("{} has a line that claims only a degree: “{}”", name.en, line.en),
                ),
                Text::new("写出可调阅的材料、记录或数字", "name the paper, record or figure that can be opened"),
            );
        }
    }

    /// Levels beside each other in one rubric.
    fn neighbours(&mut self, rungs: &[Vec<Rung<'_>>]) {
        for (lower, upper) in rungs.iter().flat_map(|rubric| rubric.windows(2)).filter_map(|pair| Some((pair.first()?, pair.get(1)?))) {
            // What shares a line, word for word or but for degree, fails already; one reason at a time is enough.
            if self.degree_ladder(lower, upper) || share_a_line(lower, upper) {
                continue;
            }
            let like = Likeness::of(lower, upper);
            if like.too_much() {
                self.fail(
                    Rule::LikeLevels,
                    &upper.place,
                    Text::new(
                        format!("“{}”的L{}与L{}证据过于相似：{}", upper.node.id, lower.level, upper.level, like.figures().zh),
                        format!("L{} and L{} of `{}` read too much alike: {}", lower.level, upper.level, upper.node.id, like.figures().en),
                    ),
                    Text::new("改写其中一级，写出另一类可查看的证据", "rewrite one of them with evidence of another kind"),
                );
            } else if let Some((one, other, likeness)) = most_alike_lines(lower, upper) {
                self.warn(
                    Rule::LikeLines,
                    &upper.place,
                    Text::new(
                        format!("{}的“{}”与L{}的“{}”过于相似（{likeness:.2}）", upper.name().zh, other.zh, lower.level, one.zh),
                        format!("“{}” on {} reads like “{}” on L{} ({likeness:.2})", other.en, upper.name().en, one.en, lower.level),
                    ),
                    Text::new("换成另一类可查看的证据", "put evidence of another kind"),
                );
            }
        }
    }

    /// Tells the first line that is a line of the level below but for words of degree; whether there is one.
    fn degree_ladder(&mut self, lower: &Rung<'_>, upper: &Rung<'_>) -> bool {
        let twin = |line: &Text, plain: &Text| {
            let below = lower.lines.iter().zip(&lower.plain).find(|(below, other)| {
                let (zh, en) = (!plain.zh.is_empty() && plain.zh == other.zh, !plain.en.is_empty() && plain.en == other.en);
                (zh || en) && !same(line, below)
            });
            below.map(|(below, _)| below.clone())
        };
        let found = upper.lines.iter().zip(&upper.plain).find_map(|(line, plain)| Some((line, twin(line, plain)?)));
        let Some((line, below)) = found else { return false };
        self.fail(
            Rule::DegreeLadder,
            &upper.place,
            Text::new(
                format!("{}与L{}只差程度：“{}”与“{}”", upper.name().zh, lower.level, line.zh, below.zh),
                format!("{} differs from L{} by degree only: “{}” and “{}”", upper.name().en, lower.level, line.en, below.en),
            ),
            Text::new(
                "不用部分、较好、全面、持续等词分级，写出各级独有的证据",
                "do not grade by words such as partly, well or fully: give each level evidence of its own",
            ),
        );
        true
    }

    /// One level in two indicators.
    fn indicators_alike(&mut self, rungs: &[Vec<Rung<'_>>]) {
        let deepest = rungs.iter().map(Vec::len).max().unwrap_or(0);
        for depth in 0..deepest {
            let of_level: Vec<&Rung<'_>> = rungs.iter().filter_map(|rubric| rubric.get(depth)).collect();
            let zh = alike(&of_level.iter().map(|rung| rung.zh.as_slice()).collect::<Vec<_>>(), LIKE_ZH);
            let en = alike(&of_level.iter().map(|rung| rung.en.as_slice()).collect::<Vec<_>>(), LIKE_EN);
            let pairs: BTreeSet<(usize, usize)> = zh.keys().chain(en.keys()).copied().collect();
            for pair in pairs {
                let (earlier, later) = (of_level[pair.0], of_level[pair.1]);
                if share_a_line(earlier, later) {
                    continue;
                }
                let found = |language: &BTreeMap<(usize, usize), f64>| language.get(&pair).copied().unwrap_or(0.0);
                let figures = Likeness { zh: found(&zh), en: found(&en) }.figures();
                self.fail(
                    Rule::LikeIndicators,
                    &later.place,
                    Text::new(
                        format!("{}与“{}”同级的证据过于相似：{}", later.name().zh, earlier.node.id, figures.zh),
                        format!("{} reads too much like that of `{}`: {}", later.name().en, earlier.node.id, figures.en),
                    ),
                    Text::new("写出本指标独有的证据，或合并两个指标", "give evidence of its own, or merge the two indicators"),
                );
            }
        }
    }

    /// Lines and items that stand word for word in two places, in either language.
    fn same_lines(&mut self, rungs: &[Vec<Rung<'_>>]) {
        let lines = rungs.iter().flatten().flat_map(|rung| rung.lines.iter().map(|line| (line, rung.name(), rung.place.clone())));
        let items = self.model.indicators().flat_map(|(_, node, indicator)| match &indicator.scale {
            IndicatorScale::Checklist(items) => items
                .iter()
                .map(|item| {
                    let name = Text::new(format!("“{}”的条目{}", node.id, item.id), format!("item {} of `{}`", item.id, node.id));
                    (&item.text, name, place_of(self.model, node))
                })
                .collect(),
            _ => Vec::new(),
        });
        let (mut zh, mut en): (BTreeMap<String, Text>, BTreeMap<String, Text>) = (BTreeMap::new(), BTreeMap::new());
        let mut twice = Vec::new();
        for (line, name, place) in lines.chain(items) {
            let earlier_zh = zh.get(&line.zh).cloned();
            let earlier = earlier_zh.clone().or_else(|| en.get(&line.en.to_ascii_lowercase()).cloned());
            zh.entry(line.zh.clone()).or_insert_with(|| name.clone());
            en.entry(line.en.to_ascii_lowercase()).or_insert_with(|| name.clone());
            twice.extend(earlier.map(|earlier| (line, earlier_zh.is_some(), earlier, name, place)));
        }
        for (line, in_chinese, earlier, name, place) in twice {
            let (language, shown) = if in_chinese { (Text::new("", ""), &line.zh) } else { (Text::new("英文", " in English"), &line.en) };
            self.fail(
                Rule::SameLine,
                &place,
                Text::new(
                    format!("{}的{}“{shown}”已见于{}", name.zh, language.zh, earlier.zh),
                    format!("“{}” on {} stands{} on {} too", line.en, name.en, language.en, earlier.en),
                ),
                Text::new("只留一处，另一处换成别的证据", "keep it in one place and put other evidence in the other"),
            );
        }
    }

    /// What nothing leads to.
    fn orphans(&mut self) {
        let model = self.model;
        let cited = cited(model);
        for document in &model.documents {
            if !cited.contains(document.id.as_str()) {
                let place = self.places.documents.get(&document.id).cloned().unwrap_or_else(model_file);
                self.warn(
                    Rule::Orphan,
                    &place,
                    Text::new(format!("没有指标引用文件“{}”", document.id), format!("nothing cites the document `{}`", document.id)),
                    Text::new("在sources或clauses中引用，或删去该文件", "cite it in `sources` or `clauses`, or delete it"),
                );
            }
        }
        let kinds: BTreeSet<&str> = model.profiles.iter().map(|profile| profile.kind.as_str()).collect();
        for (_, node, indicator) in model.indicators() {
            let place = place_of(model, node);
            if indicator.sources.is_empty() && indicator.clauses.is_empty() {
                self.warn(
                    Rule::Orphan,
                    &place,
                    Text::new(format!("“{}”既无出处也无条款", node.id), format!("`{}` has neither a source nor a clause", node.id)),
                    Text::new("补上sources或clauses", "add `sources` or `clauses`"),
                );
            }
            if !indicator.applies_to.iter().any(|kind| kinds.contains(kind.as_str())) {
                self.warn(
                    Rule::Orphan,
                    &place,
                    Text::new(format!("“{}”不适用于任何机构类型", node.id), format!("`{}` applies to no kind of institution", node.id)),
                    Text::new("补上applies_to，或删去该指标", "add to `applies_to`, or delete the indicator"),
                );
            }
            for (key, kind, place) in self.written_for(node, indicator, &place) {
                if !indicator.applies_to.contains(&kind) {
                    self.warn(
                        Rule::Orphan,
                        &place,
                        Text::new(
                            format!("“{}”的{key}写给“{kind}”，该指标却不适用于它", node.id),
                            format!("{key} of `{}` speaks to `{kind}`, to which the indicator does not apply", node.id),
                        ),
                        Text::new("删去，或在applies_to中加上该类型", "delete it, or add the kind to `applies_to`"),
                    );
                }
            }
        }
        for profile in &model.profiles {
            let place = self.places.profiles.get(&profile.kind).cloned().unwrap_or_else(model_file);
            if !model.indicators().any(|(_, _, indicator)| indicator.applies_to.contains(&profile.kind)) {
                self.warn(
                    Rule::Orphan,
                    &place,
                    Text::new(format!("没有指标适用于“{}”", profile.kind), format!("no indicator applies to `{}`", profile.kind)),
                    Text::new("在指标的applies_to中加上该类型，或删去", "add the kind to the `applies_to` of indicators, or delete it"),
                );
            }
            for index in profile.targets.keys().chain(profile.weights.keys()) {
                let Some((node, indicator)) = model.nodes.get(*index).and_then(|node| Some((node, node.indicator()?))) else { continue };
                if !indicator.applies_to.contains(&profile.kind) {
                    self.warn(
                        Rule::Orphan,
                        &place,
                        Text::new(
                            format!("“{}”为“{}”另定目标或权重，该指标却不适用于它", profile.kind, node.id),
                            format!("`{}` sets a target or weight for `{}`, which does not apply to it", profile.kind, node.id),
                        ),
                        Text::new("删去这一项，或在applies_to中加上该类型", "delete the entry, or add the kind to `applies_to`"),
                    );
                }
            }
        }
    }

    /// What an indicator says to single kinds of institution: the key, the kind, the place.
    fn written_for(&self, node: &Node, indicator: &Indicator, place: &Place) -> Vec<(&'static str, String, Place)> {
        match &indicator.scale {
            IndicatorScale::Rubric(levels) => levels
                .iter()
                .flat_map(|level| {
                    let at = self.model.places.levels.get(&(node.id.clone(), level.level)).unwrap_or(place);
                    level.for_types.keys().map(move |kind| ("for_types", kind.clone(), at.clone()))
                })
                .collect(),
            IndicatorScale::Metric(metric) => {
                metric.goalposts_by_type.keys().map(|kind| ("goalposts_by_type", kind.clone(), place.clone())).collect()
            }
            IndicatorScale::Checklist(_) => Vec::new(),
        }
    }

    /// Weights and profiles that differ say why.
    fn reasons(&mut self) {
        let model = self.model;
        for index in 0..model.nodes.len() {
            let children: Vec<&Node> = model.nodes.iter().filter(|node| node.parent == Some(index)).collect();
            let Some(usual) = usual_weight(&children) else { continue };
            for child in children.iter().filter(|child| child.weight != usual && child.weight_reason.is_none()) {
                self.warn(
                    Rule::MissingReason,
                    &place_of(model, child),
                    Text::new(
                        format!("“{}”的权重{}与同级的{usual}不同而未说明理由", child.id, child.weight),
                        format!("`{}` weighs {} where its siblings weigh {usual}, without a reason", child.id, child.weight),
                    ),
                    Text::new("补上weight_reason", "add `weight_reason`"),
                );
            }
        }
        for profile in &model.profiles {
            let place = self.places.profiles.get(&profile.kind).cloned().unwrap_or_else(model_file);
            let blank = |text: &Text| text.zh.trim().is_empty() && text.en.trim().is_empty();
            let weights_reason = profile.weights_reason.as_ref().is_some_and(|reason| !blank(reason));
            if !profile.weights.is_empty() && !weights_reason {
                self.warn(
                    Rule::MissingReason,
                    &place,
                    Text::new(
                        format!("“{}”另定权重而未说明理由", profile.kind),
                        format!("`{}` has weights of its own without a reason", profile.kind),
                    ),
                    Text::new("补上weights_reason", "add `weights_reason`"),
                );
            } else if blank(&profile.reason) && !weights_reason {
                self.warn(
                    Rule::MissingReason,
                    &place,
                    Text::new(format!("“{}”的目标未说明理由", profile.kind), format!("the target of `{}` has no reason", profile.kind)),
                    Text::new("补上reason", "add `reason`"),
                );
            }
        }
    }

    /// Every bilingual text: whether it is translated, and how the Chinese is set.
    fn texts(&mut self) {
        for (place, key, text) in bilingual(self.model, &self.places) {
            let shown: String = text.zh.chars().take(24).collect();
            let named = Text::new(format!("{key}“{shown}”"), format!("`{key}` “{shown}”"));
            if let Some(what) = untranslated(text) {
                self.warn(
                    Rule::Untranslated,
                    &place,
                    Text::new(format!("{}{}", named.zh, what.zh), format!("{} {}", named.en, what.en)),
                    Text::new("写上英文译文", "write the English"),
                );
            }
            if let Some(what) = misset(&text.zh) {
                self.warn(
                    Rule::Typography,
                    &place,
                    Text::new(format!("{}{}", named.zh, what.zh), format!("{} {}", named.en, what.en)),
                    Text::new(
                        "中文用全角标点，汉字与字母、数字之间不打空格",
                        "use full-width marks, and no space between Chinese and Latin letters or digits",
                    ),
                );
            }
        }
    }
}

/// How much alike two levels are.
struct Likeness {
    zh: f64,
    en: f64,
}

impl Likeness {
    fn of(one: &Rung<'_>, other: &Rung<'_>) -> Self {
        Self { zh: dice(&one.zh, &other.zh), en: dice(&one.en, &other.en) }
    }

    fn too_much(&self) -> bool {
        self.zh >= LIKE_ZH || self.en >= LIKE_EN
    }

    /// The languages in which they are too much alike, with figure and limit.
    fn figures(&self) -> Text {
        let told: Vec<(&str, &str, f64, f64)> = [("中文", "Chinese", self.zh, LIKE_ZH), ("英文", "English", self.en, LIKE_EN)]
            .into_iter()
            .filter(|(_, _, found, limit)| found >= limit)
            .collect();
        Text::new(
            told.iter().map(|(zh, _, found, limit)| format!("{zh}{found:.2}（上限{limit:.2}）")).collect::<Vec<_>>().join("，"),
            told.iter().map(|(_, en, found, limit)| format!("{en} {found:.2} (limit {limit:.2})")).collect::<Vec<_>>().join(", "),
        )
    }
}

/// The two lines of neighbouring levels that are most alike, when they are too much so.
fn most_alike_lines<'m>(lower: &Rung<'m>, upper: &Rung<'m>) -> Option<(&'m Text, &'m Text, f64)> {
    let prepared = |rung: &Rung<'m>| -> Vec<(&'m Text, Vec<u64>)> {
        rung.lines.iter().zip(&rung.plain).map(|(line, plain)| (line, shingles(pairs(&plain.zh)))).collect()
    };
    let above = prepared(upper);
    prepared(lower)
        .iter()
        .flat_map(|(one, first)| above.iter().map(|(other, second)| (*one, *other, dice(first, second))))
        .filter(|(_, _, likeness)| *likeness >= LIKE_LINE)
        .max_by(|a, b| a.2.total_cmp(&b.2))
}

/// The same line in either language.
fn same(one: &Text, other: &Text) -> bool {
    one.zh == other.zh || one.en.eq_ignore_ascii_case(&other.en)
}

fn share_a_line(one: &Rung<'_>, other: &Rung<'_>) -> bool {
    one.lines.iter().any(|line| other.lines.iter().any(|twin| same(line, twin)))
}

/// Documents that a source, a clause link or a statement about a clause names.
fn cited(model: &Model) -> BTreeSet<&str> {
    let mut cited: BTreeSet<&str> = BTreeSet::new();
    for node in &model.nodes {
        match &node.kind {
            NodeKind::Dimension { sources, .. } => cited.extend(sources.iter().map(|source| source.document.as_str())),
            NodeKind::Indicator(indicator) => {
                cited.extend(indicator.sources.iter().map(|source| source.document.as_str()));
                cited.extend(indicator.clauses.iter().map(|link| link.document.as_str()));
            }
            NodeKind::Root | NodeKind::Domain => {}
        }
    }
    cited
}

/// The weight that siblings have unless they say why not: the most frequent one, of equally frequent ones the smallest.
/// `None` without siblings.
fn usual_weight(siblings: &[&Node]) -> Option<f64> {
    let count = |weight: f64| siblings.iter().filter(|node| node.weight == weight).count();
    if siblings.len() < 2 {
        return None;
    }
    siblings.iter().map(|node| node.weight).max_by(|a, b| count(*a).cmp(&count(*b)).then(b.total_cmp(a)))
}

/// Every bilingual text of a model with its place and its key.
fn bilingual<'m>(model: &'m Model, places: &DeclaredPlaces) -> Vec<(Place, &'static str, &'m Text)> {
    let at = |places: &BTreeMap<String, Place>, id: &str| places.get(id).cloned().unwrap_or_else(model_file);
    let mut texts: Vec<(Place, &'static str, &Text)> = vec![
        (model_file(), "name", &model.name),
        (model_file(), "summary", &model.summary),
        (model_file(), "disclaimer", &model.disclaimer),
        (model_file(), "attribution", &model.attribution),
        (model_file(), "readiness.reason", &model.readiness.reason),
    ];
    for document in &model.documents {
        let place = at(&places.documents, &document.id);
        let own =
            [("title", &document.title), ("short", &document.short), ("publisher", &document.publisher), ("clause", &document.clause)];
        texts.extend(own.map(|(key, text)| (place.clone(), key, text)));
    }
    for level in &model.levels {
        let place = places.levels.get(&level.level).cloned().unwrap_or_else(model_file);
        texts.extend([("name", &level.name), ("meaning", &level.meaning)].map(|(key, text)| (place.clone(), key, text)));
    }
    for gate in &model.gates {
        texts.push((at(&places.gates, &gate.id), "reason", &gate.reason));
    }
    for profile in &model.profiles {
        let place = at(&places.profiles, &profile.kind);
        texts.extend([("name", &profile.name), ("reason", &profile.reason)].map(|(key, text)| (place.clone(), key, text)));
        texts.extend(profile.weights_reason.iter().map(|text| (place.clone(), "weights_reason", text)));
    }
    for entry in &model.crosswalk {
        texts.push((model.places.crosswalk.get(&entry.clause).cloned().unwrap_or_default(), "reason", &entry.reason));
    }
    // The root's name is the model's.
    for node in model.nodes.iter().filter(|node| node.parent.is_some()) {
        let place = place_of(model, node);
        texts.push((place.clone(), "name", &node.name));
        if node.short != node.name {
            texts.push((place.clone(), "short", &node.short));
        }
        texts.extend(node.weight_reason.iter().map(|text| (place.clone(), "weight_reason", text)));
        match &node.kind {
            NodeKind::Dimension { purpose, .. } => texts.push((place, "purpose", purpose)),
            NodeKind::Indicator(indicator) => texts.extend(texts_of(model, node, indicator, &place)),
            NodeKind::Root | NodeKind::Domain => {}
        }
    }
    texts
}

fn texts_of<'m>(model: &'m Model, node: &Node, indicator: &'m Indicator, place: &Place) -> Vec<(Place, &'static str, &'m Text)> {
    let mut texts = vec![(place.clone(), "question", &indicator.question), (place.clone(), "why", &indicator.why)];
    texts.extend(indicator.pitfalls.iter().map(|text| (place.clone(), "pitfalls", text)));
    for link in &indicator.clauses {
        let at = model.places.links.get(&(node.id.clone(), link.clause())).unwrap_or(place);
        texts.push((at.clone(), "clauses.reason", &link.reason));
    }
    match &indicator.scale {
        IndicatorScale::Rubric(levels) => {
            for level in levels {
                let at = model.places.levels.get(&(node.id.clone(), level.level)).unwrap_or(place);
                texts.extend(level.evidence.iter().map(|text| (at.clone(), "evidence", text)));
                texts.extend(level.basis.iter().map(|text| (at.clone(), "basis", text)));
                texts.extend(level.for_types.values().map(|text| (at.clone(), "for_types", text)));
            }
        }
        IndicatorScale::Metric(metric) => texts.push((place.clone(), "goalposts_reason", &metric.goalposts_reason)),
        IndicatorScale::Checklist(items) => {
            for item in items {
                texts.push((place.clone(), "item.text", &item.text));
                texts.extend(item.group.iter().map(|text| (place.clone(), "item.group", text)));
            }
        }
    }
    texts
}

/// Pairs of adjacent characters of a Chinese line, Latin letters in lower case; punctuation and digits are passed over.
fn pairs(line: &str) -> Vec<u64> {
    let kept: Vec<char> = line.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    kept.windows(2).map(|pair| pair.iter().fold(0, |code, c| code << 32 | u64::from(*c))).collect()
}

/// Pairs of adjacent words of an English line in lower case, each as its FNV-1a hash (Fowler, Noll and Vo; 64 bits): sets of a few
/// dozen do not collide.
fn word_pairs(line: &str) -> Vec<u64> {
    let words: Vec<String> = words(line).filter(|word| word.chars().any(char::is_alphabetic)).map(str::to_lowercase).collect();
    let hash = |pair: &[String]| {
        let bytes = pair.iter().flat_map(|word| word.bytes().chain([b' ']));
        bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    };
    words.windows(2).map(hash).collect()
}

/// Runs of letters and digits; an apostrophe within a word belongs to it.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter(|word| word.chars().any(char::is_alphanumeric))
}

/// Sorted, each once.
fn shingles(codes: impl IntoIterator<Item = u64>) -> Vec<u64> {
    let mut codes: Vec<u64> = codes.into_iter().collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// Sørensen–Dice coefficient (0–1) of two sorted sets; 0 for two empty ones.
fn dice(one: &[u64], other: &[u64]) -> f64 {
    share(one.iter().filter(|code| other.binary_search(code).is_ok()).count(), one, other)
}

fn share(shared: usize, one: &[u64], other: &[u64]) -> f64 {
    let whole = one.len() + other.len();
    if whole == 0 { 0.0 } else { 2.0 * shared as f64 / whole as f64 }
}

/// Pairs of sets, earlier and later by index, whose coefficient reaches `limit` (above 0). Counts what is shared by an index from
/// codes to sets: most of many pairs share next to nothing and are never looked at.
fn alike(sets: &[&[u64]], limit: f64) -> BTreeMap<(usize, usize), f64> {
    let mut holders: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    let mut found = BTreeMap::new();
    let mut shared = vec![0_usize; sets.len()];
    for (later, set) in sets.iter().enumerate() {
        shared.fill(0);
        for code in *set {
            let holders = holders.entry(*code).or_default();
            holders.iter().for_each(|earlier| shared[*earlier] += 1);
            holders.push(later);
        }
        for (earlier, count) in shared.iter().enumerate().filter(|(_, count)| **count > 0) {
            let coefficient = share(*count, sets[earlier], set);
            if coefficient >= limit {
                found.insert((earlier, later), coefficient);
            }
        }
    }
    found
}

/// Words that say how much and nothing else, and words of scope that ladders are built with.
const DEGREE_ZH: &str = "\
    部分 较好 较为 较多 较少 较强 较高 较低 较弱 较大 基本 初步 全面 充分 持续 不断 显著 深入 完善 健全 有效 大幅 高度 进一步 逐步 \
    积极 良好 明显 广泛 大力 切实 稳步 深度 一定 一定程度 较大程度 普遍 完全 非常 十分 更加 日益 比较 有所 越来越 少量 少数 多数 \
    大部分 绝大多数 绝大部分 个别 各个 全部 所有 主要 领先 突出 优秀 高效 顺畅 极大 很强 卓越 成熟 充足 较快";

/// Terms that merely contain a word of degree.
const KEPT_ZH: &str = "主要负责人 有效期 深度学习 深度合成 基本户";

/// The same for English, in lower case.
const DEGREE_EN: &str = "\
    partly partially largely fully wholly entirely completely complete continuously continually constantly comprehensive \
    comprehensively significantly significant substantially substantial considerably considerable notably markedly clearly \
    somewhat basically basic initially initial gradually increasingly steadily generally well good better best deeply deep \
    effectively effective efficiently sound robust mature adequate adequately sufficiently widely broadly highly very strong \
    strongly greatly extensively thoroughly actively mostly mainly main some most many few all fairly rather relatively leading \
    outstanding excellent";

/// Verbs that go with a word of degree and show nothing by themselves.
const LIGHT_ZH: &str = "\
    建立 建成 建设 形成 实现 开展 推进 推动 应用 运用 覆盖 落实 落地 执行 实施 提升 提高 改善 改进 优化 加强 增强 强化 具备 满足 \
    整合 融合 衔接 深化 推广";

/// Words for what can be opened.
const RECORD_ZH: &str = "记录 报告 台账 清单 名册 名录 日志 纪要 决议 合同 协议 批文 签 凭证 档案 可查 可见 在案";

/// Words by their first character, the longest first, so that most places of a text are passed over at once.
fn by_first(words: &'static str) -> BTreeMap<char, Vec<&'static str>> {
    let mut by_first: BTreeMap<char, Vec<&str>> = BTreeMap::new();
    for word in words.split(' ') {
        by_first.entry(word.chars().next().unwrap_or(' ')).or_default().push(word);
    }
    by_first.values_mut().for_each(|words| words.sort_by_key(|word| Reverse(word.len())));
    by_first
}

/// Where the words of degree stand in a Chinese text, in bytes; of words that begin together the longest.
fn degrees(text: &str) -> Vec<Range<usize>> {
    static DEGREE: LazyLock<BTreeMap<char, Vec<&str>>> = LazyLock::new(|| by_first(DEGREE_ZH));
    static KEPT: LazyLock<BTreeMap<char, Vec<&str>>> = LazyLock::new(|| by_first(KEPT_ZH));
    let mut found = Vec::new();
    let mut passed = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
        if at < passed {
            continue;
        }
        let longest = |words: &BTreeMap<char, Vec<&str>>| {
            words.get(&c).and_then(|words| words.iter().find(|word| text[at..].starts_with(**word))).map(|word| word.len())
        };
        if let Some(length) = longest(&KEPT) {
            passed = at + length;
        } else if let Some(length) = longest(&DEGREE) {
            passed = at + length;
            found.push(at..passed);
        }
    }
    found
}

/// A line without words of degree: the Chinese as it stands otherwise, the English in lower case, words joined by one space.
fn without_degree(line: &Text) -> Text {
    let mut zh = String::new();
    let mut passed = 0;
    for word in degrees(&line.zh) {
        zh.push_str(&line.zh[passed..word.start]);
        passed = word.end;
    }
    zh.push_str(&line.zh[passed..]);
    static DEGREE: LazyLock<BTreeSet<&str>> = LazyLock::new(|| DEGREE_EN.split(' ').collect());
    let en: Vec<String> = words(&line.en).map(str::to_lowercase).filter(|word| !DEGREE.contains(word.as_str())).collect();
    Text::new(zh, en.join(" "))
}

/// Whether every clause of a Chinese line says only how much: a word of degree at its end (体系较为完善), before a verb that shows
/// nothing by itself (全面推进转型), or between such a verb and what it acts on (形成较强的能力), with no figure and no record.
fn claims_only_degree(line: &str) -> bool {
    let mut clauses = line.split(['，', '；', '。', ',', ';']).filter(|clause| !clause.trim().is_empty()).peekable();
    clauses.peek().is_some() && clauses.all(bare)
}

fn bare(clause: &str) -> bool {
    let degrees = degrees(clause);
    if degrees.is_empty() || names_a_figure(clause) || RECORD_ZH.split(' ').any(|record| clause.contains(record)) {
        return false;
    }
    let light = |test: &dyn Fn(&str) -> bool| LIGHT_ZH.split(' ').any(test);
    degrees.into_iter().any(|word| {
        let (before, after) = (&clause[..word.start], &clause[word.end..]);
        let ends = matches!(after, "" | "的" | "了");
        let drives = light(&|verb| after.trim_start_matches('地').starts_with(verb));
        let qualifies = after.starts_with('的') && light(&|verb| before.contains(verb));
        ends || drives || qualifies
    })
}

/// Characters before a numeral that make it an ordinal, a word (统一, 同一) or a rhythm (每两年): no bar to reach.
const NO_FIGURE_AFTER: &str = "第统同唯单每逐任专某上下";

/// Units that make a threshold of a Chinese numeral.
const UNITS: &str = "成 倍 番 折 分之 天 日 周 季 年 个月 个季 小时 分钟 秒 个百分点 个工作日 次 家 户 笔 人";

/// Units with which 一 is an article or a rhythm (一次解决率, 每年一次) and no threshold.
const COUNTERS: &str = "次家户笔人";

/// Whether a Chinese line names a figure to be reached: a percentage, a number, or a numeral with a unit. Numbers that name
/// something (L3, ISO 27001, 5G, 第13项, 2025年, 95号) do not count.
fn names_a_figure(line: &str) -> bool {
    const WORDS: [&str; 6] = ["减半", "过半", "一半", "半数", "翻番", "百分之"];
    if line.contains(['%', '％', '‰']) || WORDS.iter().any(|word| line.contains(word)) {
        return true;
    }
    let characters: Vec<char> = line.chars().collect();
    let digit = |c: &char| c.is_ascii_digit() || ('０'..='９').contains(c);
    let numeral = |c: &char| "一二两三四五六七八九十百千万几半".contains(*c);
    let mut index = 0;
    while let Some(c) = characters.get(index) {
        let run = |kind: &dyn Fn(&char) -> bool| characters[index..].iter().take_while(|c| kind(c)).count();
        let previous = characters[..index].iter().rev().find(|c| !matches!(c, ' ' | '-' | '.'));
        if digit(c) {
            let length = run(&|c| digit(c) || *c == '.');
            let after = &characters[index + length..];
            let following: String = after.iter().take(4).collect();
            let ordinal = previous.is_some_and(|c| matches!(c, '第' | '〔' | '[')) || following.starts_with('号');
            let year = length == 4 && following.starts_with('年');
            let unit = UNITS.split(' ').any(|unit| following.starts_with(unit));
            let named = previous.is_some_and(char::is_ascii_alphabetic)
                || matches!(after, [first, rest @ ..] if first.is_ascii_uppercase() && !rest.first().is_some_and(char::is_ascii_alphabetic));
            if !ordinal && !year && (unit || !named) {
                return true;
            }
            index += length;
        } else if numeral(c) {
            let length = run(&numeral);
            let after: String = characters[index + length..].iter().take(4).collect();
            let one = length == 1 && *c == '一';
            let unit = UNITS.split(' ').find(|unit| after.starts_with(unit)).filter(|unit| !one || !COUNTERS.contains(unit));
            if unit.is_some() && !previous.is_some_and(|c| NO_FIGURE_AFTER.contains(*c)) {
                return true;
            }
            index += length;
        } else {
            index += 1;
        }
    }
    false
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

/// What is wrong with the English of a text. A Chinese document number or name may stand in it.
fn untranslated(text: &Text) -> Option<Text> {
    let han = text.en.chars().filter(|c| is_han(*c)).count();
    let latin = text.en.chars().filter(char::is_ascii_alphabetic).count();
    if text.en.trim().is_empty() {
        Some(Text::new("没有英文", "has no English"))
    } else if han > 0 && (text.en == text.zh || han > latin) {
        Some(Text::new("的英文仍是中文", "has Chinese for English"))
    } else {
        None
    }
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
    use crate::{ModelSource, load};
    use proptest::prelude::*;
    use std::path::Path;

    #[test]
    fn figures_and_names() {
        for line in [
            "线上业务笔数占比不低于九成",
            "主要流程端到端时长比改造前减半",
            "近三年新增收入一成以上来自这类产品",
            "按月统计七日重复来询率",
            "核心可用率年均≥99.99%",
            "扩容不超过10分钟",
            "标准被三家以上采用",
            "占权重一半以上",
            "RTO 4小时以内",
            "连续两季低于目标",
            "不超过三分之一",
            "客服7×24小时在线",
        ] {
            assert!(names_a_figure(line), "{line}");
        }
        for line in [
            "一次解决率按月通报",
            "董事会每半年审阅目标偏差",
            "减排量经第三方核验",
            "一地的做法被外地机构采用",
            "数字意识调查每年一次",
            "统一日志留存",
            "达到L3",
            "取得ISO 27001证书",
            "5G专网有资费单",
            "对照第13项逐条自查",
            "2025年规划",
            "按95号文自评",
            "一键停用有演练记录",
            "三方团队有损益账",
        ] {
            assert!(!names_a_figure(line), "{line}");
        }
    }

    #[test]
    fn lines_that_claim_only_a_degree() {
        for line in [
            "网络安全防护体系较为健全",
            "全面推进数字化转型",
            "形成较强的模型管理能力",
            "数据治理制度全面建立",
            "普惠服务效果显著",
            "投入保障充分，考核较为完善",
        ] {
            assert!(claims_only_degree(line), "{line}");
        }
        for line in [
            "主要负责人签批年度计划",
            "主要流程直通率按月统计并设目标值",
            "证书在有效期内",
            "合同台账完善，抽查可见",
            "全面推广的批文已存档",
            "覆盖全部分行的监测系统",
            "数据标准由数据委员会批准",
            "持续提升，达到90%",
        ] {
            assert!(!claims_only_degree(line), "{line}");
        }
    }

    #[test]
    fn words_of_degree_go_and_terms_stay() {
        let plain = |zh: &str, en: &str| without_degree(&Text::new(zh, en));
        assert_eq!(plain("大部分业务持续完善", "Most services are Fully online"), Text::new("业务", "services are online"));
        assert_eq!(plain("主要负责人用深度学习", "The bank's well"), Text::new("主要负责人用深度学习", "the bank's"));
    }

    #[test]
    fn chinese_typography() {
        for bad in ["有台账,可查", "用 RTO计", "占比 90%", "第3 项", "甲.乙"] {
            assert!(misset(bad).is_some(), "{bad}");
        }
        for good in ["有台账，可查", "RTO≤4小时", "1.5倍", "CAICT 2025", "第1,000项", "A/B test", "五(三)2"] {
            assert_eq!(misset(good), None, "{good}");
        }
    }

    /// Chinese and English likeness of two levels, and that of their most alike Chinese lines.
    fn likeness(one: &Rung<'_>, other: &Rung<'_>) -> (f64, f64, f64) {
        let lines = |rung: &Rung<'_>| rung.plain.iter().map(|line| shingles(pairs(&line.zh))).collect::<Vec<_>>();
        let (first, second) = (lines(one), lines(other));
        let line = first.iter().flat_map(|a| second.iter().map(|b| dice(a, b))).fold(0.0, f64::max);
        (dice(&one.zh, &other.zh), dice(&one.en, &other.en), line)
    }

    fn bad_ladders() -> Vec<(String, bool, Vec<RubricLevel>)> {
        let table: toml::Table = toml::from_str(include_str!("../tests/lint/bad_ladders.toml")).expect("a TOML file");
        let ladders = table["ladder"].as_array().expect("a list");
        ladders
            .iter()
            .map(|ladder| {
                let texts = |language: &str| -> Vec<Vec<String>> { ladder[language].clone().try_into().expect("levels of lines") };
                let levels = texts("zh").into_iter().zip(texts("en")).zip(1..).map(|((zh, en), level)| RubricLevel {
                    level,
                    basis: None,
                    evidence: zh.iter().zip(en).map(|(zh, en)| Text::new(zh, en)).collect(),
                    for_types: BTreeMap::new(),
                });
                (ladder["name"].to_string(), ladder.get("held_out").is_some(), levels.collect())
            })
            .collect()
    }

    fn shipped() -> Model {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../evaluation_models/caict-value-2025");
        let files = std::fs::read_dir(&folder).expect("the model's folder").map(|entry| {
            let entry = entry.expect("an entry of the folder");
            (entry.file_name().to_string_lossy().into_owned(), std::fs::read_to_string(entry.path()).expect("a text file"))
        });
        load(ModelSource::new(files)).expect("the shipped model is sound").model
    }

    /// The table at the head of this file. `--nocapture` prints it.
    #[test]
    fn the_limits_part_bad_ladders_from_honest_text() {
        let model = shipped();
        let honest = rungs(&model);
        let near: Vec<_> = honest.iter().flat_map(|rubric| rubric.windows(2)).map(|pair| likeness(&pair[0], &pair[1])).collect();
        let across: Vec<_> = (0..model.levels.len())
            .flat_map(|depth| {
                let honest = &honest;
                (0..honest.len()).flat_map(move |j| (0..j).map(move |i| likeness(&honest[i][depth], &honest[j][depth])))
            })
            .collect();
        let ladders = bad_ladders();
        let (mut bad, mut missed) = (Vec::new(), Vec::new());
        for (name, held_out, levels) in &ladders {
            let rungs: Vec<Rung<'_>> = levels.iter().map(|level| Rung::new(&model.nodes[0], level, Place::default())).collect();
            for pair in rungs.windows(2) {
                let found = likeness(&pair[0], &pair[1]);
                if found.0 < LIKE_ZH && found.1 < LIKE_EN {
                    missed.push((name.clone(), *held_out, pair[0].level));
                }
                if pair[0].level > 1 {
                    bad.push(found);
                }
            }
        }
        let show = |label: &str, of: &[(f64, f64, f64)]| {
            for (part, pick) in [("zh", 0), ("en", 1), ("line", 2)] {
                let mut values: Vec<f64> = of.iter().map(|found| [found.0, found.1, found.2][pick]).collect();
                values.sort_by(f64::total_cmp);
                let (least, middle, most) = (values[0], values[values.len() / 2], values[values.len() - 1]);
                println!("{label} {part}: {} pairs, {least:.2} to {most:.2}, median {middle:.2}", values.len());
            }
        };
        show("neighbours", &near);
        show("two indicators", &across);
        show("bad ladders", &bad);
        assert!(ladders.len() >= 20);
        assert!(missed.iter().all(|(_, held_out, level)| *held_out && *level == 1) && missed.len() <= 2, "{missed:?}");
        assert!(bad.iter().all(|found| found.0 > LIKE_ZH && found.1 > LIKE_EN && found.2 > LIKE_LINE));
        assert!(near.iter().chain(&across).all(|found| found.0 < LIKE_ZH && found.1 < LIKE_EN));
    }

    fn set() -> impl Strategy<Value = Vec<u64>> {
        proptest::collection::vec(0_u64..40, 0..40).prop_map(shingles)
    }

    proptest! {
        #[test]
        fn dice_is_a_symmetric_share(one in set(), other in set()) {
            let found = dice(&one, &other);
            prop_assert!((0.0..=1.0).contains(&found));
            prop_assert_eq!(found, dice(&other, &one));
            prop_assert_eq!(dice(&one, &one), if one.is_empty() { 0.0 } else { 1.0 });
            prop_assert_eq!(found == 0.0, one.iter().all(|code| !other.contains(code)));
        }

        #[test]
        fn the_index_finds_the_pairs_that_comparing_finds(sets in proptest::collection::vec(set(), 0..12), limit in 0.01..1.0) {
            let slices: Vec<&[u64]> = sets.iter().map(Vec::as_slice).collect();
            let mut compared = BTreeMap::new();
            for later in 0..sets.len() {
                for earlier in 0..later {
                    let coefficient = dice(&sets[earlier], &sets[later]);
                    if coefficient >= limit {
                        compared.insert((earlier, later), coefficient);
                    }
                }
            }
            prop_assert_eq!(alike(&slices, limit), compared);
        }

        #[test]
        fn any_text_can_be_looked_at(zh in "\\PC{0,40}", en in "\\PC{0,40}") {
            let plain = without_degree(&Text::new(zh.clone(), en.clone()));
            prop_assert!(plain.zh.chars().count() <= zh.chars().count());
            prop_assert_eq!(without_degree(&Text::new("", plain.en.clone())).en, plain.en.clone());
            let _ = (names_a_figure(&zh), claims_only_degree(&zh), misset(&zh), pairs(&zh), word_pairs(&en));
        }
    }
}
