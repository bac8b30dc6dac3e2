//! Making a new file.

use std::fs;

use shuheng_store::{APPLICATION_ID, Engagement, Field, SCHEMA_VERSION, StoreError};

use crate::support::{Place, clock, new_engagement};

#[test]
fn a_new_file_is_ours_complete_and_alone() {
    let (place, engagement) = Place::with_engagement();
    assert_eq!(engagement.institution().unwrap().name, "甲城市商业银行");
    let assessment = engagement.assessment().unwrap();
    assert_eq!((assessment.year, assessment.target), (2025, Some(4.0)));
    assert_eq!(engagement.model_copy().unwrap(), new_engagement().model);
    assert_eq!(engagement.saved_at().unwrap(), assessment.created_at);
    assert!(engagement.verify().unwrap().is_clean());
    engagement.close().unwrap();

    assert_eq!(place.names().len(), 1, "something was left beside the file: {:?}", place.names());
    let bytes = fs::read(&place.file).unwrap();
    assert_eq!(bytes[68..72], APPLICATION_ID.to_be_bytes());
    assert_eq!(&bytes[68..72], b"SHHE");
    assert_eq!(bytes[60..64], SCHEMA_VERSION.to_be_bytes());
}

#[test]
fn a_file_that_is_there_is_never_replaced() {
    let place = Place::new();
    fs::write(&place.file, "会议纪要").unwrap();
    let before = place.snapshot();
    let error = Engagement::create(&place.file, &new_engagement(), clock()).unwrap_err();
    assert_eq!(error, StoreError::AlreadyExists { path: place.file.clone() });
    assert_eq!(place.snapshot(), before);
}

#[test]
fn a_log_without_its_file_is_not_taken_over() {
    let place = Place::new();
    let mut log = place.file.clone().into_os_string();
    log.push("-wal");
    fs::write(&log, "x").unwrap();
    let error = Engagement::create(&place.file, &new_engagement(), clock()).unwrap_err();
    assert_eq!(error, StoreError::AlreadyExists { path: log.into() });
}

#[test]
fn a_missing_folder_is_named() {
    let place = Place::new();
    let folder = place.folder.path().join("没有");
    let error = Engagement::create(folder.join("a.shuheng"), &new_engagement(), clock()).unwrap_err();
    assert_eq!(error, StoreError::NotFound { path: folder });
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_named_and_stays_empty() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    fs::set_permissions(place.folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    let error = Engagement::create(&place.file, &new_engagement(), clock()).unwrap_err();
    fs::set_permissions(place.folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    assert!(matches!(error, StoreError::ReadOnly { .. }), "{error}");
    assert!(place.names().is_empty());
}

#[test]
fn bad_input_and_endless_paths_make_no_file() {
    let place = Place::new();
    let mut new = new_engagement();
    new.target = Some(f64::NAN);
    let error = Engagement::create(&place.file, &new, clock()).unwrap_err();
    assert_eq!(error, StoreError::NotFinite { field: Field::Target });

    let long = place.folder.path().join(format!("{}.shuheng", "长".repeat(83)));
    let error = Engagement::create(&long, &new_engagement(), clock()).unwrap_err();
    assert_eq!(error, StoreError::PathTooLong { path: long });
    assert!(place.names().is_empty());
}
