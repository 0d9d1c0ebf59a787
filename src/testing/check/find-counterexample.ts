/**
 * Looks for a run that breaks a property, and makes it small. fast-check draws and numbers the runs, so that seed and path
 * lead back to one; the hunter's shrinker does the rest, since it also leaves out what shifts every later random draw.
 */
import * as fc from 'fast-check';
import type { ConsensusProtocol } from '../../algorithms/consensus/consensus.ts';
import { withConsensus } from '../../algorithms/consensus/registry.ts';
import { formatLine } from '../../explore/explain/line.ts';
import { narrate } from '../../explore/explain/narrate.ts';
import { recordRun } from '../../explore/explain/record-run.ts';
import type { Plan } from '../../explore/plan.ts';
import { planToScenario } from '../../explore/plan-to-scenario.ts';
import { runPlan } from '../../explore/run-plan.ts';
import { recordDeliveries } from '../../explore/shrink/record-deliveries.ts';
import { shrinkPlan } from '../../explore/shrink/shrink-plan.ts';
import type { Violation } from '../../measure/result.ts';
import { printScenario } from '../../scenario/print/print-scenario.ts';
import { admittedBy } from '../arbitraries/admitted-by.ts';
import { huntedPlans } from '../arbitraries/hunted-plans.ts';
import { runCluster } from '../run-cluster.ts';
import type { ClusterCheckOptions } from './cluster-check-options.ts';
import type { Counterexample } from './counterexample.ts';
import { countsIn } from './counts.ts';

const RUNS = 500;
const SHRINK_RUNS = 2000;

/** undefined if all runs keep every property. Throws what drawing throws: options that no plan fits. */
export function findCounterexample(
  protocol: ConsensusProtocol,
  options: ClusterCheckOptions = {},
): Counterexample | undefined {
  const { numRuns = RUNS, seed = 0, path } = options;
  const counts = countsIn(options);
  const holds = (plan: Plan): boolean => runCluster(protocol, plan, { counts }).violations.length === 0;
  const parameters = { numRuns, seed, endOnFailure: true, ...(path === undefined ? {} : { path }) };
  const details = fc.check(fc.property(huntedPlans(protocol, options), holds), parameters);
  if (!details.failed) return undefined;
  if (details.counterexample === null) throw details.errorInstance;
  const [original] = details.counterexample;
  const found = { seed: details.seed, path: details.counterexamplePath, runs: details.numRuns };
  return withConsensus(protocol, () => minimized(original, found, options, counts));
}

function minimized(
  original: Plan,
  found: Pick<Counterexample, 'seed' | 'path' | 'runs'>,
  options: ClusterCheckOptions,
  counts: (property: string) => boolean,
): Counterexample {
  const brokenBy = (plan: Plan): Violation | undefined => runPlan(plan, { counts }).violations[0];
  const property = brokenBy(original)?.property;
  if (property === undefined) throw new Error(UNREPEATABLE);
  const { shrinkRuns = SHRINK_RUNS } = options;
  const { plan, tried } = shrinkPlan(original, (candidate) => brokenBy(candidate)?.property === property, {
    budget: shrinkRuns,
    liveness: property === 'liveness',
    admits: admittedBy(options),
    deliveriesOf: recordDeliveries,
  });
  const run = recordRun(plan, { counts });
  if (run === undefined) throw new Error(UNREPEATABLE);
  const { detail } = run.violation;
  const { protocol } = plan;
  const title = `${protocol}: ${property} is violated`;
  return {
    ...{ protocol, property, detail, ...found, original, plan, shrinkRuns: tried },
    narrative: narrate(run).map(formatLine),
    scenario: printScenario({ ...planToScenario(plan), name: title }, { comment: `${title}.\n${detail}` }),
  };
}

const UNREPEATABLE =
  'a run of this protocol does not repeat itself: it uses a clock, Math.random or state outside of its replicas (see toReplay)';
