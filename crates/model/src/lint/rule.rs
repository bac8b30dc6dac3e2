//! The rules of the lint: what each finds and why it matters.

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// The evidence of two neighbouring levels reads alike: assessors will disagree on which of them they see. Fails.
    LikeLevels,
    /// The evidence of one level reads alike in two indicators: the same fact is counted twice. Fails.
    LikeIndicators,
    /// A line of a level reads like one of the level beside it, though the levels as a whole differ: it adds nothing to tell them apart.
    LikeLines,
    /// A line becomes a line of the neighbouring level once words of degree (部分, 较好, 全面, 持续 …) are dropped: how much is
    /// 较好 is for each assessor to feel, so the level cannot be shown. Fails.
    DegreeLadder,
    /// A line claims nothing but a degree (体系较为完善): there is nothing to open.
    DegreeOnly,
    /// One line stands twice, in two levels, two indicators or two items: the fact counts twice. Fails.
    SameLine,
    /// A Chinese line is longer than 30 characters: it holds two facts, or breaks on a level card.
    LongLine,
    /// A level has fewer than two lines, so that one fact decides it, or more than four, so that nobody weighs them all. Fails.
    LineCount,
    /// L4 or L5 names a figure and no `basis`: the institution will ask where the bar comes from.
    MissingBasis,
    /// Something that nothing leads to: a document nobody cites, an indicator without source and clause, what is written for a
    /// kind of institution that never sees it.
    Orphan,
    /// A weight or target that differs and does not say why: it is the first thing that is questioned.
    MissingReason,
    /// The English is missing, is the Chinese, or has more Chinese than Latin letters in it.
    Untranslated,
    /// Chinese with a half-width mark between two characters, or a typed space beside a Latin letter or digit.
    Typography,
}

impl Rule {
    /// How the rule is called where it is listed or looked up: `like-levels`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::LikeLevels => "like-levels",
            Self::LikeIndicators => "like-indicators",
            Self::LikeLines => "like-lines",
            Self::DegreeLadder => "degree-ladder",
            Self::DegreeOnly => "degree-only",
            Self::SameLine => "same-line",
            Self::LongLine => "long-line",
            Self::LineCount => "line-count",
            Self::MissingBasis => "missing-basis",
            Self::Orphan => "orphan",
            Self::MissingReason => "missing-reason",
            Self::Untranslated => "untranslated",
            Self::Typography => "typography",
        }
    }
}
