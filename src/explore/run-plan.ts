/**
 * Runs a plan and holds it against everything. Nothing is measured. The run ends at its first violation, and a while after
 * the first write that was acknowledged after the healing: what lies beyond is an idle cluster.
 */
import { MILLISECOND, SECOND, toSeconds } from '../core/time.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Trace } from '../kernel/trace.ts';
import type { Violation } from '../measure/result.ts';
import { buildSimulation } from '../scenario/build-simulation.ts';
import { checkScenario } from '../scenario/check-scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { ReplicatedStore } from '../services/replicated-store.ts';
import type { RunCheck } from '../verify/check-run.ts';
import { watchStates } from './coverage/watch-states.ts';
import type { Plan } from './plan.ts';
import type { PlanOutcome } from './plan-outcome.ts';
import { HEALED_CLIENT, planToScenario } from './plan-to-scenario.ts';

export interface RunPlanOptions {
  /** Further observers; they cannot change the run. */
  readonly watch?: (trace: Trace, kernel: Kernel) => void;
  /** Whether violations of a property count; by default all do. Others neither end the run nor are told. */
  readonly counts?: (property: string) => boolean;
}

/** The property that is broken when a protocol throws. */
export const EXCEPTION = 'exception';

/** Time in which replicas catch up once writes get through again. */
const SETTLING = SECOND / 2;
/** How often a run is looked at. */
const SLICE = 100 * MILLISECOND;
/** Looks at an operation: some 20 ms. A history that takes more is left undecided: the next run is a better use of the time. */
const HISTORY_STEPS = 100_000;
/** Thrown through the protocol: the run is over and nobody looks at its state any more. */
const VIOLATED = new Error('a property was broken');
/** A storm of messages is given up: no drawn run comes near, and liveness is not judged by it. */
const EVENTS_MAX = 1_000_000;

/** A pure function of the plan. RangeError for a plan that is no run: an unknown protocol, fault or target. */
export function runPlan(plan: Plan, options: RunPlanOptions = {}): PlanOutcome {
  const scenario = planToScenario(plan);
  const run = prepare(scenario, plan.seed, options);
  const { kernel, check } = run;
  const thrown = advance(run, plan.duration);
  const { counts = () => true } = options;
  const violations =
    thrown === undefined ? check.finish(kernel.now).filter(({ property }) => counts(property)) : [thrown];
  return {
    violations,
    states: run.states(),
    fingerprint: kernel.fingerprint.toString(),
    events: kernel.events,
  };
}

interface Run {
  readonly kernel: Kernel;
  /** On to that time; throws `VIOLATED` at the first violation. */
  readonly run: (until: number) => void;
  readonly check: RunCheck;
  readonly states: () => readonly number[];
  /** Nothing of interest comes after this. */
  readonly settled: () => number;
  /** Some violation counts. */
  readonly broken: () => boolean;
  readonly seed: number;
}

function prepare(scenario: Scenario, seed: number, options: RunPlanOptions): Run {
  let stores: readonly ReplicatedStore[] = [];
  let check: RunCheck | undefined;
  let states: Run['states'] = () => [];
  let settled = Number.POSITIVE_INFINITY;
  let broken = false;
  let advancing = false;
  const simulation = buildSimulation(scenario, seed, (trace, kernel) => {
    check = checkScenario(scenario, seed, trace, {
      stores: () => stores,
      historySteps: HISTORY_STEPS,
      onViolation: ({ property }) => {
        if (options.counts?.(property) === false) return;
        broken = true;
        // A kernel that is told to stop would wait for the handler, which may never come to its end.
        if (advancing) throw VIOLATED;
      },
    });
    states = watchStates(trace);
    trace.subscribe('operation', ({ time, type, client }) => {
      if (client === HEALED_CLIENT && type === 'ok') settled = Math.min(settled, time + SETTLING);
    });
    options.watch?.(trace, kernel);
  });
  stores = simulation.stores;
  if (check === undefined) throw new Error('the simulation was not watched');
  const { kernel } = simulation;
  const run = (until: number): void => {
    advancing = true;
    try {
      kernel.run(until);
    } finally {
      advancing = false;
    }
  };
  return { kernel, run, check, states, settled: () => settled, broken: () => broken, seed };
}

/** To the end, to the first violation or to what the protocol threw. */
function advance({ kernel, run, broken, settled, seed }: Run, duration: number): Violation | undefined {
  try {
    for (;;) {
      const end = Math.min(duration, settled());
      if (kernel.now >= end || kernel.events > EVENTS_MAX || broken()) return undefined;
      run(Math.min(end, kernel.now + SLICE));
    }
  } catch (error) {
    if (error === VIOLATED) return undefined;
    return { property: EXCEPTION, seed, atSeconds: toSeconds(kernel.now), detail: describe(error) };
  }
}

/** What was thrown and where, without the folders of the machine at hand. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [what, where = ''] = (error.stack ?? error.message).split('\n');
  return `${what} ${where.trim().replace(/(?:file:\/\/)?\/\S*\//, '')}`.trim();
}
