/** Runs a plan with a protocol that need not be registered, and holds it against everything. */
import type { ConsensusProtocol } from '../algorithms/consensus/consensus.ts';
import { withConsensus } from '../algorithms/consensus/registry.ts';
import type { Plan } from '../explore/plan.ts';
import type { PlanOutcome } from '../explore/plan-outcome.ts';
import { type RunPlanOptions, runPlan } from '../explore/run-plan.ts';

/** A pure function of its arguments. RangeError for a plan that is no run: an unknown fault or target. */
export const runCluster = (protocol: ConsensusProtocol, plan: Plan, options: RunPlanOptions = {}): PlanOutcome =>
  withConsensus(protocol, () => runPlan({ ...plan, protocol: protocol.name }, options));
