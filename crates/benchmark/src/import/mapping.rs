//! Which column of a table holds what, and what holds for the whole table.

/// How a figure came to be known, as the user says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ImportQuality {
    /// 披露: the institution's own report.
    Disclosed,
    /// 报道: the press or a research house; what is taken when nobody says more.
    #[default]
    Press,
    /// 推算: computed.
    Derived,
    /// 自报: told by the institution itself, unpublished.
    SelfReported,
}

impl ImportQuality {
    /// Every quality.
    pub const ALL: [Self; 4] = [Self::Disclosed, Self::Press, Self::Derived, Self::SelfReported];

    /// The word for it in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Disclosed => "disclosed",
            Self::Press => "press",
            Self::Derived => "derived",
            Self::SelfReported => "self-reported",
        }
    }

    /// The quality that a cell names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word.trim().to_lowercase().replace([' ', '_'], "-").as_str() {
            "disclosed" | "reported" | "披露" | "年报" | "公开披露" => Self::Disclosed,
            "press" | "media" | "报道" | "媒体" | "媒体报道" => Self::Press,
            "derived" | "computed" | "estimated" | "推算" | "测算" | "计算" => Self::Derived,
            "self-reported" | "自报" | "调研" | "问卷" => Self::SelfReported,
            _ => return None,
        })
    }
}

/// A column of figures in a wide table. What is empty is taken from the rest of the row or from what holds for the table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FigureColumn {
    /// Metric by id or name; empty: that of the table.
    pub metric: String,
    /// Year; `None`: that of the row or the table.
    pub year: Option<i32>,
    /// Unit; empty: that of the row or the table.
    pub unit: String,
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Role {
    /// Nothing that is read.
    #[default]
    Ignored,
    /// Name of the institution.
    Institution,
    /// Id or code of the institution, beside its name.
    InstitutionId,
    /// Kind of institution.
    Kind,
    /// Size tier.
    Tier,
    /// Year.
    Year,
    /// Metric, in a long table.
    Metric,
    /// The figure, in a long table.
    Value,
    /// Unit of the figures of the row.
    Unit,
    /// Source.
    Source,
    /// Place in the source.
    Locator,
    /// Remark.
    Note,
    /// How the figure came to be known.
    Quality,
    /// Figures of one metric, and year if it says so, in a wide table.
    Figures(FigureColumn),
}

/// What holds for every row that does not say otherwise. Empty where nothing does.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fixed {
    /// Kind of institution.
    pub kind: String,
    /// Year.
    pub year: Option<i32>,
    /// Metric by id or name.
    pub metric: String,
    /// Unit.
    pub unit: String,
    /// Source.
    pub source: String,
    /// Place in the source.
    pub locator: String,
    /// How the figures came to be known.
    pub quality: ImportQuality,
}

/// How a table is read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    /// Line of the headings, from 1; rows before it are not read.
    pub header: u32,
    /// What the columns hold, from the first; those beyond the list hold nothing that is read.
    pub columns: Vec<Role>,
    /// What holds for the whole table.
    pub fixed: Fixed,
    /// Whether rows are read that the spreadsheet does not show.
    pub hidden_rows: bool,
}

impl Mapping {
    /// The first column of a role that stands once.
    pub(crate) fn column(&self, role: &Role) -> Option<usize> {
        self.columns.iter().position(|found| found == role)
    }

    /// The columns of figures in a wide table.
    pub(crate) fn figure_columns(&self) -> impl Iterator<Item = (usize, &FigureColumn)> {
        self.columns.iter().enumerate().filter_map(|(column, role)| match role {
            Role::Figures(figures) => Some((column, figures)),
            _ => None,
        })
    }
}
