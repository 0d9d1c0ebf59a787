/** Batch clusters from the file to the result. */
import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../../src/measure/result.ts';
import { parseScenario } from '../../../src/scenario/parse-scenario.ts';
import { runScenario } from '../../../src/scenario/run-scenario.ts';
import type { Scenario } from '../../../src/scenario/scenario.ts';

const FILE = `
name: jobs
duration: 20min
topology: {nodes: 4, node: {cores: 4}}
services:
  grid: {kind: batch, memory: 16GiB, scheduler: SCHEDULER, speculation: {slowerThan: 1.5, finishedShare: 50%, maxShare: 20%}}
jobs:
  reports: {target: grid, user: ann, priority: 1, arrivals: {poisson: 6/min}, tasks: 1..8, memory: 2GiB, runtime: {exponential: 10s}, straggler: {chance: 5%, factor: 5}}
  models: {target: grid, user: bob, arrivals: {poisson: 1/min}, tasks: 4, cores: 2, memory: 4GiB, runtime: {exponential: 20s}, gang: true, deadline: 5min}
faults:
  - {crash: each node of grid, mtbf: {exponential: 8min}, repair: 20s}
`;

function scenario(scheduler: string): Scenario {
  const text = FILE.replace('SCHEDULER', scheduler);
  const parsed = parseScenario({ name: 'jobs.yaml', text, sha256: '0'.repeat(64) });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.scenario;
}

const batchOf = ({ batches }: RunResult) => batches?.grid;

describe('a scenario with a batch cluster', () => {
  it('tells what became of the jobs, and of the cores', () => {
    const result = runScenario(scenario('priority'), 1);
    const grid = batchOf(result);
    expect(grid?.submitted).toBeGreaterThan(40);
    expect((grid?.finished ?? 0) + (grid?.failed ?? 0)).toBeGreaterThan(40);
    expect(grid?.preemptions).toBeGreaterThan(0);
    expect(grid?.copies).toBeGreaterThan(0);
    expect(grid?.taskFailures).toBeGreaterThan(0);
    expect(grid?.wasted).toBeGreaterThan(0);
    expect(grid?.cores).toBeGreaterThan(0.2);
    expect(Object.keys(grid?.response ?? {}).sort()).toEqual(['models', 'reports']);
    const requests = result.load.grid.map((node) => node.requests);
    expect(Math.min(...requests)).toBeGreaterThan(0);
    expect(result.skippedSeconds).toBe(0);
    expect(result.violations).toEqual([]);
  });

  it('is the same again, watched or not, and submits the same jobs to every scheduler', () => {
    const once = runScenario(scenario('best-fit'), 7);
    const watched = runScenario(scenario('best-fit'), 7, {
      watch: (trace) => trace.subscribe('message', () => {}),
    });
    expect(watched).toEqual(once);
    const submitted = ['random', 'dominant-resource-fairness', 'history-based'].map(
      (scheduler) => batchOf(runScenario(scenario(scheduler), 7))?.submitted,
    );
    expect(submitted).toEqual([batchOf(once)?.submitted, batchOf(once)?.submitted, batchOf(once)?.submitted]);
  });
});
