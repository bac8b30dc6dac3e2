/** What the home page shows in the stand-in. `#empty` in the address gives a first run. */
import type { RecentFileView, StartView } from '../lib/types';

const bank = { zh: '城市商业银行', en: 'City commercial bank' };
const rural = { zh: '农村中小金融机构', en: 'Rural bank or credit union' };
const securities = { zh: '证券公司', en: 'Securities firm' };

function recent(
  name: string,
  kind: RecentFileView['institutionKind'],
  year: number,
  score: number | null,
  answered: number,
  modified: string,
  size: number | null,
): RecentFileView {
  const level = score === null ? null : Math.floor(score / 20) + 1;
  const fileName = `${name}-${year}.shuheng`;
  return {
    path: `/home/user/数衡/${fileName}`,
    fileName,
    encrypted: false,
    institution: name,
    institutionKind: kind,
    year,
    score,
    level,
    target: 62,
    answered,
    applicable: 55,
    modified,
    size,
  };
}

/** An encrypted file: the list knows nothing of what is in it. */
function hidden(file: RecentFileView): RecentFileView {
  const nothing = { zh: '', en: '' };
  return {
    ...file,
    encrypted: true,
    institution: '',
    institutionKind: nothing,
    year: 0,
    answered: 0,
    applicable: 0,
  };
}

export function startView(): StartView {
  const empty = globalThis.location.hash === '#empty';
  const list = [
    recent('海澄银行（示例）', bank, 2025, 51.7, 51, '2026-03-18 14:32', 19_356_712),
    recent('云溪农商银行（示例）', rural, 2025, 37.2, 55, '2026-03-12 17:48', 13_317_223),
    recent('澜江证券（示例）', securities, 2025, 49.8, 38, '2026-03-05 11:06', null),
    recent(
      '远岫财险（示例）',
      { zh: '保险公司', en: 'Insurer' },
      2025,
      null,
      9,
      '2026-02-26 16:20',
      3_302_400,
    ),
    recent('海澄银行（示例）', bank, 2024, 47.9, 55, '2025-03-12 10:02', 17_699_840),
  ];
  const sealed = list[3];
  if (sealed) list[3] = hidden(sealed);
  return {
    version: '0.1.0',
    preferences: { language: 'zh', theme: 'light' },
    recent: empty ? [] : list,
    models: [],
    institutionKinds: [
      {
        id: 'state_bank',
        name: { zh: '国有大型商业银行', en: 'Large state-owned bank' },
        reason: {
          zh: '资源与规模足以先行，目标为量化管理级中段。',
          en: 'Has the means to go first: the middle of L4.',
        },
      },
      {
        id: 'city_bank',
        name: bank,
        reason: {
          zh: '立足本地，前沿技术与算力以共建共享为主。',
          en: 'Local by mission; frontier technology and compute are mostly shared.',
        },
      },
      {
        id: 'rural_bank',
        name: rural,
        reason: {
          zh: '依托省级平台，支农支小是首要成果。',
          en: 'Relies on provincial platforms; serving farms and small firms is the first result.',
        },
      },
      {
        id: 'securities',
        name: securities,
        reason: {
          zh: '以投行、投研、交易为主，实体经济服务口径较窄。',
          en: 'Investment banking, research and trading; a narrower remit.',
        },
      },
    ],
    folder: '/home/user/数衡',
    shortestPassphrase: 8,
    engagement: null,
    question: null,
    error: null,
  };
}
