/** A worker thread: one call, one run. */
import { performance } from 'node:perf_hooks';
import { runScenario } from '../scenario/run-scenario.ts';
import { loadPlugins } from './load-plugins.ts';
import { PROGRESS_PARTS, type RunTask, type TimedRun, type WriteFailure } from './run-task.ts';
import { openTraceFile, type TraceFile } from './trace-file.ts';

/** undefined when the run was stopped before its end; a failure when its trace could not be written. */
export default async function work(task: RunTask): Promise<TimedRun | WriteFailure | undefined> {
  if (Atomics.load(task.shared, task.stopIndex) !== 0) return undefined;
  await loadPlugins(task.plugins);
  let trace: TraceFile | undefined;
  const begin = performance.now();
  try {
    if (task.traceFile !== undefined) trace = openTraceFile(task.traceFile, task.scenario);
    const result = runScenario(task.scenario, task.seed, {
      timeline: task.timeline,
      skip: task.skip,
      watch: trace?.watch,
      onProgress(share) {
        Atomics.store(task.shared, task.progressIndex, Math.floor(share * PROGRESS_PARTS));
        return Atomics.load(task.shared, task.stopIndex) === 0;
      },
    });
    if (result === undefined) {
      trace?.discard();
      return undefined;
    }
    trace?.close();
    return { result, wallSeconds: (performance.now() - begin) / 1000 };
  } catch (error) {
    trace?.discard();
    const { code, syscall, message } = error as NodeJS.ErrnoException;
    if (task.traceFile === undefined || code === undefined || syscall === undefined) throw error;
    return { unwritable: { code, message, path: task.traceFile } };
  }
}
