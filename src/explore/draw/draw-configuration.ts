/** What a run is made of before anything happens in it: sizes, options, network and disks, from fast to barely bearable. */
import type { ConsensusProtocol } from '../../algorithms/consensus/consensus.ts';
import type { ParameterValues, Range } from '../../core/parameters.ts';
import { MILLISECOND } from '../../core/time.ts';
import type { HuntSpace } from '../hunt-space.ts';
import type { Plan } from '../plan.ts';
import type { Draw } from './draw.ts';
import { drawOptions, withDefaultOptions } from './draw-options.ts';
import type { Wishes } from './motif.ts';
import { patienceOf, type Rhythm, rhythmOf } from './rhythm-of.ts';

type ConfiguredPlan = Pick<Plan, 'protocol' | 'options' | 'voters' | 'spares' | 'transport' | 'latency' | 'fsync'>;

export type Configuration = ConfiguredPlan & {
  readonly rhythm: Rhythm;
  /** How far clocks may run fast or slow, parts per million. */
  readonly driftBound: number;
};

const SIZES = [
  { voters: 1, weight: 3 },
  { voters: 2, weight: 6 },
  { voters: 3, weight: 52 },
  { voters: 4, weight: 13 },
  { voters: 5, weight: 22 },
  { voters: 7, weight: 4 },
];
const SPARES = [
  { spares: 0, weight: 50 },
  { spares: 1, weight: 30 },
  { spares: 2, weight: 20 },
];

/** In parts of the shortest patience, where not in microseconds. */
interface Span {
  readonly weight: number;
  readonly of: 'time' | 'patience';
  readonly min: number;
  readonly max: number;
}

const LATENCIES: readonly Span[] = [
  { weight: 25, of: 'time', min: 200, max: MILLISECOND },
  { weight: 30, of: 'time', min: MILLISECOND, max: 5 * MILLISECOND },
  { weight: 15, of: 'patience', min: 1 / 40, max: 1 / 15 },
  { weight: 20, of: 'patience', min: 1 / 200, max: 1 / 5 },
  { weight: 8, of: 'patience', min: 1 / 20, max: 1 / 2 },
  { weight: 5, of: 'patience', min: 1 / 50, max: 1.5 },
];
const FSYNCS: readonly Span[] = [
  { weight: 20, of: 'time', min: 0, max: 0 },
  { weight: 30, of: 'time', min: 100, max: 2 * MILLISECOND },
  { weight: 35, of: 'patience', min: 1 / 40, max: 1 / 8 },
  { weight: 15, of: 'patience', min: 1 / 20, max: 1 / 2 },
];
/** Uniform otherwise. */
const CONSTANT = 0.3;

/** `wishes` are granted. */
export function drawConfiguration(
  space: HuntSpace,
  protocol: ConsensusProtocol,
  draw: Draw,
  wishes: Wishes = {},
): Configuration {
  const { voters: size } = draw.weighted(SIZES);
  const { spares: others } = draw.weighted(SPARES);
  const voters = wishes.voters === undefined ? size : draw.pick(wishes.voters);
  const spares = wishes.spares === true ? Math.max(1, others) : others;
  const options = drawOptions(protocol, { fixed: space.options, wished: wishes.options ?? [], voters }, draw);
  const patience = patienceOf(withDefaultOptions(protocol, options));
  const latency = drawLatency(patience, draw);
  const fsync = drawFsync(patience, draw);
  const transport = wishes.transport ?? (draw.chance(0.5) ? 'stream' : 'datagram');
  return configurationOf({ protocol: protocol.name, options, voters, spares, transport, latency, fsync }, protocol);
}

/** What a plan says of its configuration, and what follows from it. */
export function configurationOf(plan: ConfiguredPlan, protocol: ConsensusProtocol): Configuration {
  const { options, voters, spares, transport, latency, fsync } = plan;
  const filled = withDefaultOptions(protocol, options);
  const rhythm = rhythmOf(filled, plan);
  const driftBound = driftBoundOf(protocol, filled);
  return { protocol: plan.protocol, options, voters, spares, transport, latency, fsync, rhythm, driftBound };
}

/** One way, as fast as within a rack or so slow that leaders hardly last. */
export const drawLatency = (patience: Range, draw: Draw): Range =>
  drawSpan(draw.weighted(LATENCIES), patience.min, draw);

export const drawFsync = (patience: Range, draw: Draw): Range => drawSpan(draw.weighted(FSYNCS), patience.min, draw);

function drawSpan({ of, min, max }: Span, patience: number, draw: Draw): Range {
  const unit = of === 'time' ? 1 : patience;
  const [low, high] = [Math.round(min * unit), Math.round(max * unit)];
  if (!draw.chance(CONSTANT)) return { min: low, max: high };
  const value = low === high ? low : draw.between(low, high);
  return { min: value, max: value };
}

/** A protocol that says how far clocks may drift says it in parts per million; one that does not say it trusts no clock. */
export function driftBoundOf(protocol: ConsensusProtocol, options: ParameterValues): number {
  const bounds = Object.entries(protocol.options).flatMap(([name, { type }]) => {
    const value = options[name];
    return type === 'ppm' && typeof value === 'number' ? [value] : [];
  });
  return bounds.length === 0 ? 0 : Math.min(...bounds);
}
