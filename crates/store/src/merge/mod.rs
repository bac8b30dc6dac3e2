//! Two copies of one engagement that went separate ways, brought together into a new file by their audit trails.
//!
//! The copies share the first rows of their trails, with equal hashes. From what the tables said after the last of these, a
//! three-way comparison ([`three_way`]) tells what each copy changed. Conflicts are decided by people; without a decision for each
//! of them nothing is written.
//!
//! The new file keeps both histories. The rows of the copy that goes first ([`fork`]) stand as they are; those of the other are
//! replayed ([`replay`]), each with its own time and author, as one edit that one undo takes back. Which of the two is called A
//! plays no part in that, so that both ways of asking give the same chain. Both files are read through copies, and stay as they are.
//!
//! What the rows of the second copy lose: they get new numbers and hashes (the old number and action stand in the reason), they no
//! longer fall into the edits that they were, and a snapshot of theirs knows the changes of the first copy as well.

mod fork;
mod numbers;
mod replay;
mod three_way;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use crate::assessment::stamp;
use crate::audit::AuditRow;
use crate::creating::{free_path, full_at};
use crate::key::Key;
use crate::untouched::{Source, Untouched};
use crate::{Address, Clock, Engagement, Field, ModelCopy, Stamp, State, StoreError, Subject, limits};
use fork::Fork;
use numbers::{Known, Numbers};
use three_way::{Place, ThreeWay};

/// One of the two copies, as the caller named them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The one named first.
    A,
    /// The one named second.
    B,
}

impl Side {
    fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }
}

/// How two copies stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// They are the same; the new file is a copy of them.
    Same,
    /// A has all of B and goes on; the new file is a copy of A.
    AExtendsB,
    /// B has all of A and goes on; the new file is a copy of B.
    BExtendsA,
    /// Both went on by themselves.
    Parted,
}

/// Why people have to decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ConflictKind {
    /// Both changed it, and differently.
    Changed,
    /// An assessment or a respondent that one took away while the other changed something in it: decided as a whole.
    Removed,
    /// An assessment that one made final while the other changed something in it: decided as a whole.
    Final,
}

/// What one of the copies says of a conflict.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConflictSide {
    /// What it is there; none when nothing is left.
    pub state: Option<State>,
    /// Who changed it last since the copies parted; none when that copy left it as it was.
    pub by: Option<String>,
    /// When.
    pub at: Option<Stamp>,
    /// Why, where somebody said it.
    pub reason: Option<String>,
}

/// Something on which people have to decide.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Conflict {
    /// What it is about; that of the whole where it is decided as a whole.
    pub address: Address,
    /// Why it has to be decided.
    pub kind: ConflictKind,
    /// What it was when the copies parted.
    pub base: Option<State>,
    /// What A says.
    pub a: ConflictSide,
    /// What B says.
    pub b: ConflictSide,
    /// What differs, by addresses as the new file would have them: several where it is decided as a whole.
    pub parts: BTreeSet<Address>,
    /// The only copy that can be taken: an assessment that is final in the copy that goes first cannot give way.
    pub only: Option<Side>,
}

/// What one copy has that the other does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnRows {
    /// Rows of the audit trail.
    pub rows: usize,
    /// Things that this copy alone changed.
    pub changed: usize,
    /// Where they are in the new file.
    #[serde(skip)]
    pub addresses: BTreeSet<Address>,
    /// Who made the last of the rows.
    pub last_by: Option<String>,
    /// When.
    pub last_at: Option<Stamp>,
}

/// What a merge would do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MergePlan {
    /// How the copies stand to each other.
    pub relation: Relation,
    /// Rows of the audit trail that they share.
    pub common_rows: i64,
    /// What only A has.
    pub a: OwnRows,
    /// What only B has.
    pub b: OwnRows,
    /// Things that both changed alike.
    pub alike: usize,
    /// The copy whose rows go first: the one that is taken where one has all of the other, and A of two that are the same.
    pub first: Side,
    /// Things of the other copy that get new numbers.
    pub renumbered: usize,
    /// The hashes of the last rows of A and B: while they are the same, so is this.
    pub heads: [String; 2],
    /// Whether A is encrypted, and so the new file.
    pub a_encrypted: bool,
    /// Whether B is encrypted.
    pub b_encrypted: bool,
    /// What has to be decided, by address.
    pub conflicts: Vec<Conflict>,
    /// What is at the addresses that people may read of: every assessment and respondent, and all in which something has to be
    /// decided, as the copy that goes first has it, else as the other has or both had it.
    #[serde(skip)]
    pub mentioned: BTreeMap<Address, State>,
    /// The model of the latest assessment of the copy that goes first, by which answers can be named.
    #[serde(skip)]
    pub model: ModelCopy,
    /// The kind of the institution, as that copy has it.
    #[serde(skip)]
    pub institution_kind: String,
}

/// What somebody decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The copy that counts.
    pub take: Side,
    /// Why; goes into the audit trail.
    pub reason: Option<String>,
}

/// What was decided of the conflicts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decisions {
    /// Conflict by conflict.
    pub each: BTreeMap<Address, Decision>,
    /// Which copy counts for those that are not named.
    pub others: Option<Side>,
}

impl Decisions {
    fn of(&self, address: &Address) -> Option<Decision> {
        self.each.get(address).cloned().or_else(|| self.others.map(|take| Decision { take, reason: None }))
    }
}

/// What a merge did.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Merged {
    /// What was to be done.
    pub plan: MergePlan,
    /// Rows of the new file's audit trail.
    pub rows: i64,
}

/// Two copies, opened and compared; nothing is written until [`Merge::apply`].
#[derive(Debug)]
pub struct Merge {
    a: Untouched,
    b: Untouched,
    out: std::path::PathBuf,
    fork: Fork,
    plan: MergePlan,
    three: ThreeWay,
    numbers: Numbers,
}

impl Merge {
    /// Opens and compares two copies that are to become the new file `out`, which will be encrypted as A is, with the same passphrase,
    /// and plain when A is. Passing copies of both stand in its folder until this
    /// is dropped.
    ///
    /// # Errors
    /// [`StoreError::NotCopies`] when they are not copies of one engagement, [`StoreError::Unsound`] when one does not pass the
    /// check, [`StoreError::AlreadyExists`] when `out` is there already; and as with every opening.
    pub fn prepare(a: Source<'_>, b: Source<'_>, out: &Path, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        let out = free_path(out)?;
        let (a, b) = (Untouched::open(a, &out, Arc::clone(&clock))?, Untouched::open(b, &out, clock)?);
        let fork = Fork::find(&a, &b)?;
        let base = a.engagement.all_states_at(fork.common)?;
        let (of_a, of_b) = (fork::states(&a)?, fork::states(&b)?);
        let told = |problem: crate::problem::Problem| problem.at(a.original());
        let b_first = fork::b_goes_first(&fork, &base, &of_a, &of_b).map_err(told)?;
        let first = if b_first { Side::B } else { Side::A };
        let goes_first = if b_first { &b.engagement } else { &a.engagement };
        let (first_rows, second_rows, first_states, second_states) =
            if b_first { (&fork.b, &fork.a, of_b, of_a) } else { (&fork.a, &fork.b, of_a, of_b) };
        let numbers = Numbers::new(&fork.known, &Known::of(first_rows), &Known::of(second_rows));
        let second_states =
            second_states.into_iter().map(|(address, state)| (numbers.address(&address), numbers.state(&address, state))).collect();
        let three = ThreeWay::new(base, first_states, second_states);
        let (only_first, only_second, alike) = three.shares();
        let (changed_a, changed_b) = if b_first { (only_second, only_first) } else { (only_first, only_second) };
        let conflicts = conflicts(&three, &numbers, &fork, first).map_err(told)?;
        let plan = MergePlan {
            relation: fork.relation(),
            common_rows: fork.common,
            a: own_rows(&fork.a, changed_a).map_err(told)?,
            b: own_rows(&fork.b, changed_b).map_err(told)?,
            mentioned: mentioned(&three, &conflicts),
            alike,
            first,
            renumbered: numbers.moved(),
            heads: fork.heads.clone(),
            a_encrypted: a.engagement.is_encrypted(),
            b_encrypted: b.engagement.is_encrypted(),
            conflicts,
            model: goes_first.model_copy()?,
            institution_kind: goes_first.institution()?.kind,
        };
        Ok(Self { a, b, out, fork, plan, three, numbers })
    }

    /// What the merge would do.
    pub fn plan(&self) -> &MergePlan {
        &self.plan
    }

    /// Writes the new file: complete and checked, or not at all. A copy that has all of the other is taken as it is.
    ///
    /// # Errors
    /// [`StoreError::Undecided`] when a conflict is not decided, [`StoreError::NoConflict`] when something else is,
    /// [`StoreError::FinalStays`] when the decision cannot be carried out; and as with every new file.
    pub fn apply(self, decisions: &Decisions, actor: &str) -> Result<Merged, StoreError> {
        limits::name(Field::Actor, actor)?;
        self.check(decisions)?;
        let Self { a, b, out, fork, plan, three, numbers } = self;
        let (key_a, key_b) = (a.engagement.key(), b.engagement.key());
        let kept_alike = match (key_a, key_b) {
            (Some(a), Some(b)) => a.is(b),
            (a, b) => a.is_none() && b.is_none(),
        };
        // What goes first is B: it takes over how A is kept.
        let kept = (plan.first == Side::B && !kept_alike).then(|| key_a.map(Key::duplicate));
        let (mut first, second, second_rows) = match plan.first {
            Side::A => (a, b, &fork.b),
            Side::B => (b, a, &fork.a),
        };
        if plan.relation == Relation::Parted {
            let decided = plan
                .conflicts
                .iter()
                .filter_map(|conflict| {
                    let Decision { take, reason } = decisions.of(&conflict.address)?;
                    let place = if take == plan.first { Place::First } else { Place::Second };
                    Some((conflict.address.clone(), (place, reason)))
                })
                .collect();
            let todo =
                replay::Replay { three: &three, numbers: &numbers, rows: second_rows, common: fork.common, decided: &decided, actor };
            replay::replay(&mut first.engagement, &second.engagement, &todo).map_err(|error| full_at(error, &out))?;
            let report = first.engagement.verify()?;
            if !report.is_clean() {
                return Err(StoreError::Internal { detail: format!("a merged file does not hold: {report:?}") });
            }
        }
        let rows = last_row(&first.engagement)?;
        first.publish(&out, kept)?;
        Ok(Merged { plan, rows })
    }

    fn check(&self, decisions: &Decisions) -> Result<(), StoreError> {
        let known: BTreeMap<_, _> = self.plan.conflicts.iter().map(|conflict| (&conflict.address, conflict)).collect();
        if let Some(other) = decisions.each.keys().find(|address| !known.contains_key(address)) {
            return Err(StoreError::NoConflict { subject: other.to_string() });
        }
        let reasons = decisions.each.values().filter_map(|decision| decision.reason.as_deref());
        reasons.into_iter().try_for_each(|reason| limits::text(Field::Reason, reason, limits::NOTE))?;
        let count = known.keys().filter(|address| decisions.of(address).is_none()).count();
        if count > 0 {
            return Err(StoreError::Undecided { count });
        }
        let against = |conflict: &&Conflict| {
            conflict.only.is_some_and(|only| decisions.of(&conflict.address).is_some_and(|decision| decision.take == only.other()))
        };
        match self.plan.conflicts.iter().find(against) {
            Some(Conflict { base: Some(State::Assessment(found)), .. }) => Err(StoreError::FinalStays { assessment: found.title() }),
            Some(conflict) => Err(StoreError::FinalStays { assessment: conflict.address.to_string() }),
            None => Ok(()),
        }
    }
}

fn own_rows(rows: &[AuditRow], addresses: BTreeSet<Address>) -> Result<OwnRows, crate::problem::Problem> {
    let last = rows.last();
    Ok(OwnRows {
        rows: rows.len(),
        changed: addresses.len(),
        addresses,
        last_by: last.map(|row| row.actor.clone()),
        last_at: last.map(|row| stamp(&row.at)).transpose()?,
    })
}

fn mentioned(three: &ThreeWay, conflicts: &[Conflict]) -> BTreeMap<Address, State> {
    let named = |address: &&Address| matches!(address.subject, Subject::Assessment | Subject::Respondent(_));
    let whole = three.base.keys().chain(three.first.keys()).chain(three.second.keys()).filter(named);
    let decided = conflicts.iter().flat_map(|conflict| conflict.parts.iter().chain([&conflict.address]));
    let states = [&three.first, &three.second, &three.base];
    whole
        .chain(decided)
        .filter_map(|address| Some((address.clone(), states.iter().find_map(|states| states.get(address))?.clone())))
        .collect()
}

fn conflicts(three: &ThreeWay, numbers: &Numbers, fork: &Fork, first: Side) -> Result<Vec<Conflict>, crate::problem::Problem> {
    let (rows_first, rows_second) = if first == Side::A { (&fork.a, &fork.b) } else { (&fork.b, &fork.a) };
    let as_is = Numbers::default();
    three
        .conflicts()
        .into_iter()
        .map(|(address, (kind, parts))| {
            let side = |state: Option<&State>, rows: &[AuditRow], numbers: &Numbers| {
                let last = rows.iter().rev().find(|row| {
                    row.subject.parse::<Address>().is_ok_and(|subject| three.decided_as(&numbers.address(&subject)) == address)
                });
                Ok::<_, crate::problem::Problem>(ConflictSide {
                    state: state.cloned(),
                    by: last.map(|row| row.actor.clone()),
                    at: last.map(|row| stamp(&row.at)).transpose()?,
                    reason: last.and_then(|row| row.reason.clone()),
                })
            };
            let own = side(three.first.get(&address), rows_first, &as_is)?;
            let other = side(three.second.get(&address), rows_second, numbers)?;
            let (a, b) = if first == Side::A { (own, other) } else { (other, own) };
            let only = (kind == ConflictKind::Final && three.locked(address.assessment)).then_some(first);
            Ok(Conflict { base: three.base.get(&address).cloned(), address, kind, a, b, parts, only })
        })
        .collect()
}

fn last_row(engagement: &Engagement) -> Result<i64, StoreError> {
    engagement.look(|conn, _| crate::audit::last_seq(conn))
}
