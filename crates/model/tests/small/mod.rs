//! A small sound model for tests, as TOML to be changed by replacing parts of it.

use shuheng_model::{Model, ModelSource, load};

/// `model.toml`: two documents, five levels, one dimension with two domains, a gate, two kinds of institution.
pub const MODEL: &str = r#"format = 1
id = "small"
version = "1.0.0"
name = { zh = "小模型", en = "Small model" }
summary = { zh = "概要", en = "Summary" }
disclaimer = { zh = "非官方", en = "Not official" }
attribution = { zh = "来源", en = "Source" }
minimum_coverage = 0.3
document = [
  { id = "d", title = { zh = "文件", en = "Document" }, short = { zh = "文件", en = "Doc" }, publisher = { zh = "社", en = "Press" }, date = "2025" },
  { id = "rule", title = { zh = "办法", en = "Rule" }, short = { zh = "办法", en = "Rule" }, publisher = { zh = "局", en = "Office" }, date = "2025" },
]
level = [
  { level = 1, name = { zh = "一级", en = "One" }, points = 0, from = 0, meaning = { zh = "未做", en = "Not done" } },
  { level = 2, name = { zh = "二级", en = "Two" }, points = 25, from = 20, meaning = { zh = "在项目里做到", en = "Done in projects" } },
  { level = 3, name = { zh = "三级", en = "Three" }, points = 50, from = 40, meaning = { zh = "有制度", en = "A rule" } },
  { level = 4, name = { zh = "四级", en = "Four" }, points = 75, from = 60, meaning = { zh = "度量", en = "Measured" } },
  { level = 5, name = { zh = "五级", en = "Five" }, points = 100, from = 80, meaning = { zh = "改变业务", en = "Changes business" } },
]
[root]
mean = "arithmetic"
[[dimension]]
id = "a"
code = "A"
name = { zh = "甲维度", en = "Dimension A" }
purpose = { zh = "目的", en = "Purpose" }
weight = 1
weight_reason = { zh = "唯一", en = "The only one" }
file = "a.toml"
[[domain]]
id = "a.b"
code = "A1"
name = { zh = "数据域", en = "Data" }
weight = 1
[[domain]]
id = "a.x"
code = "A2"
name = { zh = "系统域", en = "Systems" }
weight = 1
[[gate]]
id = "floor"
node = "root"
cap = 3
watch = "a.b"
below = 40
reason = { zh = "底线", en = "A floor" }
[[profile]]
type = "bank"
name = { zh = "银行", en = "Bank" }
target = 60
targets = { "a.b" = 50 }
reason = { zh = "中位", en = "The middle" }
[[profile]]
type = "insurer"
name = { zh = "保险公司", en = "Insurer" }
target = 55
reason = { zh = "起步较晚", en = "Began later" }
"#;

/// `a.toml`: a rubric, a second rubric, a metric and a checklist.
pub const INDICATORS: &str = r#"[[indicator]]
id = "a.b.quality"
kind = "rubric"
name = { zh = "数据质量", en = "Data quality" }
question = { zh = "数据错了谁来改？", en = "Who mends wrong data?" }
why = { zh = "错数会算错账", en = "Wrong data make wrong books" }
applies_to = ["bank", "insurer"]
sources = [{ doc = "d", locator = "1" }]
clauses = [{ clause = "rule/3", strength = "partly", reason = { zh = "该条要求认责", en = "The article wants owners" } }]
pitfalls = { zh = ["抽样要随机"], en = ["Sample at random"] }
level = [
  { level = 1, evidence = { zh = ["查不到字段定义", "报错靠电话转告"], en = ["No field is defined", "Errors are passed on by phone"] } },
  { level = 2, evidence = { zh = ["项目交付附数据字典", "牵头部门有书面任命"], en = ["Projects hand over a data dictionary", "A lead department is appointed in writing"] } },
  { level = 3, evidence = { zh = ["认责办法由董事会批准", "问题单在工单系统可调阅"], en = ["The board approved who owns which data", "Tickets can be opened in the service desk"] }, for_types = { insurer = { zh = "含代理渠道", en = "Agents included" } } },
  { level = 4, basis = { zh = "本工具判断", en = "Our judgement" }, evidence = { zh = ["关键字段合格率不低于99%", "月报列出每张单的关闭时长"], en = ["Key fields pass at 99 % or more", "A monthly report shows time to close"] } },
  { level = 5, evidence = { zh = ["监管报送因错退回的次数逐年下降", "合作方书面采用本机构的校验规则"], en = ["Returns sent back by the regulator fall yearly", "Partners adopt its checks in writing"] } },
]
[[indicator]]
id = "a.b.sharing"
kind = "checklist"
name = { zh = "数据共享", en = "Data sharing" }
question = { zh = "谁能用数据？", en = "Who can use data?" }
why = { zh = "不共享就重复采集", en = "Without sharing it is collected twice" }
applies_to = ["bank"]
sources = [{ doc = "d", locator = "2" }]
item = [
  { id = "catalogue", text = { zh = "目录可按关键词检索", en = "The catalogue can be searched" }, group = { zh = "查找", en = "Finding" } },
  { id = "approval", text = { zh = "授权单留存双方签字", en = "Grants are signed by both sides" } },
  { id = "expiry", text = { zh = "到期授权自动收回并留痕", en = "Grants end by themselves and leave a trace" }, weight = 2 },
]
[[indicator]]
id = "a.x.staff"
kind = "metric"
name = { zh = "科技人员占比", en = "Technology staff" }
question = { zh = "科技人员占多少？", en = "What share of staff is technical?" }
why = { zh = "没人就做不成", en = "Nothing is built without people" }
applies_to = ["bank", "insurer"]
sources = [{ doc = "d", locator = "3" }]
unit = "%"
direction = "higher"
goalposts = { low = 1, high = 10 }
goalposts_by_type = { insurer = { low = 1, high = 8 } }
goalposts_reason = { zh = "行业区间", en = "The range of the industry" }
formula = "staff / all"
[[indicator]]
id = "a.x.recovery"
kind = "rubric"
name = { zh = "灾备恢复", en = "Recovery" }
question = { zh = "停了多久能起来？", en = "How long until it is up again?" }
why = { zh = "停机就停业", en = "No system, no business" }
applies_to = ["bank", "insurer"]
sources = [{ doc = "d", locator = "4" }]
level = [
  { level = 1, evidence = { zh = ["备份介质没有登记", "故障后临时找人"], en = ["Backup media are not registered", "After a fault people are sought ad hoc"] } },
  { level = 2, evidence = { zh = ["应急联系表贴在机房", "上线前做过回退"], en = ["A call list hangs in the machine room", "Rollback was tried before release"] } },
  { level = 3, evidence = { zh = ["预案经高管会签发", "同城中心的租约在有效期内"], en = ["Executives signed the contingency plan", "The lease of the second site is current"] } },
  { level = 4, basis = { zh = "监管指引", en = "The regulator's guideline" }, evidence = { zh = ["切换演练用时不超过4小时", "演练缺陷整改率按季公布"], en = ["A drill switches over within 4 hours", "Mended shortcomings are published quarterly"] } },
  { level = 5, evidence = { zh = ["停机赔付金额经审计为零", "同业到现场学习有签到表"], en = ["Audited compensation for downtime is nil", "Peers who came to learn signed in"] } },
]
"#;

/// The model of these two files, which must be sound.
pub fn model(model: &str, indicators: &str) -> Model {
    let files = [("model.toml", model), ("a.toml", indicators)].map(|(name, text)| (name.to_owned(), text.to_owned()));
    match load(ModelSource::new(files)) {
        Ok(loaded) => loaded.model,
        Err(faults) => panic!("{}", faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
    }
}
