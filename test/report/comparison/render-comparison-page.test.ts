import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { loadPageAssets } from '../../../src/node/load-report-assets.ts';
import { renderComparisonPage } from '../../../src/report/comparison/render-comparison-page.ts';
import { sampleComparison } from './sample-comparisons.ts';

const assets = await loadPageAssets();
const render = (name: string): Promise<string> =>
  renderComparisonPage(sampleComparison(name), { assets, command: "npx fivenines compare 'a.yaml'" });

const pages = new Map<string, string>();
async function page(name: string): Promise<string> {
  const text = pages.get(name) ?? (await render(name));
  pages.set(name, text);
  return text;
}
const markupOf = (text: string): string => text.split('<script type="application/json"')[0];

describe('renderComparisonPage', () => {
  it.each(['names over quantities', 'two quantities', 'one seed', 'zeros', 'hostile names'])(
    '%s: is one file that asks for nothing',
    async (name) => {
      const text = await page(name);
      expect(text.length).toBeLessThan(1_200_000);
      expect(markupOf(text)).not.toMatch(
        /<(link|iframe|object|embed|base)\b|<(img|script)\b[^>]*\bsrc=|@import|url\((?!#)/,
      );
      expect(markupOf(text)).not.toMatch(/\bNaN\b|\bundefined\b|\bInfinity\b/);
    },
  );

  it('names every script and style by its hash, and nothing else may run', async () => {
    const text = await page('hostile names');
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text)?.[1].replaceAll('&#39;', "'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    const contents = ['script', 'style'].flatMap((tag) =>
      [...text.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))].map(([, content]) => content),
    );
    expect(contents).toHaveLength(4);
    for (const content of contents) {
      expect(policy).toContain(`'sha256-${createHash('sha256').update(content).digest('base64')}'`);
    }
    expect(markupOf(text)).not.toMatch(/ style=| on\w+="[^&]/);
  });

  it('lets no name out of its text', async () => {
    const text = await page('hostile names');
    expect(text).not.toMatch(/<img|<b onclick|<svg onload|\u202e/);
    expect(text.match(/<\/script>/g)).toHaveLength(4);
  });

  it('shows a chart, a ranking, differences and values before any script has run', async () => {
    const text = await page('names over quantities');
    expect(text.match(/<svg /g)?.length).toBe(3);
    expect(text).toMatch(
      /<details class="ranking" data-ranking="\d+" open><summary>latency\.web\.call\.p99 by balancer, at rate 9000\/s/,
    );
    expect(text).toContain('M. Mitzenmacher');
    expect(text).toContain('npx fivenines compare &#39;a.yaml&#39;');
    expect(text).toMatch(/variance of differences by [\d.]+ \(median of the pairs\)/);
  });

  it('says what cannot be told apart, and how many further seeds would tell', async () => {
    expect(await page('names by availability')).toMatch(/multi-paxos \(\+\d+\)/);
    expect(await page('one seed')).toContain('One seed says nothing about which differences are real.');
    expect(await page('zeros')).toContain('(the same)');
  });

  it('has what is worse on its side of the best: above where lower is better, below where higher is', async () => {
    const cells = (text: string): string[] => {
      const [table] = /<details class="ranking" data-ranking="\d+" open>[\s\S]*?<\/table>/.exec(text) ?? [''];
      return [...table.matchAll(/<td class="number">([^<]*)<\/td><td class="text"><span/g)].map(([, cell]) => cell);
    };
    const [best, ...slower] = cells(await page('names over quantities'));
    expect(best).toBe('best');
    expect(slower).toHaveLength(5);
    for (const cell of slower) expect(cell).toMatch(/^\+[\d.]+ ms ± [\d.]+ ms$/);
    const [, ...lessAvailable] = cells(await page('names by availability'));
    expect(lessAvailable).toHaveLength(2);
    for (const cell of lessAvailable) expect(cell).toMatch(/^−[\d.]+ % ± [\d.]+ %$/);
  });

  it('writes the same page twice', async () => {
    expect((await render('names alone')) === (await page('names alone'))).toBe(true);
  });
});
