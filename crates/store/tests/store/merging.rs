//! Merging: what people meet.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::PathBuf;

use chrono::TimeDelta;
use shuheng_store::{
    Access, AnswerChange, ConflictKind, Decision, Decisions, Engagement, FixedClock, Merge, Merged, NewEvidence, NewRespondent,
    NewResponse, Passphrase, Relation, RespondentKind, ResponseOrigin, Said, Side, Source, Stage, StoreError, Strength, UpgradePlan, Value,
    verify,
};

use crate::support::{ACTOR, Place, SmallDisk, clock, model, plain};

fn level(level: u8) -> AnswerChange {
    AnswerChange::value(Value::Level(level))
}

/// Two laptops that got the same file; what B does is a minute later.
struct Laptops(Place);

impl Laptops {
    fn new(shared: impl FnOnce(&mut Engagement), a: impl FnOnce(&mut Engagement), b: impl FnOnce(&mut Engagement)) -> Self {
        let (place, mut e) = Place::with_engagement();
        shared(&mut e);
        e.close().unwrap();
        let laptops = Self(place);
        for name in ["a", "b"] {
            fs::copy(&laptops.0.file, laptops.path(name)).unwrap();
        }
        laptops.edit("a", 1, a);
        laptops.edit("b", 2, b);
        laptops
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.folder.path().join(format!("{name}.shuheng"))
    }

    fn edit(&self, name: &str, minute: i64, work: impl FnOnce(&mut Engagement)) {
        let at = FixedClock::new(clock_at(minute));
        let mut e = Engagement::open(self.path(name), std::sync::Arc::new(at)).unwrap();
        work(&mut e);
        e.close().unwrap();
    }

    fn prepare(&self) -> Result<Merge, StoreError> {
        let (a, b) = (self.path("a"), self.path("b"));
        Merge::prepare(plain(&a), plain(&b), &self.path("c"), clock())
    }

    fn merge(&self, take: Option<Side>) -> Result<Merged, StoreError> {
        self.prepare()?.apply(&Decisions { each: BTreeMap::new(), others: take }, "评估人")
    }

    fn merged(&self, take: Option<Side>) -> Engagement {
        self.merge(take).unwrap();
        let e = Engagement::open(self.path("c"), clock()).unwrap();
        let report = e.verify().unwrap();
        assert!(report.is_clean(), "{report:?}");
        e
    }
}

fn clock_at(minute: i64) -> shuheng_store::Stamp {
    use shuheng_store::Clock;
    let clock = clock();
    clock.advance(TimeDelta::minutes(minute));
    clock.now()
}

fn department(name: &str) -> NewRespondent {
    NewRespondent { name: name.into(), kind: RespondentKind::Department, share: ["a".to_owned()].into() }
}

fn said(respondent: i64, level: u8) -> NewResponse {
    let said = Said {
        value: Some(Value::Level(level)),
        confidence: None,
        rationale: String::new(),
        evidence: vec![],
        origin: ResponseOrigin::Typed,
    };
    NewResponse { respondent, indicator: "a".into(), said: Some(said) }
}

fn nothing(_: &mut Engagement) {}

#[test]
fn what_one_side_changed_is_taken_and_conflicts_wait_for_people() {
    let laptops = Laptops::new(
        |e| drop(e.record_answer("a", &level(1), ACTOR).unwrap()),
        |e| {
            e.record_answer("a", &level(2).with_rationale("台账"), "财务部").unwrap();
            e.record_answer("x", &level(2), "财务部").unwrap();
            e.record_answer("same", &level(4), "财务部").unwrap();
        },
        |e| {
            e.with_reason("复核意见").unwrap().record_answer("a", &level(3).with_rationale("访谈"), "风险部").unwrap();
            e.record_answer("y", &level(3), "风险部").unwrap();
            e.record_answer("same", &level(4), "风险部").unwrap();
        },
    );
    let plan = laptops.prepare().unwrap().plan().clone();
    assert_eq!((plan.relation, plan.common_rows, plan.alike), (Relation::Parted, 4, 1));
    assert_eq!((plan.a.rows, plan.b.rows, plan.first), (3, 3, Side::A));
    let [conflict] = plan.conflicts.as_slice() else { panic!("{:?}", plan.conflicts) };
    assert_eq!((conflict.address.to_string().as_str(), conflict.kind), ("answer:a", ConflictKind::Changed));
    assert_eq!((conflict.a.by.as_deref(), conflict.b.by.as_deref()), (Some("财务部"), Some("风险部")));
    assert_eq!((conflict.b.reason.as_deref(), conflict.b.at), (Some("复核意见"), Some(clock_at(2))));

    assert_eq!(laptops.merge(None).unwrap_err(), StoreError::Undecided { count: 1 });
    assert!(!laptops.path("c").exists());
    let of = |subject: &str| Decisions {
        each: [(subject.parse().unwrap(), Decision { take: Side::A, reason: Some("以台账为准".into()) })].into(),
        others: None,
    };
    let error = laptops.prepare().unwrap().apply(&of("answer:x"), "评估人").unwrap_err();
    assert_eq!(error, StoreError::NoConflict { subject: "answer:x".into() });
    laptops.prepare().unwrap().apply(&of("answer:a"), "评估人").unwrap();
    assert_eq!(laptops.0.names().len(), 4, "nothing is left beside: {:?}", laptops.0.names());
    assert!(!laptops.0.folder.path().join("c.shuheng.backups").exists(), "a file that was just made has nothing to back up");

    let e = Engagement::open(laptops.path("c"), clock()).unwrap();
    let answers: Vec<_> = e.answers().unwrap().into_iter().map(|(id, answer)| (id, answer.value)).collect();
    let expect = |id: &str, level| (id.to_owned(), Some(Value::Level(level)));
    assert_eq!(answers, [expect("a", 2), expect("same", 4), expect("x", 2), expect("y", 3)]);
    let trail = e.audit_trail(8, 10).unwrap();
    let told: Vec<_> = trail.iter().map(|row| (row.actor.as_str(), row.subject.as_str(), row.reason.as_deref().unwrap_or("—"))).collect();
    assert_eq!(
        told[..4],
        [
            ("风险部", "answer:a", "#5 answer: 复核意见"),
            ("风险部", "answer:y", "#6 answer"),
            ("风险部", "answer:same", "#7 answer"),
            ("评估人", "answer:a", "以台账为准"),
        ]
    );
    assert_eq!((told.len(), told[4].1), (5, "institution"));
    assert!(trail.iter().all(|row| row.action == "merge" && row.edit == trail[0].edit));
}

#[test]
fn files_that_are_no_copies_or_have_nothing_to_bring_are_told() {
    let laptops = Laptops::new(nothing, nothing, nothing);
    assert_eq!(laptops.prepare().unwrap().plan().relation, Relation::Same);
    laptops.edit("b", 3, |e| drop(e.record_answer("a", &level(1), ACTOR).unwrap()));
    assert_eq!(laptops.prepare().unwrap().plan().relation, Relation::BExtendsA);
    let merged = laptops.merge(None).unwrap();
    assert_eq!((merged.rows, fs::read(laptops.path("c")).unwrap()), (4, fs::read(laptops.path("b")).unwrap()));
    assert_eq!(laptops.prepare().unwrap_err().code(), "SH-2102", "C is there already");

    fs::remove_file(laptops.path("c")).unwrap();
    fs::remove_file(laptops.path("b")).unwrap();
    let mut other = crate::support::new_engagement();
    other.institution = "乙行".into();
    Engagement::create(laptops.path("b"), &other, clock()).unwrap().close().unwrap();
    assert_eq!(laptops.prepare().unwrap_err().code(), "SH-2140");
    fs::write(laptops.path("b"), "会议纪要").unwrap();
    assert_eq!(laptops.prepare().unwrap_err(), StoreError::NotAnEngagement { path: laptops.path("b").canonicalize().unwrap() });
    assert_eq!(laptops.0.names().len(), 3, "{:?}", laptops.0.names());
}

#[test]
fn a_damaged_copy_is_refused_by_its_own_name() {
    let laptops = Laptops::new(nothing, |e| drop(e.record_answer("a", &level(1), ACTOR).unwrap()), nothing);
    let conn = rusqlite::Connection::open(laptops.path("a")).unwrap();
    conn.execute("UPDATE answer SET rationale = '改'", []).unwrap();
    conn.close().unwrap();
    assert_eq!(laptops.prepare().unwrap_err(), StoreError::Unsound { path: laptops.path("a").canonicalize().unwrap() });
}

#[test]
fn an_open_copy_is_in_use_and_a_read_only_one_can_be_merged() {
    let laptops = Laptops::new(nothing, |e| drop(e.record_answer("a", &level(1), ACTOR).unwrap()), nothing);
    let open = Engagement::open(laptops.path("a"), clock()).unwrap();
    assert_eq!(laptops.prepare().unwrap_err().code(), "SH-2109");
    open.close().unwrap();
    let mut permissions = fs::metadata(laptops.path("a")).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(laptops.path("a"), permissions).unwrap();
    laptops.merged(None).close().unwrap();
}

#[test]
fn the_same_numbers_are_different_things_and_everything_follows() {
    let add = |e: &mut Engagement, name: &str| {
        e.add_respondent(&department(name), name).unwrap();
        e.record_responses(&[said(1, 3)], &BTreeMap::new(), name).unwrap();
        let new = NewEvidence::note("a", name, "", Strength::Weak);
        e.attach_evidence(&new, "台账.txt", &mut Cursor::new(name.as_bytes()), name).unwrap();
        e.attach_evidence(&new, "同.txt", &mut Cursor::new(b"same"), name).unwrap();
        e.add_comment(None, name, name).unwrap();
        e.take_snapshot(name, name).unwrap();
        e.begin_assessment(name, 2026, Some(1), name).unwrap();
        e.record_answer("a", &level(5), name).unwrap();
    };
    let laptops = Laptops::new(nothing, |e| add(e, "财务部"), |e| add(e, "风险部"));
    let mut e = laptops.merged(None);
    assert_eq!(
        e.assessments().unwrap().iter().map(|found| (found.id, found.title())).collect::<Vec<_>>(),
        [(1, "2025年度".to_owned()), (2, "财务部".to_owned()), (3, "风险部".to_owned())]
    );
    assert_eq!(e.answers().unwrap()["a"].value, Some(Value::Level(5)), "it opens at the one that was begun last");
    assert_eq!(e.attachments().unwrap().len(), 3, "what both attached is stored once");
    e.switch_assessment(1).unwrap();
    let names: Vec<_> = e.respondents().unwrap().into_iter().map(|found| (found.id, found.name)).collect();
    let numbered = |id: i64, name: &str| (id, name.to_owned());
    // Each began an assessment that took its own respondent over, with a number of its own.
    assert_eq!(names, [numbered(1, "财务部"), numbered(3, "风险部")]);
    assert_eq!(e.responses().unwrap().into_keys().map(|(respondent, _)| respondent).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(
        e.evidence().unwrap().iter().map(|found| (found.id, found.title.as_str())).collect::<Vec<_>>(),
        [(1, "财务部"), (2, "财务部"), (5, "风险部"), (6, "风险部")]
    );
    assert_eq!(e.comments().unwrap().iter().map(|found| found.id).collect::<Vec<_>>(), [1, 2]);
    let [_, brought] = e.snapshots().unwrap().try_into().unwrap();
    assert_eq!(brought.name, "风险部");
    let then = e.states_of(brought.id).unwrap();
    assert!(then.contains_key(&shuheng_store::Subject::Comment(2)) && !then.contains_key(&shuheng_store::Subject::Snapshot(2)));
    e.undo(ACTOR).unwrap();
    assert_eq!((e.assessments().unwrap().len(), e.evidence().unwrap().len(), e.attachments().unwrap().len()), (2, 2, 3));
    assert!(e.verify().unwrap().is_clean());
}

#[test]
fn models_are_told_apart_by_their_digests() {
    let upgrade = |e: &mut Engagement, version: u8| drop(e.upgrade_model(&model(version), &UpgradePlan::default(), ACTOR).unwrap());
    let laptops = Laptops::new(nothing, |e| upgrade(e, 2), |e| [3, 2].into_iter().for_each(|version| upgrade(e, version)));
    let e = laptops.merged(None);
    assert_eq!(e.models().unwrap().into_iter().map(|found| found.digest).collect::<Vec<_>>(), ["d1", "d2", "d3"]);
    assert_eq!(e.model_copy().unwrap(), model(2));
}

fn finalise(e: &mut Engagement) {
    e.submit_for_review(ACTOR).unwrap();
    e.finalise(ACTOR).unwrap();
}

#[test]
fn a_final_assessment_and_edits_to_it_are_decided_as_a_whole() {
    for (take, stage, answers) in [(Side::A, Stage::Final, vec!["a"]), (Side::B, Stage::Draft, vec!["a", "b"])] {
        let shared = |e: &mut Engagement| drop(e.record_answer("a", &level(1), ACTOR).unwrap());
        let laptops = Laptops::new(shared, finalise, |e| {
            e.record_answer("b", &level(2), "风险部").unwrap();
            e.add_comment(None, "请补充", "风险部").unwrap();
        });
        let plan = laptops.prepare().unwrap().plan().clone();
        let [conflict] = plan.conflicts.as_slice() else { panic!("{:?}", plan.conflicts) };
        assert_eq!((conflict.address.to_string().as_str(), conflict.kind, conflict.only), ("assessment", ConflictKind::Final, None));
        assert_eq!((plan.first, conflict.parts.len()), (Side::B, 3), "the one with the edits goes first although it is later");
        let mut e = laptops.merged(Some(take));
        assert_eq!(
            (e.assessment().unwrap().stage, e.answers().unwrap().into_keys().collect::<Vec<_>>()),
            (stage, answers.into_iter().map(str::to_owned).collect())
        );
        assert_eq!(e.comments().unwrap().len(), usize::from(take == Side::B));
        let subjects: Vec<_> = e.audit_trail(1, u32::MAX).unwrap().into_iter().map(|row| row.subject).collect();
        assert!(subjects.contains(&"answer:b".to_owned()), "what does not count is told all the same");
        assert_eq!(e.undo("评估人").is_err(), take == Side::A, "what is final stays");
        assert!(e.verify().unwrap().is_clean());
    }
}

#[test]
fn of_two_that_are_final_the_earlier_one_stays() {
    let laptops = Laptops::new(nothing, finalise, |e| {
        e.record_answer("b", &level(2), "风险部").unwrap();
        finalise(e);
    });
    assert_eq!(laptops.prepare().unwrap().plan().conflicts[0].only, Some(Side::A));
    assert_eq!(laptops.merge(Some(Side::B)).unwrap_err(), StoreError::FinalStays { assessment: "2025年度".into() });
    let e = laptops.merged(Some(Side::A));
    assert!(e.answers().unwrap().is_empty());
    let dropped = e.audit_trail(1, u32::MAX).unwrap().into_iter().find(|row| row.subject == "answer:b").unwrap();
    assert!(dropped.before == dropped.after && dropped.reason.unwrap().contains(r#"{"level":2}"#), "what it said is told");
}

#[test]
fn a_respondent_that_one_took_away_is_decided_with_all_that_was_said() {
    for (take, responses) in [(Side::A, 0), (Side::B, 1)] {
        let laptops = Laptops::new(
            |e| {
                e.add_respondent(&department("财务部"), ACTOR).unwrap();
                e.record_responses(&[said(1, 1)], &BTreeMap::new(), ACTOR).unwrap();
            },
            |e| drop(e.remove_respondent(1, ACTOR).unwrap()),
            |e| drop(e.record_responses(&[said(1, 4)], &BTreeMap::new(), ACTOR).unwrap()),
        );
        let plan = laptops.prepare().unwrap().plan().clone();
        assert_eq!(
            plan.conflicts.iter().map(|found| (found.address.to_string(), found.kind)).collect::<Vec<_>>(),
            [("respondent:1".to_owned(), ConflictKind::Removed)]
        );
        let mut e = laptops.merged(Some(take));
        assert_eq!((e.respondents().unwrap().len(), e.responses().unwrap().len()), (responses, responses));
        e.undo(ACTOR).unwrap();
        assert!(e.respondents().unwrap().is_empty() && e.verify().unwrap().is_clean());
    }
}

#[test]
fn an_assessment_that_one_took_back_is_decided_with_what_was_begun_from_it() {
    for take in [Side::A, Side::B] {
        let laptops = Laptops::new(
            |e| drop(e.begin_assessment("二轮", 2026, None, ACTOR).unwrap()),
            |e| drop(e.undo(ACTOR).unwrap()),
            |e| {
                e.record_answer("a", &level(1), ACTOR).unwrap();
                e.begin_assessment("三轮", 2027, Some(2), ACTOR).unwrap();
            },
        );
        let e = laptops.merged(Some(take));
        let begun: Vec<_> = e.assessments().unwrap().into_iter().map(|found| (found.id, found.copied_from)).collect();
        let expected = if take == Side::A { vec![(1, None), (3, None)] } else { vec![(1, None), (2, None), (3, Some(2))] };
        assert_eq!(begun, expected);
        assert_eq!(e.answers().unwrap().len(), 1, "what was begun from it has its content");
    }
}

#[test]
fn a_disk_that_fills_up_in_the_middle_leaves_nothing() {
    let long = |text: &str| level(1).with_rationale(text.repeat(5_000));
    let laptops = Laptops::new(
        nothing,
        |e| (0..40).for_each(|n| drop(e.record_answer(&format!("a{n}"), &long("财"), ACTOR).unwrap())),
        |e| (0..40).for_each(|n| drop(e.record_answer(&format!("b{n}"), &long("险"), ACTOR).unwrap())),
    );
    let (a, b) = (laptops.path("a"), laptops.path("b"));
    let mut failures = 0;
    for size in ["1m", "4m", "5m", "6m", "7m", "8m", "64m"] {
        let Some(disk) = SmallDisk::mount(size) else { return };
        let out = disk.path().join("c.shuheng");
        let done = Merge::prepare(plain(&a), plain(&b), &out, clock()).and_then(|merge| merge.apply(&Decisions::default(), ACTOR));
        let left = fs::read_dir(disk.path()).unwrap().count();
        match done {
            Ok(_) => assert!(left == 1 && verify(&out).unwrap().is_clean(), "{size}"),
            Err(error) => {
                assert!(matches!(error, StoreError::DiskFull { .. }) && left == 0, "{size}: {error}, {left} files");
                failures += 1;
            }
        }
    }
    assert!(failures >= 2, "it hardly ever ended in the middle");
}

/// The new file is kept as A is, whichever of the two goes first and whatever B has.
#[test]
fn an_encrypted_copy_makes_an_encrypted_file() {
    let answer = |indicator: &'static str| move |e: &mut Engagement| drop(e.record_answer(indicator, &level(2), ACTOR).unwrap());
    let open = |path: &std::path::Path, access: &Access| Engagement::open_with(path, access, clock());
    let secret = Access::new().with_passphrase(Passphrase::new("correct horse battery"));
    for (encrypted, other) in [("a", "b"), ("b", "a")] {
        let laptops = Laptops::new(nothing, answer("x"), answer("y"));
        let mut e = open(&laptops.path(encrypted), &Access::new()).unwrap();
        e.set_passphrase(Some(&Passphrase::new("correct horse battery"))).unwrap();
        e.close().unwrap();
        let (kept, plain_one) = (laptops.path(encrypted), laptops.path(other));
        let source = || Source::Closed { path: &kept, access: secret.clone() };
        let refused = Merge::prepare(plain(&kept), plain(&plain_one), &laptops.path("c"), clock()).unwrap_err();
        assert!(matches!(refused, StoreError::PassphraseNeeded { ref path } if *path == kept.canonicalize().unwrap()), "{refused}");

        Merge::prepare(source(), plain(&plain_one), &laptops.path("c"), clock()).unwrap().apply(&Decisions::default(), ACTOR).unwrap();
        assert!(shuheng_store::is_encrypted(laptops.path("c")).unwrap());
        let merged = open(&laptops.path("c"), &secret).unwrap();
        assert!(merged.verify().unwrap().is_clean() && merged.answers().unwrap().len() == 2);
        merged.close().unwrap();

        Merge::prepare(plain(&plain_one), source(), &laptops.path("d"), clock()).unwrap().apply(&Decisions::default(), ACTOR).unwrap();
        let merged = open(&laptops.path("d"), &Access::new()).unwrap();
        assert_eq!(merged.answers().unwrap().len(), 2);
        merged.close().unwrap();
        let left: Vec<String> =
            laptops.0.names().into_iter().filter(|name| name.contains("shuheng-new") || name.ends_with("-wal")).collect();
        assert_eq!(left, [""; 0]);
    }
}

/// What is open is read as it stands: nobody has to know its passphrase again, and whatever key it has, the new file has when it is A.
#[test]
fn an_open_copy_is_merged_without_its_passphrase_and_stays_open() {
    let answer = |indicator: &'static str| move |e: &mut Engagement| drop(e.record_answer(indicator, &level(2), ACTOR).unwrap());
    let passphrase = || Passphrase::new("correct horse battery");
    let secret = Access::new().with_passphrase(passphrase());
    for (own, other) in [("a", "b"), ("b", "a")] {
        let laptops = Laptops::new(nothing, answer("x"), answer("y"));
        let (path, plain_one) = (laptops.path(own), laptops.path(other));
        let mut open = Engagement::open(&path, clock()).unwrap();
        open.set_passphrase(Some(&passphrase())).unwrap();
        // Still in the log when it is read.
        open.record_answer("z", &level(3), ACTOR).unwrap();
        for (a, b, encrypted) in [(Source::Open(&open), plain(&plain_one), true), (plain(&plain_one), Source::Open(&open), false)] {
            let out = laptops.path(if encrypted { "c" } else { "d" });
            Merge::prepare(a, b, &out, clock()).unwrap().apply(&Decisions::default(), ACTOR).unwrap();
            assert_eq!(shuheng_store::is_encrypted(&out).unwrap(), encrypted);
            let merged = Engagement::open_with(&out, &secret, clock()).unwrap();
            assert!(merged.verify().unwrap().is_clean() && merged.answers().unwrap().len() == 3);
            merged.close().unwrap();
        }
        open.record_answer("z", &level(4), ACTOR).unwrap();
        let taken = Engagement::open_with(&path, &secret, clock()).unwrap_err();
        assert!(matches!(taken, StoreError::InUse { .. }), "it is held still: {taken}");
        open.close().unwrap();
        let again = Engagement::open_with(&path, &secret, clock()).unwrap();
        assert_eq!(again.answers().unwrap()["z"].value, Some(Value::Level(4)));
        again.close().unwrap();
    }
}

/// A merge is no way around the wait between passphrases.
#[test]
fn passphrases_tried_in_merges_count_among_those_of_the_file() {
    let laptops = Laptops::new(nothing, nothing, nothing);
    let (a, b) = (laptops.path("a"), laptops.path("b"));
    let mut e = Engagement::open(&a, clock()).unwrap();
    e.set_passphrase(Some(&Passphrase::new("correct horse battery"))).unwrap();
    e.close().unwrap();
    let wrong = || Access::new().with_passphrase(Passphrase::new("incorrect horse"));
    let tried = || {
        let source = Source::Closed { path: &a, access: wrong() };
        Merge::prepare(source, plain(&b), &laptops.path("c"), clock()).unwrap_err()
    };
    assert!((0..2).all(|_| matches!(tried(), StoreError::WrongPassphrase { ref path } if *path == a.canonicalize().unwrap())));
    assert!(matches!(tried(), StoreError::TooSoon { .. }));
    assert!(matches!(Engagement::open_with(&a, &wrong(), clock()).unwrap_err(), StoreError::TooSoon { .. }));
}
