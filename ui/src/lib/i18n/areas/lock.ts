import { area } from '../area';

/** A final assessment on the pages that cannot change it, and the stage in the title bar. */
export const lock = area(
  {
    banner: (title: string) => `“${title}”已定稿，全部内容锁定，只能查看。`,
    bannerBy: (title: string, by: string, at: string) =>
      `“${title}”已由${by}于${at}定稿，全部内容锁定，只能查看。`,
    refused: '评估已定稿，没有改动；需要继续时复制为新评估',
    comments: (count: number) => `${count}条批注`,
    toReview: '查看审阅',
  },
  {
    banner: (title: string) => `“${title}” is final. Everything in it is locked and can only be read.`,
    bannerBy: (title: string, by: string, at: string) =>
      `${by} made “${title}” final on ${at}. Everything in it is locked and can only be read.`,
    refused: 'Final, so nothing was changed; to go on, copy it as new',
    comments: (count: number) => `${count} ${count === 1 ? 'comment' : 'comments'}`,
    toReview: 'Open review',
  },
);
