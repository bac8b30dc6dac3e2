//! Where in its files a model says what the lint finds fault with.

use crate::fault::{Faults, Place};
use crate::model::{Model, Node};
use crate::read::read_model;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Places of what [`Model::places`] does not tell.
#[derive(Default)]
pub(super) struct DeclaredPlaces {
    documents: BTreeMap<String, Place>,
    profiles: BTreeMap<String, Place>,
    gates: BTreeMap<String, Place>,
    levels: BTreeMap<u8, Place>,
}

impl DeclaredPlaces {
    /// Reads `model.toml` for them; without places where it cannot be read.
    pub(super) fn of(model: &Model) -> Self {
        let Some(declared) = read_model(&model.source, &RefCell::new(Faults::default())) else { return Self::default() };
        Self {
            documents: declared.documents.into_iter().map(|document| (document.value.id, document.place)).collect(),
            profiles: declared.profiles.into_iter().map(|profile| (profile.kind.value, profile.kind.place)).collect(),
            gates: declared.gates.into_iter().map(|gate| (gate.id.value, gate.id.place)).collect(),
            levels: declared.levels.into_iter().map(|level| (level.value.level, level.place)).collect(),
        }
    }

    pub(super) fn document(&self, id: &str) -> Place {
        self.documents.get(id).cloned().unwrap_or_else(model_file)
    }

    /// The place of a kind of institution.
    pub(super) fn profile(&self, kind: &str) -> Place {
        self.profiles.get(kind).cloned().unwrap_or_else(model_file)
    }

    pub(super) fn gate(&self, id: &str) -> Place {
        self.gates.get(id).cloned().unwrap_or_else(model_file)
    }

    /// The place of a level of the scale, from 1.
    pub(super) fn level(&self, level: u8) -> Place {
        self.levels.get(&level).cloned().unwrap_or_else(model_file)
    }
}

/// The whole of `model.toml`, for what has no line of its own.
pub(super) fn model_file() -> Place {
    Place { file: "model.toml".to_owned(), line: 0 }
}

/// Where a node is declared.
pub(super) fn of_node(model: &Model, node: &Node) -> Place {
    model.places.nodes.get(&node.id).cloned().unwrap_or_else(model_file)
}

/// Where a level of a rubric stands, or else its indicator.
pub(super) fn of_rubric_level(model: &Model, node: &Node, level: u8) -> Place {
    model.places.levels.get(&(node.id.clone(), level)).cloned().unwrap_or_else(|| of_node(model, node))
}
