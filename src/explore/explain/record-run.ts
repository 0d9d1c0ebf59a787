/** Runs a plan once more with everything observed. */
import { consensusProtocols } from '../../algorithms/consensus/registry.ts';
import type { Observation, ObservationKind } from '../../kernel/observation.ts';
import type { Plan } from '../plan.ts';
import { planToScenario } from '../plan-to-scenario.ts';
import { type RunPlanOptions, runPlan } from '../run-plan.ts';
import type { RecordedRun } from './recorded-run.ts';

const OBSERVED: readonly ObservationKind[] = [
  ...(['node', 'fault', 'disk', 'protocol', 'log', 'apply', 'operation', 'message'] as const),
];

/** undefined if the run breaks nothing. */
export function recordRun(plan: Plan, options: Pick<RunPlanOptions, 'counts'> = {}): RecordedRun | undefined {
  const observations: Observation[] = [];
  const { violations } = runPlan(plan, {
    ...options,
    watch(trace) {
      for (const kind of OBSERVED) trace.subscribe(kind, (observation) => observations.push(observation));
    },
  });
  const [violation] = violations;
  if (violation === undefined) return undefined;
  return {
    machines: planToScenario(plan).topology.nodes.map(({ name }) => name.split('@')[0]),
    epoch: consensusProtocols.get(plan.protocol)?.logs === 'slots' ? 'ballot' : 'term',
    observations,
    violation,
  };
}
