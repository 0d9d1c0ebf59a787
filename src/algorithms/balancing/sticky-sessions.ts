/**
 * The first request of a session goes where another algorithm sends it, every further one to the same backend. If that
 * may not be used, the session is bound anew (HAProxy's `option redispatch`). Requests without a session always go where
 * the wrapped algorithm says, which runs with its own defaults.
 *
 * Bindings are this instance's own, as in a proxy that learns them; with a cookie that names the backend, all instances
 * would share them.
 */
import { defaultValues } from '../../core/default-values.ts';
import { MINUTE } from '../../core/time.ts';
import type { Backend, BalancingAlgorithm } from './balancer.ts';
import { previousPositions } from './parts/carried.ts';
import { createSessionTable } from './parts/session-table.ts';

/** `inner`: by name, what may choose for new sessions; `round-robin` among them. */
export const stickySessions = (inner: ReadonlyMap<string, BalancingAlgorithm>): BalancingAlgorithm => ({
  name: 'sticky-sessions',
  summary: 'the backend that had the session before',
  source: 'NGINX Plus sticky learn, HAProxy stick-table',
  complexity: 'pick O(1) for a known session, else that of the wrapped algorithm; update O(n + sessions)',
  options: {
    over: {
      type: { oneOf: [...inner.keys()] },
      doc: 'the algorithm that chooses for new sessions',
      default: 'round-robin',
      source: 'nginx, HAProxy',
      swarm: ['round-robin', 'power-of-two'],
    },
    expiry: {
      type: 'duration',
      doc: 'a session that has not been used for this long is bound anew',
      default: 10 * MINUTE,
      source: 'NGINX Plus sticky learn, timeout',
      min: 1,
      swarm: [10 * MINUTE],
    },
    sessions: {
      type: 'integer',
      doc: 'sessions that an instance remembers; the one used the longest ago makes room',
      default: 100_000,
      source: 'own: about 10 MB',
      min: 1,
      max: 10_000_000,
      swarm: [100_000, 10],
    },
  },
  create(environment, { over, expiry, sessions }) {
    const algorithm = inner.get(over as string) as BalancingAlgorithm;
    const chooser = algorithm.create(environment, defaultValues(algorithm.options));
    const table = createSessionTable(sessions as number, expiry as number);
    let backends: readonly Backend[] = [];
    return {
      update(list) {
        table.renumber(previousPositions(list, backends));
        backends = list;
        chooser.update(list);
      },
      pick(request) {
        const { session } = request;
        if (session < 0) return chooser.pick(request);
        const now = environment.now();
        const bound = table.find(session, now);
        if (bound >= 0 && environment.available(bound)) return bound;
        const chosen = chooser.pick(request);
        if (chosen >= 0) table.bind(session, chosen, now);
        return chosen;
      },
      sent: (backend) => chooser.sent(backend),
      ended: (backend, latency, ok) => chooser.ended(backend, latency, ok),
      idle: (backend) => chooser.idle?.(backend),
    };
  },
});
