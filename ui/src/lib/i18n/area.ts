/**
 * An area is one page's words, Chinese and English side by side. English must have every key of Chinese with the same
 * parameters: a missing key is a type error.
 */
export interface Words {
  [key: string]: string | ((...values: never[]) => string) | Words;
}

export type SameKeys<T> = {
  [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...values: infer V) => string
      ? (...values: V) => string
      : SameKeys<T[K]>;
};

export function area<T extends Words>(zh: T, en: SameKeys<T>): { zh: SameKeys<T>; en: SameKeys<T> } {
  return { zh: zh as unknown as SameKeys<T>, en };
}
