/** A rough copy of the engine's inference: the weakest necessary indicator decides. */
import type { ClauseStatusView, InferenceView, PolicyLinkView, Text } from '../lib/types';

export const READY = 60;
export const PARTLY = 40;

export function infer(links: PolicyLinkView[], complete: boolean): InferenceView {
  const necessary = links.filter((link) => link.strength !== 'relates' && !link.notApplicable);
  const scored = necessary.filter((link) => link.score !== null);
  const unanswered = necessary.length - scored.length;
  const lowest = Math.min(...scored.map((link) => link.score ?? 0));
  const weakest = scored.find((link) => link.score === lowest);
  const whole = complete || necessary.some((link) => link.strength === 'covers');
  const score = weakest?.score ?? null;
  const capped = unanswered === 0 && !whole && score !== null && score >= READY;
  return {
    status: statusOf(score, unanswered, whole),
    score,
    atMost: unanswered > 0 && score !== null,
    gap: score === null ? null : Math.round(score * 10) / 10 - READY,
    capped,
    sentence: sentence(necessary.length, weakest, unanswered, capped),
    complete: whole,
    coverageReason: reason(links.length, complete, whole),
  };
}

function statusOf(score: number | null, unanswered: number, whole: boolean): ClauseStatusView {
  if (score === null) return unanswered > 0 ? 'pending' : 'none';
  if (score < PARTLY) return 'gap';
  if (unanswered > 0) return 'pending';
  return score >= READY && whole ? 'ready' : 'partly';
}

function reason(links: number, complete: boolean, whole: boolean): Text | null {
  if (complete)
    return {
      zh: '关联指标合起来回答了该条的全部要求。',
      en: 'The linked indicators together answer all that the clause asks.',
    };
  if (whole || links === 0) return null;
  return {
    zh: '对外协作、成果推广与配套考核不在关联指标的量规之内。',
    en: 'Cooperation with others, spreading of results and the appraisal behind them lie outside the rubrics.',
  };
}

function sentence(
  necessary: number,
  weakest: PolicyLinkView | undefined,
  unanswered: number,
  capped: boolean,
): Text {
  if (!weakest) {
    return unanswered > 0
      ? {
          zh: `${unanswered}项必要指标均未作答，无法推断`,
          en: `None of the ${unanswered} necessary indicators is answered; nothing can be inferred`,
        }
      : {
          zh: '关联指标只涉及而不回答该条款，须直接判断',
          en: 'The linked indicators only relate to the clause; judge it directly',
        };
  }
  const score = (weakest.score ?? 0).toFixed(1);
  const head: Text =
    necessary > 1
      ? {
          zh: `${necessary}项必要指标中最低为${weakest.code}${weakest.name.zh}（${score}）`,
          en: `Of ${necessary} necessary indicators ${weakest.code} ${weakest.name.en} is lowest (${score})`,
        }
      : {
          zh: `${weakest.code}${weakest.name.zh}得${score}`,
          en: `${weakest.code} ${weakest.name.en} scores ${score}`,
        };
  const end = ending(weakest.score ?? 0, unanswered, capped);
  return { zh: head.zh + end.zh, en: head.en + end.en };
}

function ending(score: number, unanswered: number, capped: boolean): Text {
  if (score < PARTLY) return { zh: '，低于40.0', en: ', below 40.0' };
  if (unanswered > 0)
    return {
      zh: `；另有${unanswered}项未作答，结果不会更高`,
      en: `; ${unanswered} more are unanswered, so the result can only be lower`,
    };
  if (capped)
    return {
      zh: '，达到就绪线60.0；但关联指标未答全该条款，最多推断为基本就绪',
      en: ', above the line 60.0; but the indicators leave part of the clause open, so at most partly ready is inferred',
    };
  if (score >= READY) return { zh: '，达到就绪线60.0', en: ', at or above the line of readiness 60.0' };
  return { zh: '，在40.0与就绪线60.0之间', en: ', between 40.0 and the line of readiness 60.0' };
}
