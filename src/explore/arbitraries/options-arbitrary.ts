/** Options of a protocol that differ from their defaults, out of the values worth a try; shrinks towards none. */
import * as fc from 'fast-check';
import type { Parameters, ParameterValues } from '../../core/parameters.ts';
import { shrinkingBy } from './shrinking-by.ts';

export function optionsArbitrary(parameters: Parameters): fc.Arbitrary<ParameterValues> {
  const choices = Object.entries(parameters).flatMap(([name, { swarm = [], default: standard }]) => {
    const others = swarm.filter((value) => JSON.stringify(value) !== JSON.stringify(standard));
    return others.length === 0 ? [] : [[name, fc.constantFrom(...others)] as const];
  });
  const chosen = fc
    .record(Object.fromEntries(choices), { requiredKeys: [] })
    .map((options) => options as ParameterValues);
  return shrinkingBy<ParameterValues>(chosen, {
    accepts: (value): value is ParameterValues =>
      typeof value === 'object' && value !== null && Object.keys(value).every((name) => name in parameters),
    *simpler(options) {
      const names = Object.keys(options);
      if (names.length > 1) yield {};
      for (const gone of names) yield Object.fromEntries(Object.entries(options).filter(([name]) => name !== gone));
    },
  });
}
