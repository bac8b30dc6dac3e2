//! Evaluation models for the tests of their workbook: the shipped ones, one that uses every key, and models made from a seed.

use std::collections::BTreeMap;
use std::path::Path;

use shuheng_model::file::{
    ClauseCoverage, ClauseLink, CrosswalkFile, Dimension, DimensionFile, Direction, Document, Domain, Format, Gate, Goalposts, Indicator,
    Item, Level, Lines, Mean, Metric, ModelFile, ModelFiles, Number, Profile, Readiness, Root, RubricLevel, Scale, Source, Transform,
};
use shuheng_model::{ClauseStrength, Model, ModelSource, Text, load};

fn folder(path: &Path) -> ModelSource {
    let files = std::fs::read_dir(path).expect("the model's folder").map(|entry| {
        let entry = entry.expect("an entry of the folder");
        (entry.file_name().to_string_lossy().into_owned(), std::fs::read_to_string(entry.path()).expect("a text file"))
    });
    ModelSource::new(files)
}

/// The model that the product ships.
pub fn shipped() -> ModelSource {
    folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../evaluation_models/caict-value-2025"))
}

/// A model that uses every key of its files.
pub fn every_key() -> ModelSource {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../model/src/file/fixture");
    let all = folder(&path);
    let own = all.files().filter(|(name, _)| ["model.toml", "a.toml", "crosswalk.toml"].contains(name));
    ModelSource::new(own.map(|(name, text)| (name.to_owned(), text.to_owned())))
}

/// The files and the loaded model of a source.
pub fn files_of(source: &ModelSource) -> (ModelFiles, Model) {
    let told = |faults: Vec<shuheng_model::Fault>| -> String { faults.iter().map(|fault| format!("{fault}\n")).collect() };
    let files = ModelFiles::from_source(source).unwrap_or_else(|faults| panic!("{}", told(faults)));
    let model = load(source.clone()).unwrap_or_else(|faults| panic!("{}", told(faults))).model;
    (files, model)
}

/// A stream of choices from a seed (SplitMix64, Steele et al. 2014).
pub struct Choices(u64);

impl Choices {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    fn between(&mut self, first: usize, last: usize) -> usize {
        first + self.below(last - first + 1)
    }

    fn yes(&mut self) -> bool {
        self.below(2) == 0
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.yes() { Some(make(self)) } else { None }
    }

    /// A list that may be absent or empty.
    fn list<T>(&mut self, most: usize, mut make: impl FnMut(&mut Self, usize) -> T) -> Option<Vec<T>> {
        self.maybe(|choices| (0..choices.below(most + 1)).map(|index| make(choices, index)).collect())
    }

    /// A share of 0 to 1 with all its digits.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A number above 0, of few or of many digits.
    fn positive(&mut self) -> Number {
        let number = match self.below(5) {
            0 => self.between(1, 100) as f64,
            1 => 0.1 * self.between(1, 9) as f64,
            2 => 1e-300 + self.share(),
            3 => self.share() * 1e12 + f64::MIN_POSITIVE,
            _ => self.share() + f64::MIN_POSITIVE,
        };
        Number::new(number).expect("a finite number")
    }

    fn score(&mut self) -> Number {
        let number = if self.yes() { self.between(0, 100) as f64 } else { self.share() * 100.0 };
        Number::new(number).expect("a finite number")
    }

    /// One line that a program could take for something else.
    fn line(&mut self) -> String {
        const PARTS: [&str; 34] = [
            "数衡", "weight", "=1+1", "+", "-", "@x", "'", "\"", "<r>", "&amp;", "&", "<", "_x0041_", "_x000D_", "12", "1.0", "007",
            "2025-12", "1e5", "TRUE", "#N/A", "[]", "{}", "😀", "𠀀", "é", "  ", "\t", "\u{a0}", "\u{2028}", "\u{200b}", "，", "L3", "%",
        ];
        let mut line: String = (0..self.between(1, 4)).map(|_| self.pick(&PARTS)).collect();
        if line.trim().is_empty() {
            line.push('甲');
        }
        line
    }

    fn text(&mut self) -> String {
        (0..self.between(1, 3)).map(|_| self.line()).collect::<Vec<_>>().join("\n")
    }

    fn bilingual(&mut self) -> Text {
        Text::new(self.text(), self.text())
    }

    fn lines(&mut self, least: usize) -> Lines {
        Lines((0..self.between(least, 3)).map(|_| Text::new(self.line(), self.line())).collect())
    }

    fn strings(&mut self) -> Vec<String> {
        (0..self.below(3)).map(|_| self.line()).collect()
    }

    fn mean(&mut self) -> Option<Mean> {
        self.maybe(|choices| {
            let power = Mean::Power(Number::new(choices.pick(&[-7.25, 0.1, 1.0, 2.0])).expect("a finite number"));
            choices.pick(&[Mean::Arithmetic, Mean::Geometric, Mean::Harmonic, Mean::Minimum, power])
        })
    }
}

/// A sound model with texts, numbers and empty lists of every sort.
pub fn made(seed: u64) -> ModelFiles {
    let choices = &mut Choices::new(seed);
    let documents = ["doc-1", "文件", "=x"];
    let kinds: Vec<String> = ["bank", "a.b", "zh"].iter().take(choices.between(1, 3)).map(|kind| (*kind).to_owned()).collect();
    let mut domains = Vec::new();
    let mut files = BTreeMap::new();
    let mut nodes = Vec::new();
    let mut linked = Vec::new();
    let dimensions: Vec<Dimension> = (0..choices.between(1, 3))
        .map(|at| {
            let id = format!("d{at}");
            let mut indicators = Vec::new();
            for place in 0..choices.below(3) {
                let parent = choices.maybe(|_| id.clone());
                let own = if parent.is_some() { format!("x{at}_{place}") } else { format!("{id}.x{place}") };
                for below in 0..choices.between(1, 2) {
                    indicators.push(indicator(choices, &format!("{own}.i{below}"), None, &kinds, &documents, &mut linked));
                }
                nodes.push(own.clone());
                domains.push(Domain {
                    id: own,
                    parent,
                    code: choices.line(),
                    name: choices.bilingual(),
                    short: choices.maybe(Choices::bilingual),
                    mean: choices.mean(),
                    weight: choices.positive(),
                    weight_reason: choices.maybe(Choices::bilingual),
                });
            }
            if indicators.is_empty() {
                indicators.push(indicator(choices, &format!("alone{at}"), Some(id.clone()), &kinds, &documents, &mut linked));
            }
            nodes.extend(indicators.iter().map(|indicator| indicator.id.clone()).chain([id.clone()]));
            let file = format!("{}{at}.toml", choices.pick(&["dim", "维度", "a b"]));
            files.insert(file.clone(), DimensionFile { indicator: Some(indicators) });
            Dimension {
                id,
                code: choices.line(),
                name: choices.bilingual(),
                purpose: choices.bilingual(),
                mean: choices.mean(),
                weight: choices.positive(),
                weight_reason: choices.bilingual(),
                file,
                sources: choices.list(2, |choices, _| source(choices, &documents)),
            }
        })
        .collect();
    let cut = choices.share() * 10.0;
    let levels = (1..=5_u8).map(|level| {
        let rung = f64::from(level - 1);
        Level {
            level,
            name: choices.bilingual(),
            points: Number::new(rung * (15.0 + cut)).expect("a finite number"),
            from: Number::new(rung * (10.0 + cut)).expect("a finite number"),
            meaning: choices.bilingual(),
        }
    });
    let levels = levels.collect();
    linked.sort();
    linked.dedup();
    let crosswalk = choices.maybe(|choices| CrosswalkFile {
        clause: choices.list(linked.len(), |choices, at| ClauseCoverage {
            clause: linked[at].clone(),
            complete: choices.yes(),
            reason: choices.bilingual(),
        }),
    });
    let by_node = |choices: &mut Choices, scores: bool| -> BTreeMap<String, Number> {
        let chosen: Vec<String> = (0..choices.below(4)).map(|_| choices.pick(&nodes)).collect();
        chosen.into_iter().map(|node| (node, if scores { choices.score() } else { choices.positive() })).collect()
    };
    let profiles = kinds
        .iter()
        .map(|kind| Profile {
            kind: kind.clone(),
            name: choices.bilingual(),
            target: choices.score(),
            targets: choices.maybe(|choices| by_node(choices, true)),
            weights: choices.maybe(|choices| by_node(choices, false)),
            weights_reason: choices.maybe(Choices::bilingual),
            reason: choices.bilingual(),
        })
        .collect();
    let model = ModelFile {
        format: Format,
        id: format!("m{}", choices.below(1000)),
        version: format!("{}.0.{}", choices.below(9), choices.below(20)),
        based_on: choices.maybe(|_| "other-1 2.0.1".to_owned()),
        name: choices.bilingual(),
        summary: choices.bilingual(),
        disclaimer: choices.bilingual(),
        attribution: choices.bilingual(),
        minimum_coverage: Number::new(choices.share()).expect("a finite number"),
        document: Some(documents.iter().map(|id| document(choices, id)).collect()),
        level: levels,
        root: choices.maybe(|choices| Root { mean: choices.mean() }),
        readiness: choices.maybe(|choices| {
            let ready = choices.score();
            Readiness { ready, partly: Number::new(ready.get() * choices.share()).expect("a finite number"), reason: choices.bilingual() }
        }),
        dimension: Some(dimensions),
        domain: if domains.is_empty() { choices.maybe(|_| Vec::new()) } else { Some(domains) },
        gate: choices.list(2, |choices, at| Gate {
            id: format!("g{at}{}", choices.line()),
            node: if choices.yes() { "root".to_owned() } else { choices.pick(&nodes) },
            cap: choices.between(1, 5) as u8,
            watch: choices.pick(&nodes),
            below: choices.score(),
            reason: choices.bilingual(),
        }),
        profile: Some(profiles),
    };
    ModelFiles { model, dimensions: files, crosswalk, other: BTreeMap::new() }
}

fn document(choices: &mut Choices, id: &str) -> Document {
    Document {
        id: id.to_owned(),
        title: choices.bilingual(),
        short: choices.bilingual(),
        publisher: choices.bilingual(),
        date: choices.line(),
        clause: choices.maybe(Choices::bilingual),
    }
}

fn source(choices: &mut Choices, documents: &[&str]) -> Source {
    Source { doc: choices.pick(documents).to_owned(), locator: choices.line() }
}

fn goalposts(choices: &mut Choices, transform: Option<Transform>) -> Goalposts {
    let low = if transform == Some(Transform::Log) || choices.yes() { choices.positive().get() } else { -choices.positive().get() };
    let high = if low > 0.0 { low * 2.0 + 1.0 } else { low / 2.0 };
    let number = |number| Number::new(number).expect("a finite number");
    Goalposts { low: number(low), high: number(high), transform, cap: choices.maybe(Choices::yes) }
}

fn indicator(
    choices: &mut Choices,
    id: &str,
    parent: Option<String>,
    kinds: &[String],
    documents: &[&str],
    linked: &mut Vec<String>,
) -> Indicator {
    let scale = match choices.below(3) {
        0 => Scale::Rubric((1..=5).map(|level| rubric_level(choices, level, kinds)).collect()),
        1 => Scale::Checklist(
            (0..choices.between(2, 4))
                .map(|at| Item {
                    id: format!("item{at}"),
                    group: choices.maybe(Choices::bilingual),
                    text: choices.bilingual(),
                    weight: choices.maybe(Choices::positive),
                })
                .collect(),
        ),
        _ => {
            let transform = choices.maybe(|choices| choices.pick(&[Transform::Linear, Transform::Log]));
            let main = goalposts(choices, transform);
            Scale::Metric(Box::new(Metric {
                unit: choices.line(),
                direction: choices.pick(&[Direction::Higher, Direction::Lower]),
                goalposts: main,
                goalposts_by_type: choices.maybe(|choices| {
                    let own = choices.pick(&[Transform::Linear, Transform::Log]);
                    kinds
                        .iter()
                        .filter(|_| choices.0 % 2 == 0)
                        .cloned()
                        .map(|kind| (kind, goalposts(&mut Choices::new(7), Some(own))))
                        .collect()
                }),
                goalposts_reason: choices.bilingual(),
                formula: choices.maybe(Choices::text),
                inputs: choices.maybe(Choices::strings),
                benchmark: choices.maybe(Choices::line),
            }))
        }
    };
    let clauses = choices.list(3, |choices, at| ClauseLink {
        clause: format!("{}/{at}", choices.pick(documents)),
        strength: choices.pick(&[ClauseStrength::Covers, ClauseStrength::Partly, ClauseStrength::Relates]),
        reason: choices.bilingual(),
    });
    linked.extend(clauses.iter().flatten().map(|link| link.clause.clone()));
    Indicator {
        id: id.to_owned(),
        parent,
        was: choices.maybe(|choices| if choices.yes() { vec![format!("old.{id}"), format!("older.{id}")] } else { Vec::new() }),
        weight: choices.maybe(Choices::positive),
        weight_reason: choices.maybe(Choices::bilingual),
        name: choices.bilingual(),
        question: choices.bilingual(),
        why: choices.bilingual(),
        applies_to: kinds.to_vec(),
        sources: (0..choices.between(1, 3)).map(|_| source(choices, documents)).collect(),
        clauses,
        pitfalls: choices.maybe(|choices| choices.lines(0)),
        scale,
    }
}

fn rubric_level(choices: &mut Choices, level: u8, kinds: &[String]) -> RubricLevel {
    RubricLevel {
        level,
        basis: choices.maybe(Choices::bilingual),
        evidence: choices.lines(1),
        for_types: choices.maybe(|choices| kinds.iter().take(choices.below(3)).map(|kind| (kind.clone(), choices.bilingual())).collect()),
    }
}
