/** One run: a pure function of (scenario, seed). A worker thread, a browser page and a job queue all call this one. */
import type { Kernel } from '../kernel/kernel.ts';
import type { NodeId } from '../kernel/observation.ts';
import type { Trace } from '../kernel/trace.ts';
import type { NodeUse, RunFacts } from '../measure/observe-run.ts';
import type { RunResult } from '../measure/result.ts';
import { servicesOfKind } from '../services/services-of-kind.ts';
import type { RunCheck } from '../verify/check-run.ts';
import { buildSimulation, type Simulation } from './build-simulation.ts';
import { checkScenario } from './check-scenario.ts';
import { observeSimulation } from './observe-simulation.ts';
import { simulateCycles } from './rare-events/simulate-cycles.ts';
import { createRestSkipper } from './rest/skip-rest.ts';
import type { Scenario } from './scenario.ts';

export interface RunOptions {
  /** Skip calendar at rest (default). */
  readonly skip?: boolean;
  /** Keep the timeline of this run for the charts. */
  readonly timeline?: boolean;
  /** Further observers; they cannot change the run. */
  readonly watch?: (trace: Trace, kernel: Kernel) => void;
  /** Called about a thousand times a run with the share of the calendar done; answering false stops the run. */
  readonly onProgress?: (share: number) => boolean;
}

const SLICES = 1000;
/** Before the first skip so much is simulated: skipped requests are credited with the latencies of the steady state. */
const STEADY_STATE = 30_000_000;
/** How often the cluster is looked at, to see whether it is at rest. Not in step with probes, which tick at whole seconds. */
const LOOK_EVERY = 370_000;
/** Of the progress, where rare events are looked for after the run itself. */
const PLAIN_SHARE = 0.5;

/** The whole run. */
export function runScenario(scenario: Scenario, seed: number): RunResult;
/** undefined if `onProgress` stopped it. */
export function runScenario(scenario: Scenario, seed: number, options: RunOptions): RunResult | undefined;
export function runScenario(scenario: Scenario, seed: number, options: RunOptions = {}): RunResult | undefined {
  const { simulation, check } = buildChecked(scenario, seed, options.watch);
  const { kernel, cluster, start, end } = simulation;
  const { rareEvents } = scenario;
  const observed = observeSimulation(simulation, { timeline: options.timeline ?? false });

  kernel.run(start);
  cluster.resetStatistics();
  observed.look(start);
  const skipper = options.skip === false || !mayRest(scenario) ? undefined : createRestSkipper(simulation);
  let slice = 0;
  while (kernel.now < end) {
    kernel.run(Math.min(kernel.now + LOOK_EVERY, observed.nextLook, end));
    if (kernel.now >= start + STEADY_STATE) skipper?.skip(end);
    observed.look(kernel.now);
    const share = (kernel.now - start) / (end - start);
    if (Math.floor(share * SLICES) === slice) continue;
    slice = Math.floor(share * SLICES);
    if (options.onProgress?.(rareEvents === undefined ? share : PLAIN_SHARE * share) === false) return undefined;
  }

  const result = observed.finish({
    seed,
    fingerprint: kernel.fingerprint.toString(),
    virtualSeconds: scenario.duration / 1e6,
    skippedSeconds: kernel.skipped / 1e6,
    events: kernel.events,
    violations: check.finish(kernel.now),
    histories: scenario.verify.linearizability ? check.histories : undefined,
    load: loadOf(simulation),
  });
  if (rareEvents === undefined) return result;
  const cycles = simulateCycles(scenario, seed, rareEvents, {
    skip: options.skip,
    onProgress: (share) => options.onProgress?.(PLAIN_SHARE + (1 - PLAIN_SHARE) * share) !== false,
  });
  if (cycles === undefined) return undefined;
  return { ...result, rareEvents: cycles.moments, violations: [...result.violations, ...cycles.violations] };
}

/** What machines have counted since the measured period began, by service. */
function loadOf({ scenario, cluster, stores }: Simulation): RunFacts['load'] {
  const useOf = (node: NodeId): NodeUse => {
    const { busy, available, queueIntegral, observed: span } = cluster.statistics(node);
    const all = span * scenario.topology.nodes[node].machine.cores;
    return {
      node,
      busyShare: available > 0 ? busy / available : 0,
      queueMean: span > 0 ? queueIntegral / span : 0,
      onShare: all > 0 ? available / all : 0,
    };
  };
  const ofStores = stores.map((store): [string, NodeUse[]] => [
    store.name,
    store.replicas().map((node) => ({ ...useOf(node), onShare: undefined })),
  ]);
  const others = [...servicesOfKind(scenario.services, 'pool'), ...servicesOfKind(scenario.services, 'batch')];
  const ofOthers = others.map(({ name, nodes }): [string, NodeUse[]] => [name, nodes.map(useOf)]);
  return Object.fromEntries([...ofStores, ...ofOthers]);
}

/** What rest is has been worked out for replicated stores only. */
const mayRest = ({ services }: Scenario): boolean => services.every(({ kind }) => kind === 'replicated-store');

/** The invariants watch from before the boot: what replicas tell of themselves then counts. */
function buildChecked(
  scenario: Scenario,
  seed: number,
  watch: RunOptions['watch'],
): { readonly simulation: Simulation; readonly check: RunCheck } {
  let simulation: Simulation | undefined;
  let check!: RunCheck;
  simulation = buildSimulation(scenario, seed, (trace, kernel) => {
    watch?.(trace, kernel);
    check = checkScenario(scenario, seed, trace, {
      stores: () => simulation?.stores ?? [],
      pools: () => simulation?.pools ?? [],
    });
  });
  return { simulation, check };
}
