/**
 * Runs all seeds of a scenario on worker threads. The result does not depend on the number of threads: each run is a
 * pure function of (scenario, seed), and runs are put back into the order of their seeds.
 */
import { rmSync } from 'node:fs';
import { Tinypool } from 'tinypool';
import type { Scenario } from '../scenario/scenario.ts';
import { PROGRESS_PARTS, type RunTask, type TimedRun, type WriteFailure } from './run-task.ts';
import { temporaryName } from './write-file.ts';

export interface SimulateOptions {
  /** Worker threads at most. */
  readonly jobs: number;
  /** Absolute paths of modules that register algorithms, loaded in every worker. */
  readonly plugins: readonly string[];
  /** Start with the last seed. */
  readonly backwards?: boolean;
  /** Skip calendar at rest (default). */
  readonly skip?: boolean;
  /** The seed whose timeline is kept. */
  readonly timelineSeed: number;
  readonly trace?: { readonly seed: number; readonly file: string };
  /** Runs that are known already, by seed: not simulated again. */
  readonly known?: ReadonlyMap<number, TimedRun>;
  /** After each run, in the order in which they finish. */
  readonly onRun?: (run: TimedRun) => void;
  /** Now and then, with the share done in 0..1 and the number of finished runs. */
  readonly onProgress?: (share: number, finished: number) => void;
  /** Aborting it ends the runs under way without a result and keeps the finished ones. */
  readonly signal?: AbortSignal;
}

export interface Simulated {
  readonly runs: readonly TimedRun[];
  readonly interrupted: boolean;
}

const PROGRESS_INTERVAL_MS = 100;

export async function simulateAll(scenario: Scenario, options: SimulateOptions): Promise<Simulated> {
  const seeds = Array.from({ length: scenario.runs }, (_, i) => scenario.seed + i);
  const missing = seeds.filter((seed) => !options.known?.has(seed));
  if (options.backwards === true) missing.reverse();
  const finished = new Map<number, TimedRun>(options.known ?? []);
  /** One progress counter a run, then the stop flag. */
  const shared = new Int32Array(new SharedArrayBuffer(4 * (seeds.length + 1)));
  const stopIndex = seeds.length;
  const stop = () => Atomics.store(shared, stopIndex, 1);
  if (options.signal?.aborted) stop();
  options.signal?.addEventListener('abort', stop, { once: true });

  const ticker = setInterval(() => {
    let parts = 0;
    for (let i = 0; i < seeds.length; i++) parts += finished.has(seeds[i]) ? PROGRESS_PARTS : Atomics.load(shared, i);
    options.onProgress?.(parts / (seeds.length * PROGRESS_PARTS), finished.size);
  }, PROGRESS_INTERVAL_MS);

  const threads = Math.max(1, Math.min(options.jobs, missing.length));
  const pool = new Tinypool({
    filename: new URL('./worker.js', import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: 1,
  });
  try {
    const runSeed = async (seed: number) => {
      const task: RunTask = {
        scenario,
        seed,
        timeline: seed === options.timelineSeed,
        skip: options.skip ?? true,
        plugins: options.plugins,
        traceFile: options.trace?.seed === seed ? options.trace.file : undefined,
        shared,
        progressIndex: seed - scenario.seed,
        stopIndex,
      };
      const run = (await pool.run(task)) as TimedRun | WriteFailure | undefined;
      if (run === undefined) return;
      if ('unwritable' in run) {
        // The other runs would go on for nothing.
        stop();
        throw Object.assign(new Error(run.unwritable.message), { ...run.unwritable, syscall: 'write' });
      }
      finished.set(seed, run);
      options.onRun?.(run);
    };
    // One at a time for each thread: a million tasks handed over at once would take minutes before the first began.
    let next = 0;
    const lane = async () => {
      while (next < missing.length && Atomics.load(shared, stopIndex) === 0) await runSeed(missing[next++]);
    };
    await Promise.all(Array.from({ length: threads }, lane));
  } finally {
    clearInterval(ticker);
    options.signal?.removeEventListener('abort', stop);
    await pool.destroy();
    // A thread that was ended in the middle could not clear up.
    if (options.trace !== undefined) rmSync(temporaryName(options.trace.file), { force: true });
  }
  const runs = seeds.flatMap((seed) => finished.get(seed) ?? []);
  options.onProgress?.(runs.length / seeds.length, runs.length);
  return { runs, interrupted: runs.length < seeds.length };
}
