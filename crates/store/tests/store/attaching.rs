//! Evidence of every kind: links, files, and what they speak for.

use std::io::{Cursor, Read, Seek, SeekFrom};

use shuheng_store::{Attachment, Engagement, EvidenceKind, Fault, NewEvidence, StoreError, Strength, Subject, UpgradePlan, verify};

use crate::support::{ACTOR, Place, all_tables, last_row, model};

/// SHA-256 of `abc`, FIPS 180-2, appendix B.1.
const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

fn piece(title: &str) -> NewEvidence {
    NewEvidence::note("a", title, "", Strength::Strong)
}

fn attach(e: &mut Engagement, name: &str, bytes: &[u8]) -> Result<shuheng_store::Change, StoreError> {
    e.attach_evidence(&piece("台账"), name, &mut Cursor::new(bytes), ACTOR)
}

fn bytes_of(e: &Engagement, digest: &str) -> Result<Vec<u8>, StoreError> {
    let mut bytes = Vec::new();
    e.read_attachment(digest, &mut bytes).map(|_| bytes)
}

#[test]
fn a_file_is_stored_once_and_comes_back_byte_for_byte() {
    let (place, mut e) = Place::with_engagement();
    // More than one piece, and not a multiple of one.
    let large: Vec<u8> =
        b"%PDF-1.7\n".iter().copied().chain((0..200_001_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8)).collect();
    attach(&mut e, "年报.pdf", &large).unwrap();
    attach(&mut e, "../../x", b"abc").unwrap();
    attach(&mut e, "另一个名字.txt", b"abc").unwrap();
    attach(&mut e, "空.txt", b"").unwrap();
    let kinds: Vec<_> = e.evidence().unwrap().into_iter().map(|piece| piece.kind).collect();
    assert_eq!(kinds[1], EvidenceKind::File { name: "x".into(), digest: ABC.into() });
    assert_eq!(kinds[2], EvidenceKind::File { name: "另一个名字.txt".into(), digest: ABC.into() });
    let attachments = e.attachments().unwrap();
    assert_eq!(attachments.len(), 3);
    assert!(attachments.contains(&Attachment { digest: ABC.into(), media_type: "text/plain".into(), size: 3 }));
    // Another piece, of another assessment too, speaks of the same bytes.
    e.begin_assessment("2026年度", 2026, Some(1), ACTOR).unwrap();
    let again = NewEvidence { kind: EvidenceKind::File { name: "x".into(), digest: ABC.into() }, ..piece("再用") };
    e.add_evidence(&again, ACTOR).unwrap();
    assert_eq!((e.attachments().unwrap().len(), e.evidence().unwrap().len()), (3, 5));
    e.close().unwrap();
    let e = place.open();
    let pdf = e.attachments().unwrap().into_iter().find(|found| found.media_type == "application/pdf").unwrap();
    assert_eq!((pdf.size, bytes_of(&e, &pdf.digest).unwrap() == large), (large.len() as i64, true));
    assert_eq!(bytes_of(&e, ABC).unwrap(), b"abc");
    assert!(e.verify().unwrap().is_clean());
}

#[test]
fn undo_and_removal_keep_the_bytes_and_an_earlier_moment_does_not_know_them() {
    let (_place, mut e) = Place::with_engagement();
    let (before, rows) = (all_tables(&mut e), last_row(&e));
    attach(&mut e, "x", b"abc").unwrap();
    let attached = all_tables(&mut e);
    e.undo(ACTOR).unwrap();
    assert!(e.evidence().unwrap().is_empty());
    assert_eq!(bytes_of(&e, ABC).unwrap(), b"abc");
    e.redo(ACTOR).unwrap();
    assert_eq!(all_tables(&mut e), attached);
    e.remove_evidence(1, ACTOR).unwrap();
    assert_eq!(e.attachments().unwrap().len(), 1);
    assert_eq!(e.all_states_at(rows).unwrap(), before);
    assert!(e.verify().unwrap().is_clean());
}

#[test]
fn what_is_refused_leaves_no_bytes() {
    let (_place, mut e) = Place::with_engagement();
    let rows = last_row(&e);
    /// A file that claims a size, and gives nothing but zeros.
    struct Huge(u64);
    impl Read for Huge {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("read although it is too large"))
        }
    }
    impl Seek for Huge {
        fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
            Ok(if matches!(to, SeekFrom::End(_)) { self.0 } else { 0 })
        }
    }
    let limit = 50 << 20;
    let large = e.attach_evidence(&piece("录像"), "a/录像.mp4", &mut Huge(300 << 20), ACTOR).unwrap_err();
    assert_eq!(large, StoreError::TooLarge { name: "录像.mp4".into(), limit, actual: 300 << 20 });
    let broken = e.attach_evidence(&piece("录像"), "录像.mp4", &mut Huge(limit), ACTOR).unwrap_err();
    assert!(matches!(broken, StoreError::Transfer { .. }), "{broken}");

    /// A file that says something else the second time.
    struct Changing(Cursor<Vec<u8>>, u8);
    impl Read for Changing {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            self.0.read(buffer)
        }
    }
    impl Seek for Changing {
        fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
            self.1 += 1;
            self.0.get_mut()[0] = self.1;
            self.0.seek(to)
        }
    }
    let changed = e.attach_evidence(&piece("日志"), "a.log", &mut Changing(Cursor::new(vec![0; 10]), 0), ACTOR).unwrap_err();
    assert!(matches!(changed, StoreError::Transfer { .. }), "{changed}");
    assert!(matches!(e.attach_evidence(&piece(" "), "x", &mut Cursor::new(b"abc"), ACTOR), Err(StoreError::Blank { .. })));
    let unknown = NewEvidence { kind: EvidenceKind::File { name: "x".into(), digest: "00".into() }, ..piece("无") };
    assert_eq!(e.add_evidence(&unknown, ACTOR).unwrap_err(), StoreError::Unknown { subject: Subject::Attachment("00".into()) });
    let link = NewEvidence { kind: EvidenceKind::Link, locator: "javascript:alert(1)".into(), ..piece("链接") };
    assert_eq!(e.add_evidence(&link, ACTOR).unwrap_err(), StoreError::BadLink { title: "链接".into() });
    assert_eq!((last_row(&e), e.attachments().unwrap().len(), e.evidence().unwrap().len()), (rows, 0, 0));
    assert!(matches!(bytes_of(&e, ABC), Err(StoreError::Unknown { .. })));
}

#[test]
fn bytes_that_were_changed_are_found_and_not_handed_out() {
    for (sql, faults) in [
        ("UPDATE attachment SET content = CAST('abd' AS BLOB)", vec![Fault::Attachment(ABC.into())]),
        ("UPDATE attachment SET content = zeroblob(0)", vec![Fault::Attachment(ABC.into())]),
        (
            "UPDATE attachment SET media_type = 'application/pdf'",
            vec![Fault::Altered(format!("attachment:{ABC}")), Fault::Attachment(ABC.into())],
        ),
    ] {
        let (place, mut e) = Place::with_engagement();
        attach(&mut e, "x", b"abc").unwrap();
        e.close().unwrap();
        place.tamper(sql);
        assert_eq!(verify(&place.file).unwrap().faults, faults, "{sql}");
        assert!(matches!(bytes_of(&place.open(), ABC), Err(StoreError::Corrupt { .. })), "{sql}");
    }
    let (place, e) = Place::with_engagement();
    e.close().unwrap();
    place.tamper("INSERT INTO attachment VALUES ('00', 'text/plain', 0, zeroblob(0))");
    let foreign = [Fault::Altered("attachment:00".into()), Fault::Attachment("00".into())];
    assert_eq!(verify(&place.file).unwrap().faults, foreign, "bytes that no row speaks of");
}

#[test]
fn one_piece_speaks_for_many_and_follows_the_model() {
    let (_place, mut e) = Place::with_engagement();
    let links = ["b#3".to_owned(), "doc/1".to_owned()].into();
    let new = NewEvidence { links, kind: EvidenceKind::Link, locator: "https://example.com/a".into(), ..piece("公告") };
    e.add_evidence(&new, ACTOR).unwrap();
    let plan = UpgradePlan { moved: [("b".to_owned(), "c".to_owned()), ("a".to_owned(), "d".to_owned())].into(), ..UpgradePlan::default() };
    e.upgrade_model(&model(2), &plan, ACTOR).unwrap();
    let targets = |e: &Engagement| e.evidence().unwrap()[0].targets().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(targets(&e), ["d", "c#3", "doc/1"]);
    e.undo(ACTOR).unwrap();
    assert_eq!(targets(&e), ["a", "b#3", "doc/1"]);
    let changed = NewEvidence { links: [].into(), ..new };
    e.change_evidence(1, &changed, ACTOR).unwrap();
    assert_eq!(targets(&e), ["a"]);
    assert_eq!(e.change_evidence(9, &changed, ACTOR).unwrap_err(), StoreError::Unknown { subject: Subject::Evidence(9) });
    assert!(e.verify().unwrap().is_clean());
}
