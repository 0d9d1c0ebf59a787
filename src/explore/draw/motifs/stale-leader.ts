/**
 * A leader that cannot know yet that it is none any more, while others elect, write, and it is asked to read: what leases
 * and rounds of heartbeats are for. The machine is named, since "the leader" is soon another one; an order makes it lead.
 */
import type { Micros } from '../../../core/time.ts';
import { machineName } from '../../shrink/machine-names.ts';
import type { Motif } from '../motif.ts';
import type { Stage } from '../stage.ts';

/** When others may lead already, and the old leader may not know it. */
interface Window {
  readonly from: Micros;
  readonly to: Micros;
}

export const staleLeader: Motif = {
  name: 'stale-leader',
  weight: 10,
  wishes: { options: ['readMode', 'preVote'] },
  fits: ({ voters }) => voters > 1,
  play(stage, at) {
    const { draw, habits, voters, rhythm } = stage;
    const old = draw.integer(voters);
    const other = (old + 1 + draw.integer(voters - 1)) % voters;
    if (draw.chance(0.8)) stage.order(at, 'transfer-leadership', [old]);
    const cut = at + rhythm.trip * 3 + stage.lull();
    const { from, to } = draw.pick(cutsFor(stage))(stage, cut, old, other);
    const within = (share: number): Micros => from + Math.round((to - from) * share);
    const key = draw.pick(habits.keys);
    for (let i = 3 + draw.integer(5); i > 0; i--) {
      const via = draw.chance(0.8) ? other : stage.machine();
      stage.call(within(draw.integer(70) / 100), draw.pick(habits.writes), { via, key });
    }
    for (let i = 5 + draw.integer(7); i > 0; i--) {
      stage.call(within(0.2 + draw.integer(90) / 100), 'read', { via: old, key });
    }
    return Math.max(from, to);
  },
};

/** Those that endanger reads of that kind, above all. */
function cutsFor({ options }: Stage): readonly Cut[] {
  if (options.readMode !== 'lease') return [lateAnswers, lateAnswers, handedOver, alone];
  // Without a question before it, nobody keeps a follower from an early election but those who vote.
  return [lateAnswers, handedOver, alone, ...(options.preVote === false ? [torn, torn] : [torn])];
}

type Cut = (stage: Stage, at: Micros, old: number, other: number) => Window;

const othersThan = (machine: number, { voters }: Stage): string =>
  Array.from({ length: voters }, (_, each) => each)
    .filter((each) => each !== machine)
    .map(machineName)
    .join(' and ');

/** A time between the bounds, each as likely. */
const uniform = ({ draw }: Stage, min: number, max: number): Micros => min + draw.integer(Math.max(1, max - min));

/** It goes on hearing what was said before it was cut off, for as long as answers take. */
const lateAnswers: Cut = (stage, at, old) => {
  const { draw, rhythm } = stage;
  const { patience } = rhythm;
  const name = machineName(old);
  // A constant delay is a silence at first, and must not be taken for one.
  const steady = draw.chance(0.5);
  const late = steady ? uniform(stage, patience.min / 4, patience.min) : uniform(stage, patience.min, 4 * patience.max);
  const by = steady
    ? ({ kind: 'constant', value: Math.round(late) } as const)
    : ({ kind: 'uniform', min: 0, max: Math.round(late) } as const);
  const cut = at + uniform(stage, patience.min / 2, 2 * patience.max);
  const span = late + stage.absence();
  stage.fault(at, 'delay', [othersThan(old, stage), name], cut - at + span, { by, oneWay: true });
  stage.fault(cut, 'one-way-partition', [name, 'nodes of store'], span);
  return { from: cut + patience.min, to: cut + late + (steady ? patience.min : 0) };
};

/** One follower hears nothing of it and stands for election; then nobody does. */
const torn: Cut = (stage, at, old, other) => {
  const { patience } = stage.rhythm;
  const span = stage.absence();
  stage.fault(at, 'partition', [machineName(old), machineName(other)], span);
  const alone = at + uniform(stage, 0.7 * patience.min, patience.max);
  stage.fault(alone, 'isolate', [machineName(old)], span, { clients: false });
  return { from: alone, to: alone + patience.min };
};

/** It hands over, and does not hear what comes of it. */
const handedOver: Cut = (stage, at, old, other) => {
  const { draw, rhythm } = stage;
  stage.order(at, 'transfer-leadership', [other]);
  if (draw.chance(0.5)) {
    const deaf = at - uniform(stage, 0, rhythm.patience.min / 3);
    stage.fault(deaf, 'one-way-partition', [othersThan(old, stage), machineName(old)], stage.absence());
  } else {
    const cut = at + (draw.chance(0.7) ? draw.integer(Math.max(1, rhythm.trip)) : stage.moment());
    stage.fault(cut, 'isolate', [machineName(old)], stage.absence(), { clients: false });
  }
  return { from: at, to: at + rhythm.patience.min };
};

const alone: Cut = (stage, at, old) => {
  const { patience } = stage.rhythm;
  stage.fault(at, 'isolate', [machineName(old)], stage.absence(), { clients: false });
  return { from: at + patience.min, to: at + 2 * patience.max };
};
