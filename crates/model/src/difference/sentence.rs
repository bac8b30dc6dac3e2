//! Each change in one short sentence.

use super::change::{
    Changed, ClauseChange, DocumentChange, GateChange, ItemChange, LevelChange, MetricPart, ModelChange, ModelDifference, ModelText, Named,
    NodeChange, NodeLines, NodeText, ProfileChange, ReadinessChange, StatementChange,
};
use super::phrase::{mean_name, names, none, numbers, optional_wording, own_numbers, posts, strength_name, turned, turned_plain, wording};
use crate::text::Text;
use shuheng_engine::normalise::Goalposts;

impl ModelDifference {
    /// One sentence for each change, in display order; those about a node begin with its code and name.
    #[must_use]
    pub fn sentences(&self) -> Vec<Text> {
        let of_nodes = self.nodes.iter().flat_map(|node| {
            let zh = format!("{}{}：", node.code, node.name.zh);
            let en = format!("{} {}: ", node.code, node.name.en);
            node.changes.iter().map(move |change| {
                let told = change.describe();
                Text::new(format!("{zh}{}", told.zh), format!("{}{}", en.trim_start(), told.en))
            })
        });
        self.model.iter().map(ModelChange::describe).chain(of_nodes).collect()
    }
}

impl ModelChange {
    /// The change in one short sentence.
    #[must_use]
    pub fn describe(&self) -> Text {
        match self {
            Self::Id(id) => turned_plain(&Text::new("模型编号", "Model id"), &id.old, &id.new),
            Self::Version(version) => turned_plain(&Text::new("版本", "Version"), &version.old, &version.new),
            Self::Reworded { part, text } => {
                let what = match part {
                    ModelText::Name => Text::new("模型名称", "Model name"),
                    ModelText::Summary => Text::new("概要", "Summary"),
                    ModelText::Disclaimer => Text::new("声明", "Disclaimer"),
                    ModelText::Attribution => Text::new("来源说明", "Attribution"),
                };
                wording(&what, text)
            }
            Self::MinimumCoverage(share) => numbers(&Text::new("最低覆盖率", "Minimum coverage"), share),
            Self::Document { id, change } => match change {
                DocumentChange::New => Text::new(format!("新增文件“{id}”"), format!("New document `{id}`")),
                DocumentChange::Retired => Text::new(format!("删去文件“{id}”"), format!("Document `{id}` is gone")),
                DocumentChange::Described(_) => {
                    Text::new(format!("文件“{id}”的著录改动"), format!("Document `{id}` is described differently"))
                }
            },
            Self::Level { level, change } => {
                let what = |zh: &str, en: &str| Text::new(format!("等级L{level}的{zh}"), format!("{en} of level L{level}"));
                match change {
                    LevelChange::Name(text) => wording(&what("名称", "Name"), text),
                    LevelChange::Points(points) => numbers(&what("分值", "Points"), points),
                    LevelChange::From(from) => numbers(&what("分数线", "Cut-off"), from),
                    LevelChange::Meaning(text) => wording(&what("含义", "Meaning"), text),
                }
            }
            Self::Gate { id, change } => {
                let what = |zh: &str, en: &str| Text::new(format!("否决门槛“{id}”的{zh}"), format!("{en} of gate `{id}`"));
                match change {
                    GateChange::New => Text::new(format!("新增否决门槛“{id}”"), format!("New gate `{id}`")),
                    GateChange::Retired => Text::new(format!("删去否决门槛“{id}”"), format!("Gate `{id}` is gone")),
                    GateChange::Node(node) => names(&what("封顶对象", "Capped node"), node),
                    GateChange::Watch(node) => names(&what("观察对象", "Watched node"), node),
                    GateChange::Cap(cap) => turned_plain(&what("封顶等级", "Cap"), &format!("L{}", cap.old), &format!("L{}", cap.new)),
                    GateChange::Below(score) => numbers(&what("门槛分", "Threshold"), score),
                    GateChange::Reason(text) => wording(&what("理由", "Reason"), text),
                }
            }
            Self::Profile { kind, change } => profile_sentence(kind, change),
            Self::Readiness(change) => match change {
                ReadinessChange::Ready(score) => numbers(&Text::new("条款就绪线", "Line of a ready clause"), score),
                ReadinessChange::Partly(score) => numbers(&Text::new("条款部分就绪线", "Line of a partly ready clause"), score),
                ReadinessChange::Reason(text) => wording(&Text::new("就绪线的理由", "Reason of the readiness lines"), text),
            },
            Self::Statement { clause, change } => {
                let what = |zh: &str, en: &str| Text::new(format!("条款{clause}的{zh}"), format!("{en} on clause {clause}"));
                match change {
                    StatementChange::New => Text::new(format!("新增对条款{clause}的结论"), format!("New statement on clause {clause}")),
                    StatementChange::Retired => {
                        Text::new(format!("删去对条款{clause}的结论"), format!("The statement on clause {clause} is gone"))
                    }
                    StatementChange::Complete(complete) => {
                        let zh = if complete.new { "完整回答" } else { "未完整回答" };
                        let en = if complete.new { "answered in full" } else { "not answered in full" };
                        Text::new(format!("条款{clause}改为{zh}"), format!("Clause {clause} is now {en}"))
                    }
                    StatementChange::Reason(text) => wording(&what("结论说明", "Statement"), text),
                }
            }
        }
    }
}

fn profile_sentence(kind: &Named, change: &ProfileChange) -> Text {
    let what = |zh: &str, en: &str| Text::new(format!("{}的{zh}", kind.name.zh), format!("{en} of {}", kind.name.en));
    let own = |node: &Named, zh: &str, en: &str| what(&format!("“{}”{zh}", node.name.zh), &format!("{en} of “{}”", node.name.en));
    match change {
        ProfileChange::New => Text::new(format!("新增机构类型“{}”", kind.name.zh), format!("New kind of institution: {}", kind.name.en)),
        ProfileChange::Retired => {
            Text::new(format!("删去机构类型“{}”", kind.name.zh), format!("Kind of institution gone: {}", kind.name.en))
        }
        ProfileChange::Name(text) => {
            wording(&Text::new(format!("机构类型{}的名称", kind.id), format!("Name of the kind `{}`", kind.id)), text)
        }
        ProfileChange::Target(target) => numbers(&what("总目标", "Overall target"), target),
        ProfileChange::NodeTarget(node, target) => own_numbers(&own(node, "目标", "Target"), target),
        ProfileChange::NodeWeight(node, weight) => own_numbers(&own(node, "权重", "Weight"), weight),
        ProfileChange::Reason(text) => wording(&what("目标理由", "Reason for the target"), text),
        ProfileChange::WeightsReason(text) => optional_wording(&what("权重理由", "Reason for the weights"), text),
    }
}

impl NodeChange {
    /// The change in one short sentence, without the name of the node.
    #[must_use]
    pub fn describe(&self) -> Text {
        match self {
            Self::New => Text::new("新增", "new"),
            Self::Retired { into: None } => Text::new("删去", "retired"),
            Self::Retired { into: Some(into) } => Text::new(format!("并入“{into}”"), format!("merged into `{into}`")),
            Self::Id(id) => turned_plain(&Text::new("编号", "id"), &id.old, &id.new),
            Self::Code(code) => turned_plain(&Text::new("代码", "code"), &code.old, &code.new),
            Self::Renamed(text) => wording(&Text::new("名称", "name"), text),
            Self::Moved(parent) => names(&Text::new("上级", "moved: parent"), parent),
            Self::Reordered => Text::new("下级次序改动", "its parts stand in another order"),
            Self::Weight(weight) => numbers(&Text::new("权重", "weight"), weight),
            Self::Mean(mean) => turned(&Text::new("聚合方法", "mean"), &mean_name(mean.old), &mean_name(mean.new)),
            Self::Reworded { part, text } => node_text(part, text),
            Self::Line { part, line, text } => line_sentence(*part, *line, text),
            Self::Kind(kind) => turned(&Text::new("种类", "kind"), &kind.old.name(), &kind.new.name()),
            Self::Unit(unit) => turned_plain(&Text::new("单位", "unit"), &unit.old, &unit.new),
            Self::Definition { part, text } => {
                let what = match part {
                    MetricPart::Formula => Text::new("公式", "formula"),
                    MetricPart::Inputs => Text::new("公式所用基准指标", "benchmark metrics of the formula"),
                    MetricPart::Benchmark => Text::new("对应基准指标", "benchmark metric"),
                };
                let shown = |text: &Option<String>| text.as_ref().map_or_else(none, |text| Text::new(text, text));
                turned(&what, &shown(&text.old), &shown(&text.new))
            }
            Self::Goalposts { kind, posts: change } => {
                let what = kind.as_ref().map_or_else(
                    || Text::new("门柱", "goalposts"),
                    |kind| Text::new(format!("{}的门柱", kind.name.zh), format!("goalposts of {}", kind.name.en)),
                );
                let common = || Text::new("通用门柱", "the common ones");
                let shown = |goalposts: &Option<Goalposts>| goalposts.as_ref().map_or_else(common, posts);
                turned(&what, &shown(&change.old), &shown(&change.new))
            }
            Self::Item { id, change } => item_sentence(id, change),
            Self::Applicability { added, removed } => applicability_sentence(added, removed),
            Self::Source(source, added) => {
                let (zh, en) = if *added { ("新增", "new source") } else { ("删去", "source gone") };
                Text::new(
                    format!("{zh}出处：{} {}", source.document, source.locator),
                    format!("{en}: {} {}", source.document, crate::locator::locator_text(&source.locator).en),
                )
            }
            Self::Clause { clause, change } => match change {
                ClauseChange::New(strength) => Text::new(
                    format!("新增条款关联{clause}（{}）", strength_name(*strength).zh),
                    format!("new link to clause {clause} ({})", strength_name(*strength).en),
                ),
                ClauseChange::Retired(strength) => Text::new(
                    format!("删去条款关联{clause}（{}）", strength_name(*strength).zh),
                    format!("link to clause {clause} gone ({})", strength_name(*strength).en),
                ),
                ClauseChange::Strength(strength) => {
                    let what = Text::new(format!("与条款{clause}的关联"), format!("link to clause {clause}"));
                    turned(&what, &strength_name(strength.old), &strength_name(strength.new))
                }
                ClauseChange::Reason(text) => {
                    wording(&Text::new(format!("关联条款{clause}的理由"), format!("reason of the link to clause {clause}")), text)
                }
            },
        }
    }
}

fn node_text(part: &NodeText, text: &Changed<Option<Text>>) -> Text {
    let what = match part {
        NodeText::Short => Text::new("简称", "short name"),
        NodeText::Purpose => Text::new("目的", "purpose"),
        NodeText::Question => Text::new("问题", "question"),
        NodeText::Why => Text::new("意义", "why it matters"),
        NodeText::WeightReason => Text::new("权重理由", "reason for the weight"),
        NodeText::Basis(level) => Text::new(format!("L{level}的依据"), format!("basis of L{level}")),
        NodeText::ForType(level, kind) => {
            Text::new(format!("L{level}对{}的读法", kind.name.zh), format!("L{level} as it reads for {}", kind.name.en))
        }
        NodeText::GoalpostsReason => Text::new("门柱的理由", "reason for the goalposts"),
    };
    optional_wording(&what, text)
}

fn line_sentence(part: NodeLines, line: usize, text: &Changed<Option<Text>>) -> Text {
    let what = match part {
        NodeLines::Evidence(level) => Text::new(format!("L{level}证据第{line}行"), format!("L{level} evidence, line {line}")),
        NodeLines::Pitfalls => Text::new(format!("常见误区第{line}行"), format!("pitfall {line}")),
    };
    optional_wording(&what, text)
}

fn item_sentence(id: &str, change: &ItemChange) -> Text {
    let what = |zh: &str, en: &str| Text::new(format!("条目{id}{zh}"), format!("item {id}{en}"));
    match change {
        ItemChange::New(text) => optional_wording(&what("", ""), &Changed { old: None, new: Some(text.clone()) }),
        ItemChange::Retired(text) => optional_wording(&what("", ""), &Changed { old: Some(text.clone()), new: None }),
        ItemChange::Reworded(text) => wording(&what("", ""), text),
        ItemChange::Weight(weight) => numbers(&what("的权重", ", weight"), weight),
        ItemChange::Group(group) => optional_wording(&what("的标题", ", heading"), group),
    }
}

fn applicability_sentence(added: &[Named], removed: &[Named]) -> Text {
    let list = |kinds: &[Named]| {
        let (zh, en): (Vec<&str>, Vec<&str>) = kinds.iter().map(|kind| (kind.name.zh.as_str(), kind.name.en.as_str())).unzip();
        Text::new(zh.join("、"), en.join(", "))
    };
    let parts = [(added, "改为适用于", "now applies to "), (removed, "不再适用于", "no longer applies to ")];
    let told: Vec<Text> = parts
        .into_iter()
        .filter(|(kinds, _, _)| !kinds.is_empty())
        .map(|(kinds, zh, en)| Text::new(format!("{zh}{}", list(kinds).zh), format!("{en}{}", list(kinds).en)))
        .collect();
    let joined = |pick: fn(&Text) -> &str, between: &str| told.iter().map(pick).collect::<Vec<_>>().join(between);
    Text::new(joined(|text| &text.zh, "，"), joined(|text| &text.en, "; "))
}
