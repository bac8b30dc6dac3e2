//! What an encrypted file shows to somebody without the passphrase, and what tampering it survives: none.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::TempDir;

use crate::encryption::{PAGE, chi_square, is_encrypted, looks_encrypted};
use crate::key::Key;
use crate::{
    Access, AnswerChange, Engagement, ModelCopy, NewEngagement, Passphrase, SystemClock, Value, backups, opening, rekey, verify_with,
};

const PASSPHRASE: &str = "春眠不觉晓，处处闻啼鸟";
const NAME: &str = "甲城市商业银行股份有限公司";
const RATIONALE: &str = "访谈与制度文件相互印证。";
/// 255 + 6 × √510: a page this uneven comes up once in about 10⁸.
const UNEVEN: f64 = 390.0;

fn access() -> Access {
    Access::new().with_passphrase(Passphrase::new(PASSPHRASE))
}

/// An encrypted engagement with some hundred pages, open.
fn engagement() -> (TempDir, PathBuf, Engagement) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.shuheng");
    let new = NewEngagement {
        institution: NAME.into(),
        kind: "city_bank".into(),
        year: 2025,
        target: None,
        model: ModelCopy { id: "m".into(), version: "1.0.0".into(), digest: "d".into(), files: [].into() },
        actor: "战略部".into(),
    };
    let mut e = Engagement::create_with(&file, &new, &access(), Arc::new(SystemClock)).unwrap();
    for count in 0..20u8 {
        let change = AnswerChange::value(Value::Level(count % 5 + 1)).with_rationale(RATIONALE.repeat(200));
        e.record_answer(&format!("indicator_{count}"), &change, "战略部").unwrap();
    }
    (folder, file, e)
}

fn key(file: &Path) -> Key {
    let salt = fs::read(file).unwrap()[..16].try_into().unwrap();
    Key::derive(&Passphrase::new(PASSPHRASE), salt).unwrap()
}

fn shows(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

/// No word of the content, and no page that is less even than random numbers.
fn assert_opaque(name: &str, bytes: &[u8], start: usize, step: usize) {
    for text in [&NAME[..6], &RATIONALE[..6], "SQLite", "CREATE", "indicator", "city_bank", "战略部"] {
        assert!(!shows(bytes, text), "{name} shows {text:?}");
    }
    let pages: Vec<_> = bytes[start..].chunks_exact(step).collect();
    assert!(pages.len() > 20, "{name} has only {} pages", pages.len());
    for (number, page) in pages.iter().enumerate() {
        let uneven = chi_square(&page[step - PAGE..]);
        assert!(uneven < UNEVEN, "page {number} of {name}: chi-square {uneven}");
    }
}

#[test]
fn file_log_and_backup_show_nothing() {
    let (_folder, file, e) = engagement();
    // A log has 32 bytes in front, and 24 more before each page.
    assert_opaque("the log", &fs::read(opening::beside(&file, "-wal")).unwrap(), 32, PAGE + 24);
    e.close().unwrap();
    assert_opaque("the file", &fs::read(&file).unwrap(), 0, PAGE);
    assert!(is_encrypted(&file).unwrap());
    let mut e = Engagement::open_with(&file, &access(), Arc::new(SystemClock)).unwrap();
    assert_opaque("the backup", &fs::read(&backups(&file).unwrap()[0].path).unwrap(), 0, PAGE);

    // The journal on disk while a big change is under way that does not fit into memory.
    let conn = e.parts().0;
    conn.execute_batch("PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN IMMEDIATE; UPDATE answer SET rationale = rationale || '改'")
        .unwrap();
    assert_opaque("the log of an open change", &fs::read(opening::beside(&file, "-wal")).unwrap(), 32, PAGE + 24);
}

#[test]
fn any_altered_byte_is_found() {
    let (_folder, file, e) = engagement();
    e.close().unwrap();
    let whole = fs::read(&file).unwrap();
    let key = key(&file);
    let noticed = |bytes: &[u8]| {
        fs::write(&file, bytes).unwrap();
        let conn = opening::immutable(&file, Some(&key)).unwrap();
        opening::check_key(&conn, Some(&key), &file).and_then(|()| rekey::check_pages(&conn)).is_err()
    };
    assert!(!noticed(&whole));
    let pages = whole.len() / PAGE;
    // On each page: somewhere in the content, in the initialisation vector, in the HMAC.
    let mut places: Vec<usize> = (0..pages)
        .flat_map(|page| {
            let inside = 16 + page.wrapping_mul(2_654_435_761) % (PAGE - 96);
            [inside, PAGE - 80, PAGE - 65, PAGE - 64, PAGE - 1].map(|offset| page * PAGE + offset)
        })
        .collect();
    places.extend(16..20);
    assert!(places.len() > 100);
    let mut bytes = whole.clone();
    for place in places {
        bytes[place] ^= 1 << (place % 8);
        assert!(noticed(&bytes), "byte {place} of {}", whole.len());
        bytes[place] = whole[place];
    }
    // The salt is checked with the passphrase, from which the key comes anew.
    bytes[7] ^= 1;
    fs::write(&file, &bytes).unwrap();
    assert!(verify_with(&file, &access()).is_err(), "the salt");
    fs::write(&file, &whole).unwrap();
    assert!(verify_with(&file, &access()).unwrap().is_clean());
}

#[test]
fn a_page_of_an_earlier_state_put_back_is_found_or_says_the_same() {
    let (_folder, file, mut e) = engagement();
    e.checkpoint().unwrap();
    let before = fs::read(&file).unwrap();
    e.record_answer("indicator_3", &AnswerChange::value(Value::Level(1)).with_rationale("改".repeat(900)), "战略部").unwrap();
    let everything = |e: &Engagement| (e.answers().unwrap(), e.audit_trail(1, u32::MAX).unwrap());
    let now = everything(&e);
    e.close().unwrap();
    let after = fs::read(&file).unwrap();
    let pages = (0..before.len() / PAGE).map(|page| page * PAGE..(page + 1) * PAGE);
    let (mut found, mut harmless) = (0, 0);
    for page in pages.filter(|page| before[page.clone()] != after[page.clone()]) {
        let mut mixed = after.clone();
        mixed[page.clone()].copy_from_slice(&before[page]);
        fs::write(&file, &mixed).unwrap();
        let Ok(e) = Engagement::open_with(&file, &access(), Arc::new(SystemClock)) else {
            found += 1;
            continue;
        };
        // A page may have been written again with what it held.
        if e.verify().unwrap().is_clean() {
            assert_eq!(everything(&e), now);
            harmless += 1;
        } else {
            found += 1;
        }
    }
    assert!(found > 2, "{found} noticed, {harmless} harmless");
}

#[test]
fn what_only_looks_dense_is_foreign() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.shuheng");
    let mut random = vec![0; 3 * PAGE];
    getrandom::fill(&mut random).unwrap();
    assert!(looks_encrypted(&random[..PAGE], random.len() as u64, false));
    let zip = [b"PK\x03\x04".as_slice(), &random[4..]].concat();
    let truncated = random[..2 * PAGE + 100].to_vec();
    let mut holed = random.clone();
    holed[1000..1400].fill(0);
    let text = "会议纪要：第一项议题。".repeat(1000).into_bytes()[..2 * PAGE].to_vec();
    for (name, bytes) in [("empty", vec![]), ("zip", zip), ("truncated", truncated), ("holed", holed), ("text", text)] {
        fs::write(&file, bytes).unwrap();
        assert!(!is_encrypted(&file).unwrap(), "{name}");
        let error = Engagement::open_with(&file, &access(), Arc::new(SystemClock)).unwrap_err();
        assert!(matches!(error, crate::StoreError::NotAnEngagement { .. }), "{name}: {error}");
    }
    assert!(!is_encrypted(folder.path()).unwrap());
    assert!(is_encrypted(folder.path().join("missing")).is_err());
}

/// Over what is searched for, and over the copies that are searched: two masks, so that the copy of the one is not the other.
#[cfg(target_os = "linux")]
const MASKS: [u8; 2] = [0xff, 0x55];

/// Where the memory of this process holds what is given under the first mask.
#[cfg(target_os = "linux")]
fn traces(masked: &[u8]) -> Vec<String> {
    use std::io::{Read, Seek, SeekFrom};
    let maps = fs::read_to_string("/proc/self/maps").unwrap();
    let mut memory = fs::File::open("/proc/self/mem").unwrap();
    let mut found = Vec::new();
    for line in maps.lines().filter(|line| line.contains(" rw") && !line.contains("[v")) {
        let (start, end) = line.split_once(' ').unwrap().0.split_once('-').unwrap();
        let [start, end] = [start, end].map(|hex| u64::from_str_radix(hex, 16).unwrap());
        let mut bytes = vec![0; usize::try_from(end - start).unwrap()];
        let read = memory.seek(SeekFrom::Start(start)).and_then(|_| memory.read_exact(&mut bytes));
        // Masked at once, so that the copy is none to be found, not even where another test gave the memory back in the middle.
        bytes.iter_mut().for_each(|byte| *byte ^= MASKS[1]);
        if read.is_err() {
            continue;
        }
        let same = |window: &[u8]| window.iter().zip(masked).all(|(copy, wanted)| copy ^ wanted == MASKS[0] ^ MASKS[1]);
        let places = bytes.windows(masked.len()).enumerate().filter(|(_, window)| same(window));
        found.extend(places.map(|(place, _)| format!("{:x} in {line}", start + place as u64)));
    }
    found
}

#[cfg(target_os = "linux")]
#[test]
fn the_key_leaves_the_memory_with_the_file() {
    let masked = |bytes: &[u8]| bytes.iter().map(|byte| *byte ^ MASKS[0]).collect::<Vec<_>>();
    let (_folder, file, e) = engagement();
    let (raw, text) = {
        let spec = key(&file).spec();
        let hex = &spec.as_bytes()[2..66];
        let raw: Vec<u8> =
            hex.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap() ^ MASKS[0]).collect();
        (raw, masked(&hex[8..56]))
    };
    assert!(!traces(&raw).is_empty(), "an open file has its key in memory");
    e.close().unwrap();
    assert_eq!([traces(&raw), traces(&text)], [[""; 0]; 2], "the key itself, and as text");
}
