import { describe, expect, it } from 'vitest';
import { autoscalingAlgorithms } from '../../src/algorithms/autoscaling/registry.ts';
import { balancingAlgorithms } from '../../src/algorithms/balancing/registry.ts';
import { schedulingAlgorithms } from '../../src/algorithms/scheduling/registry.ts';
import { fivenines } from './fivenines.ts';

const ALGORITHMS = [
  ['balancers', balancingAlgorithms],
  ['autoscalers', autoscalingAlgorithms],
  ['schedulers', schedulingAlgorithms],
] as const;

describe('fivenines list', () => {
  it('shows every algorithm of load with one line and its source', () => {
    const { stdout } = fivenines(['list']);
    for (const [topic, algorithms] of ALGORITHMS) {
      expect(stdout).toContain(`\n${topic}: `);
      for (const { name, summary, source } of algorithms.values()) {
        const lines = stdout.split('\n');
        const at = lines.findIndex((line) => line.startsWith(`  ${name} `) && line.trimEnd().endsWith(summary));
        expect(at, `${name} of ${topic}`).toBeGreaterThan(0);
        expect(lines[at + 1].trim()).toBe(source);
        expect(lines[at + 1].indexOf(source)).toBe(lines[at].indexOf(summary));
      }
    }
  });

  it('shows the cost and the options of each, also as JSON', () => {
    const { stdout } = fivenines(['list', 'balancers']);
    expect(stdout).toMatch(/power-of-d-choices .*\n {4}source: .*\n {4}cost: .*\n {4}d \(integer, default 2/);
    const json = JSON.parse(fivenines(['list', 'balancers', '--json']).stdout) as {
      name: string;
      complexity: string;
    }[];
    expect(json.map(({ name }) => name)).toEqual([...balancingAlgorithms.keys()]);
    expect(json[0].complexity).toContain('O(1)');
  });

  it('knows a topic by what is nearly its name', () => {
    expect(fivenines(['list', 'balancer']).stderr).toContain('did you mean balancers?');
  });
});
