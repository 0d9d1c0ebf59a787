/**
 * Runs every variant with every seed on worker threads, run by run. What comes out does not depend on the number of threads
 * nor on the order in which runs are dealt: each is a pure function of (scenario, seed).
 */
import { Tinypool } from 'tinypool';
import type { ComparedRun } from '../../compare/assemble-comparison.ts';
import { createDealer, type Deal } from '../../compare/deal.ts';
import { estimateCost } from '../../scenario/cost-estimate.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { PROGRESS_PARTS } from '../run-task.ts';
import type { CompareAnswer, CompareTask } from './compare-task.ts';

export interface TimedComparedRun extends ComparedRun {
  readonly wallSeconds: number;
}

export interface CompareAllOptions {
  /** By variant. */
  readonly scenarios: readonly Scenario[];
  readonly seeds: readonly number[];
  /** Worker threads at most. */
  readonly jobs: number;
  /** Absolute paths of modules that register algorithms, loaded in every worker. */
  readonly plugins: readonly string[];
  /** Runs that are known already: not simulated again. */
  readonly known: readonly TimedComparedRun[];
  /** After each run, in the order in which they finish. */
  readonly onRun?: (run: TimedComparedRun) => void;
  /** Now and then, with the share of the work of this call done in 0..1, and the number of finished runs. */
  readonly onProgress?: (share: number, finished: number) => void;
  /** Aborting it ends the runs under way without a result and keeps the finished ones. */
  readonly signal?: AbortSignal;
}

export interface ComparedAll {
  readonly runs: readonly TimedComparedRun[];
  readonly interrupted: boolean;
}

const PROGRESS_INTERVAL_MS = 100;

export async function compareAll(options: CompareAllOptions): Promise<ComparedAll> {
  const { scenarios, seeds, plugins, signal } = options;
  const wanted = new Set(seeds);
  const runs = options.known.filter(({ seed }) => wanted.has(seed));
  const have = new Set(runs.map(nameOf));
  const missing = seeds
    .flatMap((seed) => scenarios.map((_, variant): Deal => ({ variant, seed })))
    .filter((deal) => !have.has(nameOf(deal)));
  const total = runs.length + missing.length;
  if (missing.length === 0) return { runs, interrupted: false };
  const dealer = createDealer(
    missing,
    scenarios.map((scenario) => 1 + estimateCost({ ...scenario, runs: 1 }).events),
  );
  for (const { variant, wallSeconds } of runs) dealer.took(variant, wallSeconds);

  const lanes = Math.max(1, Math.min(options.jobs, missing.length));
  const shared = new Int32Array(new SharedArrayBuffer(4 * (lanes + 1)));
  const stopIndex = lanes;
  const stop = () => Atomics.store(shared, stopIndex, 1);
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });

  const underWay = new Array<Deal | undefined>(lanes).fill(undefined);
  let spent = 0;
  const ticker = setInterval(() => {
    let done = spent;
    let left = dealer.left;
    underWay.forEach((deal, lane) => {
      if (deal === undefined) return;
      const share = Atomics.load(shared, lane) / PROGRESS_PARTS;
      done += share * dealer.expected(deal.variant);
      left += (1 - share) * dealer.expected(deal.variant);
    });
    options.onProgress?.(done / (done + left), runs.length);
  }, PROGRESS_INTERVAL_MS);

  const pool = new Tinypool({
    filename: new URL('./compare-worker.js', import.meta.url).href,
    minThreads: lanes,
    maxThreads: lanes,
    concurrentTasksPerWorker: 1,
  });
  try {
    const lane = async (progressIndex: number) => {
      while (Atomics.load(shared, stopIndex) === 0) {
        const deal = dealer.next();
        if (deal === undefined) return;
        underWay[progressIndex] = deal;
        Atomics.store(shared, progressIndex, 0);
        const { variant, seed } = deal;
        const scenario = scenarios[variant];
        const task: CompareTask = { scenario, seed, plugins, shared, progressIndex, stopIndex };
        const answer = (await pool.run(task)) as CompareAnswer | undefined;
        underWay[progressIndex] = undefined;
        if (answer === undefined) return;
        spent += answer.wallSeconds;
        dealer.took(variant, answer.wallSeconds);
        const run = { variant, seed, ...answer };
        runs.push(run);
        options.onRun?.(run);
      }
    };
    await Promise.all(Array.from({ length: lanes }, (_, index) => lane(index)));
  } finally {
    clearInterval(ticker);
    signal?.removeEventListener('abort', stop);
    stop();
    await pool.destroy();
  }
  return { runs, interrupted: runs.length < total };
}

const nameOf = ({ variant, seed }: Deal): string => `${variant} ${seed}`;
