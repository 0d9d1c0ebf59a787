/**
 * Regenerative cycles of a scenario under failure biasing, on the whole simulation. A cycle begins when nothing is broken
 * and the cluster is at rest, waits for the first failure, and ends when nothing is broken and the cluster is at rest
 * again. Failures have no memory, so cycles are alike but for what rest does not show: who leads, how long the log is.
 *
 * Many cycles share a simulation, which spares them the boot; a new one is built after a while, with a seed of its own.
 */

import { randomInteger, randomStream } from '../../core/random/random-stream.ts';
import type { Micros } from '../../core/time.ts';
import { YEAR } from '../../core/time.ts';
import {
  addMoments,
  type Cycle,
  type CycleMoments,
  momentsOf,
  noCycles,
} from '../../measure/rare-events/cycle-moments.ts';
import type { Incident, Violation } from '../../measure/result.ts';
import { servicesOfKind } from '../../services/services-of-kind.ts';
import { checkRun, type RunCheck } from '../../verify/check-run.ts';
import { buildSimulation, type Simulation } from '../build-simulation.ts';
import { observeSimulation } from '../observe-simulation.ts';
import { atRest } from '../rest/at-rest.ts';
import { createRestSkipper } from '../rest/skip-rest.ts';
import type { Scenario } from '../scenario.ts';
import { type BiasedFaults, biasFaults, type LikelihoodRatio } from './biased-faults.ts';
import type { RareEventsSpec } from './rare-events-spec.ts';

export interface CycleOptions {
  /** Skip calendar at rest (default). */
  readonly skip?: boolean;
  /** Called after every cycle with the share done; answering false stops. */
  readonly onProgress?: (share: number) => boolean;
}

export interface SimulatedCycles {
  readonly moments: CycleMoments;
  readonly violations: readonly Violation[];
}

/** How often the cluster is looked at, as in `run-scenario.ts`. */
const LOOK_EVERY = 370_000;
const CYCLES_PER_SIMULATION = 200;
/** Virtual time is exact for 285 years. No cycle begins after the first of these. */
const CALENDAR = { lastBeginning: 20 * YEAR, end: 280 * YEAR } as const;
/** A cycle that goes on for so many mean times between failures is cut off. */
const BUSY_MAX = 20;
/** A cluster that does not come to rest within this after its warm-up has no cycles. */
const FIRST_REST_MAX = 600_000_000;
const SEEDS = 0x1_0000_0000;

/** undefined if `onProgress` stopped it. Deterministic. The scenario's faults have no memory (`memory-of-fault.ts`). */
export function simulateCycles(
  scenario: Scenario,
  seed: number,
  spec: RareEventsSpec,
  options: CycleOptions = {},
): SimulatedCycles | undefined {
  const seeds = randomStream(seed, 'rare-events/seeds');
  const violations: Violation[] = [];
  let moments = noCycles(0);
  let done = 0;
  while (done < spec.cycles) {
    const wanted = Math.min(CYCLES_PER_SIMULATION, spec.cycles - done);
    const simulated = simulateSome({ ...scenario, duration: CALENDAR.end }, randomInteger(seeds, SEEDS), spec, {
      ...options,
      cycles: wanted,
      onProgress: (finished) => options.onProgress?.((done + finished) / spec.cycles) !== false,
    });
    if (simulated === undefined) return undefined;
    moments = addMoments({ ...moments, restSeconds: simulated.moments.restSeconds }, simulated.moments);
    for (const violation of simulated.violations) violations.push({ ...violation, seed });
    done += simulated.moments.cycles + simulated.moments.cutOff;
  }
  return { moments, violations };
}

interface Batch {
  readonly cycles: number;
  readonly skip?: boolean;
  readonly onProgress: (finished: number) => boolean;
}

/** A cycle whose downtime is not known yet: incidents are put together at the end. */
interface FinishedCycle {
  readonly start: Micros;
  readonly end: Micros;
  readonly busy: Micros;
  readonly events: number;
  readonly ratio: LikelihoodRatio;
}

function simulateSome(
  scenario: Scenario,
  seed: number,
  spec: RareEventsSpec,
  batch: Batch,
): SimulatedCycles | undefined {
  const { simulation, faults, check } = build(scenario, seed, spec);
  const { kernel, start, end } = simulation;
  const observed = observeSimulation(simulation, { timeline: false });
  const skipper = batch.skip === false ? undefined : createRestSkipper(simulation);
  const restSeconds = 1 / faults.restRate / 1e6;
  const busyMax = BUSY_MAX / faults.restRate;
  const recovered = (): boolean => faults.quiet() && atRest(simulation) !== undefined;
  /** Skips before it looks: a cycle ends where rest is found, not where it is over. */
  const look = (): void => {
    skipper?.skip(end);
    kernel.run(kernel.now + LOOK_EVERY);
  };

  kernel.run(start);
  while (!recovered() && kernel.now < FIRST_REST_MAX) kernel.run(kernel.now + LOOK_EVERY);
  const cycles: FinishedCycle[] = [];
  let cutOff = recovered() ? 0 : batch.cycles;
  while (cycles.length < batch.cycles && cutOff === 0 && kernel.now < CALENDAR.lastBeginning) {
    const begin = kernel.now;
    const events = kernel.events;
    faults.beginCycle();
    const over = (): boolean => faults.firstStrike !== undefined && recovered();
    while (!over() && kernel.now - (faults.firstStrike ?? kernel.now) < busyMax && kernel.now < end) look();
    if (!over()) cutOff = 1;
    else {
      cycles.push({
        start: begin,
        end: kernel.now,
        busy: kernel.now - (faults.firstStrike ?? begin),
        events: kernel.events - events,
        ratio: faults.likelihoodRatio(),
      });
    }
    if (!batch.onProgress(cycles.length + cutOff)) return undefined;
  }

  const { incidents } = observed.finish({
    seed,
    fingerprint: kernel.fingerprint.toString(),
    virtualSeconds: kernel.now / 1e6,
    skippedSeconds: kernel.skipped / 1e6,
    events: kernel.events,
    violations: [],
    load: {},
  });
  const moments = momentsOf(withIncidents(cycles, incidents), restSeconds);
  return {
    moments: { ...moments, cutOff, skippedSeconds: kernel.skipped / 1e6 },
    violations: check.finish(kernel.now),
  };
}

interface Built {
  readonly simulation: Simulation;
  readonly faults: BiasedFaults;
  readonly check: RunCheck;
}

function build(scenario: Scenario, seed: number, { bias }: RareEventsSpec): Built {
  const { topology } = scenario;
  const services = servicesOfKind(scenario.services, 'replicated-store');
  let faults: BiasedFaults | undefined;
  let check: RunCheck | undefined;
  const simulation = buildSimulation(
    scenario,
    seed,
    (trace) => {
      check = checkRun(trace, { seed, nodes: topology.nodes.map(({ name }) => name) });
    },
    (world, specs) => {
      const { cluster } = world;
      const lost = ({ voters }: { readonly voters: readonly number[] }): boolean =>
        2 * voters.filter((node) => cluster.isRunning(node)).length <= voters.length;
      faults = biasFaults(world, specs, {
        bias,
        failuresMax: Math.max(...services.map(({ voters }) => voters.length)),
        reached: () => services.some(lost),
      });
      return faults;
    },
  );
  if (faults === undefined || check === undefined)
    throw new Error('a simulation was built without faults and watchers');
  return { simulation, faults, check };
}

/** An incident belongs to the cycle in which it begins, and has the weight of what happened up to its end. */
function withIncidents(cycles: readonly FinishedCycle[], incidents: readonly Incident[]): Cycle[] {
  let next = 0;
  return cycles.map(({ start, end, busy, events, ratio }) => {
    while (next < incidents.length && incidents[next].startSeconds * 1e6 < start) next++;
    const from = next;
    while (next < incidents.length && incidents[next].startSeconds * 1e6 < end) next++;
    return {
      busySeconds: busy / 1e6,
      weight: ratio(end),
      events,
      incidents: incidents.slice(from, next).map(({ segments, endSeconds }) => ({
        segments,
        weight: ratio(Math.min(end, Math.round(endSeconds * 1e6))),
      })),
    };
  });
}
