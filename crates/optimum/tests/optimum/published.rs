//! Capital-budgeting problems whose optimum is printed.

use crate::support::{answer, draft, ids, initiative};
use shuheng_optimum::{Draft, Status};

/// All projects begin in the first year.
fn at_once(plan: &mut Draft) {
    let first = plan.years[0].clone();
    plan.initiatives.iter_mut().for_each(|initiative| initiative.starts = Some(vec![first.clone()]));
}

/// Lorie, J. H. and Savage, L. J. (1955), *Three Problems in Rationing Capital*, Journal of Business 28(4), 229–239: nine projects,
/// outlays in two periods, 50 and 20 at hand. The optimum in whole projects is 70 with projects 1, 3, 4, 6 and 9: Weingartner,
/// H. M. (1963), *Mathematical Programming and the Analysis of Capital Budgeting Problems*.
#[test]
fn lorie_and_savage_nine_projects() {
    let projects = [
        (12.0, 3.0, 14.0),
        (54.0, 7.0, 17.0),
        (6.0, 6.0, 17.0),
        (6.0, 2.0, 15.0),
        (30.0, 35.0, 40.0),
        (6.0, 6.0, 12.0),
        (48.0, 4.0, 14.0),
        (36.0, 3.0, 10.0),
        (18.0, 3.0, 12.0),
    ];
    let mut plan = draft(2, &[50.0, 20.0]);
    plan.initiatives = (1..).zip(projects).map(|(number, (one, two, value))| initiative(&number.to_string(), &[one, two], value)).collect();
    at_once(&mut plan);
    let optimum = answer(&plan);
    assert_eq!(optimum.status, Status::Optimal);
    assert_eq!(ids(&optimum), ["1", "3", "4", "6", "9"]);
    assert_eq!((optimum.objective, optimum.gap), (Some(70.0), Some(0.0)));
    assert_eq!(optimum.cost_by_year, [48.0, 20.0]);
}

/// Hillier, F. S. and Lieberman, G. J., *Introduction to Operations Research*, chapter on integer programming, prototype example
/// (California Manufacturing Co.): factory or warehouse in Los Angeles or San Francisco, at most one warehouse, and only where
/// there is a factory; 10 million at hand. The optimum is 14: both factories, no warehouse.
#[test]
fn hillier_and_lieberman_factories_and_warehouses() {
    let mut plan = draft(1, &[10.0]);
    plan.initiatives = vec![
        initiative("factory-la", &[6.0], 9.0),
        initiative("factory-sf", &[3.0], 5.0),
        initiative("warehouse-la", &[5.0], 6.0),
        initiative("warehouse-sf", &[2.0], 4.0),
    ];
    plan.initiatives[2].requires = vec!["factory-la".to_owned()];
    plan.initiatives[3].requires = vec!["factory-sf".to_owned()];
    plan.initiatives[2].excludes = vec!["warehouse-sf".to_owned()];
    let optimum = answer(&plan);
    assert_eq!((ids(&optimum), optimum.objective), (vec!["factory-la", "factory-sf"], Some(14.0)));
}

/// Winston, W. L., *Operations Research: Applications and Algorithms*, chapter on integer programming (Stockco): four investments,
/// 14 at hand. The optimum is 42: the second, third and fourth.
#[test]
fn winston_stockco() {
    let mut plan = draft(1, &[14.0]);
    let investments = [(5.0, 16.0), (7.0, 22.0), (4.0, 12.0), (3.0, 8.0)];
    plan.initiatives = (1..).zip(investments).map(|(number, (cost, value))| initiative(&number.to_string(), &[cost], value)).collect();
    let optimum = answer(&plan);
    assert_eq!((ids(&optimum), optimum.objective), (vec!["2", "3", "4"], Some(42.0)));
}
