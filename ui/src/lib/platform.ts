/**
 * The one file that touches the desktop. Pages call these functions; a command that fails throws `CommandFailure`
 * with a sentence for people. Without a desktop (a plain browser, a test) the stand-in answers.
 */
import type { Commands, Reply } from './commands';
import type * as w from './types';

/** A command said no; `view` holds the code and the sentence in both languages. */
export class CommandFailure extends Error {
  constructor(readonly view: w.ErrorView) {
    super(`${view.code} ${view.message.en}`);
    this.name = 'CommandFailure';
  }
}

/** The sentence behind anything that was thrown. */
export function errorView(thrown: unknown): w.ErrorView {
  if (thrown instanceof CommandFailure) return thrown.view;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return {
    code: 'SH-UI',
    message: {
      zh: `程序内部出错：${detail}。请重新打开窗口后再试。`,
      en: `Something went wrong inside the program: ${detail}. Reopen the window and try again.`,
    },
  };
}

export const isDesktop = '__TAURI_INTERNALS__' in globalThis;

let loading: Promise<Commands> | undefined;

function load(): Promise<Commands> {
  loading ??= isDesktop
    ? import('./bindings').then((module) => module.commands)
    : import('../stand-in/commands').then((module) => module.commands);
  return loading;
}

async function run<T>(call: (commands: Commands) => Promise<Reply<T>>): Promise<T> {
  const reply = await call(await load());
  if (reply.status === 'error') throw new CommandFailure(reply.error);
  return reply.data;
}

export const platform = {
  start: () => run((c) => c.start()),
  setPreferences: (preferences: w.Preferences) => run((c) => c.setPreferences(preferences)),
  suggestPath: (institution: string, year: number) => run((c) => c.suggestPath(institution, year)),
  newEngagement: (request: w.NewEngagementRequest, passphrase: string | null) =>
    run((c) => c.newEngagement(request, passphrase)),
  openEngagement: (path: string, passphrase: string | null) => run((c) => c.openEngagement(path, passphrase)),
  openSample: () => run((c) => c.openSample()),
  closeEngagement: () => run((c) => c.closeEngagement()),
  forgetRecent: (path: string) => run((c) => c.forgetRecent(path)),
  fileSecurity: () => run((c) => c.fileSecurity()),
  replacePassphrase: (current: string | null, next: string | null) =>
    run((c) => c.replacePassphrase(current, next)),
  passphraseWait: () => run((c) => c.passphraseWait()),
  restoreBackup: (number: number, to: string) => run((c) => c.restoreBackup(number, to)),
  verifyOpened: () => run((c) => c.verifyOpened()),
  suggestCopy: (file: string, purpose: w.CopyPurpose) => run((c) => c.suggestCopy(file, purpose)),
  previewMerge: (request: w.MergeRequest, passphrases: w.MergePassphrases) =>
    run((c) => c.previewMerge(request, passphrases)),
  mergeCopies: (request: w.MergeRequest, decisions: w.MergeDecision[], passphrases: w.MergePassphrases) =>
    run((c) => c.mergeCopies(request, decisions, passphrases)),
  redactionOptions: (file: string, out: string) => run((c) => c.redactionOptions(file, out)),
  redactCopy: (request: w.RedactRequest, passphrase: string | null) =>
    run((c) => c.redactCopy(request, passphrase)),
  recordAnswer: (indicator: string, patch: w.AnswerPatch) => run((c) => c.recordAnswer(indicator, patch)),
  confirmAnswer: (indicator: string) => run((c) => c.confirmAnswer(indicator)),
  attachEvidence: (request: w.AttachRequest) => run((c) => c.attachEvidence(request)),
  saveEvidence: (id: number | null, request: w.EvidenceRequest) => run((c) => c.saveEvidence(id, request)),
  removeEvidence: (id: number) => run((c) => c.removeEvidence(id)),
  openAttachment: (id: number, accepted: boolean) => run((c) => c.openAttachment(id, accepted)),
  saveAttachment: (id: number, to: string) => run((c) => c.saveAttachment(id, to)),
  indicatorHistory: (indicator: string) => run((c) => c.indicatorHistory(indicator)),
  restoreStep: (request: w.RestoreRequest) => run((c) => c.restoreStep(request)),
  setTarget: (target: number | null) => run((c) => c.setTarget(target)),
  undo: () => run((c) => c.undo()),
  redo: () => run((c) => c.redo()),
  whatIf: (indicator: string) => run((c) => c.whatIf(indicator)),
  explain: (node: string, scheme: w.WeightSchemeChoice) => run((c) => c.explain(node, scheme)),
  diagnosis: () => run((c) => c.diagnosis()),
  weights: () => run((c) => c.weights()),
  previewWeights: (scheme: w.WeightScheme) => run((c) => c.previewWeights(scheme)),
  saveWeights: (id: number | null, scheme: w.WeightScheme) => run((c) => c.saveWeights(id, scheme)),
  removeWeights: (id: number) => run((c) => c.removeWeights(id)),
  forkWithWeights: (scheme: number, id: string, name: w.Text) =>
    run((c) => c.forkWithWeights(scheme, id, name)),
  uncertainty: (request: w.UncertaintyRequest) => run((c) => c.uncertainty(request)),
  scene: (request: w.SceneRequest) => run((c) => c.scene(request)),
  benchmark: (request: w.BenchmarkRequest | null) => run((c) => c.benchmark(request)),
  ownMetric: (indicator: string) => run((c) => c.ownMetric(indicator)),
  setOwnFigure: (request: w.OwnFigureRequest) => run((c) => c.setOwnFigure(request)),
  importOpen: (path: string, sheet: string | null) => run((c) => c.importOpen(path, sheet)),
  importHeader: (line: number) => run((c) => c.importHeader(line)),
  importPreview: (mapping: w.ImportMapping) => run((c) => c.importPreview(mapping)),
  importCommit: (name: string) => run((c) => c.importCommit(name)),
  importProgress: () => run((c) => c.importProgress()),
  importCancel: () => run((c) => c.importCancel()),
  importClose: () => run((c) => c.importClose()),
  importedTables: () => run((c) => c.importedTables()),
  removeImportedTable: (id: number) => run((c) => c.removeImportedTable(id)),
  savePeerGroup: (id: number | null, name: string, group: w.PeerGroup) =>
    run((c) => c.savePeerGroup(id, name, group)),
  removePeerGroup: (id: number) => run((c) => c.removePeerGroup(id)),
  setChoiceRule: (rule: w.ChoiceRule) => run((c) => c.setChoiceRule(rule)),
  chooseSource: (choice: w.SourceChoice, chosen: boolean) => run((c) => c.chooseSource(choice, chosen)),
  exportBenchmark: (
    request: w.BenchmarkRequest,
    folder: string,
    format: w.BenchmarkFormat,
    language: w.Language,
  ) => run((c) => c.exportBenchmark(request, folder, format, language)),
  policies: () => run((c) => c.policies()),
  judgeClause: (clause: string, patch: w.JudgementPatch) => run((c) => c.judgeClause(clause, patch)),
  exportCoverage: (request: w.CoverageExportRequest) => run((c) => c.exportCoverage(request)),
  reportPlan: () => run((c) => c.reportPlan()),
  exportReport: (request: w.ExportRequest) => run((c) => c.exportReport(request)),
  revealFile: (path: string) => run((c) => c.revealFile(path)),
  models: () => run((c) => c.models()),
  modelSheet: (key: string) => run((c) => c.modelSheet(key)),
  forkModel: (key: string, id: string, name: w.Text) => run((c) => c.forkModel(key, id, name)),
  editModel: (key: string, edit: w.ModelEdit) => run((c) => c.editModel(key, edit)),
  checkModelEdit: (key: string, edit: w.ModelEdit) => run((c) => c.checkModelEdit(key, edit)),
  undoModelEdit: (key: string) => run((c) => c.undoModelEdit(key)),
  redoModelEdit: (key: string) => run((c) => c.redoModelEdit(key)),
  deleteModel: (key: string) => run((c) => c.deleteModel(key)),
  exportModel: (request: w.ModelExportRequest) => run((c) => c.exportModel(request)),
  importModel: (path: string) => run((c) => c.importModel(path)),
  compareModels: (from: string, to: string) => run((c) => c.compareModels(from, to)),
  upgradeOffer: (key: string | null) => run((c) => c.upgradeOffer(key)),
  upgradeEngagement: (key: string) => run((c) => c.upgradeEngagement(key)),
  modelHistory: () => run((c) => c.modelHistory()),
  exportReportBefore: (number: number, request: w.ExportRequest) =>
    run((c) => c.exportReportBefore(number, request)),
  team: () => run((c) => c.team()),
  addRespondent: (request: w.RespondentRequest) => run((c) => c.addRespondent(request)),
  changeRespondent: (id: number, request: w.RespondentRequest) => run((c) => c.changeRespondent(id, request)),
  removeRespondent: (id: number) => run((c) => c.removeRespondent(id)),
  applyConsensusRule: (rule: w.ConsensusRuleView) => run((c) => c.applyConsensusRule(rule)),
  followRule: (indicator: string) => run((c) => c.followRule(indicator)),
  exportQuestionnaires: (request: w.QuestionnaireExportRequest) =>
    run((c) => c.exportQuestionnaires(request)),
  previewQuestionnaires: (paths: string[]) => run((c) => c.previewQuestionnaires(paths)),
  importQuestionnaires: (request: w.QuestionnaireImportRequest) =>
    run((c) => c.importQuestionnaires(request)),
  evidence: () => run((c) => c.evidence()),
  review: () => run((c) => c.review()),
  addComment: (request: w.CommentRequest) => run((c) => c.addComment(request)),
  resolveComment: (id: number, how: string, by: string) => run((c) => c.resolveComment(id, how, by)),
  reopenComment: (id: number, by: string) => run((c) => c.reopenComment(id, by)),
  moveStage: (request: w.StageRequest) => run((c) => c.moveStage(request)),
  switchAssessment: (id: number) => run((c) => c.switchAssessment(id)),
  beginAssessment: (request: w.BeginAssessmentRequest) => run((c) => c.beginAssessment(request)),
  describeAssessment: (name: string, year: number) => run((c) => c.describeAssessment(name, year)),
  takeSnapshot: (name: string) => run((c) => c.takeSnapshot(name)),
  renameSnapshot: (id: number, name: string) => run((c) => c.renameSnapshot(id, name)),
  removeSnapshot: (id: number) => run((c) => c.removeSnapshot(id)),
  restoreState: (moment: w.MomentKey, reason: string) => run((c) => c.restoreState(moment, reason)),
  compareStates: (a: w.MomentKey, b: w.MomentKey) => run((c) => c.compareStates(a, b)),
  exportComparison: (
    a: w.MomentKey,
    b: w.MomentKey,
    folder: string,
    format: w.ComparisonFormat,
    language: w.Language,
  ) => run((c) => c.exportComparison(a, b, folder, format, language)),
  scoreTrend: () => run((c) => c.scoreTrend()),
  pool: () => run((c) => c.pool()),
  poolCreate: (path: string, key: string | null) => run((c) => c.poolCreate(path, key)),
  poolOpen: (path: string) => run((c) => c.poolOpen(path)),
  poolAddCurrent: (tier: string, again: boolean) => run((c) => c.poolAddCurrent(tier, again)),
  poolWithdraw: (member: string) => run((c) => c.poolWithdraw(member)),
  poolMerge: (path: string) => run((c) => c.poolMerge(path)),
  poolRelease: () => run((c) => c.poolRelease()),
  poolTable: (query: w.PoolQuery) => run((c) => c.poolTable(query)),

  /** Asks for an existing file; `null` when the user changes their mind. */
  async askOpen(title: string, filter: string, ...extensions: string[]): Promise<string | null> {
    const kinds = extensions.length > 0 ? extensions : ['shuheng'];
    if (!isDesktop) return `/stand-in/haicheng-2025.${kinds[0]}`;
    const { open } = await import('@tauri-apps/plugin-dialog');
    return open({ title, filters: [{ name: filter, extensions: kinds }] });
  },

  /** Asks for an existing file of any kind; `null` when the user changes their mind. */
  async askOpenAny(title: string): Promise<string | null> {
    if (!isDesktop) return '/stand-in/平台建设验收报告.pdf';
    const { open } = await import('@tauri-apps/plugin-dialog');
    return open({ title });
  },

  /** Asks for existing files, one or several; none when the user changes their mind. */
  async askOpenSeveral(title: string, filter: string, extension: string): Promise<string[]> {
    if (!isDesktop) return [`/stand-in/1.${extension}`, `/stand-in/2.${extension}`];
    const { open } = await import('@tauri-apps/plugin-dialog');
    return (
      (await open({ title, multiple: true, filters: [{ name: filter, extensions: [extension] }] })) ?? []
    );
  },

  /** Asks where a new file shall go. */
  async askSave(
    title: string,
    filter: string,
    proposed: string,
    extension = 'shuheng',
  ): Promise<string | null> {
    if (!isDesktop) return proposed;
    const { save } = await import('@tauri-apps/plugin-dialog');
    return save({ title, defaultPath: proposed, filters: [{ name: filter, extensions: [extension] }] });
  },

  /** Asks for a folder. */
  async askFolder(title: string, proposed: string): Promise<string | null> {
    if (!isDesktop) return proposed;
    const { open } = await import('@tauri-apps/plugin-dialog');
    return open({ title, defaultPath: proposed, directory: true });
  },

  minimise: () => onWindow((window) => window.minimize()),
  toggleMaximise: () => onWindow((window) => window.toggleMaximize()),
  drag: () => onWindow((window) => window.startDragging()),
  /** Asks the window to close; `onClose` has the last word. */
  close: () => onWindow((window) => window.close()),
  /** Calls `mayClose` whenever the window is about to close, whoever asked (needs `core:window:allow-destroy`). */
  onClose: (mayClose: () => Promise<boolean>) =>
    onWindow(async (window) => {
      await window.onCloseRequested(async (event) => {
        if (!(await mayClose())) event.preventDefault();
      });
    }),
};

export type Platform = typeof platform;

type DesktopWindow = ReturnType<(typeof import('@tauri-apps/api/window'))['getCurrentWindow']>;

async function onWindow(act: (window: DesktopWindow) => Promise<void>): Promise<void> {
  if (!isDesktop) return;
  const { getCurrentWindow } = await import('@tauri-apps/api/window');
  await act(getCurrentWindow());
}
