/**
 * Every check of `validation/checks`, with fewer trials where they are many: tolerances grow by the root of how many
 * fewer. `npm run validate:truth` runs them in full.
 */
import { describe, expect, it } from 'vitest';
import { allChecks } from '../../validation/checks/all-checks.ts';
import { verdict } from '../../validation/verdict.ts';

describe('held against the truth', () => {
  it.each(allChecks.map((check) => [check.name, check] as const))('%s', (_, check) => {
    const { full, short } = check.trials;
    const simulated = check.simulate(short);
    expect(simulated).toHaveLength(check.figures.length);
    check.figures.forEach((figure, index) => {
      const { pass, off, allowed } = verdict(figure, simulated[index], full / short);
      const { value } = simulated[index];
      expect
        .soft(pass, `${figure.quantity}: ${value}, expected ${figure.expected}, off ${off} of ${allowed}`)
        .toBe(true);
    });
  });

  it('names each check once', () => {
    const names = allChecks.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
