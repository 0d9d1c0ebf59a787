/** Runs one seed in two threads at once, abreast, and finds the first event in which they differ. */
import { Worker } from 'node:worker_threads';
import type { Scenario } from '../../scenario/scenario.ts';
import { abandon, createLockstep, type Side } from './lockstep.ts';
import type { LockstepReply, LockstepTask } from './lockstep-worker.ts';
import { identityOf, type RecordedEvent } from './recorded-event.ts';

export interface LocateOptions {
  /** Absolute paths. */
  readonly plugins: readonly string[];
  /** Skip calendar at rest (default). */
  readonly skip?: boolean;
  /** A seed that the second thread runs before. */
  readonly before?: number;
  readonly signal?: AbortSignal;
}

/** An event that only one of the two has: the other run had ended. */
export interface EventPair {
  readonly first: RecordedEvent | undefined;
  readonly second: RecordedEvent | undefined;
}

/** undefined if the two agree event by event, or when `signal` stopped it. */
export async function locateDifference(
  scenario: Scenario,
  seed: number,
  options: LocateOptions,
): Promise<EventPair | undefined> {
  const shared = createLockstep();
  const workers: Worker[] = [];
  const start = (side: Side): Promise<LockstepReply> => {
    const { plugins, skip, before } = options;
    const task: LockstepTask = {
      scenario,
      seed,
      plugins,
      skip,
      before: side === 1 ? before : undefined,
      shared,
      side,
    };
    const worker = new Worker(new URL('./lockstep-worker.js', import.meta.url), { workerData: task });
    workers.push(worker);
    return new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', (error) => {
        abandon(shared);
        reject(error);
      });
      worker.once('exit', () => resolve(undefined));
    });
  };
  const stop = (): void => workers.forEach((worker) => void worker.terminate());
  options.signal?.addEventListener('abort', stop, { once: true });
  try {
    const [first, second] = await Promise.all([start(0), start(1)]);
    if (first === undefined || second === undefined) return undefined;
    const at = first.findIndex((event, i) => second[i] === undefined || identityOf(event) !== identityOf(second[i]));
    const index = at < 0 ? first.length : at;
    return { first: first[index], second: second[index] };
  } finally {
    options.signal?.removeEventListener('abort', stop);
    stop();
  }
}
