/** What a stand-in's command answers with. */
import type { Reply } from '../lib/commands';
import type * as w from '../lib/types';

export const ok = <T>(data: T): Promise<Reply<T>> => Promise.resolve({ status: 'ok', data });

/** Files as if they had been written. */
export function written(folder: string, fileNames: string[]): w.ExportView {
  const files = fileNames.map((fileName, index) => ({
    path: `${folder}/${fileName}`,
    fileName,
    size: 16_848 + index * 21_440,
  }));
  return { folder, files, warnings: [] };
}
