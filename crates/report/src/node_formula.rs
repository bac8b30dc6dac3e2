//! The formulas of one node on the contribution sheet.
//!
//! The tree stands in reading order, so the nodes below a node are the rows that follow it: every sum over children runs over
//! those rows only and picks the children by the number of their parent. No formula ever names its own column in its own row.
//!
//! A power mean `M = (Σw·sᵖ ÷ Σw)^(1/p)`, the harmonic one with `p = −1`, is computed from `tᵢ = (sᵢ ÷ r)ᵖ − 1`, where the reference
//! score `r` is the greatest child for a positive exponent and the smallest for a negative one, so that no power overflows:
//! `M = r·(1 + Σw·t ÷ Σw)^(1/p)`, and a child's share is `w·(1 + t)` of the sum of these. Near `p = 0` all digits lie in how far
//! the powers are from 1. Spreadsheets have neither expm1 nor log1p; `eˣ − 1 = 2·tanh(x/2) ÷ (1 − tanh(x/2))` and
//! `ln(1 + y) = 2·artanh(y ÷ (2 + y))` keep those digits (Abramowitz & Stegun, *Handbook of Mathematical Functions*, 4.5, 4.6).

use rust_xlsxwriter::ColNum;

use crate::book::Book;
use crate::input::{Mean, Node};
use crate::place::{cell, column, fixed, on};
use crate::plan::{CONTRIBUTION_FIRST, MINIMUM_COVERAGE_ROW, Plan, indicator_col, method_col, node_col as col};

/// Children this close to the smallest share a minimum with it: the spreadsheet adds in another order than the engine.
const TIE: &str = "1E-10";

/// Writes the formulas of one node.
pub(crate) struct NodeFormulas<'a> {
    book: &'a Book<'a>,
    index: usize,
    node: &'a Node,
}

impl<'a> NodeFormulas<'a> {
    pub(crate) fn new(book: &'a Book<'a>, index: usize) -> Self {
        Self { book, index, node: &book.input.nodes[index] }
    }

    fn here(&self, at: ColNum) -> String {
        cell(Plan::node_row(self.index), at)
    }

    fn parent(&self, at: ColNum) -> Option<String> {
        self.node.parent.map(|parent| fixed(Plan::node_row(parent), at))
    }

    /// The rows below a node, in one column.
    fn below(&self, node: usize, at: ColNum) -> String {
        let end = self.book.plan.subtree_end[node];
        column(Plan::node_row(node + 1), Plan::node_row(end.max(node + 1)), at)
    }

    /// 1 for each child of this node among the rows below it.
    fn children(&self) -> String {
        format!("({}={})", self.below(self.index, col::PARENT), self.here(col::NUMBER))
    }

    fn answer(&self, at: ColNum) -> Option<String> {
        self.book.plan.indicator_row[self.index].map(|row| on(self.book.plan.names.indicators, &fixed(row, at)))
    }

    fn is_leaf(&self) -> bool {
        self.node.indicator.is_some() || self.book.plan.subtree_end[self.index] == self.index
    }

    pub(crate) fn applicable(&self) -> String {
        match self.answer(indicator_col::ANSWER) {
            Some(answer) => format!("=IF({answer}=\"{}\",0,1)", self.book.not_applicable()),
            None => format!("=IF({}>0,1,0)", self.here(col::APPLICABLE_WEIGHT)),
        }
    }

    pub(crate) fn counted(&self) -> String {
        format!("=IF(ISNUMBER({}),1,0)", self.here(col::SCORE))
    }

    pub(crate) fn logarithm(&self) -> String {
        let score = self.here(col::SCORE);
        format!("=IF(ISNUMBER({score}),IF({score}>0,LN({score}),0),0)")
    }

    /// Sum of the weights of the children for which the flag in a column is 1.
    pub(crate) fn weight_of_children(&self, flag: ColNum) -> String {
        if self.is_leaf() {
            return "=0".to_owned();
        }
        format!("=SUMPRODUCT({}*{}*{})", self.children(), self.below(self.index, flag), self.below(self.index, col::WEIGHT))
    }

    pub(crate) fn score(&self) -> String {
        if let Some(score) = self.answer(indicator_col::SCORE) {
            return format!("={score}");
        }
        if self.is_leaf() {
            return "=\"—\"".to_owned();
        }
        let (children, total) = (self.children(), self.here(col::COUNTED_WEIGHT));
        let (weight, counted, score) =
            (self.below(self.index, col::WEIGHT), self.below(self.index, col::COUNTED), self.below(self.index, col::SCORE));
        let combined = match self.node.mean {
            Mean::Arithmetic => format!("SUMPRODUCT({children}*{counted}*{weight},{score})/{total}"),
            Mean::Geometric | Mean::Power(0.0) => {
                let logarithm = self.below(self.index, col::LOGARITHM);
                format!(
                    "IF(SUMPRODUCT({children}*{counted}*({weight}>0)*({score}=0))>0,0,EXP(SUMPRODUCT({children}*{counted}*{weight}*{logarithm})/{total}))"
                )
            }
            Mean::Minimum => format!("MIN(IF({children}*{counted}*({weight}>0)=1,{score}))"),
            Mean::Harmonic | Mean::Power(_) => {
                let (exponent, reference, powers) = (self.here(col::EXPONENT), self.here(col::REFERENCE), self.weighted_powers());
                format!("IF({reference}=0,0,{reference}*EXP(2*ATANH({powers}/(2*{total}+{powers}))/{exponent}))")
            }
        };
        format!("=IF({total}=0,\"—\",{combined})")
    }

    /// Σw·t of the children that count.
    fn weighted_powers(&self) -> String {
        let (children, counted) = (self.children(), self.below(self.index, col::COUNTED));
        format!("SUMPRODUCT({children}*{counted}*{},{})", self.below(self.index, col::WEIGHT), self.below(self.index, col::POWER))
    }

    /// The score on which a power mean leans, as an array formula; `None` for other means.
    pub(crate) fn reference(&self) -> Option<String> {
        if self.is_leaf() {
            return None;
        }
        self.node.mean.exponent()?;
        let (weight, counted) = (self.below(self.index, col::WEIGHT), self.below(self.index, col::COUNTED));
        let (total, exponent) = (self.here(col::COUNTED_WEIGHT), self.here(col::EXPONENT));
        let scores = format!("IF({}*{counted}*({weight}>0)=1,{})", self.children(), self.below(self.index, col::SCORE));
        Some(format!("=IF({total}=0,\"—\",IF({exponent}>0,MAX({scores}),MIN({scores})))"))
    }

    /// `t` of a child of a power mean; `None` below other means. Where zeros decide a mean of negative exponent, they share it
    /// by weight; a child without weight is as good as a zero.
    pub(crate) fn power(&self) -> Option<String> {
        let parent = self.node.parent?;
        self.book.input.nodes[parent].mean.exponent()?;
        let (exponent, reference) = (self.parent(col::EXPONENT)?, self.parent(col::REFERENCE)?);
        let (score, counted, weight) = (self.here(col::SCORE), self.here(col::COUNTED), self.here(col::WEIGHT));
        let tanh = format!("TANH({exponent}*LN({score}/{reference})/2)");
        let positive = format!("IF(({weight}>0)*({score}>0)=1,2*{tanh}/(1-{tanh}),-1)");
        Some(format!("=IF({counted}=1,IF({reference}=0,IF({score}=0,0,-1),{positive}),\"—\")"))
    }

    pub(crate) fn coverage(&self) -> String {
        let applies = self.here(col::APPLICABLE);
        if self.is_leaf() {
            return format!("=IF({applies}=1,{},\"—\")", self.here(col::COUNTED));
        }
        let (total, children) = (self.here(col::APPLICABLE_WEIGHT), self.children());
        let (flag, weight, coverage) =
            (self.below(self.index, col::APPLICABLE), self.below(self.index, col::WEIGHT), self.below(self.index, col::COVERAGE));
        format!("=IF({applies}=1,IF({total}=0,0,SUMPRODUCT({children}*{flag}*{weight},{coverage})/{total}),\"—\")")
    }

    pub(crate) fn effective_weight(&self) -> String {
        let (applies, weight) = (self.here(col::APPLICABLE), self.here(col::WEIGHT));
        match (self.parent(col::EFFECTIVE), self.parent(col::APPLICABLE_WEIGHT)) {
            (Some(above), Some(total)) => format!("=IF({applies}=1,IF({total}=0,0,{above}*{weight}/{total}),\"—\")"),
            _ => format!("=IF({applies}=1,1,\"—\")"),
        }
    }

    pub(crate) fn level_before_gate(&self) -> String {
        let minimum = self.book.plan.method_cell(MINIMUM_COVERAGE_ROW, method_col::VALUE);
        let (score, coverage) = (self.here(col::SCORE), self.here(col::COVERAGE));
        let found = level_by_cut_offs(self.book, &score);
        format!("=IF(AND(ISNUMBER({score}),ISNUMBER({coverage})),IF(ROUND({coverage},9)>={minimum},{found},\"—\"),\"—\")")
    }

    pub(crate) fn level(&self) -> String {
        capped(self.book, self.index, &self.here(col::BEFORE_GATE))
    }

    pub(crate) fn share_base(&self) -> String {
        if self.is_leaf() {
            return "=0".to_owned();
        }
        let (children, own) = (self.children(), self.here(col::SCORE));
        let (weight, counted, score) =
            (self.below(self.index, col::WEIGHT), self.below(self.index, col::COUNTED), self.below(self.index, col::SCORE));
        match self.node.mean {
            Mean::Arithmetic => format!("=SUMPRODUCT({children}*{counted}*{weight},{score})"),
            Mean::Geometric | Mean::Power(0.0) => format!("={}", self.here(col::COUNTED_WEIGHT)),
            Mean::Harmonic | Mean::Power(_) => format!("={}+{}", self.here(col::COUNTED_WEIGHT), self.weighted_powers()),
            Mean::Minimum => format!("=IF(ISNUMBER({own}),SUMPRODUCT({children}*{counted}*({score}<={own}+{TIE})*{weight}),0)"),
        }
    }

    pub(crate) fn share(&self) -> String {
        let (score, counted, weight) = (self.here(col::SCORE), self.here(col::COUNTED), self.here(col::WEIGHT));
        let mean = self.node.parent.map(|parent| self.book.input.nodes[parent].mean);
        let (Some(mean), Some(above), Some(base)) = (mean, self.parent(col::SCORE), self.parent(col::SHARE_BASE)) else {
            return format!("=IF({counted}=1,1,\"—\")");
        };
        let part = match mean {
            Mean::Arithmetic => format!("{weight}*{score}"),
            Mean::Geometric | Mean::Power(0.0) => weight,
            Mean::Harmonic | Mean::Power(_) => format!("{weight}*(1+{})", self.here(col::POWER)),
            Mean::Minimum => format!("IF({score}<={above}+{TIE},{weight},0)"),
        };
        format!("=IF({counted}*ISNUMBER({above})=1,IF({base}=0,0,{part}/{base}),\"—\")")
    }

    pub(crate) fn contribution(&self) -> String {
        let share = self.here(col::SHARE);
        match self.parent(col::CONTRIBUTION) {
            Some(above) => format!("=IF({}=1,IF(ISNUMBER({share}),{above}*{share},0),\"—\")", self.here(col::COUNTED)),
            None => format!("={}", self.here(col::SCORE)),
        }
    }

    pub(crate) fn tenths(&self) -> String {
        let points = self.here(col::CONTRIBUTION);
        format!("=IF(ISNUMBER({points}),INT(ROUND({points}*10,6)),0)")
    }

    pub(crate) fn remainder(&self) -> String {
        let (points, tenths) = (self.here(col::CONTRIBUTION), self.here(col::TENTHS));
        format!("=IF(ISNUMBER({points}),ROUND({points}*10-{tenths},6),-1)")
    }

    /// Largest remainder among siblings: the parent's listed tenths less everybody's whole tenths go to the largest remainders.
    pub(crate) fn listed(&self) -> String {
        let points = self.here(col::CONTRIBUTION);
        let (Some(parent), Some(above)) = (self.node.parent, self.parent(col::LISTED)) else {
            return format!("=IF(ISNUMBER({points}),ROUND({points},1),\"—\")");
        };
        let siblings = format!("({}={})", self.below(parent, col::PARENT), self.here(col::PARENT));
        let (remainders, numbers) = (self.below(parent, col::REMAINDER), self.below(parent, col::NUMBER));
        let (own, number, tenths) = (self.here(col::REMAINDER), self.here(col::NUMBER), self.here(col::TENTHS));
        let rank = format!("SUMPRODUCT({siblings}*(({remainders}>{own})+({remainders}={own})*({numbers}<={number})))");
        let rest = format!("ROUND({above}*10,0)-SUMPRODUCT({siblings}*{})", self.below(parent, col::TENTHS));
        format!("=IF(ISNUMBER({points})*ISNUMBER({above})=1,({tenths}+IF({rank}<={rest},1,0))/10,\"—\")")
    }

    pub(crate) fn difference(&self, live: ColNum, stored: ColNum) -> String {
        let (live, stored) = (self.here(live), self.here(stored));
        format!("=IF(AND(ISNUMBER({live}),ISNUMBER({stored})),{live}-{stored},IF(ISNUMBER({live})=ISNUMBER({stored}),\"—\",100))")
    }

    pub(crate) fn level_differs(&self, stored: Option<u8>) -> String {
        let level = self.here(col::LEVEL);
        let stored = stored.map_or_else(|| "\"—\"".to_owned(), |level| level.to_string());
        format!("=IF({level}={stored},0,1)")
    }

    pub(crate) fn weighted_gap(&self) -> String {
        if self.node.indicator.is_none() {
            return "=\"—\"".to_owned();
        }
        let (score, target, weight) = (self.here(col::SCORE), self.here(col::TARGET), self.here(col::EFFECTIVE));
        format!("=IF(ISNUMBER({score})*ISNUMBER({target})=1,ROUND({weight}*({score}-{target}),9),\"—\")")
    }

    /// The place of this weighted gap; `order` is 1 from the smallest and 0 from the largest. Equals keep the order of the tree.
    pub(crate) fn place_by_gap(&self, order: u8) -> String {
        let gap = self.here(col::WEIGHTED_GAP);
        let last = Plan::node_row(self.book.input.nodes.len().saturating_sub(1));
        let all = column(CONTRIBUTION_FIRST, last, col::WEIGHTED_GAP);
        let so_far = format!("{}:{gap}", fixed(CONTRIBUTION_FIRST, col::WEIGHTED_GAP));
        format!("=IF(ISNUMBER({gap}),RANK({gap},{all},{order})+COUNTIF({so_far},{gap})-1,\"—\")")
    }
}

/// The level whose cut-off a score has reached. Scores are settled at nine decimals, so that a last bit does not cost a level.
pub(crate) fn level_by_cut_offs(book: &Book, score: &str) -> String {
    let (levels, from) = (book.plan.level_column(method_col::LEVEL), book.plan.level_column(method_col::LEVEL_FROM));
    format!("IFERROR(INDEX({levels},MATCH(ROUND({score},9),{from},1)),\"—\")")
}

/// A level under the gates of its node: a gate's cell on the method sheet holds its cap while it is closed, and is empty otherwise.
pub(crate) fn capped(book: &Book, node: usize, level: &str) -> String {
    let rules = (book.plan.gates_first..).zip(&book.input.model.gates);
    let caps: Vec<String> = rules
        .filter(|(_, gate)| gate.rule.is_some_and(|rule| rule.node == node))
        .map(|(row, _)| book.plan.method_cell(row, method_col::GATE_CAP))
        .collect();
    if caps.is_empty() {
        return format!("={level}");
    }
    format!("=IF(ISNUMBER({level}),MIN({level},{}),\"—\")", caps.join(","))
}
