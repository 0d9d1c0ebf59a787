/** Views of who is alive disagree: bridges, rings of majorities, one-way partitions, pairs that do not see each other. */
import type { Motif } from '../motif.ts';

export const partialMesh: Motif = {
  name: 'partial-mesh',
  weight: 2,
  fits: ({ voters }) => voters > 2,
  play(stage, at) {
    const { draw } = stage;
    const span = stage.absence();
    const way = draw.integer(4);
    if (way === 0) stage.fault(at, 'bridge', [stage.target()], span);
    else if (way === 1) stage.fault(at, 'majorities-ring', ['nodes of store'], span);
    else if (way === 2) stage.fault(at, 'one-way-partition', [stage.target(), 'nodes of store'], span);
    else stage.fault(at, 'partition', [stage.target(), stage.node()], span);
    return at + (draw.chance(0.6) ? span : stage.lull());
  },
};
