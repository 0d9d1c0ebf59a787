/**
 * The text of comparison.json: on one line, but for `values`, of which each variant has one. In parts: whole it may be
 * longer than a string can be.
 */
import type { Comparison } from './comparison.ts';

export function* comparisonToJson({ values, ...rest }: Comparison): Generator<string> {
  yield `${JSON.stringify(rest).slice(0, -1)},"values":[`;
  for (const [variant, row] of values.entries()) {
    yield `${variant === 0 ? '' : ','}\n[`;
    for (const [seed, figures] of row.entries()) yield `${seed === 0 ? '' : ','}${JSON.stringify(figures)}`;
    yield ']';
  }
  yield '\n]}\n';
}
