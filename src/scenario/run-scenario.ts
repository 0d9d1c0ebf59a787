/** One run: a pure function of (scenario, seed). A worker thread, a browser page and a job queue all call this one. */
import type { Kernel } from '../kernel/kernel.ts';
import type { Trace } from '../kernel/trace.ts';
import { observeRun } from '../measure/observe-run.ts';
import type { RunResult } from '../measure/result.ts';
import { checkRun } from '../verify/check-run.ts';
import { buildSimulation } from './build-simulation.ts';
import type { Scenario } from './scenario.ts';

export interface RunOptions {
  /** Keep the timeline of this run for the charts. */
  readonly timeline?: boolean;
  /** Further observers; they cannot change the run. */
  readonly watch?: (trace: Trace, kernel: Kernel) => void;
  /** Called about a thousand times a run with the share of the calendar done; answering false stops the run. */
  readonly onProgress?: (share: number) => boolean;
}

const SLICES = 1000;

/** The whole run. */
export function runScenario(scenario: Scenario, seed: number): RunResult;
/** undefined if `onProgress` stopped it. */
export function runScenario(scenario: Scenario, seed: number, options: RunOptions): RunResult | undefined;
export function runScenario(scenario: Scenario, seed: number, options: RunOptions = {}): RunResult | undefined {
  const simulation = buildSimulation(scenario, seed, options.watch);
  const { kernel, trace, cluster, stores, start, end } = simulation;
  const names = scenario.topology.nodes.map(({ name }) => name);
  const observed = observeRun({
    trace,
    nodes: names,
    services: scenario.services.map(({ name, voters }) => ({ name, voters })),
    clients: scenario.clients.map((client) => ({
      name: client.name,
      zones: client.zones,
      users: client.users,
      probe: client.kind === 'probe' ? { every: client.every, timeout: client.timeout } : undefined,
    })),
    start,
    end,
    timeline: options.timeline ?? false,
    connected: (from, to) => cluster.connected(from, to),
  });
  const check = checkRun(trace, { seed, nodes: names });

  kernel.run(start);
  cluster.resetStatistics();
  for (let slice = 1; slice <= SLICES; slice++) {
    kernel.run(start + Math.round(((end - start) * slice) / SLICES));
    if (options.onProgress?.(slice / SLICES) === false) return undefined;
  }

  return observed.finish({
    seed,
    fingerprint: kernel.fingerprint.toString(),
    virtualSeconds: scenario.duration / 1e6,
    skippedSeconds: kernel.skipped / 1e6,
    events: kernel.events,
    violations: check.finish(),
    load: Object.fromEntries(
      stores.map((store) => [
        store.name,
        store.replicas().map((node) => {
          const { busy, available, queueIntegral, observed: span } = cluster.statistics(node);
          return {
            node,
            busyShare: available > 0 ? busy / available : 0,
            queueMean: span > 0 ? queueIntegral / span : 0,
          };
        }),
      ]),
    ),
  });
}
