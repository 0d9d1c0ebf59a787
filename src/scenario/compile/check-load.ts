/** Warns about services that are offered more work than they can do: without an end, their queues only grow. */
import { createDistribution } from '../../core/distributions/create-distribution.ts';
import { SECOND } from '../../core/time.ts';
import { formatBytes } from '../../core/units/format-bytes.ts';
import { formatCount } from '../../core/units/format-count.ts';
import type { BatchSpec } from '../../services/batch/batch.ts';
import type { PoolSpec } from '../../services/pool/pool.ts';
import type { ArrivalSpec, ClientSpec } from '../../workload/client.ts';
import type { JobClassSpec } from '../../workload/job-class.ts';
import { offered } from '../cost/offered.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { Scenario } from '../scenario.ts';
import type { ScalarNode } from '../yaml/tree.ts';
import type { Places } from './places.ts';

/** To three digits. */
const rounded = (value: number): string => {
  if (!Number.isFinite(value)) return 'infinitely many';
  const number = Number(value.toPrecision(3));
  return number < 1000 ? String(number) : formatCount(number);
};

/** In the long run; recorded arrivals are what they are and count nothing. */
const meanRate = (arrivals: ArrivalSpec): number => {
  switch (arrivals.kind) {
    case 'on-off': {
      const [on, off] = [arrivals.on, arrivals.off].map((spec) => createDistribution(spec).mean);
      return on === Number.POSITIVE_INFINITY ? arrivals.rate : (arrivals.rate * on) / (on + off);
    }
    case 'diurnal':
      return (arrivals.low + arrivals.high) / 2;
    case 'timestamps':
    case 'rates':
      return 0;
    default:
      return arrivals.rate;
  }
};

/** Callers of a closed loop wait for their answers: they cannot offer too much for long. */
const offeredBy = (client: ClientSpec): number => {
  if (client.kind === 'probe') return (client.zones.length * SECOND) / client.every;
  return client.kind === 'open' ? meanRate(client.arrivals) : 0;
};

/** Cores of nominal speed that it can ever use. */
const capacityOf = ({ nodes, initial, concurrency, scaling }: PoolSpec, places: Places): number =>
  nodes.slice(0, scaling === undefined ? initial : scaling.max).reduce((sum, id) => {
    const { cores, speed } = places.nodes[id].machine;
    return sum + Math.min(cores, concurrency) * speed;
  }, 0);

/** Core time of a request at nominal speed, microseconds. */
const workOf = ({ serviceTime, hiccup }: PoolSpec): number =>
  createDistribution(serviceTime).mean +
  (hiccup === undefined ? 0 : hiccup.chance * createDistribution(hiccup.time).mean);

const checkPool = (pool: PoolSpec, rate: number, key: ScalarNode, places: Places, reporter: Reporter) => {
  const work = rate === 0 ? 0 : (rate * workOf(pool)) / SECOND;
  const capacity = capacityOf(pool, places);
  if (work > capacity) {
    reporter.warn(key, messages.overloaded(pool.name, rounded(rate), rounded(work), rounded(capacity)));
  }
};

/** Tasks of a class that run at a time on machines of nominal speed if none of them waits. */
const tasksAtATime = ({ arrivals, tasks, runtime, straggler }: JobClassSpec): number => {
  const rate = meanRate(arrivals);
  const slowed = 1 + straggler.chance * (straggler.factor - 1);
  return rate === 0 ? 0 : (rate * ((tasks.min + tasks.max) / 2) * createDistribution(runtime).mean * slowed) / SECOND;
};

const checkBatch = (
  batch: BatchSpec,
  jobs: readonly JobClassSpec[],
  key: ScalarNode,
  places: Places,
  reporter: Reporter,
) => {
  let cores = 0;
  let memory = 0;
  for (const job of jobs) {
    if (job.target !== batch.name) continue;
    const running = tasksAtATime(job);
    cores += running * job.cores;
    memory += running * job.memory;
  }
  const machines = batch.nodes.map((id) => places.nodes[id].machine);
  const speed = machines.reduce((sum, machine) => sum + machine.cores * machine.speed, 0);
  const bytes = batch.memory.reduce((sum, each) => sum + each, 0);
  if (cores > speed) {
    reporter.warn(key, messages.tooManyJobs(batch.name, `${rounded(cores)} cores`, `${rounded(speed)}`));
  } else if (memory > bytes) {
    const offered = Number.isFinite(memory) ? formatBytes(memory) : 'endless memory';
    reporter.warn(key, messages.tooManyJobs(batch.name, offered, formatBytes(bytes)));
  }
};

/** `keys`: where each service is named. */
export const checkLoad = (
  { services, clients, jobs }: Pick<Scenario, 'services' | 'clients' | 'jobs'>,
  keys: ReadonlyMap<string, ScalarNode>,
  places: Places,
  reporter: Reporter,
) => {
  const rates = offered(services, clients, offeredBy);
  for (const service of services) {
    const key = keys.get(service.name);
    if (key === undefined) continue;
    if (service.kind === 'pool') checkPool(service, rates.get(service.name) ?? 0, key, places, reporter);
    if (service.kind === 'batch') checkBatch(service, jobs ?? [], key, places, reporter);
  }
};
