//! The example of `docs/optimize.md` gives the answer that stands there.

use shuheng_optimum::{Status, optimise, read};

#[test]
fn the_worked_example() {
    let document = include_str!("../../../../docs/optimize.md");
    let block = |mark: &str| {
        let (_, after) = document.split_once(mark).unwrap_or_else(|| panic!("a block {mark}"));
        after.split_once("```").expect("the end of the block").0.to_owned()
    };
    let plan = read(&block("```toml\n")).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let optimum = optimise(&plan).expect("an answer");
    assert_eq!(optimum.status, Status::Optimal);
    let answer = block("```text\n");
    let mut lines: Vec<String> = optimum.chosen.iter().map(|chosen| format!("{} {} {:?}", chosen.id, chosen.start, chosen.cost)).collect();
    lines.push(format!("score {:.2} -> {:.2}", optimum.score_before, optimum.score_after.unwrap_or_default()));
    lines.extend(optimum.frontier.iter().map(|point| {
        let score = point.score.map_or_else(|| "none".to_owned(), |score| format!("{score:.2}"));
        format!("{:.0}% {score} {}", point.share * 100.0, point.chosen.join(" "))
    }));
    assert_eq!(
        answer.trim_end().lines().map(str::trim_end).collect::<Vec<_>>(),
        lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>()
    );
}
