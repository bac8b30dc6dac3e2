/** The stand-in for the desktop side: same commands, invented data, nothing is written anywhere. */
import type { Commands } from '../lib/commands';
import type * as w from '../lib/types';
import * as access from './access';
import { benchmarkView } from './benchmark';
import { checksOf, diagnosisView } from './pages';
import { explanation } from './explain';
import { StandInFile, type ClauseNotes } from './file';
import * as imports from './import';
import * as copies from './copies';
import { coverageMatrix } from './matrix';
import { model } from './model';
import { PEER_CHARTS, peerChart } from './peer-charts';
import { StandInModels } from './models';
import * as pool from './pool';
import { radar } from './radar';
import { ok, written } from './reply';
import { trendView } from './review';
import { reviewCommands } from './review-commands';
import { scoreTrend } from './score-trend';
import { scoreAll } from './scoring';
import { startView } from './start';
import { uncertaintyView } from './uncertainty';
import { uncertaintyBars } from './uncertainty-bars';
import * as team from './team';
import * as upgrade from './upgrade';
import { schemeView, weightsView } from './weights';

let preferences: w.Preferences = { language: 'zh', theme: 'light' };
let file: StandInFile | null = null;
let start = startView();
let prepared: w.ImportPreviewView | null = null;
const models = new StandInModels();
const inUse = () => file && upgrade.versionOf(file);

function opened(): StandInFile {
  file ??= new StandInFile('海澄银行（示例）', 2025, true);
  return file;
}

function open(institution: string, year: number, sample: boolean, encrypted = false) {
  file = new StandInFile(institution, year, sample);
  file.encrypted = encrypted;
  return upgrade.viewOf(file);
}

const isEncrypted = (path: string) => start.recent.some((one) => one.path === path && one.encrypted);

function describe(indicator: string, patch: w.AnswerPatch): w.Text {
  const code = model.nodes.find((node) => node.id === indicator)?.code ?? '';
  const before = opened().answers.get(indicator)?.value;
  const { value } = patch;
  if (value?.type === 'level') {
    const was = before?.type === 'level' ? before.level : null;
    return was === null
      ? { zh: `${code}已评为L${value.level}`, en: `${code} rated L${value.level}` }
      : {
          zh: `${code}已由L${was}改为L${value.level}`,
          en: `${code} changed from L${was} to L${value.level}`,
        };
  }
  if (value?.type === 'notApplicable')
    return { zh: `${code}已标为不适用`, en: `${code} marked as not applicable` };
  return { zh: `${code}已修改`, en: `${code} changed` };
}

const VERDICTS: Record<w.VerdictView, w.Text> = {
  met: { zh: '已落实', en: 'met' },
  partlyMet: { zh: '部分落实', en: 'partly met' },
  notMet: { zh: '未落实', en: 'not met' },
  notApplicable: { zh: '不适用', en: 'not applicable' },
};

function cited(clause: string): w.Text {
  const found = opened()
    .policies()
    .documents.flatMap((policy) => policy.clauses)
    .find(({ id }) => id === clause);
  return found?.cited ?? { zh: clause, en: clause };
}

function describeJudgement(clause: string, { verdict }: w.JudgementPatch): w.Text {
  const { zh, en } = cited(clause);
  if (!verdict) return { zh: `${zh}的判断理由已修改`, en: `Rationale of ${en} changed` };
  if (verdict.type === 'cleared') return { zh: `${zh}已改回推断`, en: `${en} back to the inference` };
  const word = VERDICTS[verdict.verdict];
  return { zh: `${zh}已判断为${word.zh}`, en: `${en} judged ${word.en}` };
}

function judge(patch: w.JudgementPatch) {
  return (notes: ClauseNotes): ClauseNotes => {
    const before = notes.judgement ?? { verdict: null, rationale: '', updated: '' };
    const { verdict } = patch;
    const judgement = {
      ...before,
      verdict: verdict ? (verdict.type === 'set' ? verdict.verdict : null) : before.verdict,
      rationale: patch.rationale ?? before.rationale,
    };
    return { ...notes, judgement };
  };
}

function peersOf(request: w.BenchmarkRequest | null): w.BenchmarkView {
  const { institution, benchmark, target } = opened();
  const result = opened().result();
  const economicValue = result.nodes.find(({ id }) => id === 'economic_value');
  const domains = result.nodes
    .filter(({ parent }) => parent === 'economic_value')
    .map(({ id, score, target, weight }) => ({
      id,
      name: model.nodes.find((node) => node.id === id)?.name ?? { zh: id, en: id },
      score,
      target,
      lost:
        score === null
          ? null
          : (Math.max(0, (target ?? 0) - score) * (weight ?? 0)) / (economicValue?.weight ?? 1),
    }));
  const value = economicValue?.score ?? null;
  return benchmarkView(institution, benchmark, request, { value, target: result.target ?? target, domains });
}

export const commands: Commands = {
  start: () => {
    const engagement = file && upgrade.viewOf(file);
    return ok({ ...start, preferences, models: models.cards(), engagement });
  },
  setPreferences: (next) => {
    preferences = next;
    return ok(null);
  },
  suggestPath: (institution, year) => ok(`/home/user/数衡/${institution || '新评估'}-${year}.shuheng`),
  newEngagement: (request, passphrase) =>
    ok(open(request.institution, request.year, false, passphrase !== null)),
  openEngagement: (path, passphrase) => {
    const encrypted = isEncrypted(path);
    const question = encrypted ? access.question(path, passphrase) : null;
    if (question) return ok({ kind: 'passphraseNeeded', question });
    return ok({ kind: 'opened', engagement: open('海澄银行（示例）', 2025, true, encrypted) });
  },
  openSample: () => ok({ kind: 'opened', engagement: open('海澄银行（示例）', 2025, true) }),
  fileSecurity: () => ok(access.security(opened().view().path, opened().encrypted)),
  replacePassphrase: (current, next) => {
    const { path } = opened().view();
    const error = current === null ? null : access.refusal(path, current);
    if (error) return Promise.resolve({ status: 'error', error });
    opened().encrypted = next !== null;
    return ok(access.security(path, opened().encrypted));
  },
  passphraseWait: () => ok(access.wait()),
  restoreBackup: (_, to) => ok(to),
  verifyOpened: () => ok(access.verified(opened().encrypted)),
  suggestCopy: (path, purpose) => ok(copies.suggested(path, purpose)),
  previewMerge: (request, passphrases) => {
    for (const side of ['a', 'b'] as const) {
      const path = request[side];
      const question =
        isEncrypted(path) && path !== file?.view().path ? access.question(path, passphrases[side]) : null;
      if (question) return ok({ kind: 'passphraseNeeded', side, question });
    }
    return ok({ kind: 'compared', plan: copies.plan(isEncrypted(request.b)) });
  },
  mergeCopies: (request, decisions) => ok(copies.merged(request.out, decisions)),
  redactionOptions: () => ok(copies.redactionOptions()),
  redactCopy: (request, passphrase) => ok(copies.redacted(request, passphrase !== null)),
  closeEngagement: () => {
    file = null;
    return ok(null);
  },
  forgetRecent: (path) => {
    start = { ...start, recent: start.recent.filter((recent) => recent.path !== path) };
    return ok(start.recent);
  },
  recordAnswer: (indicator, patch) =>
    ok(
      opened().change(indicator, describe(indicator, patch), (answer) => ({
        ...answer,
        value: patch.value ?? answer.value,
        confidence: patch.confidence ?? answer.confidence,
        rationale: patch.rationale ?? answer.rationale,
        review: answer.review && patch.value === null,
        basis: patch.value && answer.responses > 0 ? { type: 'moderated' } : answer.basis,
      })),
    ),
  confirmAnswer: (indicator) => {
    const code = model.nodes.find((node) => node.id === indicator)?.code ?? '';
    const message = { zh: `${code}已确认沿用`, en: `${code} confirmed` };
    return ok(opened().change(indicator, message, (answer) => ({ ...answer, review: false })));
  },
  removeEvidence: (id) =>
    ok(opened().changeEvidence(id, null, { zh: '已移除1份证据', en: 'Removed 1 piece of evidence' })),
  setTarget: (target) => ok(opened().changeTarget(target ?? 62)),
  undo: () => ok(upgrade.turned(opened(), opened().undo())),
  redo: () => ok(upgrade.turned(opened(), opened().redo())),
  whatIf: (indicator) => {
    const now = opened().result().score ?? 0;
    return ok(
      [1, 2, 3, 4, 5].map((level) => {
        const answers = new Map(opened().answers);
        const answer = answers.get(indicator);
        if (answer) answers.set(indicator, { ...answer, value: { type: 'level', level } });
        const result = scoreAll(answers, opened().target);
        return { level, score: result.score, delta: (result.score ?? 0) - now, overallLevel: result.level };
      }),
    );
  },
  explain: (node, scheme) => ok(explanation(opened(), node, scheme)),
  diagnosis: () => ok(diagnosisView(opened().result())),
  weights: () => ok(weightsView(opened())),
  previewWeights: (scheme) => ok(schemeView(opened(), 'draft', null, scheme)),
  saveWeights: (id, scheme) => {
    const known = id !== null;
    const message = known
      ? { zh: `权重方案“${scheme.name}”已修改`, en: `Weight scheme “${scheme.name}” changed` }
      : { zh: `权重方案“${scheme.name}”已添加`, en: `Weight scheme “${scheme.name}” added` };
    return ok(opened().changeScheme(id ?? opened().newId(), scheme, message));
  },
  removeWeights: (id) => {
    const name = opened().schemes.get(id)?.name ?? '';
    const message = { zh: `权重方案“${name}”已移除`, en: `Weight scheme “${name}” removed` };
    return ok(opened().changeScheme(id, null, message));
  },
  importOpen: () => ok(imports.opened()),
  importHeader: (line) => ok(imports.opened(line)),
  importPreview: (mapping) => {
    prepared = imports.preview(mapping);
    return ok(prepared);
  },
  importCommit: (name) => {
    const id = opened().newId();
    const from = prepared ?? imports.preview(imports.opened().mapping);
    return ok(opened().changeTable(id, name, (updated) => imports.imported(id, name, from, updated)));
  },
  importProgress: () => ok({ running: false, fraction: 1 }),
  importCancel: () => ok(null),
  importClose: () => {
    prepared = null;
    return ok(null);
  },
  importedTables: () => ok(opened().tables),
  removeImportedTable: (id) => {
    const name = opened().tables.find((table) => table.id === id)?.name ?? '';
    return ok(opened().changeTable(id, name, null));
  },
  forkWithWeights: (_, id, name) => ok(models.fork(`engagement:${model.id}`, id, name)),
  uncertainty: (request) => ok(uncertaintyView(request, opened().result())),
  scene: (request) =>
    ok(
      request.kind in PEER_CHARTS
        ? peerChart(request, peersOf(request.benchmark))
        : request.kind === 'coverageMatrix'
          ? coverageMatrix(request, opened().policies())
          : request.kind === 'tornado' || request.kind === 'levelProbability'
            ? uncertaintyBars(request, opened().result())
            : request.kind === 'scoreTrend'
              ? scoreTrend(request, trendView(opened()))
              : radar(request, opened().result()),
    ),
  benchmark: (request) => ok(peersOf(request)),
  setOwnFigure: ({ metric, year, value }) => {
    const figures = new Map(opened().benchmark.figures);
    if (value === null) figures.delete(`${metric} ${year}`);
    else figures.set(`${metric} ${year}`, value);
    const message = { zh: '本机构数据已改', en: 'Own figure changed' };
    const changed = opened().changeBenchmark(metric, message, { figures });
    return ok({ ...changed, answers: [], result: opened().result() });
  },
  ownMetric: () => ok(null),
  savePeerGroup: (id, name, group) => {
    const known = id !== null;
    const groups = new Map(opened().benchmark.groups).set(id ?? opened().newId(), { name, group });
    const message = known
      ? { zh: `同业组“${name}”已修改`, en: `Peer group “${name}” changed` }
      : { zh: `同业组“${name}”已保存`, en: `Peer group “${name}” saved` };
    return ok(opened().changeBenchmark('peer_group', message, { groups }));
  },
  removePeerGroup: (id) => {
    const groups = new Map(opened().benchmark.groups);
    const name = groups.get(id)?.name ?? '';
    groups.delete(id);
    const message = { zh: `同业组“${name}”已移除`, en: `Peer group “${name}” removed` };
    return ok(opened().changeBenchmark('peer_group', message, { groups }));
  },
  setChoiceRule: (rule) => {
    const message = { zh: '取数规则已修改', en: 'Rule for sources changed' };
    return ok(opened().changeBenchmark('choice_rule', message, { rule }));
  },
  chooseSource: (choice, chosen) => {
    const { institution, year, metric } = choice;
    const others = opened().benchmark.choices.filter(
      (other) => other.institution !== institution || other.year !== year || other.metric !== metric,
    );
    const message = chosen
      ? { zh: '已改用选定的来源', en: 'The chosen source is used' }
      : { zh: '已改回按规则选取', en: 'Back to the rule' };
    const choices = chosen ? [...others, choice] : others;
    return ok(opened().changeBenchmark('figure_choice', message, { choices }));
  },
  exportBenchmark: (request, folder, format) =>
    ok(
      written(
        folder,
        format === 'charts'
          ? ['peers', 'positions', 'intensity-growth', 'trend', 'efficiency'].flatMap((name) =>
              ['svg', 'png'].map((end) => `benchmark-${request.metric}-${request.year}-${name}.${end}`),
            )
          : [`benchmark-${request.metric}-${request.year}.${format}`],
      ),
    ),
  policies: () => ok(opened().policies()),
  judgeClause: (clause, patch) =>
    ok(opened().changeClause(clause, describeJudgement(clause, patch), judge(patch))),
  exportCoverage: ({ policy, folder, xlsx, svg, png }) =>
    ok(
      written(folder, [
        ...(xlsx ? [`${opened().institution}-${policy}.xlsx`] : []),
        ...(svg ? [`${policy}.svg`] : []),
        ...(png ? [`${policy}.png`] : []),
      ]),
    ),
  reportPlan: () =>
    ok({ folder: '/home/user/数衡/海澄银行-2025报告', checks: checksOf([...opened().answers.values()]) }),
  exportReport: ({ folder, xlsx, svg, png }) => {
    const charts = ['radar', 'heat-map', 'waterfall', 'it-investment', 'level-probability', 'tornado'];
    const names = charts.flatMap((name) => [
      ...(svg ? [`${name}.svg`] : []),
      ...(png ? [`${name}.png`] : []),
    ]);
    if (xlsx) names.unshift(`${opened().institution}${opened().year}.xlsx`);
    return ok(written(folder, names));
  },
  revealFile: () => ok(null),
  models: () => ok(models.entries(inUse())),
  modelSheet: (key) => ok(models.sheet(key, inUse())),
  forkModel: (key, id, name) => ok(models.fork(key, id, name)),
  editModel: (key, edit) => ok(models.edit(key, edit)),
  checkModelEdit: (key, edit) => ok(models.check(key, edit)),
  undoModelEdit: (key) => ok(models.travel(key, 'past')),
  redoModelEdit: (key) => ok(models.travel(key, 'future')),
  deleteModel: (key) => {
    models.remove(key);
    return ok(models.entries(inUse()));
  },
  exportModel: (request) => ok(request.path),
  importModel: () => ok(models.read()),
  compareModels: (from, to) => ok(models.compare(from, to, inUse())),
  upgradeOffer: (key) => ok(file && upgrade.offer(file, key)),
  upgradeEngagement: () => ok(upgrade.make(opened())),
  modelHistory: () => ok(upgrade.history(opened())),
  exportReportBefore: (_, request) => commands.exportReport(request),
  team: () => ok(team.teamView(opened())),
  addRespondent: ({ name, kind, share }) => {
    const added = {
      id: opened().newId(),
      name,
      kind,
      share: team.shareOf(share),
      answered: 0,
      sent: null,
      received: null,
    };
    const message = { zh: `答卷人“${name}”已添加`, en: `Respondent “${name}” added` };
    return ok(opened().changeTeam(message, { respondents: [...opened().team.respondents, added] }));
  },
  changeRespondent: (id, { name, kind, share }) => {
    const message = { zh: `答卷人“${name}”已修改`, en: `Respondent “${name}” changed` };
    const respondents = opened().team.respondents.map((known) =>
      known.id === id ? { ...known, name, kind, share: team.shareOf(share) } : known,
    );
    return ok(opened().changeTeam(message, { respondents }));
  },
  removeRespondent: (id) => {
    const { respondents, responses } = opened().team;
    const name = respondents.find((known) => known.id === id)?.name ?? '';
    const message = { zh: `答卷人“${name}”已移除`, en: `Respondent “${name}” removed` };
    const left = [...responses].map(([indicator, said]): [string, w.ResponseView[]] => [
      indicator,
      said.filter(({ respondent }) => respondent !== id),
    ]);
    const edit = {
      respondents: respondents.filter((known) => known.id !== id),
      responses: new Map(left.filter(([, said]) => said.length > 0)),
    };
    return ok(opened().changeTeam(message, edit));
  },
  applyConsensusRule: (rule) =>
    ok(opened().changeTeam({ zh: '共识规则已修改', en: 'Consensus rule changed' }, { rule })),
  followRule: (indicator) => {
    const message = { zh: '已改回规则值', en: 'Back to the rule' };
    const update = opened().change(indicator, message, (answer) =>
      team.withBasis({ ...answer, basis: { type: 'single' } }, opened().team),
    );
    return ok({ team: team.teamView(opened()), update });
  },
  exportQuestionnaires: ({ folder, respondents }) => {
    const sent = '2026-03-18 14:36';
    const chosen = opened().team.respondents.filter(({ id }) => respondents.includes(id));
    const message = { zh: '问卷的发出记录已修改', en: 'Record of sent questionnaires changed' };
    const edit = opened().team.respondents.map((known) =>
      respondents.includes(known.id) ? { ...known, sent } : known,
    );
    return ok({
      export: written(
        folder,
        chosen.map(({ name }) => `问卷-${name}.xlsx`),
      ),
      team: opened().changeTeam(message, { respondents: edit }),
    });
  },
  previewQuestionnaires: (paths) => ok(team.importView(paths, opened())),
  importQuestionnaires: () =>
    ok(opened().changeTeam({ zh: '作答与共识共5项改动', en: '5 changes of responses and consensus' }, {})),
  ...reviewCommands(opened),
  pool: () => ok(pool.current()),
  poolCreate: (path) => ok(pool.create(path)),
  poolOpen: (path) => ok(pool.open(path)),
  poolAddCurrent: (tier) => ok(pool.add(tier)),
  poolWithdraw: (member) => ok(pool.withdraw(member)),
  poolMerge: () => ok(pool.merge()),
  poolRelease: () => ok(pool.release()),
  poolTable: (query) => ok(pool.table(query, opened())),
};
