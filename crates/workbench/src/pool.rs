//! Pools: the one in front, who is added, withdrawn, merged, and what is published.

use crate::error::WorkbenchError;
use crate::opened::{Open, Snapshot};
use crate::pool_contribution::{contribution, refusal, tier_name, tiers};
use crate::pool_file::PoolFile;
use crate::pool_table::{self, small};
use crate::view::{PoolMemberView, PoolOwnView, PoolQuery, PoolTableView, PoolUpdateView, PoolView, Text};
use crate::workbench::Workbench;
use shuheng_benchmark::pool::{Added, Contribution, Edition, MemberNumber, Origin, PoolKey, Release};
use shuheng_model::Model;
use std::path::Path;

impl Workbench {
    /// The pool in front; `None` when there is none. One that was open last and cannot be read now is an error each time, until
    /// another is opened.
    ///
    /// # Errors
    /// [`WorkbenchError::File`], [`WorkbenchError::Pool`].
    pub fn pool(&self) -> Result<Option<PoolView>, WorkbenchError> {
        self.pool.as_deref().map(|path| self.pool_view(&PoolFile::read(path)?)).transpose()
    }

    /// Creates an empty pool with a key beside it and opens it. With the key of another pool the two can be merged.
    ///
    /// # Errors
    /// When a file is there already or cannot be made, or the key is none.
    pub fn pool_create(&mut self, path: &Path, key: Option<&Path>) -> Result<PoolView, WorkbenchError> {
        self.front(PoolFile::create(path, key)?)
    }

    /// Opens a pool.
    ///
    /// # Errors
    /// [`WorkbenchError::File`], [`WorkbenchError::Pool`].
    pub fn pool_open(&mut self, path: &Path) -> Result<PoolView, WorkbenchError> {
        self.front(PoolFile::read(path)?)
    }

    fn front(&mut self, file: PoolFile) -> Result<PoolView, WorkbenchError> {
        let full = std::fs::canonicalize(&file.path).unwrap_or_else(|_| file.path.clone());
        self.folders().remember_pool(&full);
        self.pool = Some(full);
        self.pool_view(&file)
    }

    fn pool_file(&self) -> Result<PoolFile, WorkbenchError> {
        let none = || WorkbenchError::Field {
            message: Text::new("还没有打开对标池，先新建或打开一个", "No pool is open; create or open one first"),
        };
        PoolFile::read(self.pool.as_deref().ok_or_else(none)?)
    }

    /// Adds the open engagement, with a size tier or none. `again` takes in who was withdrawn.
    ///
    /// # Errors
    /// [`WorkbenchError::NothingOpen`], [`WorkbenchError::NotPooled`] with the reason, a missing key, or a pool that cannot be used.
    pub fn pool_add_current(&mut self, tier: &str, again: bool) -> Result<PoolUpdateView, WorkbenchError> {
        let mut file = self.pool_file()?;
        let open = self.opened()?;
        let snapshot = open.snapshot()?;
        let given = contribution(self.library(), &snapshot, tier).map_err(|message| WorkbenchError::NotPooled { message })?;
        let key = file.key()?;
        let id = file_id(open)?;
        let origin = Origin { institution: &snapshot.institution, file: &id };
        let added = file.pool.add(&key, origin, given, again).map_err(|fault| WorkbenchError::Pool { path: file.path.clone(), fault })?;
        let (changed, message) = told(&added)?;
        if changed {
            file.save()?;
        }
        Ok(PoolUpdateView { pool: self.pool_view(&file)?, message, changed })
    }

    /// Withdraws a member.
    ///
    /// # Errors
    /// When there is none of this number, or the pool cannot be used.
    pub fn pool_withdraw(&mut self, number: &str) -> Result<PoolUpdateView, WorkbenchError> {
        let mut file = self.pool_file()?;
        let fault = |fault| WorkbenchError::Pool { path: file.path.clone(), fault };
        let known = MemberNumber::try_from(number.trim().to_owned()).map_err(fault)?;
        let others = file.pool.withdraw(&known).map_err(|fault| WorkbenchError::Pool { path: file.path.clone(), fault })?;
        file.save()?;
        let message = match others {
            0 => Text::new(format!("成员{known}已撤回"), format!("Member {known} withdrawn")),
            others => Text::new(
                format!("成员{known}已撤回；同批的{others}家暂不计入统计，满5家新成员后随下次发布计入"),
                format!("Member {known} withdrawn; {others} others of its block leave the table until a release with 5 new members"),
            ),
        };
        Ok(PoolUpdateView { pool: self.pool_view(&file)?, message, changed: true })
    }

    /// Merges another pool into the one in front.
    ///
    /// # Errors
    /// When either cannot be used, or they have different keys.
    pub fn pool_merge(&mut self, other: &Path) -> Result<PoolUpdateView, WorkbenchError> {
        let mut file = self.pool_file()?;
        let (before, counted) = (file.pool.clone(), file.pool.counted().len());
        let from = PoolFile::read(other)?;
        file.pool.merge(&from.pool).map_err(|fault| WorkbenchError::Pool { path: other.to_owned(), fault })?;
        let changed = file.pool != before;
        if changed {
            file.save()?;
        }
        let (came, now) = (
            file.pool.members().filter(|(number, _)| before.members().all(|(known, _)| known != *number)).count(),
            file.pool.members().count(),
        );
        let mut message = Text::new(format!("已合并：新增{came}家，共{now}家"), format!("Merged: {came} new members, {now} in all"));
        if file.pool.counted().len() < counted {
            message.zh.push_str("；有成员退出统计，等下次发布");
            message.en.push_str("; some members left the table and wait for a release");
        }
        Ok(PoolUpdateView { pool: self.pool_view(&file)?, message, changed })
    }

    /// Publishes the members that wait, as far as there are enough of them.
    ///
    /// # Errors
    /// When the pool cannot be used.
    pub fn pool_release(&mut self) -> Result<PoolUpdateView, WorkbenchError> {
        let mut file = self.pool_file()?;
        let Release { number, blocks, members, waiting } = file.pool.release();
        if blocks > 0 {
            file.save()?;
        }
        let message = match blocks {
            0 => Text::new(
                format!("待发布的{waiting}家中新成员不足5家，未发布；统计不变"),
                format!("Of the {waiting} who wait fewer than 5 are new, so nothing was published; the table stays as it was"),
            ),
            _ => Text::new(
                format!("已发布第{number}版：计入{members}家，另有{waiting}家待发布"),
                format!("Release {number} published: {members} members counted, {waiting} wait"),
            ),
        };
        Ok(PoolUpdateView { pool: self.pool_view(&file)?, message, changed: blocks > 0 })
    }

    /// The part of the table that is asked for, with the open engagement beside it.
    ///
    /// # Errors
    /// When the pool cannot be used, or the open engagement cannot be read.
    pub fn pool_table(&self, query: &PoolQuery) -> Result<PoolTableView, WorkbenchError> {
        let pool = self.pool_file()?.pool;
        let own = self.opened().ok().map(Open::snapshot).transpose()?;
        let asked = query.edition.as_ref().map(|edition| edition.model.clone());
        let named = asked.or_else(|| pool_table::editions(&pool).first().map(|edition| edition.model.clone()));
        let model = named.and_then(|id| self.library().model(&id).ok());
        if let Some(variable) = query.variable.as_deref() {
            known_variable(model, variable)?;
        }
        Ok(pool_table::table(&pool, query, model, own.as_ref()))
    }

    fn pool_view(&self, file: &PoolFile) -> Result<PoolView, WorkbenchError> {
        let (pool, counted) = (&file.pool, file.pool.counted());
        let mut members: Vec<PoolMemberView> = pool
            .members()
            .map(|(number, member)| {
                let Contribution { edition, kind, tier, .. } = &member.contribution;
                PoolMemberView {
                    number: number.to_string(),
                    kind: kind.clone(),
                    kind_name: self.pool_kind(&edition.model, kind),
                    tier: tier.clone(),
                    tier_name: tier_name(tier),
                    edition: edition.into(),
                    counted: counted.contains(number),
                }
            })
            .collect();
        members.sort_by(|a, b| {
            b.edition.year.cmp(&a.edition.year).then_with(|| (&a.kind, &a.tier, &a.number).cmp(&(&b.kind, &b.tier, &b.number)))
        });
        let key = file.key().ok();
        Ok(PoolView {
            path: file.path.display().to_string(),
            file_name: file.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            key_path: file.key_path().display().to_string(),
            has_key: key.is_some(),
            release: pool.last_release(),
            counted: small(counted.len()),
            waiting: small(pool.waiting()),
            withdrawals: small(pool.withdrawals()),
            members,
            editions: pool_table::editions(pool),
            own: self.opened().ok().map(|open| self.pool_own(file, key.as_ref(), open)).transpose()?,
        })
    }

    fn pool_own(&self, file: &PoolFile, key: Option<&PoolKey>, open: &Open) -> Result<PoolOwnView, WorkbenchError> {
        let snapshot = open.snapshot()?;
        let id = file_id(open)?;
        let number = key.and_then(|key| file.pool.find(key, Origin { institution: &snapshot.institution, file: &id }, &edition(&snapshot)));
        Ok(PoolOwnView {
            number: number.map(|number| number.to_string()),
            refusal: refusal(self.library(), &snapshot),
            tiers: tiers(snapshot.instrument.kind()),
        })
    }

    fn pool_kind(&self, model: &str, kind: &str) -> Text {
        let profile = self.library().model(model).ok().and_then(|model| model.profile(kind));
        profile.map_or_else(|| Text::new(kind, kind), |profile| (&profile.name).into())
    }
}

fn edition(snapshot: &Snapshot<'_>) -> Edition {
    let model = snapshot.instrument.model();
    Edition { model: model.id.clone(), version: model.version.clone(), year: snapshot.year }
}

/// What no other engagement has and this one never loses: the hash of the first row of its audit trail.
fn file_id(open: &Open) -> Result<String, WorkbenchError> {
    Ok(open.store.audit_trail(0, 2)?.first().map(|row| row.hash.clone()).unwrap_or_default())
}

/// Whether something was changed, and how it is told.
fn told(added: &Added) -> Result<(bool, Text), WorkbenchError> {
    let number = added.number();
    Ok(match added {
        Added::New(_) => (
            true,
            Text::new(
                format!("已加入，成员编号{number}；发布后计入统计"),
                format!("Added as member {number}; it counts from the next release"),
            ),
        ),
        Added::Replaced(_) => (true, Text::new(format!("成员{number}的内容已更新"), format!("Member {number} updated"))),
        Added::Unchanged(_) => (
            false,
            Text::new(
                format!("已在池中（成员{number}），内容相同，未改动"),
                format!("Already in the pool as member {number}, with the same content"),
            ),
        ),
        Added::Published(_) => {
            let message = Text::new(
                format!("成员{number}已随统计发布，单独更新会暴露它的变化，未改动；要替换，先撤回，再重新加入"),
                format!(
                    "Member {number} is published, and updating it alone would show its change; to replace it, withdraw it and add it again"
                ),
            );
            return Err(WorkbenchError::NotPooled { message });
        }
        Added::Withdrawn(_) => {
            let message = Text::new(
                "这份评估曾从池中撤回，未加入；确需重新加入时，选“重新加入”（命令行加--again）",
                "This assessment was withdrawn from the pool and was not added; to take it in again choose “Add again” (--again on the command line)",
            );
            return Err(WorkbenchError::NotPooled { message });
        }
    })
}

/// Refuses what the model does not have; without a model everything may be asked for.
fn known_variable(model: Option<&Model>, variable: &str) -> Result<(), WorkbenchError> {
    let ratio = shuheng_benchmark::pool::Ratio::ALL.iter().any(|ratio| ratio.metric() == variable);
    let node = model.is_none_or(|model| model.nodes.iter().any(|node| node.id == variable && node.indicator().is_none()));
    if ratio || node { Ok(()) } else { Err(WorkbenchError::UnknownNode(variable.to_owned())) }
}
