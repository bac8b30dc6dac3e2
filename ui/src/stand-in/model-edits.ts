/** How an edit changes the stand-in's model. */
import type * as w from '../lib/types';
import { weigh } from './model-sheet';

function put(numbers: w.NodeNumberView[], node: string, number: number | null): w.NodeNumberView[] {
  const others = numbers.filter((entry) => entry.node !== node);
  return number === null ? others : [...others, { node, number }];
}

export function apply(sheet: w.ModelSheetView, edit: w.ModelEdit): void {
  const node = (id: string) => sheet.nodes.find((one) => one.id === id);
  const profile = (id: string | null) => sheet.profiles.find((one) => one.id === id);
  switch (edit.type) {
    case 'modelText':
      sheet.entry[edit.field] = edit.text;
      break;
    case 'version':
      sheet.entry.version = edit.version;
      break;
    case 'nodeText': {
      const found = node(edit.node);
      if (!found) break;
      if (edit.field === 'question' || edit.field === 'why') {
        if (found.indicator) found.indicator[edit.field] = edit.text;
      } else found[edit.field] = edit.text;
      break;
    }
    case 'weight': {
      const found = node(edit.node);
      const own = profile(edit.profile);
      if (own) own.weights = put(own.weights, edit.node, edit.weight);
      else if (found) found.weight = edit.weight;
      weigh(sheet);
      break;
    }
    case 'level': {
      const level = node(edit.indicator)?.indicator?.levels.find((one) => one.level === edit.level);
      if (level) Object.assign(level, { evidence: edit.evidence, basis: edit.basis.zh ? edit.basis : null });
      break;
    }
    case 'goalposts': {
      const { low, high, logarithmic, reason } = edit;
      const metric = node(edit.indicator)?.indicator?.metric;
      if (metric) Object.assign(metric, { low, high, logarithmic, reason });
      break;
    }
    case 'target': {
      const own = profile(edit.profile);
      if (own && edit.node) own.targets = put(own.targets, edit.node, edit.target);
      else if (own) own.target = edit.target;
      break;
    }
    case 'appliesTo': {
      const indicator = node(edit.indicator)?.indicator;
      if (indicator) indicator.appliesTo = edit.kinds;
      break;
    }
  }
}
