/**
 * The models at hand, the one in front, and what is typed over it. What is typed stays a draft until a save has taken
 * it: a refused or failed save, another node, another page lose nothing.
 */
import { SvelteMap } from 'svelte/reactivity';
import { Loaded } from './loaded.svelte';
import {
  changedNode,
  findingsInOrder,
  loads,
  remarksOf,
  ROOT,
  sameEdit,
  SheetTree,
  standings,
} from './models';
import { errorView, platform, type Platform } from './platform';
import { Saving } from './saving.svelte';
import { session as theSession, type Session } from './session.svelte';
import type * as w from './types';

const CHECK_PAUSE_MS = 350;

/** One place where something can be typed. */
export interface Field<T> {
  /** Unique within the model. */
  id: string;
  /** Where it stands, to lead back to it. */
  node: string;
  level?: number;
  saved: T;
  /** What is sent; `null` while what is typed cannot be. */
  edit: (typed: T) => w.ModelEdit | null;
}

/** What is typed and not saved. */
export interface Draft {
  model: string;
  field: string;
  node: string;
  level: number | undefined;
  typed: unknown;
  edit: w.ModelEdit | null;
  /** What the last check or save said of it. */
  faults: w.FaultView[];
  /** It was left and could not be saved. */
  refused: boolean;
}

export class Models {
  readonly list = new Loaded<w.ModelEntryView[]>();
  readonly sheet = new Loaded<w.ModelSheetView>();
  readonly saving = new Saving();
  /** The model in front. */
  key = $state('');
  /** The node in front, `ROOT` for the model itself. */
  node = $state(ROOT);
  /** The rubric level to look at, after a finding was chosen. */
  level = $state<number | null>(null);
  /** The kind of institution whose weights are shown; `null` for everybody. */
  profile = $state<string | null>(null);
  /** The history of the open engagement is in front instead of a model. */
  history = $state(false);
  /** Waits for the answer to “close although something is not saved?”. */
  leaving = $state.raw<((anyway: boolean) => void) | null>(null);

  readonly #drafts = new SvelteMap<string, Draft>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #platform: Platform;
  readonly #session: Session;
  /** Saves go one after the other, so that the last sheet to arrive is the newest. */
  #queue: Promise<unknown> = Promise.resolve();

  readonly entry = $derived(this.list.view?.find((entry) => entry.key === this.key));
  readonly tree = $derived(this.sheet.view ? new SheetTree(this.sheet.view.nodes) : null);
  readonly kind = $derived(this.sheet.view?.profiles.find((profile) => profile.id === this.profile) ?? null);
  readonly standings = $derived(this.tree && standings(this.tree, this.kind));
  readonly findings = $derived(this.sheet.view ? findingsInOrder(this.sheet.view) : []);
  readonly editable = $derived(this.sheet.view?.editable ?? false);
  /** Drafts that were left and could not be saved, in any model. */
  readonly refused = $derived([...this.#drafts.values()].filter((draft) => draft.refused));

  constructor(desktop: Platform = platform, session: Session = theSession) {
    this.#platform = desktop;
    this.#session = session;
    session.closing.push(() => this.mayClose());
  }

  /** Own model in front: undo and redo belong to it. */
  get inFront(): boolean {
    return this.#session.page === 'models' && !this.history && this.editable;
  }

  // ---- the list

  /** Reads the list; keeps the model in front, or puts the one in use there. */
  async load(): Promise<void> {
    await this.list.ask(this.#platform.models);
    const entries = this.list.view ?? [];
    if (entries.some((entry) => entry.key === this.key)) {
      if (!this.history) await this.#show();
      return;
    }
    const first = entries.find((entry) => entry.inUse) ?? entries.find(loads) ?? entries[0];
    if (first) await this.open(first.key);
  }

  async open(key: string): Promise<void> {
    this.history = false;
    if (key !== this.key) {
      this.sheet.clear();
      this.key = key;
      this.node = ROOT;
      this.level = null;
    }
    await this.#show();
  }

  openHistory(): void {
    this.history = true;
  }

  async #show(): Promise<void> {
    const key = this.key;
    if (this.entry && !loads(this.entry)) return;
    await this.sheet.ask(() => this.#platform.modelSheet(key));
    this.#fit();
  }

  /** Another state of the model may lack the node or the kind in front. */
  #fit(): void {
    if (this.node !== ROOT && this.tree && !this.tree.find(this.node)) this.node = ROOT;
    if (this.kind === null) this.profile = null;
  }

  select(node: string, level: number | null = null): void {
    this.node = node;
    this.level = level;
  }

  /** A model that was made here: it is listed and in front. */
  async #enter(sheet: w.ModelSheetView): Promise<void> {
    await this.list.ask(this.#platform.models);
    this.history = false;
    this.key = sheet.entry.key;
    this.node = ROOT;
    this.level = null;
    this.sheet.put(sheet);
    this.#fit();
  }

  /** Failures are thrown to the form. */
  async fork(id: string, name: w.Text): Promise<void> {
    await this.#enter(await this.#platform.forkModel(this.key, id, name));
  }

  /** Failures are thrown to the page. */
  async importFrom(path: string): Promise<void> {
    await this.#enter(await this.#platform.importModel(path));
  }

  /** Moves an own model to the trash folder; failures are thrown to the dialog. */
  async remove(key: string): Promise<void> {
    this.list.put(await this.#platform.deleteModel(key));
    for (const [id, draft] of this.#drafts) if (draft.model === key) this.#drop(id);
    if (this.key !== key) return;
    this.key = '';
    this.sheet.clear();
    await this.load();
  }

  // ---- what is typed

  draft(field: string): Draft | undefined {
    return this.#drafts.get(this.#id(field));
  }

  value<T>(field: Field<T>): T {
    const draft = this.draft(field.id);
    return draft ? (draft.typed as T) : field.saved;
  }

  type<T>(field: Field<T>, typed: T): void {
    const id = this.#id(field.id);
    const before = this.#drafts.get(id);
    const edit = field.edit(typed);
    const draft = { model: this.key, field: field.id, node: field.node, level: field.level, typed, edit };
    this.#drafts.set(id, { ...draft, faults: before?.faults ?? [], refused: before?.refused ?? false });
    clearTimeout(this.#timers.get(id));
    this.#timers.set(
      id,
      setTimeout(() => void this.#check(id), CHECK_PAUSE_MS),
    );
  }

  /** The field is left: what is typed is saved, or stays as a draft with the reason under it. */
  async leave<T>(field: Field<T>): Promise<void> {
    const id = this.#id(field.id);
    const draft = this.#drafts.get(id);
    if (!draft) return;
    if (sameEdit(draft.edit, field.edit(field.saved))) this.#drop(id);
    else await this.#save(id);
  }

  /** Typed and left at once, for switches and buttons. */
  async set<T>(field: Field<T>, typed: T): Promise<void> {
    this.type(field, typed);
    await this.leave(field);
  }

  /** Goes back to what is saved. */
  discard(field: string): void {
    this.#drop(this.#id(field));
  }

  /** Saves every draft now; `false` when one could not be saved. */
  async flush(): Promise<boolean> {
    await Promise.all([...this.#drafts.keys()].map((id) => this.#save(id)));
    return this.#drafts.size === 0;
  }

  /** Asks before closing the window loses a draft. */
  async mayClose(): Promise<boolean> {
    if (await this.flush()) return true;
    const anyway = await new Promise<boolean>((resolve) => (this.leaving = resolve));
    this.leaving = null;
    return anyway;
  }

  /** Leads to a draft that could not be saved. */
  async openDraft(draft: Draft): Promise<void> {
    await this.open(draft.model);
    this.select(draft.node, draft.level ?? null);
  }

  #id(field: string): string {
    return `${this.key} ${field}`;
  }

  #drop(id: string): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.#drafts.delete(id);
  }

  async #check(id: string): Promise<void> {
    const asked = this.#drafts.get(id);
    if (!asked?.edit) return;
    try {
      const faults = await this.#platform.checkModelEdit(asked.model, asked.edit);
      const draft = this.#drafts.get(id);
      if (draft?.edit === asked.edit)
        this.#drafts.set(id, { ...draft, faults: this.#remarks(draft, faults) });
    } catch {
      // A check only helps; the save tells what is wrong.
    }
  }

  #remarks({ node, level }: Draft, faults: w.FaultView[]): w.FaultView[] {
    return remarksOf(faults, this.sheet.view?.findings ?? [], node, level);
  }

  #save(id: string): Promise<void> {
    clearTimeout(this.#timers.get(id));
    const next = this.#queue.then(() => this.#send(id));
    this.#queue = next;
    return next;
  }

  async #send(id: string): Promise<void> {
    const sent = this.#drafts.get(id);
    if (!sent) return;
    const refuse = (faults: w.FaultView[]) => {
      const draft = this.#drafts.get(id);
      if (draft) this.#drafts.set(id, { ...draft, faults: this.#remarks(draft, faults), refused: true });
    };
    const { edit } = sent;
    if (!edit) {
      refuse([]);
      return;
    }
    try {
      const reply = await this.saving.track(() => this.#platform.editModel(sent.model, edit));
      if (reply.refused.length > 0) {
        refuse(reply.refused);
        return;
      }
      // Typed on while the save was under way: the rest is still a draft.
      if (this.#drafts.get(id)?.edit === edit) this.#drop(id);
      this.#take(reply.sheet);
    } catch (thrown) {
      const { message } = errorView(thrown);
      refuse([{ file: '', line: 0, message, hint: { zh: '', en: '' }, error: true }]);
    }
  }

  /** The state after a change: it is in front and in the list. */
  #take(sheet: w.ModelSheetView): void {
    const { entry } = sheet;
    if (this.list.view) this.list.put(this.list.view.map((one) => (one.key === entry.key ? entry : one)));
    if (this.key !== entry.key) return;
    this.sheet.put(sheet);
    this.#fit();
  }

  // ---- undo

  async undo(): Promise<void> {
    if (this.sheet.view?.canUndo) await this.#travel(this.#platform.undoModelEdit);
  }

  async redo(): Promise<void> {
    if (this.sheet.view?.canRedo) await this.#travel(this.#platform.redoModelEdit);
  }

  async #travel(call: (key: string) => Promise<w.ModelSheetView>): Promise<void> {
    await this.#queue;
    const before = this.sheet.view;
    try {
      const after = await this.saving.track(() => call(this.key));
      this.#take(after);
      const node = before && changedNode(before, after);
      if (node && node !== this.node) this.select(node);
    } catch (thrown) {
      this.#session.error = errorView(thrown);
    }
  }
}

export const models = new Models();
