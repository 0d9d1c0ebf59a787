/** A finding as files: the scenario that replays it, its story as text, and a page with its space–time diagram. */
import { renderSpaceTime } from '../../report/space-time/render-space-time.ts';
import { printScenario } from '../../scenario/print/print-scenario.ts';
import type { Plan } from '../plan.ts';
import { planToScenario } from '../plan-to-scenario.ts';
import { drawRun } from './draw-run.ts';
import { formatLine } from './line.ts';
import { narrate } from './narrate.ts';
import { recordRun } from './record-run.ts';

export interface Finding {
  readonly plan: Plan;
  /** What a reader types to replay it: `fivenines run reports/hunts/raft/election-safety-1.yaml`. */
  readonly command: string;
  /** Of the program that found it. */
  readonly version: string;
}

export interface RenderedFinding {
  readonly yaml: string;
  readonly text: string;
  readonly html: string;
}

/** RangeError if the run of the plan breaks nothing. */
export async function renderFinding({ plan, command, version }: Finding): Promise<RenderedFinding> {
  const run = recordRun(plan);
  if (run === undefined) throw new RangeError('the run of this plan breaks nothing');
  const { property, detail, atSeconds } = run.violation;
  const lines = narrate(run);
  const title = `${property} is violated`;
  const comment = [`Found by fivenines ${version}: after ${atSeconds} s ${title}.`, detail, `Replay: ${command}`];
  const scenario = { ...planToScenario(plan), name: `${plan.protocol}: ${title}` };
  return {
    yaml: printScenario(scenario, { comment: comment.join('\n') }),
    text: `${[title, detail, `Replay: ${command}`, '', ...lines.map(formatLine)].join('\n')}\n`,
    html: await renderSpaceTime(drawRun(run, lines, command), version),
  };
}
