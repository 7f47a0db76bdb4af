//! The program with what several rules work out of it, each worked out once.

use super::job::fits::Room;
use crate::program::{BlockId, Program};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::ops::Deref;
use std::rc::Rc;

/// What the rules about one declaration look at.
pub struct Facts<'p> {
    program: &'p Program,
    rooms: RefCell<FxHashMap<BlockId, Rc<Room<'p>>>>,
}

impl<'p> Facts<'p> {
    pub fn of(program: &'p Program) -> Facts<'p> {
        Facts {
            program,
            rooms: RefCell::default(),
        }
    }

    /// What a compute environment has room for.
    pub fn room(&self, environment: BlockId) -> Rc<Room<'p>> {
        let program = self.program;
        let mut rooms = self.rooms.borrow_mut();
        let room = rooms
            .entry(environment)
            .or_insert_with(|| Rc::new(Room::of(program.block(environment), program.region())));
        room.clone()
    }
}

impl Deref for Facts<'_> {
    type Target = Program;

    fn deref(&self) -> &Program {
        self.program
    }
}
