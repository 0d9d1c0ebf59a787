/** Processes that broadcast a heartbeat within their group and answer those that they get. */
import { processOf } from '../world.mjs';

/** Microseconds. */
export const INTERVAL = 50_000;
const BYTES = 64;
const HEARTBEAT = 0;
/** Coprime to the interval. */
const STAGGER = 7919;

/** One process per node, in groups of `size`. Returns how many messages have been received so far. */
export function addHeartbeats(cluster, nodes, size, transport) {
  let received = 0;
  for (let node = 0; node < nodes; node++) {
    const first = node - (node % size);
    const last = Math.min(first + size, nodes);
    cluster.addProcess({
      name: `heart@${node}`,
      service: 'heart',
      node,
      transport,
      create: (environment) =>
        processOf({
          // Machines do not start in the same microsecond.
          start: () => environment.setTimer(HEARTBEAT, 1 + ((node * STAGGER) % INTERVAL)),
          timeout() {
            environment.setTimer(HEARTBEAT, INTERVAL);
            for (let peer = first; peer < last; peer++) {
              if (peer !== node) environment.send(peer, { kind: 'heartbeat', sentAt: environment.now() }, BYTES);
            }
          },
          receive(from, { kind, sentAt }) {
            received++;
            if (kind === 'heartbeat') environment.send(from, { kind: 'answer', sentAt }, BYTES);
          },
        }),
    });
  }
  return () => received;
}
