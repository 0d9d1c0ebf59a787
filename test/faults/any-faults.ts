/** Random overlapping faults of all kinds. */
import fc from 'fast-check';
import { constantSpec } from '../../src/core/distributions/distribution.ts';
import type { ParameterValues } from '../../src/core/parameters.ts';
import type { FaultSpec } from '../../src/faults/fault.ts';
import { faultKinds } from '../../src/faults/registry.ts';
import { faultSpec } from './fault-spec.ts';

/** Values for the parameters that have no default. */
export const REQUIRED: Readonly<Record<string, ParameterValues>> = {
  'clock-skew': { by: -1234 },
  'clock-jump': { by: 99 },
  'link-loss': { share: 0.1 },
  duplicate: { share: 0.1 },
  reorder: { share: 0.1 },
  delay: { by: constantSpec(10) },
  bandwidth: { rate: 1000 },
  heal: { fault: 'all' },
};

const TARGETS = ['n1', 'zone a', 'leader of store', '2 random nodes', 'a follower of store', 'all nodes', 'region eu'];
/** What it does cannot be undone. */
export const IRREVERSIBLE: ReadonlySet<string> = new Set(['clock-jump']);

const lasting = [...faultKinds.values()].filter(({ name }) => !IRREVERSIBLE.has(name));

/**
 * Any kinds at any times in 0..1000 units (microseconds), for up to 1000 more, some of them without a length, so that
 * they end with `healAll` only.
 */
export const anyFaults = (unit: number): fc.Arbitrary<FaultSpec[]> =>
  fc
    .array(
      fc.record({
        kind: fc.constantFrom(...lasting),
        target: fc.constantFrom(...TARGETS),
        at: fc.integer({ min: 0, max: 1000 }),
        length: fc.option(fc.integer({ min: 0, max: 1000 }), { nil: undefined }),
      }),
      { minLength: 1, maxLength: 12 },
    )
    .map((list) =>
      list.map(({ kind, target, at, length }, index) =>
        faultSpec(kind.name, kind.targets === 'none' ? [] : [target], {
          name: `${kind.name}#${index}`,
          schedule: { type: 'at', times: [at * unit] },
          length: length === undefined ? undefined : constantSpec(length * unit),
          parameters: REQUIRED[kind.name] ?? {},
        }),
      ),
    );
