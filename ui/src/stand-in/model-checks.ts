/** What the stand-in finds wrong or worth a look in a model; roughly as the real checks do. */
import type * as w from '../lib/types';
import { text } from './text';

const DEGREES = /部分|较好|较为|基本|全面|充分|持续|不断|显著|深入|完善/;

function fault(zh: string, en: string, hintZh: string, hintEn: string, error: boolean): w.FaultView {
  return {
    file: 'technology_application.toml',
    line: 0,
    message: text(zh, en),
    hint: text(hintZh, hintEn),
    error,
  };
}

const emptyText = ({ zh, en }: w.Text): w.FaultView[] => {
  if (zh.trim() === '')
    return [
      fault('中文是空的', 'the Chinese text is empty', '填写中文后再离开', 'Fill in the Chinese text', true),
    ];
  if (en.trim() === '')
    return [
      fault('英文是空的', 'the English text is empty', '填写英文后再离开', 'Fill in the English text', true),
    ];
  return [];
};

function lineFaults(evidence: w.Text[], basis: w.Text, level: number): w.FaultView[] {
  const found = evidence.flatMap(emptyText);
  if (evidence.length < 2 || evidence.length > 4) {
    const count = evidence.length;
    found.push(
      fault(
        `有${count}条事实，应为2至4条`,
        `There are ${count} lines instead of 2 to 4`,
        '增减到2至4条',
        'Keep 2 to 4 lines',
        true,
      ),
    );
  }
  for (const { zh } of evidence) {
    const { length } = zh;
    if (length > 30)
      found.push(
        fault(
          `“${zh.slice(0, 8)}…”有${length}字，超过30字`,
          `A line has ${length} characters, more than 30`,
          '一条只写一件事',
          'One fact a line',
          false,
        ),
      );
    const degree = DEGREES.exec(zh)?.[0];
    if (degree)
      found.push(
        fault(
          `“${degree}”只说程度，看不出差别`,
          `“${degree}” tells a degree, not a difference`,
          '改写成可以去看的事实',
          'Say what can be seen',
          false,
        ),
      );
  }
  const threshold = level >= 4 && evidence.some(({ zh }) => /\d|成以上/.test(zh));
  if (threshold && basis.zh.trim() === '')
    found.push(
      fault(
        `第${level}级有阈值而没有依据`,
        `Level ${level} has a threshold and no basis`,
        '写明阈值从何而来',
        'Say where the threshold comes from',
        false,
      ),
    );
  return found;
}

const optional = new Set(['short', 'weightReason']);

/** What an edit would be refused or remarked for. */
export function judge(sheet: w.ModelSheetView, edit: w.ModelEdit): w.FaultView[] {
  const number = (value: number | null, zh: string, en: string, high: number) =>
    value !== null && (value < 0 || value > high)
      ? [
          fault(
            `${zh}为${value}，应在0到${high}之间`,
            `${en} is ${value} instead of 0 to ${high}`,
            '改成范围内的数',
            'Use a number within the range',
            true,
          ),
        ]
      : [];
  switch (edit.type) {
    case 'modelText':
      return emptyText(edit.text);
    case 'nodeText':
      return optional.has(edit.field) && edit.text.zh + edit.text.en === '' ? [] : emptyText(edit.text);
    case 'version':
      return [];
    case 'weight':
      return number(edit.weight, '权重', 'The weight', 100);
    case 'target':
      return number(edit.target, '目标', 'The target', 100);
    case 'level':
      return lineFaults(edit.evidence, edit.basis, edit.level);
    case 'goalposts':
      return (edit.low ?? 0) >= (edit.high ?? 0)
        ? [
            fault(
              '下限不小于上限',
              'The lower post is not below the upper one',
              '对调两数，或改方向',
              'Swap the two',
              true,
            ),
          ]
        : emptyText(edit.reason);
    case 'appliesTo':
      return edit.kinds.length === 0 && sheet.editable
        ? [
            fault(
              '不适用于任何机构类型',
              'It applies to no kind of institution',
              '至少选一类',
              'Choose at least one',
              true,
            ),
          ]
        : [];
  }
}

export function findingsOf(sheet: w.ModelSheetView): w.SheetFindingView[] {
  return sheet.nodes.flatMap((node) =>
    (node.indicator?.levels ?? []).flatMap((level) =>
      lineFaults(level.evidence, level.basis ?? text('', ''), level.level)
        .filter((one) => !one.error)
        .map((one) => ({
          fault: { ...one, file: `${node.id.split('.')[0] ?? ''}.toml`, line: 40 + level.level * 6 },
          node: node.id,
          level: level.level,
        })),
    ),
  );
}
