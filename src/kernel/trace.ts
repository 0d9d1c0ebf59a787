/** Who watches what. Publishing costs one array look-up when nobody does. */
import type { Observation, ObservationKind, ObservationOf } from './observation.ts';

type Watcher = (observation: Observation) => void;

export interface Trace {
  subscribe<K extends ObservationKind>(kind: K, watcher: (observation: ObservationOf<K>) => void): void;
  /** Whether publishing this kind reaches anybody: lets hot paths skip building the record. */
  wants(kind: ObservationKind): boolean;
  publish(observation: Observation): void;
}

export function createTrace(): Trace {
  const watchers: Record<ObservationKind, Watcher[]> = {
    node: [],
    fault: [],
    protocol: [],
    apply: [],
    log: [],
    operation: [],
    message: [],
    disk: [],
    served: [],
    skip: [],
    attempt: [],
    routing: [],
    scaling: [],
    instance: [],
    task: [],
    job: [],
  };
  return {
    subscribe(kind, watcher) {
      watchers[kind].push(watcher as Watcher);
    },
    wants: (kind) => watchers[kind].length > 0,
    publish(observation) {
      const list = watchers[observation.kind];
      for (let i = 0; i < list.length; i++) list[i](observation);
    },
  };
}
