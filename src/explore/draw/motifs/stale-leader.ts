/**
 * A leader that cannot know yet that it is none any more, while others elect, write, and it is asked to read: what leases
 * and rounds of heartbeats are for. The machine is named, since "the leader" is soon another one; an order makes it lead.
 */
import { machineName } from '../../shrink/machine-names.ts';
import type { Motif } from '../motif.ts';
import type { Stage } from '../stage.ts';

export const staleLeader: Motif = {
  name: 'stale-leader',
  weight: 4,
  fits: ({ voters }) => voters > 1,
  play(stage, at) {
    const { draw, habits, voters, rhythm } = stage;
    const { patience } = rhythm;
    const old = draw.integer(voters);
    const other = (old + 1 + draw.integer(voters - 1)) % voters;
    if (draw.chance(0.6)) stage.order(at, 'transfer-leadership', [old]);
    const begin = at + stage.lull();
    const elected = cutOff(stage, begin, old, other);

    const client = draw.integer(habits.clients);
    const span = draw.between(rhythm.trip, patience.max);
    for (let i = 1 + draw.integer(3); i > 0; i--) {
      const via = draw.chance(0.7) ? other : stage.machine();
      stage.call(elected + draw.between(1, span), draw.pick(habits.writes), { client, via });
    }
    for (let i = 2 + draw.integer(5); i > 0; i--) {
      stage.call(elected + draw.between(rhythm.trip, span + patience.min), 'read', { via: old });
    }
    return elected + span + stage.lull();
  },
};

/** Answers when another may lead, at the earliest. */
function cutOff(stage: Stage, at: number, old: number, other: number): number {
  const { draw, rhythm } = stage;
  const { patience } = rhythm;
  const others = Array.from({ length: stage.voters }, (_, machine) => machineName(machine))
    .filter((each) => each !== machineName(old))
    .join(' and ');
  const [name, rival] = [machineName(old), machineName(other)];
  const span = stage.absence();
  const way = draw.integer(4);
  const silence = draw.between(patience.min / 2, 1.5 * patience.max);
  if (way === 0) {
    // It hears what was said before it was cut off, for as long as answers take.
    const late = draw.between(patience.min, 3 * patience.max);
    const by = draw.chance(0.5)
      ? ({ kind: 'constant', value: late } as const)
      : ({ kind: 'uniform', min: 0, max: late } as const);
    const begin = at - draw.between(1, 2 * patience.max);
    stage.fault(begin, 'delay', [others, name], span + late, { by, oneWay: true });
    stage.fault(at, 'one-way-partition', [name, 'nodes of store'], span);
    return at + silence;
  }
  if (way === 1) {
    stage.fault(at, 'partition', [name, rival], span);
    stage.fault(at + silence, 'isolate', [name], span, { clients: false });
    return at + silence;
  }
  if (way === 2) {
    stage.order(at, 'transfer-leadership', [other]);
    stage.fault(at + stage.moment(), 'isolate', [name], span, { clients: false });
    return at + stage.moment();
  }
  stage.fault(at, 'isolate', [name], span, { clients: false });
  if (draw.chance(0.5)) stage.order(at + silence, 'transfer-leadership', [other]);
  return at + silence;
}
