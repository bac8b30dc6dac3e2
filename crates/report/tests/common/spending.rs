//! The benchmark of the sample: figures of the CAICT report (Table 1, Table 3, Figure 2).

use shuheng_report::*;

use super::sample::{Words, pick};

/// Table 3 of the report, the bank that the total leaves over, and an institution's own figure.
pub fn benchmark(language: Language) -> Vec<BenchmarkRow> {
    let p = |zh, en| pick(language, (zh, en));
    let stated = |value| Some(Figure { value, derivation: Derivation::Stated });
    let row = |name: Words, kind: Words, value: f64, growth: f64| BenchmarkRow {
        institution: pick(language, name),
        institution_type: pick(language, kind),
        year: 2024,
        metric: p("信息技术投入", "IT spending"),
        value: stated(value),
        unit: p("亿元", "RMB 100 m"),
        growth: stated(growth),
        prior: Some(Figure { value: value / (1.0 + growth / 100.0), derivation: Derivation::FromRow }),
        quality: Quality::Disclosed,
        source: p("数字金融创新发展研究报告（2025年）", "Research Report on Digital Finance Innovation and Development (2025)"),
        locator: p("表3 第15页", "Table 3, p. 15"),
        note: String::new(),
    };
    let (state, broker) = (("国有大型商业银行", "Large state-owned bank"), ("证券公司", "Securities firm"));
    let mut rows = vec![
        row(("工商银行", "ICBC"), state, 285.18, 4.67),
        row(("农业银行", "ABC"), state, 249.70, 0.48),
        row(("中国银行", "BOC"), state, 238.09, 6.30),
        row(("建设银行", "CCB"), state, 244.33, -2.36),
        row(("交通银行", "BoCom"), state, 114.33, -4.94),
        row(("华泰证券", "Huatai Securities"), broker, 24.48, -5.04),
        row(("中金公司", "CICC"), broker, 15.85, -8.32),
    ];
    let mut total = row(("六家大行合计", "Six large state banks"), state, 1254.59, 2.15);
    total.locator = p("一(三)3 第7页", "1(3)3, p. 7");
    rows.push(total);
    let left = |figures: &dyn Fn(&BenchmarkRow) -> f64| figures(&rows[7]) - rows[..5].iter().map(figures).sum::<f64>();
    let value = left(&|row| row.value.as_ref().map_or(0.0, |figure| figure.value));
    let prior = left(&|row| row.prior.as_ref().map_or(0.0, |figure| figure.value));
    let remainder = Derivation::Remainder { total: 7, parts: vec![0, 1, 2, 3, 4] };
    let mut psbc = row(("邮储银行", "PSBC"), state, value, 0.0);
    psbc.value = Some(Figure { value, derivation: remainder.clone() });
    psbc.prior = Some(Figure { value: prior, derivation: remainder });
    psbc.growth = Some(Figure { value: (value / prior - 1.0) * 100.0, derivation: Derivation::FromRow });
    psbc.quality = Quality::Derived;
    psbc.note = p("合计减去其余五家；与该行披露口径可能不同。", "The total less the other five; the bank's own scope may differ.");
    rows.push(psbc);
    let mut own = row(("海澄银行（示例）", "Haicheng Bank (example)"), ("城市商业银行", "City commercial bank"), 3.34, 0.0);
    (own.growth, own.prior, own.quality, own.source, own.locator) =
        (None, None, Quality::SelfReported, p("本机构填报", "Entered by the institution"), String::new());
    rows.push(own);
    rows
}

/// Table 1 and Figure 2 of the report.
pub fn context(language: Language) -> Vec<ContextRow> {
    let p = |zh, en| pick(language, (zh, en));
    let one = p("表1 “五篇大文章”领域贷款余额", "Table 1: loans in the five priority areas");
    let two = p("图2 科技型中小企业贷款余额", "Figure 2: loans to technology SMEs");
    let trillion = p("万亿元", "RMB tn");
    let row = |group: &str, name: Words, period: Words, value: f64, unit: &str, growth: Option<f64>| ContextRow {
        group: group.into(),
        name: pick(language, name),
        period: pick(language, period),
        value: Some(value),
        unit: unit.into(),
        growth,
        quality: Quality::Disclosed,
        source: p("数字金融创新发展研究报告（2025年）", "Research Report on Digital Finance Innovation and Development (2025)"),
        locator: if group == one { p("表1 第3页", "Table 1, p. 3") } else { p("图2 第17页", "Figure 2, p. 17") },
        note: p("原始来源：中国人民银行", "Quotes the People's Bank of China"),
    };
    let november = ("2025年11月末", "End of Nov 2025");
    vec![
        row(&one, ("科技贷款", "Technology"), november, 44.8, &trillion, Some(11.5)),
        row(&one, ("绿色贷款", "Green"), november, 44.2, &trillion, Some(23.0)),
        row(&one, ("普惠贷款", "Inclusive"), november, 39.8, &trillion, Some(10.3)),
        row(&one, ("养老产业贷款", "Elderly care"), november, 2162.0, &p("亿元", "RMB 100 m"), Some(60.2)),
        row(&one, ("数字经济产业贷款", "Digital economy"), november, 8.5, &trillion, Some(14.6)),
        row(&two, ("科技型中小企业贷款", "Technology SMEs"), ("2023年", "2023"), 2.45, &trillion, None),
        row(&two, ("科技型中小企业贷款", "Technology SMEs"), ("2025年", "2025"), 3.63, &trillion, None),
    ]
}
