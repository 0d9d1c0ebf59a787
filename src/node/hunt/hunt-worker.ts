/** A hunting thread: learns what a protocol sends, runs a handful of trials, or shrinks one finding. */
import { consensusProtocols } from '../../algorithms/consensus/registry.ts';
import { keepsToContract } from '../../explore/keep-to-contract.ts';
import { type LearntMessages, learnMessages } from '../../explore/learn-messages.ts';
import { cook } from '../../explore/recipe.ts';
import { runPlan } from '../../explore/run-plan.ts';
import { describeShape } from '../../explore/shrink/describe-shape.ts';
import { shrinkViolation } from '../../explore/shrink/shrink-violation.ts';
import { loadPlugins } from '../load-plugins.ts';
import type { HuntTask, RunAnswer, RunTask, ShrinkAnswer, ShrinkTask } from './hunt-task.ts';

export default async function work(task: HuntTask): Promise<RunAnswer | ShrinkAnswer | LearntMessages> {
  await loadPlugins(task.plugins);
  if (task.type === 'learn') return learnMessages(task.space);
  return task.type === 'run' ? runTrials(task) : shrinkFinding(task);
}

function runTrials({ space, trials, stop, done }: RunTask): RunAnswer {
  const outcomes: RunAnswer[number][] = [];
  for (const trial of trials) {
    if (Atomics.load(stop, 0) !== 0) break;
    outcomes.push(runPlan(cook(space, trial)));
    Atomics.add(done, 0, 1);
  }
  return outcomes;
}

function shrinkFinding({ space, finding, stop }: ShrinkTask): ShrinkAnswer {
  const { property } = finding.violation;
  const protocol = consensusProtocols.get(space.protocol);
  const { plan, tried, complete } = shrinkViolation(finding.plan, property, {
    admits: (candidate) => protocol !== undefined && keepsToContract(candidate, space, protocol),
    shouldStop: () => Atomics.load(stop, 0) !== 0,
  });
  const { detail, atSeconds } = runPlan(plan).violations[0] ?? finding.violation;
  return { plan, shape: describeShape(plan, property), detail, atSeconds, tried, complete };
}
