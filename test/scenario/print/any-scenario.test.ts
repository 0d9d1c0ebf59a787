/** A scenario that is printed and read again is the same, to the microsecond and the last digit. */
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../../src/scenario/parse-scenario.ts';
import { printScenario } from '../../../src/scenario/print/print-scenario.ts';
import type { Scenario } from '../../../src/scenario/scenario.ts';
import { scenarioSource } from '../read-scenario.ts';
import { anyPools, anyScenario } from './any-scenario.ts';

const beside = fileURLToPath(new URL('../good/any.yaml', import.meta.url));
const read = (text: string): Scenario => {
  const parsed = parseScenario(scenarioSource(beside, text), { force: true });
  if (parsed.ok) return parsed.scenario;
  throw new Error(`${parsed.problems.map(({ message, line }) => `${line}: ${message}`).join('\n')}\n${text}`);
};

const staysTheSame = (written: string) => {
  const scenario = read(written);
  const text = printScenario(scenario, { comment: 'printed' });
  expect(read(text)).toEqual(scenario);
};

// Such files shrink for minutes: the first that fails says enough.
const ONCE = { seed: 1, endOnFailure: true } as const;

describe('any scenario', () => {
  it('is the same after printing and reading', () => {
    fc.assert(fc.property(anyScenario, staysTheSame), { ...ONCE, numRuns: 80 });
  });

  it('with pools, batch clusters, jobs and a comparison as well', () => {
    fc.assert(fc.property(anyPools, staysTheSame), { ...ONCE, numRuns: 80 });
  });
});
