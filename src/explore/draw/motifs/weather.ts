/** A bad network for a while: loss, duplicates, reordering, delays, a link that comes and goes. */
import type { ParameterValues } from '../../../core/parameters.ts';
import type { Motif } from '../motif.ts';
import type { Stage } from '../stage.ts';

const SHARES = [0.02, 0.1, 0.3, 0.6];

export const weather: Motif = {
  name: 'weather',
  weight: 2,
  play(stage, at) {
    const { draw } = stage;
    const kind = draw.pick(['link-loss', 'duplicate', 'reorder', 'delay', 'flap']);
    const span = 2 * stage.absence();
    const groups = draw.chance(0.5) ? ['all nodes'] : [stage.target()];
    stage.fault(at, kind, groups, span, {
      ...parametersOf(kind, stage),
      ...(draw.chance(0.2) ? { oneWay: true } : {}),
    });
    return at + (draw.chance(0.7) ? stage.lull() : span);
  },
};

function parametersOf(kind: string, { draw, rhythm }: Stage): ParameterValues {
  const { patience } = rhythm;
  if (kind === 'flap') return { period: draw.between(patience.min / 4, 3 * patience.max) };
  if (kind !== 'delay') return { share: draw.pick(SHARES) };
  return { by: { kind: 'uniform', min: 0, max: draw.between(patience.min / 20, 2 * patience.max) } };
}
