/**
 * The stand-in for the page 模型: a built-in model, a model of one's own that can be changed, one that does not load and
 * the copy in the open file. `#large` in the address adds a model of 200 indicators, `#empty` leaves the built-in one. Checks are rough.
 */
import { proposedId } from '../lib/models';
import type * as w from '../lib/types';
import { model } from './model';
import { findingsOf, judge } from './model-checks';
import { differenceOf } from './model-difference';
import { apply } from './model-edits';
import { manyNodes, sheetNodes, sheetOf } from './model-sheet';
import { text } from './text';

const FAULTY: w.ModelEntryView = {
  ...sheetOf({}, []).entry,
  key: 'own:draft-insurance',
  id: 'draft-insurance',
  version: '',
  name: text('draft-insurance', 'draft-insurance'),
  summary: text('', ''),
  origin: 'own',
  folder: '/home/user/数衡/模型/draft-insurance',
  digest: '',
  reach: [],
  faults: [
    {
      file: 'model.toml',
      line: 42,
      message: text(
        '三个维度的权重合计为95，应为100',
        'The weights of the three dimensions add up to 95 instead of 100',
      ),
      hint: text('把缺少的5分给某个维度', 'Give the missing 5 to a dimension'),
      error: true,
    },
    {
      file: 'claims.toml',
      line: 118,
      message: text('指标“claims.online”只有4个等级', 'Indicator `claims.online` has only 4 levels'),
      hint: text('补上第5级的可核查事实', 'Add the facts of level 5'),
      error: true,
    },
    {
      file: 'claims.toml',
      line: 203,
      message: text('条款“nfra-2025-95/41”不存在', 'There is no clause `nfra-2025-95/41`'),
      hint: text('该文件的条款编号为1至33', 'The document has clauses 1 to 33'),
      error: true,
    },
    {
      file: 'claims.toml',
      line: 240,
      message: text('第4级有阈值而没有依据', 'Level 4 has a threshold and no basis'),
      hint: text('写明阈值从何而来', 'Say where the threshold comes from'),
      error: false,
    },
  ],
};

interface Held {
  now: w.ModelSheetView;
  past: w.ModelSheetView[];
  future: w.ModelSheetView[];
}

/** Every model at hand; the copy in the file is made for each question. */
export class StandInModels {
  readonly #held = new Map<string, Held>();
  #faulty = globalThis.location.hash !== '#empty';

  constructor() {
    this.#hold(sheetOf({ key: 'builtIn:caict-value-2025' }, sheetNodes()));
    if (!this.#faulty) return;
    const own = sheetOf(
      {
        key: 'own:haicheng-2026',
        id: 'haicheng-2026',
        version: '1.0.0',
        name: text(
          '海澄银行数字金融成熟度评估模型（2026年修订）',
          'Haicheng Bank digital finance maturity model (revised 2026)',
        ),
        origin: 'own',
        basedOn: 'caict-value-2025 1.1.0',
        folder: '/home/user/数衡/模型/haicheng-2026',
      },
      sheetNodes(),
    );
    const first = own.nodes.find((node) => node.code === 'A1.1')?.indicator?.levels[3];
    first?.evidence.splice(
      1,
      1,
      text(
        '业务流程全面、持续优化并显著提升客户体验与运营效率，成效较好且得到各部门充分认可',
        'Processes are improved comprehensively and continuously',
      ),
    );
    if (first) first.basis = null;
    this.#hold(own);
    if (globalThis.location.hash === '#large') {
      this.#hold(
        sheetOf(
          {
            key: 'own:group-200',
            id: 'group-200',
            version: '2.3.0',
            name: text(
              '集团与附属机构统一口径数字金融成熟度评估模型（二百项指标全量版）',
              'Digital finance maturity model of the group and its subsidiaries, all two hundred indicators',
            ),
            origin: 'own',
            basedOn: null,
            folder: '/home/user/数衡/模型/group-200',
          },
          manyNodes(),
        ),
      );
    }
  }

  #hold(sheet: w.ModelSheetView): w.ModelSheetView {
    this.#held.set(sheet.entry.key, { now: sheet, past: [], future: [] });
    return sheet;
  }

  #find(key: string): Held {
    const held = this.#held.get(key);
    if (!held) throw new Error(`no model ${key}`);
    return held;
  }

  #view({ now, past, future }: Held, inUse: string | null): w.ModelSheetView {
    const findings = findingsOf(now);
    const faults = findings.map((finding) => finding.fault);
    const own = now.entry.origin === 'own';
    const used = inUse === `${now.entry.id} ${now.entry.version}` && !own;
    return structuredClone({
      ...now,
      entry: { ...now.entry, faults, inUse: used },
      findings,
      canUndo: past.length > 0,
      canRedo: future.length > 0,
    });
  }

  #copy(version: string): Held {
    const sheet = sheetOf(
      { key: 'engagement:caict-value-2025', version, origin: 'engagement' },
      sheetNodes(),
    );
    return { now: sheet, past: [], future: [] };
  }

  /** `inUse` is the version of the model in the open file. */
  entries(inUse: string | null): w.ModelEntryView[] {
    const name = inUse && `${model.id} ${inUse}`;
    const copy = inUse ? [this.#view(this.#copy(inUse), name).entry] : [];
    const held = [...this.#held.values()].map((one) => this.#view(one, name).entry);
    return [...copy, ...held, ...(this.#faulty ? [FAULTY] : [])];
  }

  /** As the home page lists them. */
  cards(): w.ModelCardView[] {
    return this.entries(null).map(({ id, version, name, summary, indicators, faults }) => ({
      id,
      version,
      name,
      summary,
      indicators,
      faults: faults.filter((one) => one.error),
    }));
  }

  sheet(key: string, inUse: string | null): w.ModelSheetView {
    const held = key.startsWith('engagement:') ? this.#copy(inUse ?? '1.0.0') : this.#find(key);
    return this.#view(held, inUse && `${model.id} ${inUse}`);
  }

  fork(key: string, id: string, name: w.Text): w.ModelSheetView {
    const { now } = key.startsWith('engagement:') ? this.#copy('1.0.0') : this.#find(key);
    const sheet = structuredClone(now);
    const folder = `/home/user/数衡/模型/${id}`;
    const basedOn = `${now.entry.id} ${now.entry.version}`;
    Object.assign(sheet.entry, {
      key: `own:${id}`,
      id,
      name,
      version: '1.0.0',
      origin: 'own',
      basedOn,
      folder,
    });
    sheet.editable = true;
    this.#hold(sheet);
    return this.sheet(`own:${id}`, null);
  }

  read(): w.ModelSheetView {
    const id = proposedId(
      'imported',
      [...this.#held.values()].map((held) => held.now.entry.id),
    );
    return this.fork('builtIn:caict-value-2025', id, text('导入的评估模型', 'Imported evaluation model'));
  }

  check(key: string, edit: w.ModelEdit): w.FaultView[] {
    return judge(this.#find(key).now, edit);
  }

  edit(key: string, edit: w.ModelEdit): w.ModelEditReply {
    const held = this.#find(key);
    const refused = judge(held.now, edit).filter((one) => one.error);
    if (refused.length === 0) {
      held.past.push(structuredClone(held.now));
      held.future = [];
      apply(held.now, structuredClone(edit));
    }
    return { sheet: this.#view(held, null), refused };
  }

  travel(key: string, direction: 'past' | 'future'): w.ModelSheetView {
    const held = this.#find(key);
    const state = held[direction].pop();
    if (state) {
      held[direction === 'past' ? 'future' : 'past'].push(held.now);
      held.now = state;
    }
    return this.#view(held, null);
  }

  remove(key: string): void {
    if (key === FAULTY.key) this.#faulty = false;
    this.#held.delete(key);
  }

  compare(from: string, to: string, inUse: string | null): w.ModelDifferenceView {
    return differenceOf(this.sheet(from, inUse), this.sheet(to, inUse));
  }
}
