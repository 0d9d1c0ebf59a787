import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleMutant } from '../../../zoo/bundle.ts';
import { MUTANTS } from '../../../zoo/mutants.ts';

const folder = mkdtempSync(join(tmpdir(), 'fivenines-shrink-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs to the first finding are a matter of the generator; these are found within some dozens. */
const RUNS = 400;

describe.each(['E6', 'Q1'])('a Raft with bug %s', (id) => {
  const mutant = MUTANTS.find((candidate) => candidate.id === id)!;
  let world: typeof import('./hunted-world.ts');
  beforeAll(async () => {
    await bundleMutant([join(import.meta.dirname, 'hunted-world.ts')], join(folder, id), mutant);
    world = await import(pathToFileURL(join(folder, id, 'hunted-world.js')).href);
  });

  it('is shrunk to at most twice the pattern of the zoo, and its file replays it', async () => {
    const found = world.find(mutant.properties, RUNS);
    expect(found).toBeDefined();
    const { plan, complete } = world.shrink(found!);
    const size = plan.faults.length + plan.orders.length + plan.operations.length;
    expect(complete).toBe(true);
    expect(size).toBeLessThanOrEqual(2 * mutant.decisions);
    const { yaml, text, html } = await world.render(plan);
    expect(world.replay(yaml)[0]).toMatchObject({ property: found!.property });
    expect(text).toContain(`${found!.property} is violated`);
    expect(text).toContain('becomes leader of term');
    expect(html).toContain('<svg class="space-time"');
  });
});
