/** Campaigns against one mutant: the hunter as it is, with the mutant in place of the algorithm. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { HuntSpace } from '../src/explore/hunt-space.ts';
import { learnMessages } from '../src/explore/learn-messages.ts';
import type { huntAll } from '../src/node/hunt/hunt-all.ts';
import { projectRoot } from '../validation/project-root.ts';
import { bundleMutant } from './bundle.ts';
import type { Mutant } from './mutant.ts';

export interface CampaignLimits {
  readonly seeds: readonly number[];
  /** A campaign is given up after so many seconds. */
  readonly seconds: number;
  /** And after so many runs, if given. */
  readonly runs?: number;
  readonly jobs: number;
}

export interface CampaignResult {
  readonly seed: number;
  /** Runs and seconds to the first finding; undefined for none. */
  readonly found: FirstFinding | undefined;
  readonly runs: number;
  readonly seconds: number;
}

export interface FirstFinding {
  readonly property: string;
  readonly runs: number;
  readonly seconds: number;
  /** Faults, orders and operations of the shrunk run. */
  readonly decisions: number;
}

const MODULES = ['hunt-all.ts', 'hunt-worker.ts'].map((name) => join(projectRoot(), 'src/node/hunt', name));
/** Within node_modules, so that what is not bundled is found. */
const CACHE = join(projectRoot(), 'node_modules/.cache/fivenines-zoo');

const spaces = new Map<string, HuntSpace>();

/** What `fivenines hunt` draws from for that protocol, with nothing fixed. Learned from the correct one. */
function spaceOf(protocol: string): HuntSpace {
  let space = spaces.get(protocol);
  if (space === undefined) {
    const known = { protocol, options: {}, beyond: false };
    space = { ...known, ...learnMessages(known) };
    spaces.set(protocol, space);
  }
  return space;
}

/** One campaign a seed, one after the other. */
export async function huntMutant(mutant: Mutant, limits: CampaignLimits): Promise<CampaignResult[]> {
  const folder = join(CACHE, `${mutant.protocol}-${mutant.id}-${process.pid}`);
  try {
    await bundleMutant(MODULES, folder, mutant);
    const module = (await import(pathToFileURL(join(folder, 'hunt-all.js')).href)) as { huntAll: typeof huntAll };
    const results: CampaignResult[] = [];
    for (const seed of limits.seeds) results.push(await campaign(module.huntAll, mutant, seed, limits));
    return results;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function campaign(
  hunt: typeof huntAll,
  { protocol }: Mutant,
  seed: number,
  { seconds, runs, jobs }: CampaignLimits,
): Promise<CampaignResult> {
  const begin = performance.now();
  const passed = () => (performance.now() - begin) / 1000;
  let first: Omit<FirstFinding, 'decisions'> | undefined;
  const hunted = await hunt({
    ...{ space: spaceOf(protocol), seed, seconds, runs, jobs, plugins: [], stopAfter: 1 },
    onFinding({ violation, run }) {
      first ??= { property: violation.property, runs: run + 1, seconds: passed() };
    },
  });
  const group = hunted.groups.find(({ property }) => property === first?.property);
  const plan = group?.best.plan;
  const decisions = plan === undefined ? Number.NaN : plan.faults.length + plan.orders.length + plan.operations.length;
  const found = first === undefined ? undefined : { ...first, decisions };
  return { seed, found, runs: hunted.runs, seconds: hunted.seconds };
}
