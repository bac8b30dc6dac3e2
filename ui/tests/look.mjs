/**
 * Takes pictures of every page against the stand-in: `npm run look [page…]`. Reports what scrolls sideways and what
 * the console says. Needs Chromium (CHROMIUM, /usr/bin/chromium by default) and writes to OUT (/tmp/shuheng-look).
 */
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { createServer } from 'vite';

const OUT = process.env.OUT ?? '/tmp/shuheng-look';
const PORT = Number(process.env.PORT ?? 1491);
const SIZES = { wide: { width: 1440, height: 900 }, small: { width: 1120, height: 720 } };
const pages = process.argv.slice(2).length
  ? process.argv.slice(2)
  : ['home', 'score', 'diagnosis', 'benchmark', 'policy', 'team', 'report', 'models'];

mkdirSync(OUT, { recursive: true });
const server = await createServer({
  server: { port: PORT, strictPort: true, hmr: false, watch: null },
  logLevel: 'error',
});
await server.listen();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});

for (const [name, viewport] of Object.entries(SIZES)) {
  for (const theme of ['light', 'dark']) {
    for (const language of ['zh', 'en']) {
      const page = await browser.newPage({ viewport });
      const label = `${name}-${theme}-${language}`;
      page.on('console', (message) => message.type() === 'error' && console.error(label, message.text()));
      page.on('pageerror', (error) => console.error(label, error.message));
      await page.goto(`http://localhost:${PORT}/`);
      await page.waitForSelector('[data-testid=open-sample]');
      if (theme === 'dark') await page.click('[data-testid=theme-toggle]');
      if (language === 'en') await page.click('[data-testid=lang-toggle]');
      for (const target of pages) {
        if (target !== 'home' && !(await page.$('[data-testid=saved-state]'))) {
          await page.click('[data-testid=open-sample]');
          await page.waitForSelector('[data-testid=page-score]');
        }
        await page.click(`[data-testid=nav-${target}]`);
        await page.mouse.move(2, viewport.height - 60);
        await page.evaluate(() => document.fonts.ready);
        await page.waitForTimeout(500);
        await page.screenshot({ path: `${OUT}/${target}-${label}.png` });
        const sideways = await page.evaluate(() =>
          [...document.querySelectorAll('body *')]
            .filter((element) => element.scrollWidth > element.clientWidth + 1)
            .filter((element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX))
            .map((element) => element.className || element.tagName),
        );
        if (sideways.length) console.error(label, target, 'scrolls sideways:', sideways);
      }
      await page.close();
    }
  }
}

await browser.close();
await server.close();
