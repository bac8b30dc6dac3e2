//! The metrics, institutions and kinds that are known already, and other names that tables have for them.

use shuheng_table::figure::half_width;
use std::collections::BTreeMap;

/// A metric that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownMetric {
    /// Id such as `it_investment`.
    pub id: String,
    /// Chinese name.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// Unit, e.g. `亿元`.
    pub unit: String,
}

impl KnownMetric {
    /// Whether a figure of it can lie below nought: a change, or a profit.
    #[must_use]
    pub fn may_be_negative(&self) -> bool {
        self.id.contains("growth") || self.id.contains("profit") || self.id.contains("ratio")
    }
}

/// An institution that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownInstitution {
    /// Id such as `icbc`.
    pub id: String,
    /// Chinese name.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// Kind such as `state_bank`.
    pub kind: String,
    /// Size tier, empty where it is not known.
    pub tier: String,
}

/// Something with an id and a name in both languages: a kind of institution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownName {
    /// Id such as `city_bank`.
    pub id: String,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
}

/// What is known, with every name by which it is found.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    metrics: Vec<KnownMetric>,
    institutions: Vec<KnownInstitution>,
    kinds: Vec<KnownName>,
    metric_names: BTreeMap<String, usize>,
    institution_names: BTreeMap<String, usize>,
    kind_names: BTreeMap<String, usize>,
}

/// Other names of metrics, as [`plain`] makes them.
const METRIC_SYNONYMS: &[(&str, &[&str])] = &[
    (
        "it_investment",
        &[
            "科技投入",
            "信息科技投入",
            "金融科技投入",
            "信息技术投入",
            "数字化投入",
            "it投入",
            "it投资",
            "科技支出",
            "科技投入金额",
            "科技投入总额",
            "itinvestment",
            "itspend",
            "itspending",
            "itexpenditure",
            "technologyinvestment",
            "technologyspending",
            "fintechinvestment",
        ],
    ),
    ("it_investment_growth", &["科技投入增速", "科技投入增长率", "科技投入同比", "科技投入同比增长", "it投入增速", "信息技术投入增速"]),
    (
        "it_investment_to_revenue",
        &[
            "科技投入占比",
            "科技投入占营收比",
            "科技投入占营业收入比例",
            "科技投入强度",
            "it投入占比",
            "it投入强度",
            "itintensity",
            "itspendtorevenue",
        ],
    ),
    ("operating_revenue", &["营业收入", "营收", "营业总收入", "revenue", "operatingrevenue", "operatingincome"]),
    (
        "it_staff",
        &["科技人员", "科技人员数", "科技人员数量", "金融科技人员", "科技员工", "it人员", "it人员数", "itstaff", "technologystaff"],
    ),
    ("it_staff_share", &["科技人员占比", "科技人员比例", "it人员占比", "itstaffshare"]),
    ("employees", &["员工", "员工数", "员工人数", "员工总数", "在职员工", "employees", "headcount", "staff"]),
    ("total_assets", &["总资产", "资产总额", "资产规模", "资产总计", "totalassets", "assets"]),
    ("net_profit", &["净利润", "归母净利润", "netprofit", "netincome"]),
    ("cost_income_ratio", &["成本收入比", "costincomeratio", "costtoincomeratio"]),
    ("patents", &["专利", "专利数", "专利数量", "patents"]),
    ("mobile_users", &["手机银行用户", "手机银行用户数", "手机银行客户数", "mobilebankingusers"]),
    ("mobile_mau", &["月活", "手机银行月活", "月活用户", "mau"]),
];

/// Other names of kinds, as [`plain`] makes them.
const KIND_SYNONYMS: &[(&str, &[&str])] = &[
    ("state_bank", &["国有大行", "国有银行", "国有大型银行", "国有大型商业银行", "大型商业银行", "statebank", "stateownedbank"]),
    ("joint_stock_bank", &["股份行", "股份制银行", "股份制商业银行", "全国性股份制银行", "jointstockbank"]),
    ("city_bank", &["城商行", "城市商业银行", "citybank", "citycommercialbank"]),
    ("rural_bank", &["农商行", "农村商业银行", "农信社", "农村金融机构", "ruralbank", "ruralcommercialbank"]),
    ("private_bank", &["民营银行", "互联网银行", "privatebank"]),
    ("securities", &["券商", "证券", "证券公司", "broker", "brokers", "securities", "securitiesfirm"]),
    ("insurance", &["保险", "险企", "保险公司", "insurance", "insurer"]),
];

/// Rows that sum others up and are no institution.
const TOTALS: [&str; 18] = [
    "合计",
    "总计",
    "小计",
    "总和",
    "平均",
    "均值",
    "平均值",
    "平均数",
    "中位数",
    "最大值",
    "最小值",
    "total",
    "subtotal",
    "sum",
    "average",
    "mean",
    "median",
    "overall",
];

/// A name without what differs between tables: width and case of letters, space and punctuation.
pub(crate) fn plain(name: &str) -> String {
    half_width(name).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl Vocabulary {
    /// What is known.
    #[must_use]
    pub fn new(metrics: Vec<KnownMetric>, institutions: Vec<KnownInstitution>, kinds: Vec<KnownName>) -> Self {
        let mut known = Self { metrics, institutions, kinds, ..Self::default() };
        for (index, metric) in known.metrics.iter().enumerate() {
            let synonyms = METRIC_SYNONYMS.iter().filter(|(id, _)| *id == metric.id).flat_map(|(_, names)| names.iter().copied());
            // `信息科技投入（金融科技投入）` is found by either name.
            let parts = metric.name_zh.split(['（', '）', '/']).filter(|part| !part.is_empty());
            for name in [metric.id.as_str(), &metric.name_zh, &metric.name_en].into_iter().chain(parts).chain(synonyms) {
                known.metric_names.entry(plain(name)).or_insert(index);
            }
        }
        for (index, institution) in known.institutions.iter().enumerate() {
            for name in [&institution.id, &institution.name_zh, &institution.name_en] {
                known.institution_names.entry(plain(name)).or_insert(index);
            }
        }
        for (index, kind) in known.kinds.iter().enumerate() {
            let synonyms = KIND_SYNONYMS.iter().filter(|(id, _)| *id == kind.id).flat_map(|(_, names)| names.iter().copied());
            for name in [kind.id.as_str(), &kind.zh, &kind.en].into_iter().chain(synonyms) {
                known.kind_names.entry(plain(name)).or_insert(index);
            }
        }
        known
    }

    /// The metrics.
    #[must_use]
    pub fn metrics(&self) -> &[KnownMetric] {
        &self.metrics
    }

    /// The kinds of institution.
    #[must_use]
    pub fn kinds(&self) -> &[KnownName] {
        &self.kinds
    }

    /// A metric by its id or one of its names.
    #[must_use]
    pub fn metric(&self, name: &str) -> Option<&KnownMetric> {
        self.metric_names.get(&plain(name)).map(|index| &self.metrics[*index])
    }

    /// An institution by its id or name, also by its full legal name: 中国工商银行股份有限公司 is 工商银行.
    #[must_use]
    pub fn institution(&self, name: &str) -> Option<&KnownInstitution> {
        let full = plain(name);
        let short = ["股份有限公司", "有限责任公司", "有限公司"].iter().find_map(|end| full.strip_suffix(end)).unwrap_or(&full);
        let bare = short.strip_prefix("中国").unwrap_or(short);
        [full.as_str(), short, bare].iter().find_map(|name| self.institution_names.get(*name)).map(|index| &self.institutions[*index])
    }

    /// A kind of institution by its id or one of its names.
    #[must_use]
    pub fn kind(&self, name: &str) -> Option<&KnownName> {
        self.kind_names.get(&plain(name)).map(|index| &self.kinds[*index])
    }

    /// Whether a name stands for a sum or a mean of other rows.
    #[must_use]
    pub fn is_total(name: &str) -> bool {
        TOTALS.contains(&plain(name).as_str())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A small vocabulary.
    pub(crate) fn known() -> Vocabulary {
        let metric = |id: &str, name_zh: &str, name_en: &str, unit: &str| KnownMetric {
            id: id.to_owned(),
            name_zh: name_zh.to_owned(),
            name_en: name_en.to_owned(),
            unit: unit.to_owned(),
        };
        let bank = |id: &str, name_zh: &str, name_en: &str| KnownInstitution {
            id: id.to_owned(),
            name_zh: name_zh.to_owned(),
            name_en: name_en.to_owned(),
            kind: "state_bank".to_owned(),
            tier: "T1".to_owned(),
        };
        let kind = |id: &str, zh: &str, en: &str| KnownName { id: id.to_owned(), zh: zh.to_owned(), en: en.to_owned() };
        Vocabulary::new(
            vec![
                metric("it_investment", "信息科技投入（金融科技投入）", "IT / fintech investment", "亿元"),
                metric("it_investment_growth", "科技投入同比增速", "IT investment growth", "%"),
                metric("it_staff_share", "科技人员占比", "IT staff share of employees", "%"),
                metric("employees", "员工总数", "Employees", "人"),
            ],
            vec![bank("icbc", "工商银行", "Industrial and Commercial Bank of China"), bank("boc", "中国银行", "Bank of China")],
            vec![kind("state_bank", "国有大型银行", "State bank"), kind("city_bank", "城市商业银行", "City commercial bank")],
        )
    }

    #[test]
    fn names_of_what_is_known() {
        let known = known();
        for name in ["it_investment", "IT Investment", "金融科技投入", "科技投入", "信息科技投入（金融科技投入）"] {
            assert_eq!(known.metric(name).map(|metric| metric.id.as_str()), Some("it_investment"), "{name}");
        }
        for name in ["工商银行", "中国工商银行", "中国工商银行股份有限公司", " ICBC ", "ＩＣＢＣ"] {
            assert_eq!(known.institution(name).map(|bank| bank.id.as_str()), Some("icbc"), "{name}");
        }
        assert_eq!(known.institution("中国银行股份有限公司").map(|bank| bank.id.as_str()), Some("boc"));
        assert!(known.institution("银行").is_none());
        assert_eq!(known.kind("城商行").map(|kind| kind.id.as_str()), Some("city_bank"));
        assert!(Vocabulary::is_total("合 计") && Vocabulary::is_total("Total") && !Vocabulary::is_total("工商银行"));
    }
}
