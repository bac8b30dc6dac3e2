//! A questionnaire goes out, is filled in, and comes back with every answer, whoever saved, sorted or moved it in between.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot be set up must fail loudly")]

mod common;

use std::sync::OnceLock;

use common::edited::{self, Edited};
use common::office;
use common::questionnaire::{Filler, Put, answered, short, whole, with_questions, with_rows, without_places};
use shuheng_report::Language;
use shuheng_report::questionnaire::{Filled, MOST_EVIDENCE_TEXT, MOST_RATIONALE, Questionnaire, Refusal, Scale, Value, read, write};

fn written(questionnaire: &Questionnaire) -> Vec<u8> {
    write(questionnaire).expect("a workbook")
}

fn taken(bytes: &[u8], questionnaire: &Questionnaire) -> Filled {
    read(bytes, &questionnaire.form).unwrap_or_else(|refusal| panic!("{refusal}"))
}

fn told(refusals: &[Refusal]) -> String {
    refusals.iter().map(|refusal| format!("{refusal}\n")).collect()
}

#[test]
fn equal_input_gives_equal_bytes_and_an_empty_form_has_no_answers() {
    for language in [Language::Zh, Language::En] {
        let questionnaire = whole(language);
        let bytes = written(&questionnaire);
        assert_eq!(bytes, written(&questionnaire));
        let filled = taken(&bytes, &questionnaire);
        assert_eq!(filled.identity, questionnaire.identity);
        assert_eq!((filled.answers, filled.refusals, filled.notices), (vec![], vec![], vec![]));
    }
}

#[test]
fn every_answer_comes_back_with_its_cell() {
    for language in [Language::Zh, Language::En] {
        let questionnaire = whole(language);
        let mut filler = Filler::new(written(&questionnaire));
        let expected = answered(&questionnaire, &mut filler);
        let filled = taken(&filler.bytes(), &questionnaire);
        assert_eq!(filled.answers, expected);
        assert_eq!((told(&filled.refusals), filled.notices), (String::new(), vec![]));
    }
}

/// A spreadsheet sorts the rows, LibreOffice saves them.
#[test]
fn shuffled_and_saved_by_another_program_every_answer_comes_back() {
    let mut books = Vec::new();
    let mut all = Vec::new();
    for language in [Language::Zh, Language::En] {
        let questionnaire = whole(language);
        let mut filler = Filler::new(written(&questionnaire));
        let expected = without_places(&answered(&questionnaire, &mut filler));
        // A step that has no divisor in common with the number of rows comes to each of them once.
        let shuffled = |count: usize| {
            let step = (7_usize..).find(|step| (2..=*step).all(|d| !step.is_multiple_of(d) || !count.is_multiple_of(d))).expect("a step");
            (0..count).map(|place| (place * step + 3) % count).collect()
        };
        books.push(with_questions(&filler.bytes(), |xml| with_rows(&xml, shuffled)));
        all.push((questionnaire, expected));
    }
    for (bytes, saved) in books.iter().zip(office::saved_again(&books)) {
        let (questionnaire, expected) = all.remove(0);
        for bytes in [bytes, &saved] {
            let filled = taken(bytes, &questionnaire);
            assert_eq!(told(&filled.refusals), "");
            assert_eq!(filled.notices, []);
            assert_eq!(filled.identity, questionnaire.identity);
            assert_eq!(without_places(&filled.answers), expected);
        }
    }
}

/// LibreOffice computes the progress of a filled form.
#[test]
fn the_cover_counts_what_is_answered_and_lists_what_is_missing() {
    for (language, cover, done) in [(Language::Zh, "封面", "合计"), (Language::En, "Cover", "All")] {
        let questionnaire = short(language);
        let [rubric, metric, checklist] = ids(&questionnaire);
        let mut filler = Filler::new(written(&questionnaire));
        filler.put(&rubric, "answer", if language == Language::Zh { "不适用" } else { "N/A" });
        for item in items(&questionnaire).iter().skip(1) {
            filler.put(&format!("{checklist}#{item}"), "answer", if language == Language::Zh { "有" } else { "Yes" });
        }
        let total = |bytes: &[u8]| {
            let values = office::recalculated(bytes);
            let (row, _) = *values[cover].iter().find(|(_, value)| **value == *done).expect("the total").0;
            let figures = [3, 4, 5].map(|col| office::number(&values, cover, (row, col)).expect("a number"));
            let reasons = office::number(&values, cover, (row + 1, 5)).expect("a number");
            let titles: Vec<String> =
                questionnaire.form.questions.iter().map(|question| format!("{} {}", question.code, question.name)).collect();
            let missing: Vec<usize> = (0..3).filter(|at| values[cover].values().any(|value| value.to_string() == titles[*at])).collect();
            (figures, reasons, missing)
        };
        assert_eq!(total(&filler.bytes()), ([1.0, 3.0, 2.0], 1.0, vec![1, 2]), "a checklist counts once all of it is answered");
        filler.put(&rubric, "na_reason", "x");
        filler.put(&metric, "answer", Put::Number(0.0));
        filler.put(&format!("{checklist}#{}", items(&questionnaire)[0]), "answer", if language == Language::Zh { "无" } else { "No" });
        assert_eq!(total(&filler.bytes()), ([3.0, 3.0, 0.0], 0.0, vec![]));
    }
}

fn ids(questionnaire: &Questionnaire) -> [String; 3] {
    [0, 1, 2].map(|at| questionnaire.form.questions[at].id.clone())
}

fn items(questionnaire: &Questionnaire) -> Vec<String> {
    let Scale::Checklist { items } = &questionnaire.form.questions[2].scale else { panic!("the third is a checklist") };
    items.iter().map(|item| item.id.clone()).collect()
}

/// What becomes of one form after `fill`.
fn after(fill: impl FnOnce(&mut Filler, [String; 3])) -> (Questionnaire, Filled) {
    static BLANK: OnceLock<(Questionnaire, Vec<u8>)> = OnceLock::new();
    let blank = || {
        let questionnaire = short(Language::Zh);
        let bytes = written(&questionnaire);
        (questionnaire, bytes)
    };
    let (questionnaire, bytes) = BLANK.get_or_init(blank).clone();
    let mut filler = Filler::new(bytes);
    fill(&mut filler, ids(&questionnaire));
    let filled = taken(&filler.bytes(), &questionnaire);
    (questionnaire, filled)
}

/// What is read of a text in the answer to the rubric (0) or the metric (1): the value, or why there is none.
fn answer(of: usize, put: impl Into<Put>) -> Result<Option<Value>, String> {
    let put = put.into();
    let mut at = String::new();
    let (questionnaire, filled) = after(|filler, ids| at = filler.put(&ids[of], "answer", put));
    match filled.refusals.as_slice() {
        [] => Ok(filled.answers.first().and_then(|answer| answer.value.clone())),
        [refusal] => {
            assert_eq!(refusal.place(), format!("问卷!{at}"));
            assert_eq!(refusal.indicator.as_ref(), Some(&questionnaire.form.questions[of].id));
            assert!(!refusal.next.zh.is_empty() && !refusal.next.en.is_empty() && !refusal.why.zh.is_empty());
            assert!(filled.answers.is_empty(), "what is refused is no answer");
            Err(refusal.why.en.clone())
        }
        more => panic!("{}", told(more)),
    }
}

#[test]
fn answers_as_people_type_them() {
    for text in ["3", "L3", "３ ", "三级", "L3 稳健级", "3 稳健级", "稳健级", "第三级"] {
        assert_eq!(answer(0, text), Ok(Some(Value::Level(3))), "{text}");
    }
    assert_eq!(answer(0, Put::Number(3.0)), Ok(Some(Value::Level(3))));
    for (text, number) in [("12.5%", 12.5), ("１２．５％", 12.5), (" 12.5 ", 12.5), ("−3", -3.0), ("1,000", 1_000.0), ("4.5 %", 4.5)]
    {
        assert_eq!(answer(1, text), Ok(Some(Value::Number(number))), "{text}");
    }
    for of in [0, 1] {
        for text in ["不适用", "N/A", "NA", "n/a", "Ｎ／Ａ", "不 适用"] {
            assert_eq!(answer(of, text), Ok(Some(Value::NotApplicable)), "{text}");
        }
        assert_eq!(answer(of, "  "), Ok(None));
    }
}

#[test]
fn what_cannot_be_meant_is_refused_with_its_cell() {
    for (of, put, why) in [
        (0, Put::from("6"), "there is no such level; they go from L1 to L5"),
        (0, Put::Number(0.0), "there is no such level"),
        (0, Put::Number(3.5), "it does not say which level is meant"),
        (0, Put::from("L3 优化级"), "it does not say which level is meant"),
        (0, Put::from("较好"), "it does not say which level is meant"),
        (0, Put::Formula("1+2", 3.0), "the cell holds a formula, and its result is not taken"),
        (1, Put::Formula("A1", 3.0), "the cell holds a formula"),
        (1, Put::from("约三成"), "it is no usable number"),
        (1, Put::from("-"), "it is not a number"),
        (1, Put::from("1e999"), "it is no usable number"),
        (1, Put::Number(5_000.0), "it is not within -1000 and 1000 (%)"),
    ] {
        let refused = answer(of, put.clone()).expect_err("a refusal");
        assert!(refused.contains(why), "{put:?}: {refused}");
    }
}

#[test]
fn a_unit_may_stand_behind_a_figure_and_a_percentage_needs_its_unit() {
    let mut questionnaire = short(Language::Zh);
    let Scale::Metric { unit, range, .. } = &mut questionnaire.form.questions[1].scale else { panic!("a metric") };
    (*unit, *range) = ("亿元".to_owned(), None);
    let id = questionnaire.form.questions[1].id.clone();
    let read = |text: &str| {
        let mut filler = Filler::new(written(&questionnaire));
        filler.put(&id, "answer", text);
        taken(&filler.bytes(), &questionnaire)
    };
    assert_eq!(read("12.5 亿元").answers[0].value, Some(Value::Number(12.5)));
    assert_eq!(read("12.5%").refusals.len(), 1);
}

#[test]
fn one_refused_cell_leaves_the_rest_of_its_row() {
    let long = "证".repeat(MOST_RATIONALE + 1);
    let (questionnaire, filled) = after(|filler, [rubric, metric, _]| {
        filler.put(&rubric, "answer", "9");
        filler.put(&rubric, "confidence", "很高");
        filler.put(&rubric, "rationale", "有制度");
        filler.put(&metric, "answer", "5");
        filler.put(&metric, "rationale", long.as_str());
        filler.put(&metric, "evidence", format!("年报\n{}", "据".repeat(MOST_EVIDENCE_TEXT + 1)).as_str());
        filler.put(&metric, "na_reason", "多余的理由");
    });
    let [rubric, metric] = filled.answers.as_slice() else { panic!("two answers") };
    assert_eq!((&rubric.value, rubric.confidence, rubric.rationale.as_str()), (&None, None, "有制度"));
    assert_eq!((&metric.value, metric.rationale.as_str(), metric.evidence.len()), (&Some(Value::Number(5.0)), "", 0));
    let cells = [&rubric.cells.answer, &rubric.cells.confidence, &metric.cells.rationale, &metric.cells.evidence];
    assert_eq!(filled.refusals.iter().map(|refusal| &refusal.cell).collect::<Vec<_>>(), cells);
    assert!(filled.refusals[2].found.chars().count() <= 41, "what was found is shown short");
    assert!(filled.refusals[2].why.zh.contains(&questionnaire.form.questions[1].code));
    assert_eq!(filled.notices.len(), 1, "a reason for 不适用 beside another answer");
}

#[test]
fn a_checklist_is_read_item_by_item() {
    let questionnaire = short(Language::Zh);
    let all = items(&questionnaire);
    let read = |fill: &dyn Fn(&mut Filler, &str)| {
        let mut filler = Filler::new(written(&questionnaire));
        fill(&mut filler, &questionnaire.form.questions[2].id);
        taken(&filler.bytes(), &questionnaire)
    };
    let part = read(&|filler, id| drop(filler.put(&format!("{id}#{}", all[1]), "answer", "√")));
    assert_eq!(part.answers[0].value, Some(Value::Items([(all[1].clone(), true)].into())));
    assert_eq!(part.notices.len(), 1, "the others are open, and not taken for 无");
    let both = read(&|filler, id| {
        filler.put(&format!("{id}#{}", all[0]), "answer", "无");
        filler.put(id, "answer", "不适用");
    });
    assert_eq!((both.answers.len(), both.refusals.len()), (0, 1), "不适用 and items contradict each other");
    let wrong = read(&|filler, id| {
        filler.put(id, "answer", "3");
        filler.put(&format!("{id}#{}", all[0]), "answer", "部分");
    });
    assert_eq!((wrong.answers.len(), wrong.refusals.len()), (0, 2));
    let none = read(&|filler, id| drop(filler.put(id, "answer", "不适用")));
    assert_eq!(none.answers[0].value, Some(Value::NotApplicable));
    assert!(none.notices[0].message.zh.contains("没有写理由"));
}

/// What a person does to the sheets, through a program that keeps values and drops all else.
#[test]
fn sheets_may_be_renamed_and_columns_moved_hidden_or_added() {
    let questionnaire = whole(Language::Zh);
    let mut filler = Filler::new(written(&questionnaire));
    let expected = without_places(&answered(&questionnaire, &mut filler));
    let mut edited = Edited::new(&filler.bytes());
    let cells = std::mem::take(edited.sheet("问卷"));
    edited.without_sheet("问卷");
    // Columns from right to left, with one of the respondent's own between them and rows moved down.
    let moved = cells.into_iter().map(|((row, col), put)| ((row + 5, 40 - 2 * col), put));
    *edited.sheet("信息科技部 已填") = moved.collect();
    edited.sheet("信息科技部 已填").insert((30, 7), "自己加的备注".into());
    edited.sheet("附表").insert((0, 0), "作答".into());
    let filled = taken(&edited.bytes(), &questionnaire);
    assert_eq!(told(&filled.refusals), "");
    assert_eq!(filled.notices, []);
    assert_eq!(without_places(&filled.answers), expected);
    assert_eq!(filled.identity, questionnaire.identity, "the hidden sheet alone says whose it is");
    // Without the hidden keys the heads do.
    let keys: Vec<(u32, u32)> = edited.sheet("信息科技部 已填").keys().filter(|at| at.0 == 7).copied().collect();
    keys.iter().for_each(|at| drop(edited.sheet("信息科技部 已填").remove(at)));
    let filled = taken(&edited.bytes(), &questionnaire);
    assert_eq!(told(&filled.refusals), "");
    assert_eq!(without_places(&filled.answers), expected);
}

/// A short form with two answers, as values.
fn two_answers() -> (Questionnaire, Edited, [(u32, u32); 2]) {
    let questionnaire = short(Language::Zh);
    let [rubric, metric, _] = ids(&questionnaire);
    let mut filler = Filler::new(written(&questionnaire));
    filler.put(&rubric, "answer", "L2 受管理级");
    filler.put(&metric, "answer", Put::Number(4.5));
    let at = [filler.at(&rubric, "answer"), filler.at(&metric, "answer")];
    (questionnaire, Edited::new(&filler.bytes()), at)
}

#[test]
fn rows_that_stand_twice_count_once_or_not_at_all() {
    let (questionnaire, edited, [(row, col), _]) = two_answers();
    let copied = |other: Option<&str>| {
        let mut copy = edited.clone();
        let cells: Vec<_> = copy.sheet("问卷").range((row, 0)..(row + 1, 0)).map(|(at, put)| ((at.0 + 50, at.1), put.clone())).collect();
        copy.sheet("问卷").extend(cells);
        match other {
            Some("") => drop(copy.sheet("问卷").remove(&(row + 50, col))),
            Some(other) => drop(copy.sheet("问卷").insert((row + 50, col), other.into())),
            None => {}
        }
        taken(&copy.bytes(), &questionnaire)
    };
    for same in [None, Some("")] {
        let filled = copied(same);
        assert_eq!((filled.answers.len(), filled.refusals.len(), filled.notices.len()), (2, 0, 1), "{same:?}");
        assert_eq!(filled.answers[0].value, Some(Value::Level(2)));
    }
    let filled = copied(Some("L4 量化管理级"));
    assert_eq!((filled.answers.len(), filled.notices.len()), (1, 0));
    let [refusal] = filled.refusals.as_slice() else { panic!("one refusal") };
    assert_eq!(refusal.place(), format!("问卷!{}{}", rust_xlsxwriter::column_number_to_name(col as u16), row + 51));
    assert_eq!(refusal.found, "L4 量化管理级");
}

#[test]
fn rows_without_id_with_an_unknown_one_or_deleted_are_told() {
    let (questionnaire, edited, [(row, _), (metric_row, _)]) = two_answers();
    let mut lost = edited.clone();
    lost.sheet("问卷").remove(&(row, 0));
    let filled = taken(&lost.bytes(), &questionnaire);
    assert_eq!((filled.answers.len(), filled.refusals.len(), filled.notices.len()), (1, 1, 1));
    assert!(filled.refusals[0].why.zh.contains(&format!("“{}”有填写，但隐藏的标识被删去", questionnaire.form.questions[0].code)));
    let mut unknown = edited.clone();
    unknown.sheet("问卷").insert((row, 0), "made.up".into());
    let filled = taken(&unknown.bytes(), &questionnaire);
    assert_eq!((filled.answers.len(), filled.refusals[0].indicator.as_deref()), (1, Some("made.up")));
    let mut deleted = edited.clone();
    deleted.sheet("问卷").retain(|at, _| at.0 != metric_row);
    let filled = taken(&deleted.bytes(), &questionnaire);
    assert_eq!((filled.answers.len(), filled.refusals.len(), filled.notices.len()), (1, 0, 1));
    assert_eq!(filled.notices[0].indicator, Some(ids(&questionnaire)[1].clone()));
    let mut without_ids = edited;
    without_ids.sheet("问卷").retain(|at, _| at.1 != 0);
    let filled = taken(&without_ids.bytes(), &questionnaire);
    assert_eq!((filled.answers.len(), told(&filled.refusals).contains("隐藏的标识列不见了")), (0, true));
}

#[test]
fn a_sheet_or_a_column_that_stands_twice_must_say_the_same() {
    let (questionnaire, edited, [(row, col), _]) = two_answers();
    let mut twice = edited.clone();
    let copy = twice.sheet("问卷").clone();
    *twice.sheet("问卷 (2)") = copy;
    let filled = taken(&twice.bytes(), &questionnaire);
    assert_eq!((filled.answers.len(), filled.refusals.len(), filled.notices.len()), (2, 0, 1));
    twice.sheet("问卷 (2)").insert((row, col), "L5 优化级".into());
    let filled = taken(&twice.bytes(), &questionnaire);
    assert_eq!((filled.answers.len(), filled.refusals.len()), (0, 1));
    assert!(filled.refusals[0].why.zh.contains("两张问卷表"), "{}", told(&filled.refusals));
    let mut columns = edited;
    let answers: Vec<_> = columns.sheet("问卷").iter().filter(|(at, _)| at.1 == col).map(|(at, put)| ((at.0, 30), put.clone())).collect();
    columns.sheet("问卷").extend(answers);
    assert_eq!(taken(&columns.bytes(), &questionnaire).answers.len(), 2);
    columns.sheet("问卷").insert((row, 30), "L5 优化级".into());
    let filled = taken(&columns.bytes(), &questionnaire);
    assert_eq!((filled.answers.len(), filled.refusals.len()), (0, 1));
}

#[test]
fn merged_cells_count_for_their_first_row_and_are_told() {
    let (questionnaire, mut edited, [(row, col), _]) = two_answers();
    let rationale = col + 3;
    edited.merge("问卷", (row, rationale));
    let filled = taken(&edited.bytes(), &questionnaire);
    assert_eq!((filled.answers[0].rationale.as_str(), filled.answers[1].rationale.as_str()), ("merged", ""));
    let cell = format!("{}{}", rust_xlsxwriter::column_number_to_name(rationale as u16), row + 1);
    assert_eq!(filled.notices.iter().map(|notice| &notice.cell).collect::<Vec<_>>(), [&cell]);
}

#[test]
fn who_filled_it_in_comes_back() {
    let (questionnaire, mut edited, _) = two_answers();
    let keys: Vec<((u32, u32), String)> = edited
        .sheet("封面")
        .iter()
        .filter_map(|(at, put)| if let edited::Put::Text(text) = put { Some((*at, text.clone())) } else { None })
        .filter(|(_, text)| text.starts_with("shuheng:"))
        .collect();
    assert_eq!(keys.len(), 4);
    for ((row, _), key) in keys.iter().take(3) {
        edited.sheet("封面").insert((*row, 2), format!("写在{key}").as_str().into());
    }
    let sign_off = taken(&edited.bytes(), &questionnaire).sign_off;
    assert_eq!(sign_off.completed_by, "写在shuheng:completed_by");
    assert_eq!(sign_off.completed_on, "写在shuheng:completed_on");
    assert_eq!(sign_off.remarks, "", "a label is no text");
}
