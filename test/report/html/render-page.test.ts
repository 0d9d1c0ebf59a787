import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { loadPageAssets } from '../../../src/node/load-report-assets.ts';
import { allCharts } from '../../../src/report/charts/all-charts.ts';
import { renderPage } from '../../../src/report/html/render-page.ts';
import { EDGE_CASES, edgeCase } from '../fixture.ts';

const assets = await loadPageAssets();

const pages = new Map<string, string>();

async function page(name: string): Promise<string> {
  const known = pages.get(name);
  if (known !== undefined) return known;
  const text = await renderAnew(name);
  pages.set(name, text);
  return text;
}

async function renderAnew(name: string): Promise<string> {
  const { result, runs } = edgeCase(name);
  return renderPage({ result, runs, charts: allCharts(result, runs), version: '0.1.0', assets });
}

const inlined = (text: string, tag: string): string[] =>
  [...text.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))].map(([, content]) => content);

describe('renderPage', () => {
  it.each(Object.keys(EDGE_CASES))('%s: is one small file that asks for nothing', async (name) => {
    const text = await page(name);
    // Vega is half a megabyte of it; heat maps take their share, more so with long names.
    expect(text.length).toBeLessThan(EDGE_CASES[name].servers === undefined ? 1_500_000 : 1_700_000);
    const [markup] = text.split('<script type="application/json"');
    expect(markup).not.toMatch(/<(link|iframe|object|embed|base)\b|<(img|script)\b[^>]*\bsrc=|@import|url\((?!#)/);
    expect(markup).not.toMatch(/\bNaN\b|\bundefined\b/);
  });

  it('names every script and style by its hash, and nothing else may run', async () => {
    const text = await page('ordinary');
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text)?.[1].replaceAll('&#39;', "'");
    expect(policy).toMatch(/^default-src 'none'; script-src /);
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    const contents = [...inlined(text, 'script'), ...inlined(text, 'style')];
    expect(contents).toHaveLength(4);
    for (const content of contents) {
      expect(policy).toContain(`'sha256-${createHash('sha256').update(content).digest('base64')}'`);
    }
  });

  it('lets no name out of its text', async () => {
    const text = await page('hostile names');
    expect(text).not.toContain('<img');
    expect(text.match(/<\/script>/g)).toHaveLength(4);
    const [markup] = text.split('<script type="application/json"');
    expect(markup).toContain('&lt;/script&gt;&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&#39;&amp;amp; Five nines');
  });

  it('shows every chart before any script has run, with clip paths of its own', async () => {
    const text = await page('ordinary');
    expect(text.match(/<svg /g)?.length).toBe(9);
    const [markup] = text.split('<script type="application/json"');
    const ids = [...markup.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of markup.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(id);
  });

  it('tells the numbers of the result', async () => {
    const { result } = edgeCase('ordinary');
    const text = await page('ordinary');
    for (const word of [
      '99.9987 %',
      '4.92',
      '1 of 3 expectations missed',
      '90\u00a0% of it skipped',
      result.scenario.sha256,
    ]) {
      expect(text).toContain(word);
    }
    for (const run of result.runs) expect(text).toContain(run.fingerprint);
    expect(text).toMatch(/<tfoot>.*<td class="number">100 %<\/td>/);
  });

  it('says so where nothing was measured or lost', async () => {
    expect(await page('no clients')).toContain('Availability was not measured');
    expect(await page('perfect availability')).toContain('None was seen.');
    expect(await page('one run')).toContain('none from one run');
    expect(await page('violated')).toContain('<h2>Violations</h2>');
  });

  it('writes the same page twice', async () => {
    const again = await renderAnew('ordinary');
    // Not `toBe`: the difference of two pages is nothing to print.
    expect(again === (await page('ordinary'))).toBe(true);
  });
});
