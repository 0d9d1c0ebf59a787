/** What a client machine last saw in a key: what its next `cas` expects. Bounded: the key seen first is forgotten. */
import type { Scalar, Value } from '../../algorithms/state-machine/key-value-command.ts';

export interface LastSeen {
  /** null for a key that is not remembered. */
  get(key: string): Scalar;
  /** Lists are not remembered: no `cas` can expect one. */
  set(key: string, value: Value): void;
}

const KEYS_MAX = 4096;

export function createLastSeen(): LastSeen {
  const seen = new Map<string, Scalar>();
  return {
    get: (key) => seen.get(key) ?? null,
    set(key, value) {
      if (typeof value === 'object' && value !== null) {
        seen.delete(key);
        return;
      }
      seen.set(key, value);
      if (seen.size <= KEYS_MAX) return;
      for (const first of seen.keys()) {
        seen.delete(first);
        break;
      }
    },
  };
}
