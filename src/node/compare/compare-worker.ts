/** A worker thread of a comparison: one call, one run, and only its figures back. */
import { performance } from 'node:perf_hooks';
import { runMetrics } from '../../compare/run-metrics.ts';
import { runScenario } from '../../scenario/run-scenario.ts';
import { loadPlugins } from '../load-plugins.ts';
import { PROGRESS_PARTS } from '../run-task.ts';
import type { CompareAnswer, CompareTask } from './compare-task.ts';

/** undefined when the run was stopped before its end. */
export default async function work(task: CompareTask): Promise<CompareAnswer | undefined> {
  const { scenario, seed, plugins, shared, progressIndex, stopIndex } = task;
  if (Atomics.load(shared, stopIndex) !== 0) return undefined;
  await loadPlugins(plugins);
  const begin = performance.now();
  const result = runScenario(scenario, seed, {
    onProgress(share) {
      Atomics.store(shared, progressIndex, Math.floor(share * PROGRESS_PARTS));
      return Atomics.load(shared, stopIndex) === 0;
    },
  });
  if (result === undefined) return undefined;
  return { metrics: runMetrics(result), wallSeconds: (performance.now() - begin) / 1000 };
}
