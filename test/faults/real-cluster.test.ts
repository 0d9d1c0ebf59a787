/** Every kind of fault against the real machines. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Environment, Message, Process, ProcessId } from '../../src/algorithms/environment.ts';
import type { Cluster } from '../../src/cluster/cluster.ts';
import { createCluster } from '../../src/cluster/create-cluster.ts';
import { constantSpec } from '../../src/core/distributions/distribution.ts';
import { MILLISECOND, SECOND } from '../../src/core/time.ts';
import type { FaultSpec } from '../../src/faults/fault.ts';
import { type FaultEngine, scheduleFaults } from '../../src/faults/schedule-faults.ts';
import { Kernel } from '../../src/kernel/kernel.ts';
import { createTrace } from '../../src/kernel/trace.ts';
import { anyFaults } from './any-faults.ts';
import { topology } from './fake-world.ts';
import { faultSpec } from './fault-spec.ts';

interface Beat extends Message {
  readonly kind: 'beat';
}

interface Running {
  readonly kernel: Kernel;
  readonly cluster: Cluster;
  readonly engine: FaultEngine;
  /** Who was heard of since the last call, `n1→n2`. */
  heard(): Set<string>;
}

const BEAT_EVERY = 50 * MILLISECOND;

/** One process a machine: writes, syncs and beats to all others; gives up when its disk fails. */
function start(faults: readonly FaultSpec[], seed: number): Running {
  const kernel = new Kernel();
  const trace = createTrace();
  const cluster = createCluster(kernel, trace, topology, seed);
  let heard = new Set<string>();
  const create = (environment: Environment<Message, unknown>): Process => ({
    start: () => environment.setTimer(0, BEAT_EVERY),
    timeout() {
      environment.storage.append('beat', 10);
      environment.storage.sync(1);
      environment.setTimer(0, BEAT_EVERY);
      for (const { id } of topology.nodes) {
        if (id !== environment.self) environment.send(id as ProcessId, { kind: 'beat' } satisfies Beat, 100);
      }
    },
    receive: (from) => void heard.add(`${topology.nodes[from].name}→${topology.nodes[environment.self].name}`),
    synced() {},
    storageFailed: (_token, error) => environment.halt(error),
  });
  for (const { id, name } of topology.nodes) {
    cluster.addProcess({ name: `beat@${name}`, service: 'store', node: id, transport: 'datagram', create });
  }
  const services = [{ name: 'store', replicas: () => [0, 1, 2, 3, 4], leader: () => 0 }];
  const engine = scheduleFaults({ kernel, trace, cluster, services, seed }, faults, 0, 1e9);
  cluster.boot();
  return {
    kernel,
    cluster,
    engine,
    heard() {
      const pairs = heard;
      heard = new Set();
      return pairs;
    },
  };
}

const PAIRS = topology.nodes.length * (topology.nodes.length - 1);

describe('the real cluster', () => {
  it('after any overlapping faults and a stop, every machine runs and hears every other', () => {
    fc.assert(
      fc.property(anyFaults(MILLISECOND), (faults) => {
        const { kernel, cluster, engine, heard } = start(faults, 1);
        kernel.run(2500 * MILLISECOND);
        engine.stop();
        for (const { id, name } of topology.nodes) expect(cluster.isRunning(id), name).toBe(true);
        // Messages under way and jobs that were stretched or delayed are through by then.
        kernel.run(3 * SECOND);
        heard();
        kernel.run(4 * SECOND);
        expect(heard().size).toBe(PAIRS);
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it('same seed, same fingerprint', () => {
    const faults = [
      faultSpec('crash', ['each node'], {
        schedule: { type: 'mtbf', mtbf: { kind: 'exponential', mean: SECOND }, repair: constantSpec(SECOND / 4) },
      }),
      faultSpec('flap', ['2 random nodes'], { schedule: { type: 'at', times: [SECOND] }, parameters: { period: 1e5 } }),
    ];
    const fingerprint = (seed: number): string => {
      const { kernel } = start(faults, seed);
      kernel.run(5 * SECOND);
      return kernel.fingerprint.toString();
    };
    expect(fingerprint(1)).toBe(fingerprint(1));
    expect(fingerprint(1)).not.toBe(fingerprint(2));
  });

  it('disk-full makes the process give up, and the heal starts it again', () => {
    const spec = faultSpec('disk-full', ['n2'], { schedule: { type: 'at', times: [SECOND] } });
    const { kernel, cluster, engine } = start([spec], 1);
    kernel.run(2 * SECOND);
    expect(cluster.isUp(1)).toBe(false);
    engine.healAll();
    expect(cluster.isRunning(1)).toBe(true);
  });

  it('a partition lets zone a hear itself and its clients only', () => {
    const { kernel, heard } = start([faultSpec('partition', ['zone a', 'rest'])], 1);
    kernel.run(SECOND);
    heard();
    kernel.run(2 * SECOND);
    const zone = (name: string): boolean => ['n1', 'n2', 'web@a'].includes(name);
    const pairs = [...heard()].map((pair) => pair.split('→').map(zone));
    expect(pairs).toHaveLength(3 * 2 + 5 * 4);
    expect(pairs.every(([from, to]) => from === to)).toBe(true);
  });
});
