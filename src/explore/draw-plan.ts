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
import type { Motif } from './draw/motif.ts';
import { BEYOND, MOTIFS } from './draw/motifs.ts';
import { createStage, type Habits, type Stage } from './draw/stage.ts';
import type { HuntSpace } from './hunt-space.ts';
import { keepToContract } from './keep-to-contract.ts';
import type { Plan, PlannedOperation } from './plan.ts';
import { machineName, partsOf } from './shrink/machine-names.ts';

/** Of the motifs, and of the kinds of messages, how many are on in a run. */
const ON = 0.25;
/** How often the motif that sets the scene has its wishes, has the run to itself, is played where another could be. */
const GRANTED = 0.7;
const ALONE = 0.35;
const ON_THEME = 0.5;
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
  const known = [...MOTIFS, ...(space.beyond ? BEYOND : [])];
  // One of them sets the scene.
  const theme = draw.weighted(known);
  const share = draw.chance(ALONE) ? 0 : ON;
  const on = [theme, ...known.filter((motif) => motif !== theme && draw.chance(share))];
  const configuration = drawConfiguration(space, protocol, draw, draw.chance(GRANTED) ? theme.wishes : {});
  const kinds = space.messageKinds.length === 0 ? [] : draw.some(space.messageKinds, ON);
  const stage = createStage(configuration, drawHabits(draw), { messageKinds: kinds, carriers: space.carriers }, draw);

  const { patience } = configuration.rhythm;
  const fitting = (list: readonly Motif[]) => list.filter((motif) => motif.fits?.(stage) ?? true);
  const motifs = fitting(on).length > 0 ? fitting(on) : draw.some(fitting(known), ON);
  const count = 1 + draw.integer(MOTIFS_MAX);
  const longest = Math.max(LONGEST, 8 * patience.max);
  // Most runs wait for a leader; some begin with trouble.
  const begin = draw.chance(0.8) ? draw.between(patience.min, 2.5 * patience.max) : draw.between(1, patience.max);
  let time = begin;
  for (let i = 0; i < count && time < longest; i++) {
    const motif = motifs.includes(theme) && draw.chance(ON_THEME) ? theme : draw.weighted(motifs);
    time = motif.play(stage, time);
  }
  const end = Math.min(longest, Math.round(time + draw.between(patience.min / 10, 3 * patience.max)));
  steadyLoad(stage, end);

  const { protocol: name, options, voters, spares, transport, latency, fsync } = configuration;
  const without = draw.chance(0.6) ? leftOut(stage) : [];
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

/**
 * Who stays cut off in the end, the contract keeps a minority of them: anybody, or those first that have had the least
 * trouble, so that the others have to do.
 */
function leftOut({ draw, voters, decisions }: Stage): readonly number[] {
  const first = draw.integer(voters);
  const count = draw.integer(voters);
  const machines = Array.from({ length: voters }, (_, i) => (first + i) % voters);
  if (draw.chance(0.5)) return machines.slice(0, count);
  const named = decisions().faults.flatMap(({ groups }) => groups.flatMap(partsOf));
  const trouble = (machine: number) => named.filter((name) => name === machineName(machine)).length;
  return machines.sort((a, b) => trouble(a) - trouble(b));
}
