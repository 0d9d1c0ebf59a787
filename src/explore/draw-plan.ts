/**
 * Draws a run: a configuration, the motifs that are on in it, the load, the healing. A pure function of (space, seed).
 * Swarm testing: a run with few features goes deeper into them than one that has a little of everything.
 * Source: Groce et al., Swarm Testing (ISSTA 2012).
 */
import { consensusProtocols } from '../algorithms/consensus/registry.ts';
import { randomStream } from '../core/random/random-stream.ts';
import { MILLISECOND, type Micros, SECOND } from '../core/time.ts';
import { createDraw, type Draw } from './draw/draw.ts';
import { drawConfiguration } from './draw/draw-configuration.ts';
import { BEYOND, MOTIFS } from './draw/motifs.ts';
import { createStage, type Habits, type Stage } from './draw/stage.ts';
import type { HuntSpace } from './hunt-space.ts';
import { keepToContract } from './keep-to-contract.ts';
import type { Plan, PlannedOperation } from './plan.ts';

/** Of the motifs, and of the kinds of messages, how many are on in a run. */
const ON = 0.25;
const MOTIFS_MAX = 6;
const CLIENTS_MAX = 3;
const LONGEST = 5 * SECOND;
const KEYS = ['x', 'y', 'z'];
const WRITES: readonly (readonly PlannedOperation['f'][])[] = [
  ['write'],
  ['append'],
  ['write', 'append', 'cas'],
  ['write', 'write', 'write', 'cas', 'delete'],
];

/** RangeError if the registry knows no such protocol. */
export function drawPlan(space: HuntSpace, seed: number): Plan {
  const protocol = consensusProtocols.get(space.protocol);
  if (protocol === undefined) throw new RangeError(`unknown consensus protocol: ${space.protocol}`);
  const draw = createDraw(randomStream(seed, 'hunt/plan'));
  const configuration = drawConfiguration(space, protocol, draw);
  const kinds = space.messageKinds.length === 0 ? [] : draw.some(space.messageKinds, ON);
  const stage = createStage(configuration, drawHabits(draw), { messageKinds: kinds, carriers: space.carriers }, draw);

  const { patience } = configuration.rhythm;
  const motifs = draw.some(
    [...MOTIFS, ...(space.beyond ? BEYOND : [])].filter((motif) => motif.fits?.(stage) ?? true),
    ON,
  );
  const count = 1 + draw.integer(MOTIFS_MAX);
  const longest = Math.max(LONGEST, 8 * patience.max);
  // Most runs wait for a leader; some begin with trouble.
  const begin = draw.chance(0.8) ? draw.between(patience.min, 2.5 * patience.max) : draw.between(1, patience.max);
  let time = begin;
  for (let i = 0; i < count && time < longest; i++) time = draw.weighted(motifs).play(stage, time);
  const end = Math.min(longest, Math.round(time + draw.between(patience.min / 10, 3 * patience.max)));
  steadyLoad(stage, end);

  const { protocol: name, options, voters, spares, transport, latency, fsync } = configuration;
  const without = draw.chance(0.5) ? randomMachines(voters, draw) : [];
  const plan: Plan = {
    ...{ seed, protocol: name, options, voters, spares, transport, latency, fsync, duration: end },
    ...stage.decisions(),
    healing: { at: end, without, within: 0 },
  };
  return keepToContract(plan, end, space, protocol);
}

const drawHabits = (draw: Draw): Habits => ({
  keys: KEYS.slice(0, 1 + draw.integer(KEYS.length)),
  clients: 1 + draw.integer(CLIENTS_MAX),
  writes: draw.pick(WRITES),
});

/** Now and then somebody calls, whatever else happens. */
function steadyLoad(stage: Stage, end: Micros): void {
  const { draw, habits } = stage;
  if (draw.chance(0.2)) return;
  const gap = draw.between(20 * MILLISECOND, 500 * MILLISECOND);
  const reading = draw.pick([0, 0.3, 0.6]);
  const roaming = draw.pick([0, 0.2, 0.5]);
  for (let at = draw.between(1, 2 * gap); at < end; at += draw.between(gap / 4, 2 * gap)) {
    const via = draw.chance(roaming) ? { via: stage.machine() } : {};
    stage.call(at, draw.chance(reading) ? 'read' : draw.pick(habits.writes), via);
  }
}

/** In random order; the contract keeps a minority of them. */
const randomMachines = (voters: number, draw: Draw): number[] => {
  const first = draw.integer(voters);
  return Array.from({ length: draw.integer(voters) }, (_, i) => (first + i) % voters);
};
