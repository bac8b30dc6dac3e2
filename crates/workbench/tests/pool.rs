//! A pool as the window uses it: remembered outside the engagement, the own institution beside a group, never a single member.
#![expect(clippy::expect_used, reason = "a test that cannot be set up must fail loudly")]

use shuheng_workbench::view::{NewEngagementRequest, OwnFigureRequest, PoolGroupRef, PoolQuery};
use shuheng_workbench::{FixedClock, Folders, Workbench, WorkbenchError};
use std::path::Path;
use std::sync::Arc;

const ANSWERS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/sample/answers.csv");

fn workbench(folder: &Path) -> Workbench {
    let folders = Folders { settings: Some(folder.join("settings")), documents: folder.to_owned(), models: None };
    let clock = FixedClock::new("2026-03-18T14:32:00+08:00".parse().expect("a moment"));
    Workbench::new(folders, Arc::new(clock)).expect("a workbench")
}

/// A finished assessment of its own, with an intensity of 4.07%.
fn finished(workbench: &mut Workbench, folder: &Path, number: usize) {
    let request = NewEngagementRequest {
        path: folder.join(format!("{number}.shuheng")).display().to_string(),
        institution: format!("某某银行{number}"),
        kind: "city_bank".to_owned(),
        year: 2024,
        model: "caict-value-2025".to_owned(),
    };
    workbench.create(&request).expect("an engagement");
    workbench.record_answers_file(Path::new(ANSWERS)).expect("answers");
    for (metric, value) in [("it_investment", 4.83), ("operating_revenue", 118.67)] {
        let request = OwnFigureRequest { metric: metric.to_owned(), year: 2024, value: Some(value) };
        workbench.set_own_figure(&request).expect("a figure");
    }
}

#[test]
fn the_own_institution_stands_beside_quartiles_and_nobody_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let mut workbench = workbench(folder);
    assert_eq!(workbench.pool().expect("no pool"), None);
    assert!(workbench.pool_table(&PoolQuery::default()).is_err());
    workbench.pool_create(&folder.join("p.shuheng-pool"), None).expect("a pool");
    for number in 0..8 {
        finished(&mut workbench, folder, number);
        let update = workbench.pool_add_current("T3", false).expect("added");
        let own = update.pool.own.expect("one is open");
        assert!(update.changed && own.refusal.is_none() && own.tiers.len() == 3);
        assert!(update.pool.members.iter().any(|member| Some(&member.number) == own.number.as_ref() && !member.counted));
    }
    let released = workbench.pool_release().expect("released");
    assert_eq!((released.pool.counted, released.pool.waiting, released.pool.release), (8, 0, 1));
    assert!(matches!(workbench.pool_add_current("T2", false), Err(WorkbenchError::NotPooled { .. })), "published alone it would show");
    let table = workbench.pool_table(&PoolQuery::default()).expect("a table");
    assert_eq!(table.position_group, Some(PoolGroupRef { kind: Some("city_bank".to_owned()), tier: None }));
    assert_eq!(table.positions.len(), 1 + 3 + 14 + 3);
    let of = |id: &str| table.positions.iter().find(|position| position.variable.id == id).expect("a position");
    let root = of("root").cell.clone().expect("shown");
    let score = workbench.result().expect("a result").score.expect("a score");
    assert_eq!((of("root").own, root.median, root.quartiles), (Some(score), score.round(), Some([score.round(); 2])), "all alike");
    let intensity = of("it_investment_to_revenue");
    assert!(intensity.own.is_some_and(|own| (own - 4.07).abs() < 0.001), "the own figure is not rounded: {intensity:?}");
    assert_eq!(intensity.cell.as_ref().map(|cell| (cell.median, cell.members, cell.at_least)), Some((4.0, 5, true)));
    let asked = PoolQuery { group: Some(PoolGroupRef { kind: Some("securities".to_owned()), tier: None }), ..PoolQuery::default() };
    assert_eq!(
        workbench.pool_table(&asked).expect("a table").position_group,
        table.position_group,
        "a group that is not shown is not compared"
    );
}

#[test]
fn the_last_pool_is_remembered_with_the_settings_and_never_in_the_engagement() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let mut first = workbench(folder);
    first.pool_create(&folder.join("recognisable.shuheng-pool"), None).expect("a pool");
    first.open_sample().expect("the sample");
    let view = first.pool().expect("readable").expect("a pool");
    assert!(view.own.is_some_and(|own| own.refusal.is_some_and(|refusal| refusal.en.contains("fictional"))));
    assert!(matches!(first.pool_add_current("T3", false), Err(WorkbenchError::NotPooled { .. })));
    first.close().expect("closed");
    assert_eq!(workbench(folder).pool().expect("readable").map(|view| view.file_name), Some("recognisable.shuheng-pool".to_owned()));
    for entry in std::fs::read_dir(folder).expect("the folder").flatten() {
        if entry.path().extension().is_some_and(|extension| extension == "shuheng") {
            let bytes = std::fs::read(entry.path()).expect("the engagement");
            assert!(!bytes.windows(12).any(|window| window == b"recognisable"));
        }
    }
    std::fs::remove_file(folder.join("recognisable.shuheng-pool")).expect("gone");
    assert!(matches!(workbench(folder).pool(), Err(WorkbenchError::File { .. })));
}
