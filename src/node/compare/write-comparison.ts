/** Writes what a comparison yields into a folder, each file whole or not at all. */
import { join } from 'node:path';
import type { Comparison } from '../../compare/comparison.ts';
import { valuesToCsv } from '../../compare/values-to-csv.ts';
import { writeFileWhole } from '../write-file.ts';

/** Writes comparison.json and values.csv. */
export function writeComparison(folder: string, comparison: Comparison): void {
  writeFileWhole(join(folder, 'comparison.json'), `${JSON.stringify(comparison)}\n`);
  writeFileWhole(join(folder, 'values.csv'), [...valuesToCsv(comparison)].join(''));
}
