/** Times that requests spend at `scenarios/validation/queue.yaml`, in mean service times, in the order of their answers. */
import { buildSimulation } from '../src/scenario/build-simulation.ts';
import { loadScenario } from './load-scenario.ts';

/** Microseconds, as in the scenario. */
const SERVICE = 10_000;
const SECOND = 1_000_000;
const WARM_UP_SHARE = 0.1;

/** `load`: utilization of each core. The first tenth is thrown away, `jobs` remain. */
export function sojourns(cores: number, load: number, jobs: number, seed: number): number[] {
  const perSecond = (cores * load * SECOND) / SERVICE;
  const scenario = loadScenario('queue', [
    ['topology.node.cores', String(cores)],
    ['clients.web.arrivals', `{poisson: ${perSecond}/s}`],
    // More than enough: the run stops at the last job.
    ['duration', `${Math.ceil((2 * jobs) / perSecond)}s`],
  ]);
  const { kernel, trace, end } = buildSimulation(scenario, seed);
  let toSkip = Math.floor((WARM_UP_SHARE / (1 - WARM_UP_SHARE)) * jobs);
  const times: number[] = [];
  trace.subscribe('operation', ({ type, time, invokedAt }) => {
    if (type === 'invoke' || toSkip-- > 0) return;
    if (type !== 'ok') throw new Error(`a request ended with ${type}`);
    if (times.push((time - invokedAt) / SERVICE) === jobs) kernel.stop();
  });
  kernel.run(end);
  if (times.length < jobs) throw new Error(`${times.length} of ${jobs} requests were answered`);
  return times;
}
