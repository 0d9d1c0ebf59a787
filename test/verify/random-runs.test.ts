/** Correct protocols under every kind of fault that they bear, with everything checked: nothing is reported. */
import { expect, it } from 'vitest';
import { runPlan } from '../../src/explore/run-plan.ts';
import { BEARABLE, randomPlan } from './random-plan.ts';

it('reports nothing of Raft in random runs', () => {
  const struck = new Set<string>();
  let acknowledged = 0;
  let terms = 0;
  for (let seed = 0; seed < 120; seed++) {
    const { violations } = runPlan(randomPlan(seed), {
      watch(trace) {
        trace.subscribe('fault', ({ fault }) => void struck.add(fault));
        trace.subscribe('operation', ({ type }) => void (type === 'ok' && acknowledged++));
        trace.subscribe('protocol', ({ event }) => void (event.type === 'role' && event.role === 'leader' && terms++));
      },
    });
    expect(violations, `seed ${seed}`).toEqual([]);
  }
  expect([...struck]).toEqual(expect.arrayContaining([...BEARABLE]));
  expect(acknowledged).toBeGreaterThan(1000);
  expect(terms).toBeGreaterThan(240);
});

it('reports nothing of Multi-Paxos in random runs', () => {
  for (let seed = 0; seed < 30; seed++) {
    const { violations } = runPlan(randomPlan(seed, { protocol: 'multi-paxos' }));
    expect(violations, `seed ${seed}`).toEqual([]);
  }
});
