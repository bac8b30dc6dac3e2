//! The figures of peers with those of the assessed institution beside them, under the engagement's choice among sources.

use crate::opened::{NamedImport, Snapshot};
use crate::view;
use serde::{Deserialize, Serialize};
use shuheng_benchmark::import::{ImportQuality, Place};
use shuheng_benchmark::{
    Choice, ChoiceRule, DataSet, Direction, Figure, Figures, Institution, Metric, Observation, PeerGroup, Quality, Source, SourceChoice,
    Text, Theme,
};

/// Id of the assessed institution, and of the source of its figures.
pub(crate) const OWN: &str = "own";

/// Before the ids of what only an imported table knows.
const IMPORTED: &str = "import:";

/// The year of CAICT Table 3, which the page shows first.
pub(crate) const YEAR: i32 = 2024;

/// The setting of the engagement that keeps the choice among sources.
pub(crate) const SETTING: &str = "figure_choice";

/// What an engagement says about the choice among sources, as its setting keeps it in JSON.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct PeerSettings {
    /// The rule.
    pub rule: view::ChoiceRule,
    /// Choices above the rule.
    pub choices: Vec<view::SourceChoice>,
}

impl PeerSettings {
    /// From the text of the setting; what cannot be read counts as the default rule.
    pub(crate) fn read(text: Option<&str>) -> Self {
        text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }

    /// As the arithmetic takes it.
    pub(crate) fn choice(&self) -> Choice {
        Choice::new(rule(self.rule)).with(self.choices.iter().map(|choice| SourceChoice {
            institution: choice.institution.clone(),
            year: choice.year,
            metric: choice.metric.clone(),
            source: choice.source.clone(),
        }))
    }
}

/// A rule as the arithmetic takes it.
pub(crate) fn rule(rule: view::ChoiceRule) -> ChoiceRule {
    match rule {
        view::ChoiceRule::CaictFirst => ChoiceRule::CaictFirst,
        view::ChoiceRule::FewestPenalties => ChoiceRule::FewestPenalties,
        view::ChoiceRule::Newest => ChoiceRule::Newest,
        view::ChoiceRule::Lowest => ChoiceRule::Lowest,
        view::ChoiceRule::Highest => ChoiceRule::Highest,
    }
}

/// A group as the arithmetic takes it.
pub(crate) fn group(group: &view::PeerGroup) -> PeerGroup {
    let view::PeerGroup { kinds, tiers, picked, left_out } = group.clone();
    PeerGroup { kinds, tiers, picked, left_out }
}

/// Figures of peers and of the assessed institution.
#[derive(Debug)]
pub(crate) struct Peers {
    data: DataSet,
    choice: Choice,
}

impl Peers {
    /// The peers without an assessed institution.
    pub(crate) fn alone(data: &DataSet, choice: Choice) -> Self {
        Self { data: data.clone(), choice }
    }

    /// The peers with the figures of an engagement.
    pub(crate) fn new(data: &DataSet, snapshot: &Snapshot<'_>) -> Self {
        let mut data = data.clone();
        data.add_institution(Institution {
            id: OWN.to_owned(),
            name: Text::new(&snapshot.institution, &snapshot.institution),
            kind: snapshot.instrument.kind().to_owned(),
            tier: String::new(),
            imported: None,
        });
        data.add_source(Source {
            id: OWN.to_owned(),
            title: Text::default(),
            publisher: Text::new("本机构录入", "Entered by the institution"),
            date: String::new(),
            url: String::new(),
        });
        for figure in &snapshot.figures {
            data.add_observation(Observation {
                line: 0,
                institution: OWN.to_owned(),
                year: figure.year,
                metric: figure.metric.clone(),
                value: figure.value,
                decimals: decimals(figure.value),
                resolution: None,
                source: OWN.to_owned(),
                locator: Text::new(format!("{}年", figure.year), figure.year.to_string()),
                quality: Quality::SelfReported,
                caveats: Vec::new(),
                formula: String::new(),
                note: Text::new(&figure.note, &figure.note),
            });
        }
        for import in snapshot.imports {
            add_import(&mut data, import);
        }
        Self { data, choice: snapshot.peer_settings.choice() }
    }

    pub(crate) fn data(&self) -> &DataSet {
        &self.data
    }

    pub(crate) fn figures(&self) -> Figures<'_> {
        Figures::new(&self.data, &self.choice)
    }

    /// A figure with all its values.
    pub(crate) fn figure(&self, institution: &str, year: i32, metric: &str) -> Option<Figure<'_>> {
        self.figures().figure(institution, year, metric)
    }

    /// Members of a group, the assessed institution not among them.
    pub(crate) fn members(&self, group: &view::PeerGroup) -> Vec<&Institution> {
        self::group(group).members(&self.data).into_iter().filter(|institution| institution.id != OWN).collect()
    }

    /// Totals and sectors.
    pub(crate) fn totals(&self) -> impl Iterator<Item = &Institution> {
        self.data.institutions().iter().filter(|institution| institution.is_total())
    }
}

/// Puts the figures of an imported table beside the others. Institutions and metrics that are known keep their names; what is not known
/// has an id that says where it comes from.
fn add_import(data: &mut DataSet, import: &NamedImport) {
    let table = &import.table;
    let plain = |text: &str| Text::new(text, text);
    let institutions: Vec<String> = table
        .institutions
        .iter()
        .map(|institution| match data.institution(&institution.id) {
            Some(known) => known.id.clone(),
            None => format!("{IMPORTED}{}", institution.id),
        })
        .collect();
    for (id, institution) in institutions.iter().zip(&table.institutions) {
        data.add_institution(Institution {
            id: id.clone(),
            name: plain(&institution.name),
            kind: institution.kind.clone(),
            tier: institution.tier.clone(),
            imported: Some(import.name.clone()),
        });
    }
    let metrics: Vec<String> = table
        .metrics
        .iter()
        .map(|metric| match data.metric(&metric.id) {
            Some(known) => known.id.clone(),
            None => format!("{IMPORTED}{}", metric.id),
        })
        .collect();
    for (id, metric) in metrics.iter().zip(&table.metrics) {
        data.add_metric(Metric {
            id: id.clone(),
            name: plain(&metric.name),
            unit: metric.unit.clone(),
            theme: Theme::Imported,
            // Nothing is known of a metric of the user's own; a sum of ratios would be nonsense.
            additive: false,
            minimum: None,
            maximum: None,
            direction: Direction::Neutral,
            growth_metric: None,
            definition: plain(&import.name),
        });
    }
    let source = |index: u32| format!("{IMPORTED}{}:{index}", import.id);
    for (index, publisher) in (0..).zip(&table.sources) {
        data.add_source(Source {
            id: source(index),
            title: Text::default(),
            publisher: plain(publisher),
            date: String::new(),
            url: String::new(),
        });
    }
    for figure in &table.figures {
        let (Some(institution), Some(metric)) = (institutions.get(figure.institution as usize), metrics.get(figure.metric as usize)) else {
            continue;
        };
        data.add_observation(Observation {
            line: 0,
            institution: institution.clone(),
            year: figure.year,
            metric: metric.clone(),
            value: figure.value,
            decimals: figure.decimals,
            resolution: None,
            source: source(figure.source),
            locator: match &figure.place {
                Place::Locator(place) => plain(place),
                Place::Line(line) => Text::new(format!("{}第{line}行", import.name), format!("{}, line {line}", import.name)),
            },
            quality: match figure.quality {
                ImportQuality::Disclosed => Quality::Reported,
                ImportQuality::Press => Quality::Press,
                ImportQuality::Derived => Quality::Derived,
                ImportQuality::SelfReported => Quality::SelfReported,
            },
            caveats: Vec::new(),
            formula: String::new(),
            note: plain(&figure.note),
        });
    }
}

/// The decimals that a number needs to be written in full, at most six.
pub(crate) fn decimals(value: f64) -> u32 {
    let text = value.to_string();
    text.split_once('.').map_or(0, |(_, decimals)| u32::try_from(decimals.len()).unwrap_or(6).min(6))
}
