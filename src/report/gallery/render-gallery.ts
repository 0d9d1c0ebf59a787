/**
 * All comparisons on one page: a card for each, with its first chart and what it is about. One HTML file without scripts,
 * under a content security policy that forbids every request; the pages it links to lie beside it.
 */
import { formatCount } from '../../core/units/format-count.ts';
import { comparisonCharts } from '../comparison/comparison-charts.ts';
import { renderDocument } from '../html/document.ts';
import { type Html, html } from '../html/html.ts';
import { inlineSvg } from '../html/inline-svg.ts';
import { PAGE_STYLE } from '../html/page-style.ts';
import type { GalleryEntry } from './gallery-entry.ts';
import { GALLERY_STYLE } from './gallery-style.ts';
import { thumbnail } from './thumbnail.ts';

export async function renderGallery(entries: readonly GalleryEntry[], version: string): Promise<string> {
  const cards: Html[] = [];
  for (const [i, entry] of entries.entries()) cards.push(await card(entry, i));
  const failed = entries.filter(({ comparison, trouble }) => comparison === undefined || trouble !== '').length;
  return renderDocument({
    title: 'Comparisons',
    style: PAGE_STYLE + GALLERY_STYLE,
    content: html`<header><p class="eyebrow">fivenines ${version}</p>
<h1>Comparisons</h1>
<p class="quiet">Which algorithm is better here, by how much, and is the difference real? Each page has every metric to choose
from, a ranking that says what cannot be told apart, and the literature.</p>
${failed > 0 && html`<p class="verdict"><span class="bad">✗ ${failed} of ${entries.length} failed</span></p>`}</header>
<ul class="gallery">
${cards}
</ul>`,
    footer: `Written by fivenines ${version}.`,
  });
}

async function card({ label, comparison, href, trouble }: GalleryEntry, i: number): Promise<Html> {
  const wrong =
    trouble !== '' &&
    html`<p class="bad">✗ ${comparison === undefined ? 'failed' : 'not sound'}</p><pre>${trouble}</pre>`;
  if (comparison === undefined) return html`<li id="${label}"><h2>${label}</h2>${wrong}</li>\n`;
  const { scenario, text, variants, seeds, interrupted } = comparison;
  const chart = comparisonCharts(comparison).main.at(0);
  const drawing =
    chart &&
    html`<div class="thumbnail" role="img" aria-label="${chart.title}">${await inlineSvg(thumbnail(chart, `thumbnail-${i + 1}`))}</div>`;
  const [paragraph] = (text === '' ? scenario.description : text).trim().split(/\n\s*\n/);
  return html`<li id="${label}"><h2><a href="${href}">${scenario.name}</a></h2>
${drawing}
<p class="words">${paragraph}</p>
${wrong}
<p class="counts">${formatCount(variants.length)} variants, ${formatCount(seeds.length)} ${seeds.length === 1 ? 'seed' : 'seeds'} each${interrupted && ', interrupted'}</p></li>
`;
}
