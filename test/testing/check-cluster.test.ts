import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consensusProtocols, withConsensus } from '../../src/algorithms/consensus/registry.ts';
import { comparePlans } from '../../src/explore/shrink/plan-cost.ts';
import { parseScenario } from '../../src/scenario/parse-scenario.ts';
import { runScenario } from '../../src/scenario/run-scenario.ts';
import {
  BrokenCluster,
  type ClusterCheckOptions,
  checkCluster,
  clusterProperty,
  findCounterexample,
  runCluster,
} from '../../src/testing/index.ts';
import { toy } from './toy.ts';

const planted = await toy('planted');
/** Keeps the tests short: what is wrong shows on three voters. */
const SMALL: ClusterCheckOptions = { voters: { min: 3, max: 3 }, orders: false, spares: 0, shrinkRuns: 400 };

function failure(act: () => void): BrokenCluster {
  try {
    act();
  } catch (error) {
    if (error instanceof BrokenCluster) return error;
    throw error;
  }
  throw new Error('it passed');
}

describe('checkCluster', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fivenines-'));
  const thrown = failure(() => checkCluster(planted, { writeTo: `${folder}/`, plugin: './mine.js', shrinkRuns: 250 }));
  const { counterexample: found } = thrown;

  it('finds the planted bug, and makes it small', () => {
    expect(found.plan.faults.length + found.plan.operations.length).toBeLessThanOrEqual(6);
    expect(comparePlans(found.plan, found.original)).toBeLessThan(0);
    expect(runCluster(planted, found.plan).violations[0].property).toBe(found.property);
    expect(runCluster(planted, found.original).violations[0].property).toBe(found.property);
  });

  it('tells seed, path, story, file and command', () => {
    expect(thrown.message).toContain(`view-log breaks ${found.property}: ${found.detail}`);
    expect(thrown.message).toContain(`seed 0, path "${found.path}"`);
    expect(found.narrative.length).toBeGreaterThan(3);
    expect(found.narrative.at(-1)).toContain(`${found.property} is violated`);
    for (const line of found.narrative) expect(thrown.message).toContain(line);
    expect(thrown.message).toContain(`npx fivenines run ${thrown.file} --plugin ./mine.js`);
    expect(thrown.message).toContain(`path: "${found.path}" })`);
  });

  it('goes straight to it by seed and path', () => {
    const again = findCounterexample(planted, { seed: found.seed, path: found.path, shrinkRuns: 250 });
    expect({ ...again, runs: found.runs }).toEqual(found);
    expect(again?.runs).toBe(1);
  });

  it('writes a scenario that breaks the same property, and the story', () => {
    const text = readFileSync(thrown.file!, 'utf8');
    expect(text).toBe(found.scenario);
    expect(readFileSync(thrown.file!.replace('.yaml', '.txt'), 'utf8')).toBe(`${thrown.message}\n`);
    withConsensus(planted, () => {
      const parsed = parseScenario({ name: 'found.yaml', text, sha256: '' });
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
      const { violations } = runScenario(parsed.scenario, parsed.scenario.seed);
      expect(violations[0].property).toBe(found.property);
    });
  });

  it('leaves the registry as it was', () => {
    expect(consensusProtocols.has('view-log')).toBe(false);
  });

  it('writes nothing unless asked, and says how', () => {
    const { message, file } = failure(() => checkCluster(planted, { ...SMALL, shrinkRuns: 0, path: found.path }));
    expect(file).toBeUndefined();
    expect(message).toContain('give writeTo a folder');
  });

  it('lets a correct protocol pass', async () => {
    const correct = await toy('correct');
    checkCluster(correct, { numRuns: 60 });
    checkCluster(correct, { ...SMALL, numRuns: 40, seed: 3 });
  });

  it.each(['eager', 'hasty', 'idle'] as const)('finds the bug of the %s one', async (name) => {
    const found = findCounterexample(await toy(name), { ...SMALL, numRuns: 400, shrinkRuns: 100 });
    expect(found?.plan.voters).toBe(3);
    if (name === 'idle') expect(found?.property).toBe('liveness');
  });

  it('reports what a protocol throws', async () => {
    const found = findCounterexample(await toy('throwing'), { ...SMALL, numRuns: 50, shrinkRuns: 100 });
    expect(found?.property).toBe('exception');
    expect(found?.detail).toContain('a second view');
  });

  it('sees what clients see without invariants, and nothing else', async () => {
    const stale = findCounterexample(await toy('stale'), { ...SMALL, invariants: false, numRuns: 400, shrinkRuns: 50 });
    expect(stale?.property).toBe('linearizability');
    expect(findCounterexample(planted, { path: found.path, numRuns: 1, invariants: false })).toBeUndefined();
  });

  it('ignores what it is told to', () => {
    const ignore = [found.property];
    const other = findCounterexample(planted, { ...SMALL, ignore, numRuns: 100, shrinkRuns: 20 });
    expect(other?.property).not.toBe(found.property);
  });

  it('keeps to the sizes, faults and options that it was given, shrinking included', () => {
    const configuration = { electionTimeout: { min: 400_000, max: 700_000 } };
    const faults = ['pause', 'isolate', 'partition'];
    const narrow = { voters: { min: 3, max: 4 }, spares: 0, orders: false, faults, configuration };
    const { original, plan } = findCounterexample(planted, { ...narrow, numRuns: 300, shrinkRuns: 200 })!;
    for (const each of [original, plan]) {
      expect(each.voters).toBeGreaterThanOrEqual(3);
      expect(each.voters).toBeLessThanOrEqual(4);
      expect(each.spares).toBe(0);
      expect(each.orders).toEqual([]);
      expect(each.options.electionTimeout).toEqual(configuration.electionTimeout);
      for (const { kind } of each.faults) expect([...faults, 'heal']).toContain(kind);
    }
  });

  it('says so if no plan fits', () => {
    expect(() => checkCluster(planted, { voters: { min: 20, max: 30 }, numRuns: 1 })).toThrow('20 to 30 voters');
  });
});

describe('clusterProperty', () => {
  it('works under fc.assert, by seed and path', () => {
    const property = clusterProperty(planted, SMALL);
    const { failed, seed, counterexamplePath, counterexample, errorInstance } = fc.check(property, {
      ...{ seed: 0, numRuns: 100, endOnFailure: true },
    });
    expect(failed).toBe(true);
    expect((errorInstance as Error).message).toContain('view-log breaks');
    const again = fc.check(clusterProperty(planted, SMALL), { seed, path: counterexamplePath!, endOnFailure: true });
    expect(again.counterexample).toEqual(counterexample);
  });
});
