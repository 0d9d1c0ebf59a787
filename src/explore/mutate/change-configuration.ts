/** The same trouble in another cluster: one option, the network, the disks, the transport, who is left out in the end. */

import { drawFsync, drawLatency } from '../draw/draw-configuration.ts';
import { changeOption, withDefaultOptions } from '../draw/draw-options.ts';
import { patienceOf } from '../draw/rhythm-of.ts';
import type { Mutation } from './mutation.ts';

export const changeConfiguration: Mutation = {
  name: 'change-configuration',
  weight: 4,
  apply(plan, { draw, space, protocol }) {
    const way = draw.integer(8);
    const patience = patienceOf(withDefaultOptions(protocol, plan.options));
    if (way === 0) return { ...plan, latency: drawLatency(patience, draw) };
    if (way === 1) return { ...plan, fsync: drawFsync(patience, draw) };
    if (way === 2) return { ...plan, transport: plan.transport === 'stream' ? 'datagram' : 'stream' };
    if (way === 3 && plan.healing !== undefined) {
      const without = Array.from({ length: draw.integer(plan.voters) }, () => draw.integer(plan.voters));
      return { ...plan, healing: { ...plan.healing, without } };
    }
    return {
      ...plan,
      options: changeOption(protocol, plan.options, { fixed: space.options, voters: plan.voters }, draw),
    };
  },
};
