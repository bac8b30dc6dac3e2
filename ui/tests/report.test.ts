import { describe, expect, it, vi } from 'vitest';
import { CommandFailure, platform } from '../src/lib/platform';
import { firstCode, folderFault, ReportForm } from '../src/lib/report.svelte';

const readOnly = new CommandFailure({
  code: 'SH-5001',
  message: { zh: '/mnt不可写，换一个文件夹', en: '/mnt cannot be written; choose another folder' },
});

describe('a folder', () => {
  it('is named in full, as each system writes it', () => {
    expect(folderFault('  ')).toBe('missing');
    expect(folderFault('报告')).toBe('relative');
    expect(folderFault('./out')).toBe('relative');
    for (const path of ['/home/user/报告', 'C:\\报告', 'D:/out', '\\\\server\\share'])
      expect(folderFault(path)).toBeNull();
  });

  it('is proposed until the user chooses another', () => {
    const form = new ReportForm('zh');
    form.propose('/a');
    form.propose('/b');
    expect(form.folder).toBe('/b');
    form.setFolder('/mine');
    form.propose('/c');
    expect(form.folder).toBe('/mine');
  });
});

describe('an export', () => {
  it('is not asked for without a folder or without a kind of file', async () => {
    const exportReport = vi.fn(platform.exportReport);
    const form = new ReportForm('zh', { ...platform, exportReport });
    expect(form.folderFault).toBeNull();
    await form.run();
    expect(form.folderFault).toBe('missing');
    form.setFolder('/out');
    form.contents = { xlsx: false, svg: false, png: false };
    await form.run();
    expect(form.contentsMissing).toBe(true);
    expect(exportReport).not.toHaveBeenCalled();
  });

  it('writes what was chosen, in the language of the report', async () => {
    const exportReport = vi.fn(platform.exportReport);
    const form = new ReportForm('en', { ...platform, exportReport });
    form.setFolder(' /out ');
    form.contents.png = false;
    await form.run();
    const asked = { folder: '/out', language: 'en', xlsx: true, svg: true, png: false };
    expect(exportReport).toHaveBeenCalledExactlyOnceWith(asked);
    expect(form.written?.files).toHaveLength(7);
    expect(form.busy).toBe(false);
  });

  it('that fails says so and keeps every entry', async () => {
    const form = new ReportForm('zh', { ...platform, exportReport: () => Promise.reject(readOnly) });
    form.setFolder('/mnt');
    form.contents.svg = false;
    await form.run();
    expect(form.failure?.code).toBe('SH-5001');
    expect([form.folder, form.contents.svg, form.busy]).toEqual(['/mnt', false, false]);
  });
});

describe('a check', () => {
  const detail = { zh: 'A4.4、C2.3', en: 'A4.4, C2.3' };
  const title = { zh: '2项未评', en: '2 not rated' };

  it('leads to the first indicator it names', () => {
    expect(firstCode({ title, detail, attention: true })).toBe('A4.4');
  });

  it('leads nowhere when nothing is open or no indicator is named', () => {
    expect(firstCode({ title, detail, attention: false })).toBeNull();
    expect(firstCode({ title, detail: { zh: '覆盖率12.50%', en: '' }, attention: true })).toBeNull();
  });
});
