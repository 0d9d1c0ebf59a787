/** Machines that come and go: what is paid for, in which order they are taken, what faults do. */
import { describe, expect, it } from 'vitest';
import { constantSpec } from '../../../../src/core/distributions/distribution.ts';
import { HOUR, MINUTE, SECOND } from '../../../../src/core/time.ts';
import type { InstanceObservation } from '../../../../src/kernel/observation.ts';
import { runScenario } from '../../../../src/scenario/run-scenario.ts';
import type { NodePoolSpec, PoolSpec, ScalingSpec } from '../../../../src/services/pool/pool.ts';
import { openClient, poolScenario, type Watched, watched } from '../pool-world.ts';
import { scaledPool, scalingSpec } from './scaled-pool.ts';

/** Three machines of ones own, three that are cheap and slow to get. */
const NODE_POOLS: readonly NodePoolSpec[] = [
  { name: 'own', nodes: [0, 1, 2], pricePerHour: 0.1, provisioning: constantSpec(5 * SECOND) },
  { name: 'spot', nodes: [3, 4, 5], pricePerHour: 0.03, provisioning: constantSpec(20 * SECOND) },
];
/** Numbers by the second half minute of each minute. */
const plan = (text: string, changes: Partial<ScalingSpec> = {}): ScalingSpec =>
  scalingSpec('scheduled', { plan: text }, 6, { nodePools: NODE_POOLS, min: 0, ...changes });

function scenario(scaling: ScalingSpec, initial: number, seconds: number, changes: Partial<PoolSpec> = {}, rate = 5) {
  return poolScenario({ pools: [scaledPool(scaling, initial, changes)], clients: [openClient(rate)], seconds });
}

function run(...parts: Parameters<typeof scenario>): Watched {
  const simulation = watched(scenario(...parts), ['scaling', 'instance']);
  simulation.kernel.run(simulation.end);
  return simulation;
}

const said = ({ of }: Watched, ...changes: InstanceObservation['change'][]): string[] =>
  of('instance')
    .filter(({ change }) => changes.includes(change))
    .map(({ time, node, change, price }) => `${time / SECOND} ${change} #${node} ${price}`);

describe('node pools', () => {
  it('are filled in order and emptied from the end', () => {
    const simulation = run(plan('00:00 1; 00:01 5; 00:02 2'), 1, 180);
    expect(said(simulation, 'requested', 'stopped').map((line) => line.replace(/^(\d+)\.\d+/, '$1'))).toEqual([
      '60 requested #1 0.1',
      '60 requested #2 0.1',
      '60 requested #3 0.03',
      '60 requested #4 0.03',
      '120 stopped #4 0.03',
      '120 stopped #3 0.03',
      '120 stopped #2 0.1',
    ]);
  });

  it('take as long as they take', () => {
    const simulation = run(plan('00:00 1; 00:01 5'), 1, 120);
    expect(said(simulation, 'ready')).toEqual([
      '0 ready #0 0.1',
      '65 ready #1 0.1',
      '65 ready #2 0.1',
      '80 ready #3 0.03',
      '80 ready #4 0.03',
    ]);
  });

  it('give up what has not started, first', () => {
    const simulation = run(plan('00:00 2; 00:01 5; 00:02 2', { every: MINUTE }), 2, 240, {}, 0.1);
    // Looked at every minute: 3 and 4 start at 80 s.
    expect(said(simulation, 'started')).toEqual([
      '0 started #0 0.1',
      '0 started #1 0.1',
      '65 started #2 0.1',
      '80 started #3 0.03',
      '80 started #4 0.03',
    ]);
    const hasty = scalingSpec(
      'queue-length',
      { target: 1, cooldown: 0, upPolicies: '100 per 15s', downWindow: 0, downPolicies: '100% per 15s' },
      6,
      {
        nodePools: NODE_POOLS.map((pool) => ({ ...pool, provisioning: constantSpec(10 * MINUTE) })),
        min: 1,
      },
    );
    const arrivals = {
      kind: 'rates',
      steps: [
        { at: 0, rate: 30 },
        { at: 30 * SECOND, rate: 0 },
      ],
      source: 'test',
    } as const;
    const given = watched(
      poolScenario({
        pools: [scaledPool(hasty, 1, { queue: { discipline: 'fifo', limit: 20, target: 1, interval: 1 } })],
        clients: [openClient(0, { arrivals })],
        seconds: 700,
      }),
      ['instance'],
    );
    given.kernel.run(given.end);
    expect(said(given, 'started')).toEqual(['0 started #0 0.1']);
    const requested = said(given, 'requested').length;
    expect(requested).toBeGreaterThan(3);
    expect(said(given, 'stopped')).toHaveLength(requested);
  });
});

describe('what is paid', () => {
  const parts = [plan('00:00 1; 00:01 5; 00:02 2; 00:03 4'), 1, 240] as const;

  it('is the price of each machine times the hours between request and stop', () => {
    let expected = 0;
    const since = new Map<number, number>();
    const simulation = run(...parts);
    const pay = (node: number, until: number): void => {
      const { pricePerHour } = NODE_POOLS.find(({ nodes }) => nodes.includes(node))!;
      expected += (pricePerHour * (until - since.get(node)!)) / HOUR;
      since.delete(node);
    };
    for (const { time, node, change } of simulation.of('instance')) {
      if (change === 'stopped') pay(node, time);
      else if (!since.has(node)) since.set(node, time);
    }
    for (const node of [...since.keys()]) pay(node, simulation.end);
    // 0.1 for the first over four minutes, and so on: by hand, but for the draining.
    const minutes = 0.1 * (4 + 3 + 1 + 1) + 0.03 * (1 + 1 + 1);
    expect(expected).toBeCloseTo(minutes / 60, 4);
    expect(runScenario(scenario(...parts), 1).pools?.web.cost).toBeCloseTo(expected, 9);
  });
});

describe('faults', () => {
  it('do not unsettle who is wanted: a machine that is down still counts', () => {
    const simulation = watched(scenario(plan('00:00 3; 00:02 1'), 3, 180), ['scaling', 'instance']);
    simulation.kernel.run(30 * SECOND);
    simulation.cluster.crash(1);
    simulation.kernel.run(90 * SECOND);
    expect(simulation.of('scaling')).toEqual([]);
    simulation.cluster.crash(2);
    simulation.kernel.run(150 * SECOND);
    // Both are given up while they are down, and stay off when they are repaired.
    simulation.cluster.restart(1);
    simulation.cluster.restart(2);
    simulation.kernel.run(simulation.end);
    expect(simulation.pools[0].state(1)).toBe('off');
    expect(simulation.pools[0].state(2)).toBe('off');
    expect(said(simulation, 'stopped').map((line) => line.split(' ')[2])).toEqual(['#2', '#1']);
  });

  it('let a machine that is repaired be asked for again', () => {
    const simulation = watched(scenario(plan('00:00 2; 00:01 1; 00:02 2'), 2, 180), ['instance']);
    simulation.kernel.run(30 * SECOND);
    simulation.cluster.crash(1);
    simulation.kernel.run(140 * SECOND);
    expect(simulation.pools[0].state(1)).toBe('down');
    simulation.cluster.restart(1);
    simulation.kernel.run(simulation.end);
    expect(simulation.pools[0].state(1)).toBe('ready');
  });
});

describe('a server that is wanted again while it drains', () => {
  it('is started on its machine once it has ended, without provisioning', () => {
    const scaling = scalingSpec('scheduled', { plan: '00:00 2; 00:01 1; 00:02 2' }, 2, { min: 0 });
    // One request that takes three minutes keeps the second draining.
    const pool = scaledPool(scaling, 2, {
      serviceTime: constantSpec(100 * SECOND),
      drain: 100 * SECOND,
      concurrency: 10,
    });
    const arrivals = {
      kind: 'timestamps',
      times: [50 * SECOND, 50 * SECOND, 50 * SECOND, 50 * SECOND],
      source: 'test',
    } as const;
    const simulation = watched(poolScenario({ pools: [pool], clients: [openClient(0, { arrivals })], seconds: 300 }), [
      'instance',
    ]);
    simulation.kernel.run(simulation.end);
    const lines = said(simulation, 'requested', 'started', 'draining', 'stopped').filter((line) => line.includes('#1'));
    expect(lines.map((line) => line.split(' ')[1])).toEqual(['started', 'draining', 'started']);
    expect(Number(lines[2].split(' ')[0])).toBeGreaterThan(120);
  });
});
