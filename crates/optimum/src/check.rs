//! From a stated plan to a checked one: every fault is found, not only the first.

use crate::draft::{Draft, DraftInitiative};
use crate::fault::{Fault, Path};
use crate::plan::{Indicator, Initiative, Objective, Plan, Requirement};
use crate::text::Text;
use std::collections::BTreeMap;

/// Most years of a plan.
pub const MAX_YEARS: usize = 10;
/// Most initiatives of a plan; beyond it no proof can be hoped for in useful time.
pub const MAX_INITIATIVES: usize = 500;
/// Most indicators of a plan.
pub const MAX_INDICATORS: usize = 500;
/// Largest amount of money, whatever its unit.
pub const MAX_AMOUNT: f64 = 1e12;
/// Largest effect outside the indicators, in points.
pub const MAX_VALUE: f64 = 1e4;
/// Largest weight of an indicator.
pub const MAX_WEIGHT: f64 = 1e6;
/// Most years an initiative costs, and longest lag.
pub const MAX_AGE: usize = 50;
/// Most points of the frontier.
pub const MAX_POINTS: usize = 100;
/// Largest share of the budget on the frontier.
pub const MAX_SHARE: f64 = 10.0;
/// Largest time limit in seconds.
pub const MAX_TIME: f64 = 3600.0;

/// Index by id.
type Index<'a> = BTreeMap<&'a str, usize>;

pub(crate) fn check(draft: &Draft) -> Result<Plan, Vec<Fault>> {
    let mut check = Check { faults: Vec::new() };
    if !check.size(draft) {
        return Err(check.faults);
    }
    let root = Path::default();
    check.years(draft);
    if draft.unit.trim().is_empty() {
        check.fault(
            &root.key("unit"),
            Text::new("没有金额单位", "there is no money unit"),
            Text::new("写上，例如unit = \"万元\"", "name it, for example unit = \"万元\""),
        );
    }
    check.range(&root.key("time_limit"), draft.time_limit, 1.0, MAX_TIME);
    for (position, share) in draft.frontier.iter().enumerate() {
        check.range(&root.key("frontier").item(position), *share, 0.0, MAX_SHARE);
    }
    let mut frontier = draft.frontier.clone();
    frontier.sort_by(f64::total_cmp);
    frontier.dedup();
    let objective = match draft.objective.as_str() {
        "average" => Objective::Average,
        word => {
            if word != "final" {
                check.fault(
                    &root.key("objective"),
                    Text::new(format!("不认识的目标“{word}”"), format!("unknown objective `{word}`")),
                    Text::new(
                        "写final（末年得分）或average（各年得分的均值）",
                        "write final (score of the last year) or average (mean of all years)",
                    ),
                );
            }
            Objective::Final
        }
    };
    let indicator_ids = check.ids(&root.key("indicator"), draft.indicators.iter().map(|indicator| indicator.id.as_str()));
    let indicators = check.indicators(draft);
    let initiative_ids = check.ids(&root.key("initiative"), draft.initiatives.iter().map(|initiative| initiative.id.as_str()));
    let initiatives: Vec<Initiative> = draft
        .initiatives
        .iter()
        .enumerate()
        .map(|(index, initiative)| {
            let path = root.key("initiative").item(index);
            check.initiative(&path, initiative, draft, &indicator_ids, &initiative_ids)
        })
        .collect();
    check.cycles(&initiatives);
    if !check.faults.is_empty() {
        return Err(check.faults);
    }
    Ok(Plan {
        years: draft.years.clone(),
        unit: draft.unit.clone(),
        budget: draft.budget.clone(),
        objective,
        time_limit: draft.time_limit,
        frontier,
        indicators,
        initiatives,
    })
}

struct Check {
    faults: Vec<Fault>,
}

impl Check {
    fn fault(&mut self, path: &Path, message: Text, hint: Text) {
        self.faults.push(Fault::new(path.clone(), message, hint));
    }

    /// Whether the plan is small enough to be looked at further.
    fn size(&mut self, draft: &Draft) -> bool {
        let root = Path::default();
        let mut small = true;
        if draft.years.is_empty() || draft.years.len() > MAX_YEARS {
            self.fault(
                &root.key("years"),
                Text::new(format!("有{}个年份", draft.years.len()), format!("there are {} years", draft.years.len())),
                Text::new(format!("列出1至{MAX_YEARS}个年份"), format!("list 1 to {MAX_YEARS} years")),
            );
        }
        if draft.initiatives.is_empty() {
            self.fault(
                &root,
                Text::new("没有举措", "there is no initiative"),
                Text::new("至少写一个[[initiative]]", "write at least one [[initiative]]"),
            );
        }
        let counts = [
            ("initiative", draft.initiatives.len(), MAX_INITIATIVES, "举措", "initiatives"),
            ("indicator", draft.indicators.len(), MAX_INDICATORS, "指标", "indicators"),
            ("frontier", draft.frontier.len(), MAX_POINTS, "预算比例", "shares of the budget"),
        ];
        for (key, count, most, zh, en) in counts {
            if count > most {
                small = false;
                self.fault(
                    &root.key(key),
                    Text::new(format!("有{count}个{zh}，多于{most}个"), format!("there are {count} {en}, more than {most}")),
                    Text::new(
                        "合并或先筛选，超过此数无法在可用的时间内证明最优",
                        "merge or preselect them; beyond this number an optimum cannot be proven in useful time",
                    ),
                );
            }
        }
        small
    }

    /// A number from `least` to `most`.
    fn range(&mut self, path: &Path, value: f64, least: f64, most: f64) {
        if !(least..=most).contains(&value) {
            let found = if value.is_finite() { format!("{value}") } else { "不是有限的数字".to_owned() };
            let found_en = if value.is_finite() { format!("{value}") } else { "not a finite number".to_owned() };
            self.fault(
                path,
                Text::new(format!("{path}为{found}"), format!("{path} is {found_en}")),
                Text::new(format!("写{least}至{most}之间的数字"), format!("write a number from {least} to {most}")),
            );
        }
    }

    fn years(&mut self, draft: &Draft) {
        let path = Path::default().key("years");
        for (index, year) in draft.years.iter().enumerate() {
            if year.trim().is_empty() {
                self.fault(
                    &path.item(index),
                    Text::new("年份是空的", "a year is empty"),
                    Text::new("写上年份，例如2026", "write a year such as 2026"),
                );
            } else if draft.years[..index].contains(year) {
                self.fault(
                    &path.item(index),
                    Text::new(format!("年份{year}重复"), format!("the year {year} stands twice")),
                    Text::new("每个年份只写一次", "write every year once"),
                );
            }
        }
        let path = Path::default().key("budget");
        if draft.budget.len() != draft.years.len() && !draft.years.is_empty() {
            let (budgets, years) = (draft.budget.len(), draft.years.len());
            self.fault(
                &path,
                Text::new(format!("有{budgets}个预算，{years}个年份"), format!("there are {budgets} budgets for {years} years")),
                Text::new("每个年份写一个预算", "write one budget for each year"),
            );
        }
        for (index, budget) in draft.budget.iter().enumerate() {
            self.range(&path.item(index), *budget, 0.0, MAX_AMOUNT);
        }
    }

    fn ids<'a>(&mut self, list: &Path, ids: impl Iterator<Item = &'a str>) -> Index<'a> {
        let mut index = Index::new();
        for (position, id) in ids.enumerate() {
            let path = list.item(position).key("id");
            if id.trim().is_empty() {
                self.fault(
                    &path,
                    Text::new("编号是空的", "the id is empty"),
                    Text::new("写上编号，例如data_platform", "write an id such as data_platform"),
                );
            } else if index.contains_key(id) {
                self.fault(
                    &path,
                    Text::new(format!("编号“{id}”重复"), format!("the id `{id}` stands twice")),
                    Text::new("换一个编号", "choose another id"),
                );
            } else {
                index.insert(id, position);
            }
        }
        index
    }

    fn indicators(&mut self, draft: &Draft) -> Vec<Indicator> {
        let list = Path::default().key("indicator");
        for (index, indicator) in draft.indicators.iter().enumerate() {
            let path = list.item(index);
            self.range(&path.key("weight"), indicator.weight, 0.0, MAX_WEIGHT);
            self.range(&path.key("present"), indicator.present, 0.0, 100.0);
            let least = if (0.0..=100.0).contains(&indicator.present) { indicator.present } else { 0.0 };
            self.range(&path.key("ceiling"), indicator.ceiling, least, 100.0);
        }
        let sum: f64 = draft.indicators.iter().map(|indicator| indicator.weight).sum();
        if sum == 0.0 && !draft.indicators.is_empty() {
            self.fault(
                &list,
                Text::new("指标的权重之和为0", "the weights of the indicators sum to 0"),
                Text::new("至少给一个指标大于0的权重", "give at least one indicator a weight above 0"),
            );
        }
        draft
            .indicators
            .iter()
            .map(|indicator| Indicator {
                id: indicator.id.clone(),
                weight: indicator.weight / sum,
                present: indicator.present,
                ceiling: indicator.ceiling,
            })
            .collect()
    }

    fn initiative(
        &mut self,
        path: &Path,
        stated: &DraftInitiative,
        draft: &Draft,
        indicators: &Index<'_>,
        others: &Index<'_>,
    ) -> Initiative {
        if stated.cost.is_empty() || stated.cost.len() > MAX_AGE {
            let years = stated.cost.len();
            self.fault(
                &path.key("cost"),
                Text::new(format!("费用有{years}年"), format!("the cost has {years} years")),
                Text::new(
                    format!("写1至{MAX_AGE}年的费用，例如cost = [120, 30]"),
                    format!("write the cost of 1 to {MAX_AGE} years, such as cost = [120, 30]"),
                ),
            );
        }
        for (year, cost) in stated.cost.iter().enumerate() {
            self.range(&path.key("cost").item(year), *cost, 0.0, MAX_AMOUNT);
        }
        self.range(&path.key("value"), stated.value, 0.0, MAX_VALUE);
        let mut uplift = Vec::new();
        for (id, points) in &stated.uplift {
            let path = path.key("uplift").key(id);
            self.range(&path, *points, 0.0, 100.0);
            if let Some(indicator) = self.known(&path, id, indicators, "指标", "indicator")
                && *points > 0.0
            {
                if uplift.iter().any(|(known, _)| *known == indicator) {
                    self.fault(
                        &path,
                        Text::new(format!("指标“{id}”写了两次"), format!("the indicator `{id}` stands twice")),
                        Text::new("合为一个", "make it one"),
                    );
                }
                uplift.push((indicator, *points));
            }
        }
        let lag = stated.lag.unwrap_or(stated.cost.len() as f64);
        self.range(&path.key("lag"), lag, 0.0, MAX_AGE as f64);
        if lag.fract() != 0.0 {
            self.fault(
                &path.key("lag"),
                Text::new(format!("时滞{lag}不是整数"), format!("the lag {lag} is not whole")),
                Text::new("以整年计", "count whole years"),
            );
        }
        Initiative {
            id: stated.id.clone(),
            name: stated.name.clone(),
            cost: stated.cost.clone(),
            uplift,
            value: stated.value,
            requires: self.requirements(path, stated, others),
            excludes: self.references(path, "excludes", stated, &stated.excludes, others),
            mandatory: stated.mandatory,
            starts: self.starts(path, stated, draft),
            lag: lag as usize,
        }
    }

    fn known(&mut self, path: &Path, id: &str, index: &Index<'_>, zh: &str, en: &str) -> Option<usize> {
        let found = index.get(id).copied();
        if found.is_none() {
            self.fault(
                path,
                Text::new(format!("没有编号为“{id}”的{zh}"), format!("there is no {en} `{id}`")),
                Text::new(format!("写已列出的{zh}编号，或补上这个{zh}"), format!("write the id of a listed {en}, or add this one")),
            );
        }
        found
    }

    /// Indices of other initiatives; the initiative itself is a fault.
    fn references(&mut self, path: &Path, key: &str, stated: &DraftInitiative, ids: &[String], others: &Index<'_>) -> Vec<usize> {
        let mut found = Vec::new();
        for (position, id) in ids.iter().enumerate() {
            let path = path.key(key).item(position);
            if *id == stated.id {
                self.fault(
                    &path,
                    Text::new(format!("举措“{id}”在{key}中写了自己"), format!("the initiative `{id}` names itself in {key}")),
                    Text::new("删去", "delete it"),
                );
            } else if let Some(index) = self.known(&path, id, others, "举措", "initiative")
                && !found.contains(&index)
            {
                found.push(index);
            }
        }
        found
    }

    fn requirements(&mut self, path: &Path, stated: &DraftInitiative, others: &Index<'_>) -> Vec<Requirement> {
        let same = self.references(path, "requires", stated, &stated.requires, others);
        let earlier = self.references(path, "requires_earlier", stated, &stated.requires_earlier, others);
        for (position, id) in stated.excludes.iter().enumerate() {
            if stated.requires.contains(id) || stated.requires_earlier.contains(id) {
                self.fault(
                    &path.key("excludes").item(position),
                    Text::new(
                        format!("举措“{}”既需要又排斥“{id}”", stated.id),
                        format!("the initiative `{}` both needs and excludes `{id}`", stated.id),
                    ),
                    Text::new("只保留一个", "keep only one of the two"),
                );
            }
        }
        let same = same.into_iter().filter(|initiative| !earlier.contains(initiative));
        let requirement = |earlier| move |initiative| Requirement { initiative, earlier };
        same.map(requirement(false)).chain(earlier.iter().copied().map(requirement(true))).collect()
    }

    fn starts(&mut self, path: &Path, stated: &DraftInitiative, draft: &Draft) -> Vec<usize> {
        let years = draft.years.len();
        if years == 0 {
            return Vec::new();
        }
        let in_time = |start: usize| stated.may_overrun || start + stated.cost.len() <= years;
        let late = Text::new(
            "缩短费用列表，改早开始年份，或写may_overrun = true（期外的费用不受预算约束）",
            "shorten the cost list, start earlier, or write may_overrun = true (costs after the last year are outside every budget)",
        );
        let Some(labels) = &stated.starts else {
            if !in_time(0) && stated.cost.len() <= MAX_AGE {
                let cost = stated.cost.len();
                self.fault(
                    &path.key("cost"),
                    Text::new(
                        format!("费用有{cost}年，计划只有{years}年，到期不能完成"),
                        format!("the cost has {cost} years and the plan {years}; it cannot end in time"),
                    ),
                    late,
                );
            }
            return (0..years).filter(|start| in_time(*start)).collect();
        };
        if labels.is_empty() {
            self.fault(
                &path.key("starts"),
                Text::new("没有可以开始的年份", "there is no year to start in"),
                Text::new("写上年份，或删去starts", "write a year, or delete starts"),
            );
        }
        let mut starts = Vec::new();
        for (position, label) in labels.iter().enumerate() {
            let path = path.key("starts").item(position);
            match draft.years.iter().position(|year| year == label) {
                None => self.fault(
                    &path,
                    Text::new(format!("{label}不在计划的年份中"), format!("{label} is not a year of the plan")),
                    Text::new(format!("可用：{}", draft.years.join("、")), format!("use one of {}", draft.years.join(", "))),
                ),
                Some(start) if !in_time(start) => self.fault(
                    &path,
                    Text::new(format!("{label}年开始，到期不能完成"), format!("started in {label} it cannot end in time")),
                    late.clone(),
                ),
                Some(start) => starts.push(start),
            }
        }
        starts.sort_unstable();
        starts.dedup();
        starts
    }

    /// Every circle of requirements, told once.
    fn cycles(&mut self, initiatives: &[Initiative]) {
        // 0 not seen, 1 on the way that is being walked, 2 done.
        let mut state = vec![0_u8; initiatives.len()];
        for root in 0..initiatives.len() {
            let mut way = Vec::new();
            let mut next = vec![(root, 0_usize)];
            while let Some((initiative, depth)) = next.pop() {
                while way.len() > depth {
                    way.pop().into_iter().for_each(|done: usize| state[done] = 2);
                }
                match state[initiative] {
                    0 => {
                        state[initiative] = 1;
                        way.push(initiative);
                        next.extend(initiatives[initiative].requires.iter().map(|requirement| (requirement.initiative, depth + 1)));
                    }
                    1 => {
                        let circle = way.iter().skip_while(|step| **step != initiative).chain([&initiative]);
                        let names: Vec<&str> = circle.map(|step| initiatives[*step].id.as_str()).collect();
                        let last = way.last().copied().unwrap_or(initiative);
                        self.fault(
                            &Path::default().key("initiative").item(last),
                            Text::new(
                                format!("前提成环：{}", names.join("→")),
                                format!("the requirements form a circle: {}", names.join(" → ")),
                            ),
                            Text::new("删去其中一个requires", "delete one of these requires"),
                        );
                    }
                    _ => {}
                }
            }
            way.into_iter().for_each(|done| state[done] = 2);
        }
    }
}
