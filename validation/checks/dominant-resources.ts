/**
 * Dominant resource fairness on the cluster of the paper: 9 cores and 18 GB, tasks of <1 core, 4 GB> and <3 cores, 1 GB>.
 *
 * Source: Ghodsi et al., "Dominant Resource Fairness", NSDI 2011, section 4.1.
 */
import { buildSimulation } from '../../src/scenario/build-simulation.ts';
import type { Check, Measured } from '../check.ts';
import { loadScenario } from '../load-scenario.ts';

const CORES = 9;
const MEMORY = 18e9;
const EXACT = { kind: 'absolute', by: 1e-12 } as const;

interface Held {
  tasks: number;
  cores: number;
  memory: number;
}

/** What runs at the end of the scenario, of either user. */
function held(): Held[] {
  const { kernel, trace, end } = buildSimulation(loadScenario('dominant-resources'), 1);
  const users = new Map<number, string>();
  const all = new Map(['A', 'B'].map((user): [string, Held] => [user, { tasks: 0, cores: 0, memory: 0 }]));
  trace.subscribe('job', ({ job, user }) => void users.set(job, user));
  trace.subscribe('task', ({ job, change, cores, memory }) => {
    const own = all.get(users.get(job) ?? '');
    if (own === undefined) throw new Error(`a task of job ${job}, which nobody submitted`);
    const by = change === 'started' ? 1 : -1;
    own.tasks += by;
    own.cores += by * cores;
    own.memory += by * memory;
  });
  kernel.run(end);
  return [...all.values()];
}

const shareOf = ({ cores, memory }: Held): Measured => ({ value: Math.max(cores / CORES, memory / MEMORY) });

export const dominantResources: Check = {
  name: 'scheduling/dominant-resources',
  title: 'Dominant resource fairness, 9 cores and 18 GB',
  source: 'Ghodsi et al., NSDI 2011, section 4.1',
  exercised: 'whole simulator: dominant-resources.yaml',
  figures: [
    { quantity: 'tasks of user A, 1 core and 4 GB each', expected: 3, tolerance: EXACT },
    { quantity: 'tasks of user B, 3 cores and 1 GB each', expected: 2, tolerance: EXACT },
    { quantity: 'dominant share of user A', expected: 2 / 3, tolerance: EXACT },
    { quantity: 'dominant share of user B', expected: 2 / 3, tolerance: EXACT },
  ],
  trials: { full: 1, short: 1 },
  simulate() {
    const [a, b] = held();
    return [{ value: a.tasks }, { value: b.tasks }, shareOf(a), shareOf(b)];
  },
};
