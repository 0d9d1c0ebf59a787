/**
 * Which backend each session is bound to: as many as fit, the one that was used the longest ago makes room, and none
 * that has not been used for `expiry`. Looking up a session that is known allocates nothing.
 */
import type { Micros } from '../../../core/time.ts';

export interface SessionTable {
  /** The backend of `session`, which counts as used; −1 if it is not bound, or no longer. O(1). */
  find(session: number, now: Micros): number;
  /** Binds or rebinds it. O(1). */
  bind(session: number, backend: number, now: Micros): void;
  /** `to`: the new position of each backend, −1 for one that has left, whose sessions are forgotten. O(sessions). */
  renumber(to: Int32Array): void;
  readonly size: number;
}

interface Binding {
  readonly session: number;
  backend: number;
  usedAt: Micros;
  /** In the order of use; the ring closes at an anchor that stands before the oldest and behind the latest. */
  older: Binding;
  newer: Binding;
}

/** `capacity` ≥ 1 sessions. */
export function createSessionTable(capacity: number, expiry: Micros): SessionTable {
  const bindings = new Map<number, Binding>();
  const anchor = { session: -1, backend: -1, usedAt: 0 } as Binding;
  anchor.older = anchor;
  anchor.newer = anchor;

  const unlink = (binding: Binding): void => {
    binding.older.newer = binding.newer;
    binding.newer.older = binding.older;
  };
  const use = (binding: Binding, now: Micros): void => {
    binding.usedAt = now;
    binding.older = anchor.older;
    binding.newer = anchor;
    anchor.older.newer = binding;
    anchor.older = binding;
  };
  const forget = (binding: Binding): void => {
    unlink(binding);
    bindings.delete(binding.session);
  };

  return {
    find(session, now) {
      const binding = bindings.get(session);
      if (binding === undefined) return -1;
      if (now - binding.usedAt >= expiry) {
        forget(binding);
        return -1;
      }
      unlink(binding);
      use(binding, now);
      return binding.backend;
    },
    bind(session, backend, now) {
      const known = bindings.get(session);
      if (known !== undefined) {
        known.backend = backend;
        unlink(known);
        use(known, now);
        return;
      }
      if (bindings.size === capacity) forget(anchor.newer);
      const binding = { session, backend, usedAt: now } as Binding;
      bindings.set(session, binding);
      use(binding, now);
    },
    renumber(to) {
      for (const binding of bindings.values()) {
        binding.backend = to[binding.backend];
        if (binding.backend < 0) forget(binding);
      }
    },
    get size() {
      return bindings.size;
    },
  };
}
