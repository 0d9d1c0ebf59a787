/** What is bundled together with a mutant: a small hunt, from drawn plans to a file that replays the violation. */
import { drawPlan } from '../../../src/explore/draw-plan.ts';
import { type RenderedFinding, renderFinding } from '../../../src/explore/explain/render-finding.ts';
import { learnMessages } from '../../../src/explore/learn-messages.ts';
import type { Plan } from '../../../src/explore/plan.ts';
import { runPlan } from '../../../src/explore/run-plan.ts';
import type { Shrunk } from '../../../src/explore/shrink/shrink-plan.ts';
import { shrinkViolation } from '../../../src/explore/shrink/shrink-violation.ts';
import type { Violation } from '../../../src/measure/result.ts';
import { parseScenario } from '../../../src/scenario/parse-scenario.ts';
import { runScenario } from '../../../src/scenario/run-scenario.ts';

export interface Found {
  readonly plan: Plan;
  readonly property: string;
}

/** The first plan of at most `runs` drawn ones whose run breaks one of the properties. */
export function find(properties: readonly string[], runs: number): Found | undefined {
  const space = { protocol: 'raft', options: {}, beyond: false };
  const messages = learnMessages(space);
  for (let seed = 1; seed <= runs; seed++) {
    const plan = drawPlan({ ...space, ...messages }, seed);
    const property = runPlan(plan).violations[0]?.property;
    if (property !== undefined && properties.includes(property)) return { plan, property };
  }
  return undefined;
}

export const shrink = ({ plan, property }: Found): Shrunk => shrinkViolation(plan, property);

export const render = (plan: Plan): Promise<RenderedFinding> =>
  renderFinding({ plan, command: 'fivenines run finding.yaml', version: '0.0.0' });

/** What `fivenines run` reports about the file. */
export function replay(yaml: string): readonly Violation[] {
  const parsed = parseScenario({ name: 'finding.yaml', text: yaml, sha256: '' });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  return runScenario(parsed.scenario, parsed.scenario.seed).violations;
}
