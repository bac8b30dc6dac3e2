//! Who is to be named wherever figures are shown: the CAICT report first, then every other source.

use crate::benchmark::figure_view::source_text;
use crate::benchmark::peers::{OWN, Peers};
use crate::view::{SourceUseView, Text};
use shuheng_benchmark::{Figure, Operand, Value};
use std::collections::BTreeMap;

/// How many sources a line names before it counts the rest.
const NAMED: usize = 4;

/// The source that asks to be named in its own words.
const CAICT: &str = "caict-2025";

/// How often each source was used.
#[derive(Debug, Default)]
pub(super) struct Attribution {
    counts: BTreeMap<String, u32>,
}

impl Attribution {
    /// Counts the sources of the value that a figure shows; those of its operands when it is computed.
    pub(super) fn add(&mut self, figure: &Figure<'_>) {
        match figure.chosen() {
            Value::Stated(row) => self.count(&row.source),
            Value::Derived(derived) => self.add_operands(&derived.operands),
        }
    }

    /// Counts the sources of what went into a formula.
    pub(super) fn add_operands(&mut self, operands: &[Operand]) {
        operands.iter().for_each(|operand| self.count(&operand.source));
    }

    fn count(&mut self, source: &str) {
        *self.counts.entry(source.to_owned()).or_default() += 1;
    }

    /// Every source: the CAICT report, then the most used.
    pub(super) fn sources(&self, peers: &Peers) -> Vec<SourceUseView> {
        let mut views: Vec<SourceUseView> = self
            .counts
            .iter()
            .filter_map(|(id, count)| {
                let source = peers.data().source(id)?;
                let (url, date) = (source.url.clone(), source.date.clone());
                Some(SourceUseView { id: id.clone(), text: source_text(peers, id), url, date, count: *count })
            })
            .collect();
        views.sort_by(|a, b| (a.id != CAICT, b.count, &a.id).cmp(&(b.id != CAICT, a.count, &b.id)));
        views
    }

    /// The line under a table or chart: the first sources, and how many there are.
    pub(super) fn line(&self, peers: &Peers) -> Text {
        self.naming(peers, NAMED)
    }

    /// The line of a file, with every source.
    pub(super) fn all(&self, peers: &Peers) -> Text {
        self.naming(peers, usize::MAX)
    }

    fn naming(&self, peers: &Peers, most: usize) -> Text {
        let sources: Vec<SourceUseView> = self.sources(peers).into_iter().filter(|source| source.id != OWN).collect();
        let own = self.counts.contains_key(OWN);
        let named = |pick: fn(&Text) -> &String, comma: &str| {
            sources.iter().take(most).map(|source| pick(&source.text).clone()).collect::<Vec<_>>().join(comma)
        };
        let (mut zh, mut en) = (named(|text| &text.zh, "；"), named(|text| &text.en, "; "));
        if sources.len() > most {
            let n = sources.len();
            zh += &format!("；等{n}个来源");
            en += &format!("; {n} sources in all");
        }
        let joint = if sources.is_empty() { ("", "") } else { ("；", "; ") };
        if own {
            zh += &format!("{}本机构录入", joint.0);
            en += &format!("{}own figures as entered", joint.1);
        }
        if zh.is_empty() {
            return Text::default();
        }
        Text::new(format!("来源：{zh}。"), format!("Source: {en}."))
    }
}
