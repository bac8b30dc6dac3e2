//! The institution's own figures: year × metric = value.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use crate::edit::Ids;
use crate::problem::Problem;
use crate::{Action, AnswerChange, Change, Engagement, Field, State, StoreError, Subject, answer, limits};

pub(crate) const TABLE: &str = "
CREATE TABLE figure (
    institution_id INTEGER NOT NULL REFERENCES institution (id),
    year           INTEGER NOT NULL,
    metric         TEXT NOT NULL,
    value          REAL NOT NULL,
    unit           TEXT NOT NULL,
    note           TEXT NOT NULL,
    PRIMARY KEY (institution_id, year, metric)
) STRICT;
";

/// One of the institution's own figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The year it speaks of.
    pub year: i32,
    /// The metric's id.
    pub metric: String,
    /// The value, in the unit beside it.
    pub value: f64,
    /// The unit.
    pub unit: String,
    /// Where it comes from, or what is to be known about it.
    pub note: String,
}

/// What figures are to become, by year and metric; `None` takes one away. The year and metric within a figure do not count.
pub type FigureChanges = BTreeMap<(i32, String), Option<Figure>>;

impl Figure {
    pub(crate) fn subject(&self) -> Subject {
        Subject::Figure { year: self.year, metric: self.metric.clone() }
    }

    pub(crate) fn check(&self) -> Result<Self, StoreError> {
        limits::name(Field::Metric, &self.metric)?;
        limits::text(Field::FigureUnit, &self.unit, limits::NAME)?;
        limits::text(Field::FigureNote, &self.note, limits::NOTE)?;
        Ok(Self { value: limits::number(Field::FigureValue, self.value)?, ..self.clone() })
    }
}

fn parse(row: &Row<'_>) -> rusqlite::Result<Figure> {
    Ok(Figure { year: row.get(0)?, metric: row.get(1)?, value: row.get(2)?, unit: row.get(3)?, note: row.get(4)? })
}

pub(crate) fn read(conn: &Connection, ids: Ids, year: i32, metric: &str) -> Result<Option<Figure>, Problem> {
    Ok(conn
        .prepare_cached(
            "SELECT year, metric, value, unit, note FROM figure
             WHERE institution_id = ?1 AND year = ?2 AND metric = ?3",
        )?
        .query_row(params![ids.institution, year, metric], parse)
        .optional()?)
}

pub(crate) fn all(conn: &Connection, ids: Ids) -> Result<Vec<Figure>, Problem> {
    Ok(conn
        .prepare_cached("SELECT year, metric, value, unit, note FROM figure WHERE institution_id = ?1 ORDER BY year, metric")?
        .query_map([ids.institution], parse)?
        .collect::<Result<_, _>>()?)
}

pub(crate) fn write(conn: &Connection, ids: Ids, (year, metric): (i32, &str), figure: Option<&Figure>) -> Result<(), Problem> {
    let Some(figure) = figure else {
        conn.prepare_cached("DELETE FROM figure WHERE institution_id = ?1 AND year = ?2 AND metric = ?3")?.execute(params![
            ids.institution,
            year,
            metric
        ])?;
        return Ok(());
    };
    conn.prepare_cached(
        "INSERT INTO figure (institution_id, year, metric, value, unit, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (institution_id, year, metric) DO UPDATE SET value = excluded.value, unit = excluded.unit,
             note = excluded.note",
    )?
    .execute(params![ids.institution, year, metric, figure.value, figure.unit, figure.note])?;
    Ok(())
}

impl Engagement {
    /// Every figure, by year and metric.
    pub fn figures(&self) -> Result<Vec<Figure>, StoreError> {
        self.look(all)
    }

    /// Sets one figure.
    pub fn set_figure(&mut self, figure: &Figure, actor: &str) -> Result<Change, StoreError> {
        let figure = figure.check()?;
        self.edit_one(Action::SetFigure, actor, |_, _, _| Ok((figure.subject(), Some(State::Figure(figure)))))
    }

    /// Sets or removes figures, and records the answers that follow from them: all or none, and undone in one step. What alters nothing
    /// leaves no trace.
    pub fn change_figures(
        &mut self,
        changes: &FigureChanges,
        answers: &BTreeMap<String, AnswerChange>,
        actor: &str,
    ) -> Result<Vec<Change>, StoreError> {
        let figures: Vec<(Subject, Option<State>)> = changes
            .iter()
            .map(|((year, metric), figure)| {
                limits::name(Field::Metric, metric)?;
                let figure =
                    figure.as_ref().map(|figure| Figure { year: *year, metric: metric.clone(), ..figure.clone() }.check()).transpose()?;
                Ok((Subject::Figure { year: *year, metric: metric.clone() }, figure.map(State::Figure)))
            })
            .collect::<Result<_, StoreError>>()?;
        for (indicator, change) in answers {
            limits::name(Field::Indicator, indicator)?;
            change.check()?;
        }
        self.edit(Action::SetFigure, actor, |conn, ids, now| {
            let answers = answers.iter().map(|(indicator, change)| {
                let after = change.apply(answer::read(conn, ids, indicator)?, now);
                Ok((Subject::answer(indicator), after.map(State::Answer)))
            });
            figures.into_iter().map(Ok).chain(answers).collect()
        })
    }

    /// Takes a figure away.
    pub fn remove_figure(&mut self, year: i32, metric: &str, actor: &str) -> Result<Change, StoreError> {
        self.edit_one(Action::RemoveFigure, actor, |conn, ids, _| {
            let subject = Subject::Figure { year, metric: metric.to_owned() };
            match read(conn, ids, year, metric)? {
                Some(_) => Ok((subject, None)),
                None => Err(StoreError::Unknown { subject }.into()),
            }
        })
    }
}
