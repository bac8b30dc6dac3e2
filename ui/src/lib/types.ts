/** The wire types, generated from Rust (`make bindings`). */
export type * from './bindings';
