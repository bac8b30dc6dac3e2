/** The commands of the desktop side, as generated from Rust. */
import type { commands } from './bindings';
import type * as w from './types';

export type Reply<T> = { status: 'ok'; data: T } | { status: 'error'; error: w.ErrorView };
export type Commands = typeof commands;
