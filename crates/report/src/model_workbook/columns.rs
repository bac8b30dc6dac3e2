//! The sheets and columns of a model's workbook: which key of which file stands where, and what a cell may hold.

/// What a cell of a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// Text, as it is.
    Text,
    /// A list of texts, one a line.
    Lines,
    /// A number.
    Number,
    /// A whole number of 0 to 255.
    Whole,
    /// True or false.
    Truth,
    /// How parts are combined: one of [`MEANS`], or [`POWER`] and an exponent (`power 0.5`).
    Mean,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A text that names something declared on another sheet: sheet and key of the column there.
    Name(&'static str, &'static str),
    /// A remark for people. Nobody reads it back.
    Remark,
}

/// Whether a cell may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// It must be filled.
    Must,
    /// It may be empty: then the key is absent.
    May,
    /// It may be empty only together with the others of its key: both languages or none.
    With,
}

/// A column: a key of a table (`name.zh` is the key `zh` of the table `name`), with its heading.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) key: &'static str,
    pub(super) zh: &'static str,
    pub(super) en: &'static str,
    pub(super) holds: Holds,
    pub(super) need: Need,
    /// Width in digits.
    pub(super) width: f64,
}

/// What stands in a file for a key that is there and holds nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Empty {
    /// `[]`
    List,
    /// `{}`
    Table,
    /// `{ zh = [], en = [] }`
    Lines,
}

/// A sheet. Every row is a table of a file; on the sheet of the model every row is a key of one table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sheet {
    pub(super) name: &'static str,
    pub(super) zh: &'static str,
    pub(super) en: &'static str,
    pub(super) columns: &'static [Column],
    /// Keys that may be there and hold nothing, which an empty cell cannot say: their names stand in the column `empty`.
    pub(super) empty: &'static [(&'static str, Empty)],
    /// Columns that stay in sight.
    pub(super) frozen: u16,
}

use Holds::{Lines, Mean, Name, Number, Remark, Text, Truth, Whole, Word};
use Need::{May, Must, With};

const fn column(key: &'static str, zh: &'static str, en: &'static str, holds: Holds, need: Need, width: f64) -> Column {
    Column { key, zh, en, holds, need, width }
}

/// Means that are named by a word alone.
pub(super) const MEANS: [&str; 4] = ["arithmetic", "geometric", "harmonic", "minimum"];
/// What stands before the exponent of a power mean.
pub(super) const POWER: &str = "power";

const TRANSFORMS: Holds = Word(&["linear", "log"]);
const INDICATOR: Holds = Name("指标", "id");

const CODE: Column = column("#code", "编码", "Code", Remark, May, 8.0);
const NAME: Column = column("#name", "指标名称", "Indicator", Remark, May, 18.0);
const OF_INDICATOR: Column = column("indicator", "指标编号", "Indicator id", INDICATOR, Must, 34.0);
const EMPTY: Column = column("empty", "留空的键", "Keys left empty", Lines, May, 12.0);

/// The model: one table, a key a row.
pub(super) const MODEL: Sheet = Sheet {
    name: "模型",
    zh: "编号、版本、名称与说明",
    en: "Identity, version, names and texts",
    columns: &[
        column("format", "格式版本", "Format", Number, Must, 0.0),
        column("id", "模型编号", "Id", Text, Must, 0.0),
        column("version", "版本", "Version", Text, Must, 0.0),
        column("based_on", "改自", "Based on", Text, May, 0.0),
        column("name.zh", "名称", "Name", Text, Must, 0.0),
        column("name.en", "名称（英文）", "Name (English)", Text, Must, 0.0),
        column("summary.zh", "概要", "Summary", Text, Must, 0.0),
        column("summary.en", "概要（英文）", "Summary (English)", Text, Must, 0.0),
        column("disclaimer.zh", "声明", "Disclaimer", Text, Must, 0.0),
        column("disclaimer.en", "声明（英文）", "Disclaimer (English)", Text, Must, 0.0),
        column("attribution.zh", "来源标注", "Attribution", Text, Must, 0.0),
        column("attribution.en", "来源标注（英文）", "Attribution (English)", Text, Must, 0.0),
        column("minimum_coverage", "最低覆盖率（0—1）", "Minimum coverage (0–1)", Number, Must, 0.0),
        column("root.mean", "各维度的聚合方法", "How dimensions are combined", Mean, May, 0.0),
        column("readiness.ready", "条款就绪线（0—100）", "Clause ready from (0–100)", Number, With, 0.0),
        column("readiness.partly", "条款部分就绪线（0—100）", "Clause partly ready from (0–100)", Number, With, 0.0),
        column("readiness.reason.zh", "就绪线的理由", "Why there", Text, With, 0.0),
        column("readiness.reason.en", "就绪线的理由（英文）", "Why there (English)", Text, With, 0.0),
        column("empty", "留空的键", "Keys left empty", Lines, May, 0.0),
    ],
    empty: &[
        ("root", Empty::Table),
        ("document", Empty::List),
        ("level", Empty::List),
        ("dimension", Empty::List),
        ("domain", Empty::List),
        ("gate", Empty::List),
        ("profile", Empty::List),
        ("crosswalk", Empty::Table),
        ("crosswalk.clause", Empty::List),
    ],
    frozen: 0,
};

pub(super) const DOCUMENTS: Sheet = Sheet {
    name: "文件",
    zh: "出处与条款所指的文件",
    en: "Documents that sources and clauses name",
    columns: &[
        column("id", "文件编号", "Id", Text, Must, 16.0),
        column("title.zh", "标题", "Title", Text, Must, 40.0),
        column("title.en", "标题（英文）", "Title (English)", Text, Must, 44.0),
        column("short.zh", "简称", "Short name", Text, Must, 22.0),
        column("short.en", "简称（英文）", "Short name (English)", Text, Must, 24.0),
        column("publisher.zh", "发布机构", "Publisher", Text, Must, 26.0),
        column("publisher.en", "发布机构（英文）", "Publisher (English)", Text, Must, 36.0),
        column("date", "日期（文本）", "Date (as text)", Text, Must, 14.0),
        column("clause.zh", "条款引法", "How a clause is cited", Text, With, 16.0),
        column("clause.en", "条款引法（英文）", "How a clause is cited (English)", Text, With, 20.0),
    ],
    empty: &[],
    frozen: 1,
};

pub(super) const LEVELS: Sheet = Sheet {
    name: "等级",
    zh: "五个等级的分值与分数线，自低到高",
    en: "The five levels, lowest first",
    columns: &[
        column("level", "等级", "Level", Whole, Must, 8.0),
        column("name.zh", "名称", "Name", Text, Must, 16.0),
        column("name.en", "名称（英文）", "Name (English)", Text, Must, 26.0),
        column("points", "量规分值", "Points of a rubric answer", Number, Must, 12.0),
        column("from", "分数线", "Level from score", Number, Must, 12.0),
        column("meaning.zh", "含义", "Meaning", Text, Must, 44.0),
        column("meaning.en", "含义（英文）", "Meaning (English)", Text, Must, 48.0),
    ],
    empty: &[],
    frozen: 1,
};

pub(super) const DIMENSIONS: Sheet = Sheet {
    name: "维度",
    zh: "维度及其权重",
    en: "Dimensions and their weights",
    columns: &[
        column("id", "维度编号", "Id", Text, Must, 28.0),
        column("code", "编码", "Code", Text, Must, 8.0),
        column("name.zh", "名称", "Name", Text, Must, 22.0),
        column("name.en", "名称（英文）", "Name (English)", Text, Must, 28.0),
        column("purpose.zh", "目的", "Purpose", Text, Must, 44.0),
        column("purpose.en", "目的（英文）", "Purpose (English)", Text, Must, 48.0),
        column("mean", "聚合方法", "Mean", Mean, May, 12.0),
        column("weight", "权重", "Weight", Number, Must, 9.0),
        column("weight_reason.zh", "权重理由", "Why this weight", Text, Must, 40.0),
        column("weight_reason.en", "权重理由（英文）", "Why this weight (English)", Text, Must, 44.0),
        column("file", "指标所在文件", "File of its indicators", Text, Must, 32.0),
        EMPTY,
    ],
    empty: &[("sources", Empty::List), ("indicator", Empty::List)],
    frozen: 1,
};

pub(super) const DOMAINS: Sheet = Sheet {
    name: "能力域",
    zh: "能力域及其权重",
    en: "Domains and their weights",
    columns: &[
        column("id", "能力域编号", "Id", Text, Must, 38.0),
        column("parent", "上级（不同于编号时）", "Parent, if not by id", Text, May, 22.0),
        column("code", "编码", "Code", Text, Must, 8.0),
        column("name.zh", "名称", "Name", Text, Must, 22.0),
        column("name.en", "名称（英文）", "Name (English)", Text, Must, 32.0),
        column("short.zh", "简称", "Short name", Text, With, 14.0),
        column("short.en", "简称（英文）", "Short name (English)", Text, With, 18.0),
        column("mean", "聚合方法", "Mean", Mean, May, 12.0),
        column("weight", "权重", "Weight", Number, Must, 9.0),
        column("weight_reason.zh", "权重理由", "Why this weight", Text, With, 40.0),
        column("weight_reason.en", "权重理由（英文）", "Why this weight (English)", Text, With, 44.0),
    ],
    empty: &[],
    frozen: 1,
};

pub(super) const INDICATORS: Sheet = Sheet {
    name: "指标",
    zh: "指标，一行一个；量规、清单与定量的内容在各自的表上",
    en: "Indicators, one a row; what belongs to their kind stands on its own sheet",
    columns: &[
        CODE,
        column("id", "指标编号", "Id", Text, Must, 34.0),
        column("file", "所在文件", "File", Name("维度", "file"), Must, 22.0),
        column("parent", "上级（不同于编号时）", "Parent, if not by id", Text, May, 18.0),
        column("was", "旧编号（一行一个）", "Former ids, one a line", Lines, May, 18.0),
        column("kind", "种类", "Kind", Word(&["rubric", "metric", "checklist"]), Must, 11.0),
        column("weight", "权重（空为1）", "Weight, 1 if empty", Number, May, 10.0),
        column("weight_reason.zh", "权重理由", "Why this weight", Text, With, 26.0),
        column("weight_reason.en", "权重理由（英文）", "Why this weight (English)", Text, With, 30.0),
        column("name.zh", "名称", "Name", Text, Must, 20.0),
        column("name.en", "名称（英文）", "Name (English)", Text, Must, 26.0),
        column("question.zh", "问法", "Question", Text, Must, 44.0),
        column("question.en", "问法（英文）", "Question (English)", Text, Must, 48.0),
        column("why.zh", "为何要紧", "Why it matters", Text, Must, 44.0),
        column("why.en", "为何要紧（英文）", "Why it matters (English)", Text, Must, 48.0),
        column("applies_to", "适用机构类型（一行一个）", "Applies to, one a line", Lines, Must, 20.0),
        column("pitfalls.zh", "易错处（一行一条）", "Pitfalls, one a line", Lines, With, 44.0),
        column("pitfalls.en", "易错处（英文，逐行对应）", "Pitfalls (English, line by line)", Lines, With, 48.0),
        EMPTY,
    ],
    empty: &[("was", Empty::List), ("clauses", Empty::List), ("pitfalls", Empty::Lines)],
    frozen: 2,
};

pub(super) const RUBRICS: Sheet = Sheet {
    name: "量规",
    zh: "量规的等级，一行一级；机构类型的读法在右边各列",
    en: "Levels of the rubrics, one a row; how they read for kinds of institution stands to the right",
    columns: &[
        CODE,
        NAME,
        OF_INDICATOR,
        column("level", "等级", "Level", Whole, Must, 7.0),
        column("evidence.zh", "证据（一行一条）", "Evidence, one a line", Lines, Must, 46.0),
        column("evidence.en", "证据（英文，逐行对应）", "Evidence (English, line by line)", Lines, Must, 54.0),
        column("basis.zh", "门槛依据", "Basis of thresholds", Text, With, 36.0),
        column("basis.en", "门槛依据（英文）", "Basis of thresholds (English)", Text, With, 40.0),
        EMPTY,
    ],
    empty: &[("for_types", Empty::Table)],
    frozen: 4,
};

/// What stands before the kind of institution in the keys of the sheet of rubrics: `for_types.city_bank.zh`.
pub(super) const FOR_TYPES: &str = "for_types.";

pub(super) const ITEMS: Sheet = Sheet {
    name: "清单",
    zh: "清单的条目，一行一条",
    en: "Items of the checklists, one a row",
    columns: &[
        CODE,
        NAME,
        OF_INDICATOR,
        column("id", "条目编号", "Id", Text, Must, 24.0),
        column("group.zh", "分组", "Group", Text, With, 22.0),
        column("group.en", "分组（英文）", "Group (English)", Text, With, 26.0),
        column("text.zh", "事实", "Fact", Text, Must, 50.0),
        column("text.en", "事实（英文）", "Fact (English)", Text, Must, 56.0),
        column("weight", "权重（空为1）", "Weight, 1 if empty", Number, May, 10.0),
    ],
    empty: &[],
    frozen: 3,
};

pub(super) const METRICS: Sheet = Sheet {
    name: "定量",
    zh: "定量指标的单位、方向与门柱，一行一个",
    en: "Units, directions and goalposts of the metrics, one a row",
    columns: &[
        CODE,
        NAME,
        OF_INDICATOR,
        column("unit", "单位", "Unit", Text, Must, 10.0),
        column("direction", "方向", "Better is", Word(&["higher", "lower"]), Must, 10.0),
        column("goalposts.low", "下门柱", "Low post", Number, Must, 10.0),
        column("goalposts.high", "上门柱", "High post", Number, Must, 10.0),
        column("goalposts.transform", "变换", "Transform", TRANSFORMS, May, 10.0),
        column("goalposts.cap", "封顶", "Cap", Truth, May, 9.0),
        column("goalposts_reason.zh", "门柱依据", "Why there", Text, Must, 50.0),
        column("goalposts_reason.en", "门柱依据（英文）", "Why there (English)", Text, Must, 54.0),
        column("formula", "算法", "Formula", Text, May, 34.0),
        column("inputs", "所用基准数据（一行一个）", "Benchmark inputs, one a line", Lines, May, 26.0),
        column("benchmark", "对应的基准指标", "Equal benchmark metric", Text, May, 26.0),
        EMPTY,
    ],
    empty: &[("inputs", Empty::List), ("goalposts_by_type", Empty::Table)],
    frozen: 3,
};

pub(super) const POSTS_BY_TYPE: Sheet = Sheet {
    name: "分类门柱",
    zh: "机构类型自己的门柱，一行一类",
    en: "Goalposts of single kinds of institution, one a row",
    columns: &[
        CODE,
        NAME,
        OF_INDICATOR,
        column("type", "机构类型", "Type", Name("机构类型", "type"), Must, 20.0),
        column("low", "下门柱", "Low post", Number, Must, 10.0),
        column("high", "上门柱", "High post", Number, Must, 10.0),
        column("transform", "变换", "Transform", TRANSFORMS, May, 10.0),
        column("cap", "封顶", "Cap", Truth, May, 9.0),
    ],
    empty: &[],
    frozen: 3,
};

pub(super) const SOURCES: Sheet = Sheet {
    name: "出处",
    zh: "维度与指标的出处，一行一处",
    en: "Where dimensions and indicators come from, one place a row",
    columns: &[
        CODE,
        column("#name", "名称", "Name", Remark, May, 22.0),
        column("node", "维度或指标编号", "Dimension or indicator id", Text, Must, 44.0),
        column("doc", "文件编号", "Document", Name("文件", "id"), Must, 18.0),
        column("locator", "位置", "Locator", Text, Must, 24.0),
    ],
    empty: &[],
    frozen: 3,
};

pub(super) const CLAUSES: Sheet = Sheet {
    name: "条款对照",
    zh: "指标所关联的条款，一行一条",
    en: "Clauses that indicators speak to, one a row",
    columns: &[
        CODE,
        NAME,
        OF_INDICATOR,
        column("clause", "条款（文件/条号）", "Clause (document/number)", Text, Must, 18.0),
        column("strength", "强度", "Strength", Word(&["covers", "partly", "relates"]), Must, 10.0),
        column("reason.zh", "理由", "Reason", Text, Must, 54.0),
        column("reason.en", "理由（英文）", "Reason (English)", Text, Must, 60.0),
    ],
    empty: &[],
    frozen: 3,
};

pub(super) const GATES: Sheet = Sheet {
    name: "否决门槛",
    zh: "看护的节点低于分数时，受限节点的等级封顶",
    en: "Rules that cap the level of a node while another stays below a score",
    columns: &[
        column("id", "编号", "Id", Text, Must, 20.0),
        column("node", "受限节点（整体为root）", "Capped node (root: the whole)", Text, Must, 44.0),
        column("cap", "封顶等级", "Cap", Whole, Must, 10.0),
        column("watch", "看护节点", "Watched node", Text, Must, 44.0),
        column("below", "低于得分", "Below score", Number, Must, 10.0),
        column("reason.zh", "理由", "Reason", Text, Must, 50.0),
        column("reason.en", "理由（英文）", "Reason (English)", Text, Must, 54.0),
    ],
    empty: &[],
    frozen: 1,
};

pub(super) const PROFILES: Sheet = Sheet {
    name: "机构类型",
    zh: "各类机构的总目标；单个节点的目标与权重在“分类目标”",
    en: "Targets of the kinds of institution; those of single nodes stand on 分类目标",
    columns: &[
        column("type", "机构类型", "Type", Text, Must, 20.0),
        column("name.zh", "名称", "Name", Text, Must, 22.0),
        column("name.en", "名称（英文）", "Name (English)", Text, Must, 28.0),
        column("target", "总目标（0—100）", "Overall target (0–100)", Number, Must, 12.0),
        column("reason.zh", "目标理由", "Why this target", Text, Must, 44.0),
        column("reason.en", "目标理由（英文）", "Why this target (English)", Text, Must, 48.0),
        column("weights_reason.zh", "权重理由", "Why these weights", Text, With, 36.0),
        column("weights_reason.en", "权重理由（英文）", "Why these weights (English)", Text, With, 40.0),
        EMPTY,
    ],
    empty: &[("targets", Empty::Table), ("weights", Empty::Table)],
    frozen: 1,
};

pub(super) const PROFILE_NODES: Sheet = Sheet {
    name: "分类目标",
    zh: "机构类型对单个节点的目标或权重，一行一个节点",
    en: "Targets or weights of single nodes by kind of institution, one node a row",
    columns: &[
        CODE,
        column("#name", "名称", "Name", Remark, May, 22.0),
        column("type", "机构类型", "Type", Name("机构类型", "type"), Must, 20.0),
        column("node", "节点编号", "Node", Text, Must, 44.0),
        column("target", "目标（0—100）", "Target (0–100)", Number, May, 12.0),
        column("weight", "权重", "Weight", Number, May, 10.0),
    ],
    empty: &[],
    frozen: 4,
};

pub(super) const CROSSWALK: Sheet = Sheet {
    name: "对照结论",
    zh: "各指标合起来是否答全了一条款，一行一条",
    en: "Whether the indicators together answer a clause, one clause a row",
    columns: &[
        column("clause", "条款（文件/条号）", "Clause (document/number)", Text, Must, 18.0),
        column("complete", "答全", "Complete", Truth, Must, 10.0),
        column("reason.zh", "理由", "Reason", Text, Must, 60.0),
        column("reason.en", "理由（英文）", "Reason (English)", Text, Must, 66.0),
    ],
    empty: &[],
    frozen: 1,
};

/// Every sheet that is read back, in order.
pub(super) const SHEETS: [&Sheet; 16] = [
    &MODEL,
    &DOCUMENTS,
    &LEVELS,
    &DIMENSIONS,
    &DOMAINS,
    &INDICATORS,
    &RUBRICS,
    &ITEMS,
    &METRICS,
    &POSTS_BY_TYPE,
    &SOURCES,
    &CLAUSES,
    &GATES,
    &PROFILES,
    &PROFILE_NODES,
    &CROSSWALK,
];
