/** Finds what the report is made of in the installed packages: Vega for the page, the font for images. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PageAssets } from '../report/html/page-assets.ts';

const require = createRequire(import.meta.url);

export async function loadPageAssets(): Promise<PageAssets> {
  // The packages export their ES entry only; the classic build lies beside it.
  const [vega, interpreter] = await Promise.all([
    readFile(join(dirname(require.resolve('vega')), 'vega.min.js'), 'utf8'),
    readFile(require.resolve('vega-interpreter'), 'utf8'),
  ]);
  return { vega, interpreter };
}

/** Regular and semibold. */
export function reportFontFiles(): string[] {
  const folder = dirname(require.resolve('@expo-google-fonts/ibm-plex-sans/package.json'));
  return [
    join(folder, '400Regular', 'IBMPlexSans_400Regular.ttf'),
    join(folder, '600SemiBold', 'IBMPlexSans_600SemiBold.ttf'),
  ];
}
