/** Calls of a server to a pool. The work they are is drawn here, by the stream `service-time/<process>`. */
import { createDistribution } from '../../../core/distributions/create-distribution.ts';
import { randomStream } from '../../../core/random/random-stream.ts';
import type { InstalledCaller } from '../install-caller.ts';
import type { PoolSpec } from '../pool.ts';
import type { Egress } from './egress.ts';

/** `name`: of the caller's process. */
export function createPoolEgress(caller: InstalledCaller, target: PoolSpec, name: string, seed: number): Egress {
  const serviceTime = createDistribution(target.serviceTime);
  const random = randomStream(seed, `service-time/${name}`);
  return {
    process: caller.process,
    call(request, done) {
      const work = Math.round(serviceTime.sample(random));
      caller.living()?.call({ ...request, work }, (outcome) => done(outcome === 'ok'));
    },
  };
}
