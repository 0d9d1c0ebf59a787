/** Conservation of flow and Little's law: what they must not miss, and what they must not take for a violation. */
import { describe, expect, it } from 'vitest';
import type { AttemptObservation } from '../../src/kernel/observation.ts';
import { createTrace } from '../../src/kernel/trace.ts';
import { checkRun } from '../../src/verify/check-run.ts';
import { flowConservation } from '../../src/verify/flow-conservation.ts';
import { littlesLaw } from '../../src/verify/littles-law.ts';
import type { ServerFlow } from '../../src/verify/server-flow.ts';

const attempt = (changes: Partial<AttemptObservation> = {}): AttemptObservation => ({
  kind: 'attempt',
  time: 100,
  service: 'web',
  node: 0,
  arrivedAt: 40,
  wait: 50,
  inService: 10,
  outcome: 'ok',
  ...changes,
});

/** After the two attempts below: one more came at 170 and is there, at 200. */
const books: ServerFlow = {
  service: 'web',
  node: 0,
  arrived: 3,
  waiting: 0,
  inProgress: 1,
  arrivals: [170],
  waited: 5,
  until: 200,
  waitingIntegral: 50 + 5,
  presentIntegral: 60 + 30,
};
const ENDED = [attempt(), attempt({ time: 150, arrivedAt: 150, wait: 0, inService: 0, outcome: 'refused' })];

function violations(ended: readonly AttemptObservation[], flow: Partial<ServerFlow>): string[] {
  const trace = createTrace();
  const run = checkRun(trace, {
    seed: 1,
    nodes: ['n1', 'n2'],
    invariants: [flowConservation, littlesLaw],
    flows: () => [{ ...books, ...flow }],
  });
  for (const observation of ended) trace.publish(observation);
  return run.finish(200).map(({ property, detail }) => `${property}: ${detail}`);
}

describe('flow-conservation and littles-law', () => {
  it('hold where every attempt ends once or is there', () => {
    expect(violations(ENDED, {})).toEqual([]);
    expect(
      violations([], { arrived: 0, inProgress: 0, arrivals: [], waited: 0, waitingIntegral: 0, presentIntegral: 0 }),
    ).toEqual([]);
  });

  it('find an attempt that ended twice, never, or elsewhere', () => {
    expect(violations([...ENDED, ENDED[1]], {})).toEqual([
      'flow-conservation: web: at n1 3 attempts have arrived, 3 have ended, 0 wait and 1 are in progress, 1 are expected',
    ]);
    expect(violations(ENDED.slice(1), {})).toEqual([
      'flow-conservation: web: at n1 3 attempts have arrived, 1 have ended, 0 wait and 1 are in progress, 1 are expected',
      'littles-law: web: of the attempts at n1, the integral of their number is 90 us, the sum of their times 30 us',
      'littles-law: web: of the attempts that wait at n1, the integral of their number is 55 us, the sum of their times 5 us',
    ]);
    expect(violations([ENDED[0], attempt({ ...ENDED[1], node: 1 })], {})).toHaveLength(1);
    expect(violations([ENDED[0], { ...ENDED[1], service: 'api' }], {})).toHaveLength(1);
  });

  it('find a server that has forgotten a request', () => {
    expect(violations(ENDED, { inProgress: 0 })).toHaveLength(1);
    expect(violations(ENDED, { arrivals: [] })).toHaveLength(2);
  });

  it('find times that do not add up', () => {
    expect(violations([attempt({ wait: 40 }), ENDED[1]], {})).toEqual([
      'flow-conservation: web: an attempt at n1 (ok) took 60 us, but waited 40 us and was in progress for 10 us',
      'littles-law: web: of the attempts that wait at n1, the integral of their number is 55 us, the sum of their times 45 us',
    ]);
    expect(violations([attempt({ wait: -10, inService: 70 }), ENDED[1]], {})).toHaveLength(2);
    expect(violations(ENDED, { presentIntegral: 91 })).toHaveLength(1);
  });
});
