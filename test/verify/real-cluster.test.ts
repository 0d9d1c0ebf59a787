/** The invariants against the real cluster: silent while disks are honest, loud when they lie. */
import { describe, expect, it } from 'vitest';
import type { Cluster } from '../../src/cluster/cluster.ts';
import { SECOND } from '../../src/core/time.ts';
import { scheduleFaults } from '../../src/faults/schedule-faults.ts';
import { checkRun } from '../../src/verify/check-run.ts';
import type { ClientSpec } from '../../src/workload/client.ts';
import { faultSpec } from '../faults/fault-spec.ts';
import { CLIENT_BASE, createStoreWorld } from '../services/store-world.ts';

const CLIENTS: readonly ClientSpec[] = [
  { ...CLIENT_BASE, name: 'web', kind: 'open', zones: ['a', 'b', 'c'], arrivals: { kind: 'poisson', rate: 50 } },
];

/** All machines lose power at 10 s and come back at 12 s. */
function afterPowerFailure(disks: 'honest' | 'lying') {
  const world = createStoreWorld({ clients: CLIENTS, watched: false, servers: 3 });
  const { kernel, trace, store } = world;
  const cluster = world.cluster as Cluster;
  const check = checkRun(trace, { seed: 1, nodes: cluster.topology.nodes.map(({ name }) => name) });
  const at = (seconds: number) => ({ type: 'at', times: [seconds * SECOND] }) as const;
  const crash = faultSpec('crash', ['all nodes'], {
    schedule: at(10),
    length: { kind: 'constant', value: 2 * SECOND },
  });
  const lie = faultSpec('lost-fsync', ['all nodes'], { schedule: at(5) });
  const faults = disks === 'lying' ? [lie, crash] : [crash];
  scheduleFaults({ kernel, trace, cluster, services: [store], seed: 1 }, faults, 0, 30 * SECOND);
  kernel.run(30 * SECOND);
  return check.finish();
}

describe('a power failure of all machines', () => {
  it('loses nothing while disks are honest', () => {
    expect(afterPowerFailure('honest')).toEqual([]);
  });

  it('loses acknowledged writes when disks lie about fsync, and that is reported', () => {
    const properties = new Set(afterPowerFailure('lying').map(({ property }) => property));
    expect(properties).toContain('durable-acknowledgement');
    expect(properties).toContain('state-machine-agreement');
  });
});
