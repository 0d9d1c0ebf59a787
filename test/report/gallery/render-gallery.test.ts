import { describe, expect, it } from 'vitest';
import type { GalleryEntry } from '../../../src/report/gallery/gallery-entry.ts';
import { renderGallery } from '../../../src/report/gallery/render-gallery.ts';
import { SAMPLE_NAMES, sampleComparison } from '../comparison/sample-comparisons.ts';

const entries: GalleryEntry[] = SAMPLE_NAMES.map((name) => {
  const label = name.replaceAll(' ', '-');
  return { label, comparison: sampleComparison(name), href: `${label}/index.html`, trouble: '' };
});
const FAILED: GalleryEntry = {
  label: 'broken',
  comparison: undefined,
  href: 'broken/index.html',
  trouble: 'broken.yaml:3:1: unknown key <b>',
};

describe('the gallery', () => {
  it('has a card for each comparison, with its title, its first paragraph, a drawing and a link', async () => {
    const text = await renderGallery(entries, '0.1.0');
    expect(text.match(/<li id=/g)).toHaveLength(entries.length);
    expect(text.match(/<svg /g)).toHaveLength(entries.length);
    expect(text).toContain('<a href="two-quantities/index.html">Timeouts and heartbeats</a>');
    expect(text).toContain('What to look at: the slowest hundredth');
    expect(text).not.toContain('Literature: M. Mitzenmacher');
    expect(text).toContain('54 variants, 8 seeds each');
    expect(text).not.toMatch(/<script|<img|\bNaN\b|\bundefined\b|failed/);
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('says which failed, and why', async () => {
    const unsound = { ...entries[0], trouble: 'balancer=random: breaks an invariant' };
    const text = await renderGallery([unsound, FAILED], '0.1.0');
    expect(text).toContain('✗ 2 of 2 failed');
    expect(text).toContain('<pre>broken.yaml:3:1: unknown key &lt;b&gt;</pre>');
    expect(text).toContain('not sound');
    expect(text).not.toContain('href="broken/index.html"');
  });
});
