/** Hunts on real threads, of a protocol that goes round in circles. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { huntAll } from '../../../src/node/hunt/hunt-all.ts';
import { projectRoot } from '../../../validation/project-root.ts';
import { bundleMutant } from '../../../zoo/bundle.ts';
import { RAFT } from '../../explore/raft-space.ts';

const root = projectRoot();
/** Within node_modules, so that what is not bundled is found. */
const folder = join(root, `node_modules/.cache/fivenines-hang-${process.pid}`);
let hunt: typeof huntAll;

beforeAll(async () => {
  const modules = ['hunt-all.ts', 'hunt-worker.ts'].map((name) => join(root, 'src/node/hunt', name));
  const file = 'algorithms/consensus/raft/election.ts';
  const find = "  if (state.role === 'leader' || state.installing !== undefined || !mayCampaign(raft)) return;";
  const patches = [{ file, find, replace: '  while (state.term > 0);' }];
  const about = { wrong: '', source: '', properties: [], pattern: '', decisions: 0 };
  await bundleMutant(modules, folder, { ...about, id: 'hang', protocol: 'raft', patches });
  hunt = (await import(pathToFileURL(join(folder, 'hunt-all.js')).href)).huntAll;
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a run that never ends', () => {
  it('is ended and reported, and the runs around it are made', async () => {
    const ran: string[] = [];
    const hunted = await hunt({
      ...{ space: RAFT, seed: 1, runs: 10, jobs: 1, plugins: [], patience: 1500 },
      onFinding: ({ violation }) => ran.push(violation.property),
    });
    expect(hunted.runs).toBe(10);
    expect(ran.length).toBeGreaterThan(0);
    expect(ran.length).toBeLessThan(10);
    expect(new Set(ran)).toEqual(new Set(['hang']));
    expect(hunted.groups.map(({ property }) => property)).toEqual(['hang']);
  }, 120_000);
});
