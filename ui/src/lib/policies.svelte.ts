/** The policy documents of the open file, where the user is among them, and every change of a judgement. */
import { Loaded } from './loaded.svelte';
import { TYPING_PAUSE_MS, type Drawer, type Outbox } from './outbox.svelte';
import type { Platform } from './platform';
import { clauseOf, policyOf, verdictChange, type ClauseFilter, type PolicyShape } from './policy';
import type * as w from './types';

/** What the session does for every change. */
export interface Changes {
  /** After a reply: saved state, message, what asks anew. */
  settle: (update: { status: w.StatusView; change: w.ChangeView | null }, tell: boolean) => void;
  /** Sends a change after everything entered before it. */
  change: <U>(call: () => Promise<U>, apply: (update: U) => void) => Promise<void>;
  /** For what no form waits for. */
  attempt: (work: () => Promise<unknown>) => Promise<boolean>;
}

export class Policies {
  readonly loaded = new Loaded<w.PoliciesView>();
  filter = $state<ClauseFilter>('all');
  shape = $state<PolicyShape>('clauses');
  #document = $state<string | null>(null);
  #clause = $state<string | null>(null);

  /** The clause in front, once its document is there. */
  readonly clause = $derived(
    this.loaded.view && this.#clause !== null ? (clauseOf(this.loaded.view, this.#clause) ?? null) : null,
  );
  readonly document = $derived.by(() => {
    const view = this.loaded.view;
    if (!view) return null;
    const ofClause = this.clause && policyOf(view, this.clause.id);
    return ofClause ?? view.documents.find(({ id }) => id === this.#document) ?? view.documents[0] ?? null;
  });
  readonly guide = $derived(
    this.loaded.view?.guides.find(({ policy }) => policy === this.document?.id) ?? null,
  );
  /** A document without a guide shows its clauses instead. */
  readonly shown = $derived(this.shape === 'guide' && !this.guide ? 'clauses' : this.shape);

  readonly #platform: Platform;
  readonly #outbox: Outbox;
  readonly #changes: Changes;
  readonly #judgements: Drawer<w.JudgementPatch>;

  constructor(desktop: Platform, outbox: Outbox, changes: Changes) {
    this.#platform = desktop;
    this.#outbox = outbox;
    this.#changes = changes;
    this.#judgements = outbox.drawer({
      send: (clause, { verdict = null, rationale = null }) =>
        desktop.judgeClause(clause, { verdict, rationale }),
      delivered: (update, sent) => this.#apply(update, sent.verdict !== undefined),
    });
  }

  ask(): Promise<void> {
    return this.loaded.ask(() => this.#platform.policies());
  }

  /** Another file was opened. */
  reset(): void {
    this.loaded.clear();
    this.filter = 'all';
    this.shape = 'clauses';
    this.#document = null;
    this.#clause = null;
  }

  // ---- moving about

  showDocument(id: string): void {
    this.select(null);
    this.#document = id;
  }

  /** Puts a clause in front, or none; the document stays. */
  select(clause: string | null): void {
    void this.#outbox.flush();
    this.#document = this.document?.id ?? null;
    this.#clause = clause;
  }

  /** Puts a clause in front from another view or page. */
  open(clause: string): void {
    this.shape = 'clauses';
    this.filter = 'all';
    this.select(clause);
  }

  /** The clause that a change was about, when it was about one. */
  follow(subject: string): void {
    if (this.loaded.view && clauseOf(this.loaded.view, subject)) this.select(subject);
  }

  // ---- judgements

  /** The judgement with what was entered but is not saved yet laid over it. */
  judgement({ id, judgement }: w.PolicyClauseView): w.JudgementView {
    const { verdict, rationale } = this.#judgements.entered(id);
    const saved = judgement ?? { verdict: null, rationale: '', updated: '' };
    const entered = verdict?.type === 'set' ? verdict.verdict : null;
    return {
      ...saved,
      verdict: verdict ? entered : saved.verdict,
      rationale: rationale ?? saved.rationale,
    };
  }

  /** `null` goes back to the inference. */
  setVerdict(clause: string, verdict: w.VerdictView | null): void {
    this.#judgements.put(clause, { verdict: verdictChange(verdict) });
  }

  setRationale(clause: string, rationale: string): void {
    this.#judgements.put(clause, { rationale }, { delay: TYPING_PAUSE_MS });
  }

  #apply(update: w.PolicyUpdateView, tell: boolean): void {
    this.loaded.put(update.policies);
    this.#changes.settle(update, tell);
  }
}
