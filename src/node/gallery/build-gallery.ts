/** Runs every comparison of a folder, one after the other, each on all cores, and writes the page that shows them all. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Comparison } from '../../compare/comparison.ts';
import type { GalleryEntry } from '../../report/gallery/gallery-entry.ts';
import { renderGallery } from '../../report/gallery/render-gallery.ts';
import { readSource } from '../load-scenario.ts';
import { writeFileWhole } from '../write-file.ts';
import { findComparisons } from './find-comparisons.ts';
import { quickOptions } from './quick-options.ts';
import { type CompareEnd, runCompare } from './run-compare.ts';

export interface GalleryOptions {
  /** Of scenario files. */
  readonly scenarios: string;
  /** Written to: index.html, and a folder for each comparison. */
  readonly out: string;
  /** Fewer seeds: enough to see the shape. */
  readonly quick: boolean;
  /** Runs of an earlier call are kept. */
  readonly resume: boolean;
  /** Only files whose name has this in it; undefined: all. The page then shows only these. */
  readonly only?: string;
  readonly version: string;
  readonly say: (line: string) => void;
  readonly signal?: AbortSignal;
}

export interface BuiltGallery {
  readonly entries: readonly GalleryEntry[];
  /** Path of the page. */
  readonly page: string;
}

/** What a comparison that has a page ends with: all well, an invariant broken, intervals not narrow enough yet. */
const WITH_PAGE: readonly (number | null)[] = [0, 1, 3];

export async function buildGallery(options: GalleryOptions): Promise<BuiltGallery> {
  const { scenarios, out, only = '', version, say, signal } = options;
  const found = findComparisons(scenarios).filter(({ label }) => label.includes(only));
  const entries: GalleryEntry[] = [];
  for (const [i, { file, label }] of found.entries()) {
    if (signal?.aborted) break;
    const begin = performance.now();
    const folder = join(out, label);
    const words = [file, '--out', folder, ...(options.resume ? ['--resume'] : []), ...quickWords(file, options.quick)];
    const end = await runCompare(words, signal);
    const entry = entryOf(label, folder, end);
    entries.push(entry);
    const took = Math.round((performance.now() - begin) / 1000);
    const state = entry.trouble === '' ? 'built' : entry.comparison === undefined ? 'FAILED' : 'NOT SOUND';
    say(`[${i + 1}/${found.length}] ${label}: ${state}, ${took} s`);
    if (entry.trouble !== '') say(entry.trouble.replace(/^/gm, '    '));
  }
  const page = join(out, 'index.html');
  writeFileWhole(page, await renderGallery(entries, version));
  return { entries, page };
}

function entryOf(label: string, folder: string, { code, said }: CompareEnd): GalleryEntry {
  const href = `${encodeURIComponent(label)}/index.html`;
  if (!WITH_PAGE.includes(code)) {
    const trouble = said === '' ? `compare ended with ${code === null ? 'a signal' : `exit code ${code}`}` : said;
    return { label, comparison: undefined, href, trouble };
  }
  const comparison = JSON.parse(readFileSync(join(folder, 'comparison.json'), 'utf8')) as Comparison;
  return { label, comparison, href, trouble: code === 1 ? said || 'a variant breaks an invariant' : '' };
}

/** What is wrong with a file, `compare` says. */
function quickWords(file: string, quick: boolean): string[] {
  if (!quick) return [];
  const read = readSource(file);
  return read.ok ? quickOptions(read.source) : [];
}
