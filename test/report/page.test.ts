/** The page in a browser, from the file system, at the widths of a phone and of a desk, light and dark. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPageAssets } from '../../src/node/load-report-assets.ts';
import { allCharts } from '../../src/report/charts/all-charts.ts';
import { renderPage } from '../../src/report/html/render-page.ts';
import { edgeCase } from './fixture.ts';

const CHROMIUM = '/usr/bin/chromium';
const installed = existsSync(CHROMIUM);

interface Visit {
  readonly page: Page;
  /** What went wrong: console errors and warnings, exceptions, requests that are not the file itself. */
  readonly trouble: string[];
  close(): Promise<void>;
}

describe.skipIf(!installed)(`the page in a browser (${CHROMIUM})`, () => {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), 'fivenines-page-'));

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    const assets = await loadPageAssets();
    for (const name of ['ordinary', 'pools and jobs', 'hostile names']) {
      const { result, runs } = edgeCase(name);
      const text = await renderPage({ result, runs, charts: allCharts(result, runs), version: '0.1.0', assets });
      writeFileSync(join(folder, `${name.replaceAll(' ', '-')}.html`), text);
    }
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function visit(
    name: string,
    width: number,
    options: { dark?: boolean; scripts?: boolean } = {},
  ): Promise<Visit> {
    const scripts = options.scripts !== false;
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      colorScheme: options.dark === true ? 'dark' : 'light',
      javaScriptEnabled: scripts,
    });
    const page = await context.newPage();
    const trouble: string[] = [];
    page.on('console', (message) => trouble.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => trouble.push(error.message));
    page.on('dialog', (dialog) => {
      trouble.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    const address = pathToFileURL(join(folder, `${name}.html`)).href;
    page.on('request', (request) => {
      if (request.url() !== address && !request.url().startsWith('data:')) trouble.push(`request: ${request.url()}`);
    });
    await page.goto(address);
    if (scripts) await page.waitForSelector('html[data-ready]', { timeout: 30_000 });
    return { page, trouble, close: () => context.close() };
  }

  const marks = (page: Page): Promise<number[]> =>
    page.$$eval('.plot', (plots) =>
      plots.map(
        (plot) => plot.querySelectorAll('svg .role-mark path, svg .role-mark text, svg .role-mark line').length,
      ),
    );

  const overflow = (page: Page): Promise<number> =>
    page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

  it.each([
    ['ordinary', 390, false, 9],
    ['ordinary', 1280, true, 9],
    ['pools-and-jobs', 390, true, 14],
    ['pools-and-jobs', 1280, false, 14],
    ['hostile-names', 390, true, 17],
  ])('%s at %d px: draws, stays within, asks for nothing', async (name, width, dark, figures) => {
    const { page, trouble, close } = await visit(name, width, { dark });
    expect(await page.$$eval('figure[data-drawn]', (drawn) => drawn.length)).toBe(figures);
    for (const count of await marks(page)) expect(count).toBeGreaterThan(0);
    expect(await overflow(page)).toBe(0);
    const cut = await page.$$eval('.plot', (plots) => plots.map((plot) => plot.scrollWidth - plot.clientWidth));
    for (const beyond of cut) expect(beyond).toBeLessThanOrEqual(4);
    expect(trouble).toEqual([]);
    await close();
  });

  it('takes the ink and the paper of the scheme, charts included', async () => {
    const colours = async (dark: boolean): Promise<string[]> => {
      const { page, close } = await visit('ordinary', 1280, { dark });
      const found = await page.evaluate<string[]>(
        `[getComputedStyle(document.body).backgroundColor,
          getComputedStyle(document.querySelector('.plot svg .role-axis-label text')).fill]`,
      );
      await close();
      return found;
    };
    expect(await colours(false)).toEqual(['rgb(253, 252, 250)', 'rgb(28, 33, 39)']);
    expect(await colours(true)).toEqual(['rgb(20, 23, 27)', 'rgb(232, 230, 225)']);
  });

  it('shows every chart without scripts', async () => {
    const { page, trouble, close } = await visit('ordinary', 390, { scripts: false });
    const counts = await page.locator('.plot svg').count();
    expect(counts).toBe(9);
    expect(trouble).toEqual([]);
    await close();
  });

  it('zooms into the timeline and out again, and shows what a mark is', async () => {
    const { page, trouble, close } = await visit('ordinary', 1280);
    const labels = (): Promise<string[]> =>
      page.$$eval('#chart-timeline .role-axis-label text', (texts) =>
        texts.map((text) => text.textContent ?? '').sort(),
      );
    const before = await labels();
    await page.click('#chart-timeline button:text-is("Zoom in")');
    await page.waitForTimeout(100);
    expect(await labels()).not.toEqual(before);
    await page.click('#chart-timeline button:text-is("All")');
    await page.waitForTimeout(100);
    expect(await labels()).toEqual(before);
    await page.hover('#chart-incidents .role-mark path');
    await page.waitForSelector('.tip:not([hidden])');
    expect(await page.textContent('.tip')).toMatch(/cause/);
    expect(trouble).toEqual([]);
    await close();
  });

  it('saves the rows as CSV', async () => {
    const { page, trouble, close } = await visit('ordinary', 1280);
    const saved = page.waitForEvent('download');
    await page.click('#chart-downtime button:text-is("CSV")');
    expect((await saved).suggestedFilename()).toBe('downtime.csv');
    expect(trouble.filter((line) => !line.startsWith('request: blob:'))).toEqual([]);
    await close();
  });

  it('prints', async () => {
    const { page, trouble, close } = await visit('ordinary', 1280);
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(20_000);
    expect(trouble).toEqual([]);
    await close();
  });
});
