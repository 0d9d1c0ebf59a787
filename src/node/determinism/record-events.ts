/**
 * Turns a run into records of its events, in windows: at the end of each the records are handed over and forgotten, so
 * a run of any length fits. Rendering every observation makes a run many times slower; it is done only to find a
 * difference that is known to exist.
 */
import type { Kernel } from '../../kernel/kernel.ts';
import type { Observation, ObservationKind } from '../../kernel/observation.ts';
import type { Trace } from '../../kernel/trace.ts';
import type { RecordedEvent } from './recorded-event.ts';
import { toText } from './to-text.ts';

export interface EventRecorder {
  watch(trace: Trace, kernel: Kernel): void;
  /** Hands over the last, incomplete window; may be empty. */
  end(): void;
}

const WINDOW_EVENTS = 4096;

const EVERYTHING: Readonly<Record<ObservationKind, true>> = {
  node: true,
  fault: true,
  protocol: true,
  apply: true,
  log: true,
  operation: true,
  message: true,
  disk: true,
  served: true,
  skip: true,
  attempt: true,
  routing: true,
  scaling: true,
  instance: true,
  task: true,
  job: true,
};

/** `onWindow` may throw to end the run. */
export function recordEvents(onWindow: (events: readonly RecordedEvent[], last: boolean) => void): EventRecorder {
  let observations: string[] = [];
  let window: RecordedEvent[] = [];
  let number = 0;
  const begin = (event: Omit<RecordedEvent, 'number' | 'observations'>): void => {
    observations = [];
    window.push({ ...event, number: number++, observations });
  };
  return {
    watch(trace, kernel) {
      begin({ time: kernel.now, name: 'boot', handler: -1, a: 0, b: 0, node: undefined });
      kernel.watch((time, handler, { name, node }, a, b) => {
        if (window.length === WINDOW_EVENTS) {
          const full = window;
          window = [];
          onWindow(full, false);
        }
        begin({ time, name, handler, a, b, node: node?.(a, b) });
      });
      const observe = (observation: Observation): void => {
        observations.push(toText(observation));
      };
      for (const kind of Object.keys(EVERYTHING) as ObservationKind[]) trace.subscribe(kind, observe);
    },
    end: () => onWindow(window, true),
  };
}
