/** The words of the window in the language in use. `i18n.t` is reactive; `i18n.text` picks from a `Text` of the wire. */
import type { Language, Text } from '../types';
import { access } from './areas/access';
import { benchmark } from './areas/benchmark';
import { benchmarkImport } from './areas/benchmarkImport';
import { common } from './areas/common';
import { copies } from './areas/copies';
import { diagnosis } from './areas/diagnosis';
import { evidence } from './areas/evidence';
import { explain } from './areas/explain';
import { frame } from './areas/frame';
import { home } from './areas/home';
import { lock } from './areas/lock';
import { models } from './areas/models';
import { ownFigures } from './areas/own-figures';
import { past } from './areas/past';
import { peers } from './areas/peers';
import { policy } from './areas/policy';
import { pool } from './areas/pool';
import { provenance } from './areas/provenance';
import { report } from './areas/report';
import { review } from './areas/review';
import { robustness } from './areas/robustness';
import { score } from './areas/score';
import { team } from './areas/team';
import { upgrade } from './areas/upgrade';
import { versions } from './areas/versions';
import { weights } from './areas/weights';

export const areas = {
  access,
  common,
  copies,
  frame,
  home,
  score,
  diagnosis,
  benchmark,
  benchmarkImport,
  evidence,
  explain,
  lock,
  ownFigures,
  past,
  peers,
  policy,
  pool,
  provenance,
  report,
  models,
  review,
  robustness,
  team,
  upgrade,
  versions,
  weights,
};

type Dictionary = { [K in keyof typeof areas]: (typeof areas)[K]['zh'] };

function dictionary(language: Language): Dictionary {
  const entries = Object.entries(areas).map(([name, area]) => [name, area[language]]);
  return Object.fromEntries(entries) as Dictionary;
}

const dictionaries: Record<Language, Dictionary> = { zh: dictionary('zh'), en: dictionary('en') };

class I18n {
  language = $state<Language>('zh');
  readonly t = $derived(dictionaries[this.language]);

  text(text: Text): string {
    return text[this.language];
  }
}

export const i18n = new I18n();
