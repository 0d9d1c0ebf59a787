/** What a hunt draws is written as a file that says the same, and runs the same. */
import { describe, expect, it } from 'vitest';
import type { NodePlan } from '../../../src/cluster/topology.ts';
import { drawPlan } from '../../../src/explore/draw-plan.ts';
import { planToScenario } from '../../../src/explore/plan-to-scenario.ts';
import { parseScenario } from '../../../src/scenario/parse-scenario.ts';
import { printScenario } from '../../../src/scenario/print/print-scenario.ts';
import { runScenario } from '../../../src/scenario/run-scenario.ts';
import type { Scenario } from '../../../src/scenario/scenario.ts';

const SPACE = { protocol: 'raft', options: {}, messageKinds: ['raft/append', 'raft/vote-response'] };

/** Nothing uses the disk of a client machine, and a plan has none for it. */
const withoutClientDisks = (scenario: Scenario): unknown => ({
  ...scenario,
  topology: {
    ...scenario.topology,
    nodes: scenario.topology.nodes.map((node: NodePlan) => (node.role === 'client' ? { ...node, machine: {} } : node)),
  },
});

const again = (scenario: Scenario): Scenario => {
  const text = printScenario(scenario);
  const parsed = parseScenario({ name: 'plan.yaml', text, sha256: scenario.sha256 });
  if (parsed.ok) return parsed.scenario;
  throw new Error(`${parsed.problems.map(({ message, line }) => `${line}: ${message}`).join('\n')}\n${text}`);
};

describe('plans', () => {
  it.each([false, true])('are the same after printing and reading (beyond: %s)', (beyond) => {
    for (let seed = 1; seed <= 30; seed++) {
      const scenario = planToScenario(drawPlan({ ...SPACE, beyond }, seed));
      expect(withoutClientDisks(again(scenario)), `seed ${seed}`).toEqual(withoutClientDisks(scenario));
    }
  });

  it('run the same', () => {
    for (let seed = 1; seed <= 4; seed++) {
      const scenario = planToScenario(drawPlan({ ...SPACE, beyond: true }, seed));
      const { fingerprint, violations } = runScenario(again(scenario), seed);
      const original = runScenario(scenario, seed);
      expect({ fingerprint, violations }).toEqual({
        fingerprint: original.fingerprint,
        violations: original.violations,
      });
    }
  });
});
