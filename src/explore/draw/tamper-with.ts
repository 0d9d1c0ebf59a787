/** Meddles with the next few messages of one kind: what one machine sends, or all of them. */
import type { Micros } from '../../core/time.ts';
import { machineName } from '../shrink/machine-names.ts';
import type { Stage } from './stage.ts';

const ACTIONS = ['drop', 'hold', 'duplicate'];
/** Messages of each link that pass first, and that are struck then. */
const SKIP_MAX = 6;
const COUNT_MAX = 3;
const EVERYBODY = 0.25;

export function tamperWith(stage: Stage, at: Micros): void {
  const { draw, messageKinds, rhythm } = stage;
  const action = draw.pick(ACTIONS);
  const to = draw.chance(0.5) ? undefined : stage.node();
  const skip = draw.chance(0.5) ? 0 : draw.integer(SKIP_MAX);
  const count = 1 + draw.integer(COUNT_MAX);
  const by = draw.chance(0.3) ? stage.moment() : draw.between(rhythm.patience.min / 10, 4 * rhythm.patience.max);
  const length = draw.chance(0.5) ? undefined : stage.absence();
  const parameters = {
    ...(messageKinds.length > 0 && draw.chance(0.9) ? { messages: draw.pick(messageKinds) } : {}),
    action,
    ...(action === 'drop' ? {} : { by }),
    ...(skip === 0 ? {} : { skip }),
    ...(count === 1 ? {} : { count }),
  };
  const everybody = Array.from({ length: stage.voters }, (_, machine) => machineName(machine));
  for (const from of draw.chance(EVERYBODY) ? everybody : [stage.target()]) {
    stage.fault(at, 'tamper', to === undefined || to === from ? [from] : [from, to], length, parameters);
  }
}
