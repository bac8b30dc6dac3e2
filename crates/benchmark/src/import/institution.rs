//! The institution of a row: a known one by name or id, or a new one with the kind that the table states.

use super::content::ImportedInstitution;
use super::vocabulary::Vocabulary;
use shuheng_table::Sentence;
use shuheng_table::figure::shown;

/// Characters of a name.
pub(crate) const LONGEST_NAME: usize = 120;

/// What the cells of a row say of the institution.
pub(crate) struct InstitutionCells<'a> {
    pub(crate) name: &'a str,
    pub(crate) id: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) tier: &'a str,
}

impl<'a> InstitutionCells<'a> {
    /// Its name, or its id where there is none.
    pub(crate) fn named(&self) -> &'a str {
        if self.name.is_empty() { self.id } else { self.name }
    }

    /// The institution. `kind` holds for those that are not known and state none; `merged` tells that cells of the row are merged with
    /// those above.
    ///
    /// # Errors
    /// The role that is at fault, and why.
    pub(crate) fn resolve(
        &self,
        kind: &str,
        vocabulary: &Vocabulary,
        merged: bool,
    ) -> Result<ImportedInstitution, (&'static str, Sentence)> {
        let name = self.named();
        let fault = |zh: String, en: String| Err(("institution", Sentence::new(zh, en)));
        if name.is_empty() {
            return if merged {
                fault(
                    "机构为空，这一行有合并单元格；取消合并，每行各写机构".to_owned(),
                    "the institution is empty and cells of this row are merged; unmerge them and name it in every row".to_owned(),
                )
            } else {
                fault("机构为空；补上机构名称".to_owned(), "the institution is empty; name it".to_owned())
            };
        }
        if Vocabulary::is_total(name) {
            let name = shown(name);
            return fault(
                format!("“{name}”是汇总行，不是一家机构，不读取"),
                format!("`{name}` sums up other rows and is no institution; it is not read"),
            );
        }
        if name.chars().count() > LONGEST_NAME {
            return fault(
                format!("机构名称超过{LONGEST_NAME}字；改短"),
                format!("the name has more than {LONGEST_NAME} characters; shorten it"),
            );
        }
        let by_id = (!self.id.is_empty()).then(|| vocabulary.institution(self.id)).flatten();
        let known = by_id.or_else(|| vocabulary.institution(name));
        let stated = if self.kind.is_empty() { kind } else { self.kind };
        let kind = match (known, stated) {
            (Some(known), _) => known.kind.clone(),
            (None, "") => String::new(),
            (None, stated) => vocabulary.kind(stated).ok_or_else(|| ("kind", unknown_kind(stated, vocabulary)))?.id.clone(),
        };
        Ok(ImportedInstitution {
            id: known.map_or_else(|| if self.id.is_empty() { name } else { self.id }, |known| &known.id).to_owned(),
            name: name.to_owned(),
            kind,
            tier: known.filter(|_| self.tier.is_empty()).map_or(self.tier, |known| &known.tier).to_owned(),
        })
    }
}

fn unknown_kind(kind: &str, vocabulary: &Vocabulary) -> Sentence {
    let (zh, en): (Vec<&str>, Vec<&str>) = vocabulary.kinds().iter().map(|kind| (kind.zh.as_str(), kind.id.as_str())).unzip();
    Sentence::new(
        format!("不认识机构类型“{}”；可用：{}", shown(kind), zh.join("、")),
        format!("unknown kind of institution `{}`; use one of {}", shown(kind), en.join(", ")),
    )
}
