/** The arrival process of one client machine, from the plain-data spec of the whole client. */
import { createDistribution } from '../../core/distributions/create-distribution.ts';
import { randomStream } from '../../core/random/random-stream.ts';
import type { ArrivalSpec } from '../client.ts';
import type { MachineShare } from '../machine-share.ts';
import type { Arrivals } from './arrivals.ts';
import { constant } from './constant.ts';
import { diurnal } from './diurnal.ts';
import { onOff } from './on-off.ts';
import { poisson } from './poisson.ts';
import { rates } from './rates.ts';
import { timestamps } from './timestamps.ts';

/**
 * Its even share of the arrivals. Machines draw from streams of their own (`arrivals/<client>/<zone>`), except that
 * the phases of `on-off` come from `arrivals/<client>/phases` for all of them: a burst is a burst everywhere.
 */
export function createArrivals(spec: ArrivalSpec, { seed, client, zone, index, count }: MachineShare): Arrivals {
  const random = randomStream(seed, `arrivals/${client}/${zone}`);
  switch (spec.kind) {
    case 'poisson':
      return poisson(spec.rate / count, random);
    case 'constant':
      return constant(spec.rate / count, (index + 1) / count);
    case 'on-off': {
      const on = createDistribution(spec.on);
      const off = createDistribution(spec.off);
      const phases = { on, off, random: randomStream(seed, `arrivals/${client}/phases`) };
      return onOff(spec.rate / count, phases, random);
    }
    case 'diurnal':
      return diurnal({ ...spec, low: spec.low / count, high: spec.high / count }, random);
    case 'timestamps':
      return timestamps(spec.times, index, count);
    case 'rates':
      return rates(spec.steps, 1 / count, random);
  }
}
