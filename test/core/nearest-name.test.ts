import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestName } from '../../src/core/nearest-name.ts';

const kinds = ['constant', 'uniform', 'exponential', 'normal', 'lognormal', 'pareto', 'mixture'];

describe('nearestName', () => {
  it.each([
    ['lognormol', 'lognormal'],
    ['Lognormal', 'lognormal'],
    ['exponental', 'exponential'],
    ['exp', 'exponential'],
    ['unifrom', 'uniform'],
    ['gaussian', undefined],
    ['', undefined],
    ['x', undefined],
  ])('%s → %s', (name, nearest) => {
    expect(nearestName(name, kinds)).toBe(nearest);
  });

  it('finds a transposition in four letters, and tells short names apart', () => {
    expect(nearestName('mena', ['median', 'mean', 'min'])).toBe('mean');
    expect(nearestName('web', ['api', 'db'])).toBe(undefined);
    expect(nearestName('S', ['ms', 's'])).toBe('s');
  });

  it('takes the first among equals, and no beginning that two names share', () => {
    expect(nearestName('n3', ['n1', 'n2'])).toBe('n1');
    expect(nearestName('nor', ['normal', 'northern'])).toBe(undefined);
  });

  it('undoes one edit in names of five letters and more', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.nat(), fc.constantFrom('q', 'z', ''), (name, position, letter) => {
        const at = position % name.length;
        expect(nearestName(name.slice(0, at) + letter + name.slice(at + 1), kinds)).toBe(name);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('never throws, and answers only with names it was given', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (name) => {
        const nearest = nearestName(name, kinds);
        expect(nearest === undefined || kinds.includes(nearest)).toBe(true);
      }),
      { seed: 2, numRuns: 500 },
    );
  });
});
