import type { Observation, ObservationKind, ObservationOf } from '../kernel/observation.ts';
import type { Trace } from '../kernel/trace.ts';

/** The trace without what concerns other services. `services` undefined: all of it; none: undefined. */
export function onlyServices(
  trace: Trace,
  services: readonly string[] | undefined,
): Pick<Trace, 'subscribe'> | undefined {
  if (services === undefined) return trace;
  if (services.length === 0) return undefined;
  return {
    subscribe<K extends ObservationKind>(kind: K, watcher: (observation: ObservationOf<K>) => void) {
      trace.subscribe(kind, (observation) => {
        const about: Observation = observation;
        if (!('service' in about) || services.includes(about.service)) watcher(observation);
      });
    },
  };
}
