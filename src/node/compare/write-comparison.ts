/** Writes what a comparison yields into a folder, each file whole or not at all. */
import { join } from 'node:path';
import type { Comparison } from '../../compare/comparison.ts';
import { comparisonToJson } from '../../compare/comparison-to-json.ts';
import { valuesToCsv } from '../../compare/values-to-csv.ts';
import { writeParts } from '../write-parts.ts';

/** Writes comparison.json and values.csv. */
export function writeComparison(folder: string, comparison: Comparison): void {
  writeParts(join(folder, 'comparison.json'), comparisonToJson(comparison));
  writeParts(join(folder, 'values.csv'), valuesToCsv(comparison));
}
