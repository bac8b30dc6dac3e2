/** The page 政策对照 from the real policy files, with statuses that follow from the stand-in's answers. */
import calendarFile from '../../../evaluation_models/policies/calendar.toml?raw';
import cbirc from '../../../evaluation_models/policies/cbirc-2022.toml?raw';
import nfra from '../../../evaluation_models/policies/nfra-2025-95.toml?raw';
import pboc from '../../../evaluation_models/policies/pboc-2024.toml?raw';
import guideFile from '../../../evaluation_models/policies/reading-guide.toml?raw';
import type {
  AnswerView,
  CalendarEntryView,
  CalendarView,
  ClauseGroupView,
  ClauseStatusView,
  GuideView,
  PoliciesView,
  PolicyClauseView,
  PolicyCountsView,
  PolicyLinkView,
  PolicyView,
  ResultView,
  Text,
  VerdictView,
} from '../lib/types';
import { crosswalk, type Strength } from './crosswalk';
import type { ClauseNotes } from './file';
import { model } from './model';
import { infer, PARTLY, READY } from './readiness';
import { readToml, type Table } from './toml';

interface PolicyFile {
  id: string;
  number?: string;
  title: Text;
  title_hant?: string;
  short: Text;
  publisher: Text;
  date: string;
  summary: Text;
  cite: Text;
  group: { id: string; ordinal: string; name: Text; name_hant?: string; short: Text }[];
  clause: {
    number: string;
    group: string;
    heading: Text;
    heading_hant?: string;
    binds: string;
    binds_reason?: Text;
    summary: Text;
  }[];
}

type Answers = ReadonlyMap<string, AnswerView>;
type Notes = ReadonlyMap<string, ClauseNotes>;

const KIND = 'city_bank';
const read = (source: string) => readToml(source) as unknown as PolicyFile;
const FILES = [read(nfra), read(cbirc), read(pboc)];

const byCode = new Map(model.nodes.filter((node) => node.indicator).map((node) => [node.code, node]));

const WHY: Record<Strength, Text> = {
  covers: {
    zh: '该条所要求的做法，本指标的量规逐行查到。',
    en: 'The lines of the rubric see each thing that the clause asks for.',
  },
  partly: {
    zh: '该条要求的一部分由本指标查，其余见同条的其他指标。',
    en: 'The indicator sees a part of what the clause asks; the rest is measured under the others.',
  },
  relates: {
    zh: '与该条有关，但量规不直接查该条要求的做法。',
    en: 'It has to do with the clause, but the rubric does not see what the clause asks for.',
  },
};

const STATUS: Record<VerdictView, ClauseStatusView> = {
  met: 'ready',
  partlyMet: 'partly',
  notMet: 'gap',
  notApplicable: 'excluded',
};

const RANK: Strength[] = ['covers', 'partly', 'relates'];

function linksOf(clause: string, result: ResultView): PolicyLinkView[] {
  const links = (crosswalk.get(clause)?.links ?? []).flatMap(({ code, strength }): PolicyLinkView[] => {
    const node = byCode.get(code);
    const scored = result.nodes.find(({ id }) => id === node?.id);
    if (!node || !scored) return [];
    return [
      {
        indicator: node.id,
        code,
        name: node.name,
        hue: node.hue ?? 0,
        strength,
        reason: WHY[strength],
        score: scored.score,
        level: scored.level,
        notApplicable: scored.state === 'notApplicable',
        weakest: false,
      },
    ];
  });
  return links.sort(
    (one, other) => RANK.indexOf(one.strength as Strength) - RANK.indexOf(other.strength as Strength),
  );
}

/** `第13项`; what is not counted through goes by its section, `三(一)` and `3.1`. */
function cited({ cite }: PolicyFile, number: string): Text {
  const [, chapter, section] = /^(.)\((.)\)$/.exec(number) ?? [];
  if (chapter && section) return { zh: number, en: `${numeral(chapter)}.${numeral(section)}` };
  return { zh: cite.zh.replace('{}', number), en: cite.en.replace('{}', number) };
}

const numeral = (digit: string) => '一二三四五六七八九'.indexOf(digit) + 1;

function clauseView(
  file: PolicyFile,
  clause: PolicyFile['clause'][number],
  answers: Answers,
  result: ResultView,
  notes: Notes,
): PolicyClauseView {
  const id = `${file.id}/${clause.number}`;
  const bare = linksOf(id, result);
  const inference = infer(bare, crosswalk.get(id)?.complete ?? false);
  const decides = bare.find(
    (link) => link.strength !== 'relates' && link.score !== null && link.score === inference.score,
  );
  const links = bare.map((link) => ({ ...link, weakest: link === decides }));
  const { judgement, evidence } = notes.get(id) ?? { judgement: null, evidence: [] };
  const binding = clause.binds === 'institution' || clause.binds === 'both';
  const behind = links
    .filter((link) => link.strength !== 'relates')
    .reduce((sum, link) => sum + (answers.get(link.indicator)?.evidence.length ?? 0), 0);
  return {
    id,
    number: clause.number,
    cited: cited(file, clause.number),
    group: file.group.findIndex((group) => group.id === clause.group),
    heading: clause.heading,
    headingHant: clause.heading_hant ?? null,
    binds: clause.binds,
    bindsReason: clause.binds_reason ?? null,
    summary: clause.summary,
    status: !binding ? 'notBinding' : judgement?.verdict ? STATUS[judgement.verdict] : inference.status,
    links,
    inference,
    judgement,
    evidence,
    evidenceCount: behind + evidence.length,
  };
}

function countsOf(clauses: PolicyClauseView[]): PolicyCountsView {
  const of = (status: ClauseStatusView) => clauses.filter((clause) => clause.status === status).length;
  const notBinding = of('notBinding');
  return {
    binding: clauses.length - notBinding,
    ready: of('ready'),
    partly: of('partly'),
    gap: of('gap'),
    pending: of('pending'),
    none: of('none'),
    excluded: of('excluded'),
    notBinding,
    withoutEvidence: clauses.filter(
      ({ status, evidenceCount }) => status !== 'notBinding' && evidenceCount === 0,
    ).length,
    judged: clauses.filter(({ judgement }) => judgement?.verdict).length,
  };
}

function findingOf({ binding, ready, gap, pending, none }: PolicyCountsView): Text {
  if (pending + none === binding)
    return {
      zh: `${binding}条机构条款，尚无作答`,
      en: `${binding} clauses for institutions, nothing answered yet`,
    };
  return {
    zh: `${binding}条机构条款，${ready}条就绪，${gap}条存在缺口`,
    en: `Of ${binding} clauses for institutions ${ready} are ready and ${gap} show a gap`,
  };
}

function groupsOf(file: PolicyFile, clauses: PolicyClauseView[]): ClauseGroupView[] {
  return file.group.map((group, index) => {
    const inside = clauses.filter((clause) => clause.group === index);
    const scores = inside
      .filter(({ status }) => status !== 'notBinding')
      .flatMap(({ inference }) => inference.score ?? []);
    return {
      id: group.id,
      ordinal: group.ordinal,
      name: group.name,
      nameHant: group.name_hant ?? null,
      short: group.short,
      clauses: inside.length,
      mean: scores.length > 0 ? scores.reduce((sum, score) => sum + score, 0) / scores.length : null,
    };
  });
}

function policyView(file: PolicyFile, answers: Answers, result: ResultView, notes: Notes): PolicyView {
  const clauses = file.clause.map((clause) => clauseView(file, clause, answers, result, notes));
  const counts = countsOf(clauses);
  return {
    id: file.id,
    number: file.number ?? null,
    title: file.title,
    titleHant: file.title_hant ?? null,
    short: file.short,
    publisher: file.publisher,
    date: file.date,
    summary: file.summary,
    finding: findingOf(counts),
    counts,
    groups: groupsOf(file, clauses),
    clauses,
  };
}

function guideView(): GuideView {
  const file = readToml(guideFile);
  const paths = file.path as { name: Text; summary: Text; types: string[] }[];
  return {
    policy: file.policy as string,
    title: file.title as Text,
    publisher: file.publisher as Text,
    date: file.date as string,
    note: file.note as Text,
    directions: file.direction as GuideView['directions'],
    paths: paths.map(({ name, summary, types }) => ({ name, summary, own: types.includes(KIND) })),
  };
}

/** The stand-in's indicators for those of the real model. */
const CALENDAR_CODES: Record<string, string> = {
  'organizational_sustainability.security.data_security': 'C4.2',
  'organizational_sustainability.security.supply_chain': 'C4.4',
};

const DAY_MS = 86_400_000;

/** The next such day, today included. */
function nextTime(month: number, day: number): { next: string; days: number } {
  const today = new Date();
  const start = Date.UTC(today.getFullYear(), today.getMonth(), today.getDate());
  const inYear = (year: number) => Date.UTC(year, month - 1, day);
  const year = today.getFullYear();
  const next = inYear(year) >= start ? inYear(year) : inYear(year + 1);
  return { next: new Date(next).toISOString().slice(0, 10), days: (next - start) / DAY_MS };
}

function dateText(date: string): Text {
  const [year = '', month = '', day] = date.split('-');
  const name = new Date(`${year}-${month}-01T00:00Z`).toLocaleString('en-GB', {
    month: 'long',
    timeZone: 'UTC',
  });
  return day
    ? {
        zh: `${year}年${Number(month)}月${Number(day)}日`,
        en: `${Number(day)} ${name} ${year}`,
      }
    : { zh: `${year}年${Number(month)}月`, en: `${name} ${year}` };
}

function calendarEntry(entry: Table, result: ResultView): CalendarEntryView {
  const yearly = entry.kind === 'recurring' ? nextTime(entry.month as number, entry.day as number) : null;
  const { locator } = entry.source as { locator: string };
  return {
    id: entry.id as string,
    kind: yearly ? 'yearly' : (entry.kind as string),
    date: yearly
      ? { zh: `每年${entry.month as number}月${entry.day as number}日`, en: '15 January every year' }
      : dateText(entry.date as string),
    next: yearly?.next ?? null,
    days: yearly?.days ?? null,
    title: entry.title as Text,
    publisher: entry.publisher as Text,
    duty: entry.duty as Text,
    source: { zh: `CAICT 2025 ${locator}`, en: `CAICT 2025 ${locator}` },
    indicators: (entry.indicators as string[]).flatMap((id) => {
      const node = byCode.get(CALENDAR_CODES[id] ?? '');
      const level = result.nodes.find((scored) => scored.id === node?.id)?.level ?? null;
      return node ? [{ id: node.id, code: node.code, name: node.name, level }] : [];
    }),
    clauses: entry.clauses as string[],
  };
}

/** What comes every year stands first, then the newest. */
const sortedBy = (entry: Table) => (entry.date as string | undefined) ?? '9999';

function calendarView(result: ResultView): CalendarView {
  const file = readToml(calendarFile);
  const entries = (file.entry as Table[])
    .filter((entry) => (entry.for_types as string[]).includes(KIND))
    .sort((one, other) => sortedBy(other).localeCompare(sortedBy(one)));
  return {
    title: file.title as Text,
    attribution: file.attribution as Text,
    entries: entries.map((entry) => calendarEntry(entry, result)),
  };
}

export function policiesView(answers: Answers, result: ResultView, notes: Notes): PoliciesView {
  return {
    documents: FILES.map((file) => policyView(file, answers, result, notes)),
    readyLine: READY,
    partlyLine: PARTLY,
    linesReason: {
      zh: '60.0是L4的起点，已按数据度量和调整；40.0是L3的起点，已有全机构的制度。',
      en: '60.0 is where L4 begins, measured and adjusted by data; 40.0 is where L3 begins, with rules for the whole institution.',
    },
    caution: {
      zh: '就绪度由关联指标推断，不代表监管结论',
      en: "Readiness is inferred from linked indicators; it is not a regulator's conclusion",
    },
    guides: [guideView()],
    calendar: calendarView(result),
  };
}
