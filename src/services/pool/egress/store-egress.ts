/**
 * Calls of a server to a replicated store. Its keys are `<pool>/<hash>`, apart from those of clients, whose histories are
 * then complete without what servers write.
 */
import type { Cluster } from '../../../cluster/cluster.ts';
import { randomStream } from '../../../core/random/random-stream.ts';
import type { NodeId } from '../../../kernel/observation.ts';
import type { ReplicatedStore } from '../../replicated-store.ts';
import { createStoreClient, type StoreClient } from '../../store-client/store-client.ts';
import type { CallSpec } from '../pool.ts';
import type { Egress } from './egress.ts';

export interface StoreEgressPlan {
  readonly cluster: Cluster;
  readonly seed: number;
  /** Of the process. */
  readonly name: string;
  /** The pool that calls, and the node of its server, which is number `server`. */
  readonly service: string;
  readonly node: NodeId;
  readonly server: number;
  readonly call: CallSpec;
  readonly store: () => ReplicatedStore;
}

const VALUE_BYTES = 100;

export function createStoreEgress(plan: StoreEgressPlan): Egress {
  const { cluster, seed, name, service, node, server, call, store } = plan;
  const { timeout, attemptTimeout, retry } = call;
  const random = randomStream(seed, `retry/${name}`);
  const waiting = new Map<number, (ok: boolean) => void>();
  let client: StoreClient | undefined;
  let invoked = -1;

  const process = cluster.addProcess({
    name,
    service,
    node,
    transport: 'stream',
    create(environment) {
      const replicas = store().processes;
      waiting.clear();
      client = createStoreClient(
        environment,
        {
          replicas,
          first: server % replicas.length,
          timeout,
          attemptTimeout,
          retry,
          valueBytes: VALUE_BYTES,
          random,
        },
        {
          invoked({ id }) {
            invoked = id;
          },
          completed({ id }, { type }) {
            const done = waiting.get(id);
            waiting.delete(id);
            done?.(type === 'ok');
          },
        },
      );
      return client;
    },
  });

  return {
    process,
    call(request, done) {
      client?.invoke(call.write ? 'write' : 'read', `${service}/${request.key}`, 0, { timeout: request.timeout });
      waiting.set(invoked, done);
    },
  };
}
