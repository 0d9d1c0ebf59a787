/** The page of a comparison in a browser, from the file system: what the controls do, at the widths of a phone and of a desk. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPageAssets } from '../../../src/node/load-report-assets.ts';
import { renderComparisonPage } from '../../../src/report/comparison/render-comparison-page.ts';
import { sampleComparison } from './sample-comparisons.ts';

const CHROMIUM = '/usr/bin/chromium';

describe.skipIf(!existsSync(CHROMIUM))(`the page of a comparison in a browser (${CHROMIUM})`, () => {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), 'fivenines-comparison-'));
  const fileOf = (name: string): string => join(folder, `${name.replaceAll(' ', '-')}.html`);

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    const assets = await loadPageAssets();
    for (const name of ['names over quantities', 'three axes', 'hostile names']) {
      writeFileSync(fileOf(name), await renderComparisonPage(sampleComparison(name), { assets }));
    }
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function visit(name: string, width: number, scripts = true): Promise<{ page: Page; trouble: string[] }> {
    const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled: scripts });
    const page = await context.newPage();
    const trouble: string[] = [];
    page.on('console', (message) => trouble.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => trouble.push(error.message));
    page.on('dialog', (dialog) => {
      trouble.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    const address = pathToFileURL(fileOf(name)).href;
    page.on('request', (request) => {
      if (request.url() !== address) trouble.push(`request: ${request.url()}`);
    });
    await page.goto(address);
    if (scripts) await page.waitForSelector('html[data-ready]', { timeout: 30_000 });
    return { page, trouble };
  }

  const drawn = (page: Page, name: string): Promise<string | undefined> =>
    page.$eval(`#chart-${name}`, (figure) => figure.dataset.drawn);
  const titleOf = (page: Page, name: string): Promise<string | null> => page.textContent(`#chart-${name} h3`);
  const settle = (page: Page, name: string, title: RegExp): Promise<void> =>
    expect.poll(() => titleOf(page, name)).toMatch(title);

  it.each([
    ['names over quantities', 390],
    ['three axes', 1280],
    ['hostile names', 390],
  ])('%s at %d px: draws, stays within, asks for nothing', async (name, width) => {
    const { page, trouble } = await visit(name, width);
    expect(await page.$$eval('figure[data-drawn]', (figures) => figures.length)).toBe(3);
    const beyond = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate<number>(beyond)).toBe(0);
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  it('changes its metric, its ranking and its scale with the controls', async () => {
    const { page, trouble } = await visit('names over quantities', 1280);
    expect(await drawn(page, 'comparison')).toBe('lines');
    await page.check('#log');
    await expect.poll(() => drawn(page, 'comparison')).toBe('lines-log');
    await page.check('#heat');
    await expect.poll(() => drawn(page, 'comparison')).toBe('heat-log');
    await page.uncheck('#heat');
    await page.selectOption('#metric', { label: 'availability.requests' });
    await settle(page, 'comparison', /^availability\.requests by rate/);
    await settle(page, 'differences', /by availability\.requests, at rate 9000\/s$/);
    expect(await page.$$eval('[data-ranking]', (tables) => tables.filter((table) => !table.hidden).length)).toBe(1);
    await page.selectOption('#ranking', { label: 'balancer, at rate 1000/s' });
    await settle(page, 'differences', /at rate 1000\/s$/);
    await page.selectOption('#base', { label: 'maglev' });
    await settle(page, 'differences', /^Differences to maglev/);
    await page.selectOption('#x', { label: 'balancer' });
    await settle(page, 'comparison', /by balancer and rate/);
    expect(await drawn(page, 'comparison')).toBe('dots');
    await page.selectOption('#metric', { label: 'load.web.jain (not ranked)' });
    await settle(page, 'comparison', /^load\.web\.jain/);
    expect(await page.isVisible('#unranked')).toBe(true);
    expect(await page.isVisible('#ranked')).toBe(false);
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  it('turns lines grey and back by keyboard', async () => {
    const { page, trouble } = await visit('names over quantities', 1280);
    const colours = (): Promise<number> =>
      page.$$eval(
        '#chart-comparison .mark-line path',
        (lines) => new Set(lines.map((line) => line.getAttribute('stroke'))).size,
      );
    const before = await colours();
    await page.focus('#shown input >> nth=1');
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await expect.poll(colours).toBe(before - 1);
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  it('holds the third axis, and hides what has no say', async () => {
    const { page } = await visit('three axes', 1280);
    expect(await page.$$eval('[id^="held-"] select[id^="at-"]', (all) => all.length)).toBe(3);
    expect(await page.isVisible('#at-1')).toBe(true);
    expect(await page.isVisible('#at-0')).toBe(false);
    await page.selectOption('#at-1', { label: 'lifo' });
    await settle(page, 'comparison', /at discipline lifo/);
    await page.context().close();
  });

  it('stands without scripts: charts and tables, and no controls that do nothing', async () => {
    const { page, trouble } = await visit('names over quantities', 390, false);
    expect(await page.locator('.plot svg').count()).toBe(3);
    expect(await page.locator('select').first().isVisible()).toBe(false);
    expect(await page.locator('details.ranking[open] table').count()).toBe(1);
    expect(trouble).toEqual([]);
    await page.context().close();
  });
});
