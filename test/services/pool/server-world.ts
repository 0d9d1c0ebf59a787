/** A pool on a few machines and a client that speaks its messages by hand: when what was sent came to what. No latency. */
import { MILLISECOND } from '../../../src/core/time.ts';
import { installPool, type Pool } from '../../../src/services/pool/install-pool.ts';
import type { PoolSpec } from '../../../src/services/pool/pool.ts';
import type { PoolRequest, PoolResponse } from '../../../src/services/pool/pool-messages.ts';
import { type Actor, linkPlan, linkSpec, machineSpec, nodePlan, type World, world } from '../../cluster/small-world.ts';
import { poolSpec } from './pool-world.ts';

export interface ServerWorld extends World {
  readonly pool: Pool;
  readonly client: Actor;
  /** One line per message that came back and per observation of an instance or attempt, in order, times in ms. */
  readonly lines: string[];
  /** Sends request number `call` at `at` ms to a server. `work` and `patience` in ms. */
  request(at: number, call: number, changes?: Partial<PoolRequest>, server?: number): void;
  /** Runs until `at` ms and gives the lines that are new. */
  until(at: number): string[];
  when(at: number, act: () => void): void;
}

export function serverWorld(
  changes: Partial<PoolSpec> = {},
  { servers = 1, cores = 1, drift = 0 }: { servers?: number; cores?: number; drift?: number } = {},
): ServerWorld {
  const machine = machineSpec({ cores, clock: { offset: { kind: 'constant', value: 0 }, drift } });
  const nodes = Array.from({ length: servers }, (_, id) => nodePlan(id, { machine }));
  nodes.push(nodePlan(servers, { name: 'client@a', role: 'client', machine: machineSpec() }));
  const w = world({ nodes, links: linkPlan(linkSpec({ latency: { kind: 'constant', value: 0 } })) });
  const pool = installPool(w.cluster, w.kernel, w.trace, poolSpec(servers, changes), 1, {
    spec: () => undefined,
    pool: () => pool,
    store() {
      throw new RangeError('there are no stores');
    },
  });
  const lines: string[] = [];
  const note = (text: string): void => void lines.push(`${w.kernel.now / MILLISECOND} ${text}`);
  const client = w.actor(servers, { name: 'client' }, () => ({
    receive(_from, message) {
      const { call, status } = message as PoolResponse;
      note(call === undefined ? message.kind : `${call} ${status}`);
    },
  }));
  w.trace.subscribe('instance', ({ node, change }) => note(`n${node + 1} ${change}`));
  w.trace.subscribe('attempt', ({ outcome, wait, inService, node, late }) => {
    const spent = `${wait / MILLISECOND}+${inService / MILLISECOND}`;
    note(`  n${node + 1}: ${outcome}${late === true ? ' late' : ''} after ${spent}`);
  });
  w.cluster.boot();
  let seen = 0;

  return {
    ...w,
    pool,
    client,
    lines,
    when: (at, act) => w.at(at * MILLISECOND, act),
    request(at, call, { work = 10, patience = 1e6, ...rest } = {}, server = 0) {
      const message: PoolRequest = {
        kind: 'pool/request',
        call,
        attempt: 1,
        key: 0,
        session: -1,
        priority: 0,
        ...rest,
        work: work * MILLISECOND,
        patience: patience * MILLISECOND,
      };
      w.at(at * MILLISECOND, () => client.env.send(pool.servers[server].process, message, 100));
    },
    until(at) {
      w.kernel.run(at * MILLISECOND);
      const fresh = lines.slice(seen);
      seen = lines.length;
      return fresh;
    },
  };
}
