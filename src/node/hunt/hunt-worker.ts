/** A hunting thread: runs a handful of trials, or shrinks one finding. */
import { consensusProtocols } from '../../algorithms/consensus/registry.ts';
import { keepsToContract } from '../../explore/keep-to-contract.ts';
import type { Plan } from '../../explore/plan.ts';
import { cook } from '../../explore/recipe.ts';
import { runPlan } from '../../explore/run-plan.ts';
import { describeShape } from '../../explore/shrink/describe-shape.ts';
import { shrinkPlan } from '../../explore/shrink/shrink-plan.ts';
import type { Violation } from '../../measure/result.ts';
import { loadPlugins } from '../load-plugins.ts';
import type { HuntTask, RunAnswer, RunTask, ShrinkAnswer, ShrinkTask } from './hunt-task.ts';

const LIVENESS = 'liveness';

export default async function work(task: HuntTask): Promise<RunAnswer | ShrinkAnswer> {
  await loadPlugins(task.plugins);
  return task.type === 'run' ? runTrials(task) : shrinkFinding(task);
}

function runTrials({ space, trials, stop }: RunTask): RunAnswer {
  const outcomes: RunAnswer[number][] = [];
  for (const trial of trials) {
    if (Atomics.load(stop, 0) !== 0) break;
    outcomes.push(runPlan(cook(space, trial)));
  }
  return outcomes;
}

function shrinkFinding({ space, finding, stop }: ShrinkTask): ShrinkAnswer {
  const { plan: found, violation } = finding;
  const { property } = violation;
  const protocol = consensusProtocols.get(space.protocol);
  const broken = (plan: Plan): Violation | undefined => {
    const [first] = runPlan(plan).violations;
    return first?.property === property ? first : undefined;
  };
  const { plan, tried, complete } = shrinkPlan(found, (candidate) => broken(candidate) !== undefined, {
    liveness: property === LIVENESS,
    admits: (candidate) => protocol !== undefined && keepsToContract(candidate, space, protocol),
    shouldStop: () => Atomics.load(stop, 0) !== 0,
  });
  const { detail, atSeconds } = broken(plan) ?? violation;
  return { plan, shape: describeShape(plan, property), detail, atSeconds, tried, complete };
}
