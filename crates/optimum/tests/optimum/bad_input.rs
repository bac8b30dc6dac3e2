//! Plans that cannot be used: every fault is told with its line, in both languages, and nothing crashes.

use shuheng_optimum::{Fault, read};

const SOUND: &str = r#"years = [2026, 2027]
unit = "万元"
budget = [100, 50]

[[indicator]]
id = "k"
weight = 1
present = 40

[[initiative]]
id = "a"
cost = [10, 20]
uplift = { k = 5 }

[[initiative]]
id = "b"
cost = [10]
requires = ["a"]
"#;

fn faults(text: &str) -> Vec<Fault> {
    read(text).err().unwrap_or_default()
}

/// One fault at this line with these words.
fn refused(from: &str, to: &str, line: usize, words: &str) {
    let text = SOUND.replacen(from, to, 1);
    assert_ne!(text, SOUND, "`{from}` is not in the plan");
    let found = faults(&text);
    let told = found.iter().any(|fault| fault.line == line && fault.message.en.contains(words));
    assert!(told && found.len() == 1, "{from} → {to}: {found:#?}");
    assert!(found.iter().all(|fault| !fault.message.zh.is_empty() && !fault.hint.zh.is_empty() && !fault.hint.en.is_empty()));
}

#[test]
fn each_fault_has_its_line() {
    assert_eq!(faults(SOUND), []);
    refused("[10, 20]", "[10, nan]", 12, "initiative[1].cost[2] is not a finite number");
    refused("[10, 20]", "[10, inf]", 12, "not a finite number");
    refused("[10, 20]", "[10, 1e400]", 12, "initiative[1].cost[2]");
    refused("[10, 20]", "[10, 1e308]", 12, "initiative[1].cost[2] is 1");
    refused("[10, 20]", "[-10, 20]", 12, "initiative[1].cost[1] is -10");
    refused("[10, 20]", "[]", 12, "the cost has 0 years");
    refused("[10, 20]", "[10, 20, 30]", 12, "the cost has 3 years and the plan 2");
    refused("[10, 20]", "\"much\"", 12, "should be a list of numbers");
    refused("[100, 50]", "[100, -50]", 3, "budget[2] is -50");
    refused("[100, 50]", "[100]", 3, "1 budgets for 2 years");
    refused("[2026, 2027]", "[2026, 2026]", 1, "2026 stands twice");
    refused("[2026, 2027]", "[]", 1, "there are 0 years");
    refused("unit = \"万元\"\n", "", 1, "`unit` is missing");
    refused("weight = 1", "weight = 0", 5, "sum to 0");
    refused("present = 40", "present = 140", 8, "indicator[1].present is 140");
    refused("present = 40", "present = 40\nceiling = 30", 9, "indicator[1].ceiling is 30");
    refused("{ k = 5 }", "{ j = 5 }", 13, "no indicator `j`");
    refused("{ k = 5 }", "{ k = -5 }", 13, "is -5");
    refused("[\"a\"]", "[\"c\"]", 18, "no initiative `c`");
    refused("[\"a\"]", "[\"b\"]", 18, "names itself in requires");
    refused("[\"a\"]", "[\"a\"]\nexcludes = [\"a\"]", 19, "both needs and excludes");
    refused("id = \"b\"\ncost = [10]\nrequires = [\"a\"]", "id = \"a\"\ncost = [10]", 16, "`a` stands twice");
    refused("{ k = 5 }", "{ k = 5 }\nrequires = [\"b\"]", 16, "form a circle");
    refused("{ k = 5 }", "{ k = 5 }\nmandatry = true", 14, "unknown key `mandatry`");
    refused("{ k = 5 }", "{ k = 5 }\nstarts = [2030]", 14, "2030 is not a year of the plan");
    refused("{ k = 5 }", "{ k = 5 }\nstarts = [2027]", 14, "cannot end in time");
    refused("{ k = 5 }", "{ k = 5 }\nlag = 1.5", 14, "not whole");
    refused("unit", "objective = \"best\"\nunit", 2, "unknown objective `best`");
    refused("unit", "time_limit = 0\nunit", 2, "time_limit is 0");
    refused("unit", "frontier = [-1]\nunit", 2, "frontier[1] is -1");
    refused("unit", "format = 2\nunit", 2, "not supported");
}

#[test]
fn all_faults_are_told_at_once() {
    let text = SOUND
        .replace("[10, 20]", "[nan, 20]")
        .replace("[\"a\"]", "[\"nobody\"]")
        .replace("present = 40", "present = \"low\"")
        .replace("unit", "unti");
    let lines: Vec<usize> = faults(&text).iter().map(|fault| fault.line).collect();
    assert_eq!(lines, [1, 2, 8, 12, 18]);
}

#[test]
fn plans_that_are_none() {
    for text in ["", "nothing", "[[initiative]]", "initiative = 3", "years = 2026", "\u{0}", "a = [", "[initiative]\nid = \"a\""] {
        assert!(!faults(text).is_empty(), "{text:?}");
    }
    let empty = SOUND.split("[[initiative]]").next().unwrap_or_default();
    assert!(faults(empty).iter().any(|fault| fault.message.en == "there is no initiative"));
}

#[test]
fn a_circle_is_told_with_its_members() {
    let text = format!("{SOUND}\n[[initiative]]\nid = \"c\"\ncost = [1]\nrequires = [\"b\"]\n")
        .replace("{ k = 5 }", "{ k = 5 }\nrequires_earlier = [\"c\"]");
    let found = faults(&text);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].message.en.contains("a → c → b → a"), "{}", found[0].message.en);
}

#[test]
fn five_thousand_initiatives_are_too_many() {
    let mut text = SOUND.to_owned();
    for number in 0..5000 {
        text += &format!("[[initiative]]\nid = \"x{number}\"\ncost = [1]\n");
    }
    let found = faults(&text);
    assert!(found.len() == 1 && found[0].message.en == "there are 5002 initiatives, more than 500", "{found:#?}");
}
