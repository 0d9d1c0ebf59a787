/** Two sides that do not see each other, both asked to write; even splits among them. */
import { machineName } from '../../shrink/machine-names.ts';
import { reads, writeElsewhere, writes } from '../calls.ts';
import type { Motif } from '../motif.ts';
import { LEADER } from '../stage.ts';

export const split: Motif = {
  name: 'split',
  weight: 3,
  fits: ({ voters }) => voters > 1,
  play(stage, at) {
    const { draw, voters } = stage;
    const span = stage.absence();
    const size = 1 + draw.integer(voters - 1);
    const first = draw.integer(voters);
    const side = Array.from({ length: size }, (_, i) => machineName((first + i) % voters)).join(' and ');
    const group = draw.chance(0.25) ? `${LEADER} and ${side}` : side;
    stage.fault(at, 'partition', [group, draw.chance(0.3) ? 'rest' : 'nodes of store'], span);
    writes(stage, at, 1 + draw.integer(4), stage.lull());
    if (draw.chance(0.7)) writeElsewhere(stage, at, span);
    if (draw.chance(0.5)) reads(stage, at + stage.lull(), span);
    return at + (draw.chance(0.6) ? span : draw.between(1, span)) + stage.moment();
  },
};
