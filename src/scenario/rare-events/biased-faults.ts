/**
 * The faults of a scenario under failure biasing: the same strikes, lengths and effects as `faults/schedule-faults.ts`,
 * at other times. Everything that can fail is a source without memory, so who fails next and when is drawn anew whenever
 * a failure comes or something is repaired. Every other choice (lengths, random targets, effects) follows its plain law.
 *
 * Nothing strikes before the first `beginCycle`.
 */
import { createDistribution } from '../../core/distributions/create-distribution.ts';
import type { Distribution, DistributionSpec } from '../../core/distributions/distribution.ts';
import type { Micros } from '../../core/time.ts';
import { createAgenda } from '../../faults/agenda.ts';
import type { FaultSpec } from '../../faults/fault.ts';
import { createOccurrences } from '../../faults/occurrences.ts';
import { type FaultMember, type PreparedFault, prepareFault } from '../../faults/prepare-fault.ts';
import type { FaultEngine } from '../../faults/schedule-faults.ts';
import { createStreams } from '../../faults/streams.ts';
import type { FaultWorld } from '../../faults/world.ts';
import type { EventHandle } from '../../kernel/event-queue.ts';
import {
  biasedStage,
  drawFailure,
  drawVictim,
  plainStage,
  ratioOfFailure,
  ratioOfSurvival,
  type Stage,
} from './failure-biasing.ts';

export interface BiasingPolicy {
  /** In (0, 1); 0 for the plain law. */
  readonly bias: number;
  /** Failures at most that are biased in a cycle. */
  readonly failuresMax: number;
  /** Whether what is looked for has happened: then the rest of the cycle follows the plain law. */
  readonly reached: () => boolean;
}

export interface BiasedFaults extends FaultEngine {
  /** Nothing is broken. */
  quiet(): boolean;
  /** Only while quiet: draws the first failure of a new cycle. */
  beginCycle(): void;
  /** When the first failure of this cycle struck. */
  readonly firstStrike: Micros | undefined;
  /** Of the plain law to the biased one, of what happened in this cycle; what is returned stays as it is. */
  likelihoodRatio(): LikelihoodRatio;
  /** Failures a microsecond while everything is up. */
  readonly restRate: number;
}

/** Up to a calendar time. */
export type LikelihoodRatio = (time: Micros) => number;

interface Source {
  readonly fault: PreparedFault;
  readonly member: FaultMember;
  readonly path: string;
  /** Strikes a microsecond. */
  readonly rate: number;
  readonly length: Distribution | undefined;
  readonly meanLength: Micros;
  /** With `mtbf`, while it is down; in the past otherwise. */
  downUntil: Micros;
}

/** What has been broken and when it will be repaired. */
interface Broken {
  readonly until: Micros;
  readonly meanLength: Micros;
}

/** A stage of the cycle, and the likelihood ratio of all before it. */
interface PastStage {
  readonly since: Micros;
  readonly before: number;
  readonly stage: Stage | undefined;
}

/** Of the choice of who fails; the rest goes by rate. */
const EVEN_SHARE = 0.5;

/** RangeError on a fault that has a memory (see `memory-of-fault.ts`). */
export function biasFaults(world: FaultWorld, faults: readonly FaultSpec[], policy: BiasingPolicy): BiasedFaults {
  const { kernel, cluster, services, seed } = world;
  const agenda = createAgenda(kernel);
  const occurrences = createOccurrences(world, agenda);
  const stream = createStreams(seed);
  const stages = stream('rare-events/stages');
  const sources = faults.flatMap((spec) => sourcesOf(prepareFault(spec, { topology: cluster.topology, services })));
  const restRate = rateOf(sources);
  const owner = faults.length;
  let broken: Broken[] = [];
  let history: PastStage[] = [];
  let ratio = 1;
  let firstStrike: Micros | undefined;
  let failures = 0;
  let pending: EventHandle | undefined;
  let missed = 0;

  const up = (): Source[] => sources.filter(({ downUntil }) => downUntil <= kernel.now);
  const stillBroken = (): Broken[] => broken.filter(({ until }) => until > kernel.now);
  const active = (): boolean => firstStrike !== undefined && failures < policy.failuresMax && !policy.reached();

  const stageFrom = (rate: number): Stage => {
    const horizon = broken.reduce((least, { until }) => Math.min(least, until - kernel.now), Number.POSITIVE_INFINITY);
    if (policy.bias === 0 || broken.length === 0 || !active()) return plainStage(rate, horizon);
    // As if all repairs were exponential.
    const meanHorizon = 1 / broken.reduce((sum, { meanLength }) => sum + 1 / meanLength, 0);
    return biasedStage(rate, horizon, meanHorizon, policy.bias);
  };

  /** A failure or a repair has come: draws what comes next. */
  const nextStage = (): void => {
    broken = stillBroken();
    const candidates = up();
    const rate = rateOf(candidates);
    const since = kernel.now;
    if (pending !== undefined) agenda.cancel(pending);
    pending = undefined;
    if (rate === 0 && broken.length === 0) return;
    const stage = rate === 0 ? undefined : stageFrom(rate);
    const before = ratio;
    history.push({ since, before, stage });
    const wait = stage === undefined ? undefined : drawFailure(stage, stages);
    if (wait !== undefined && stage !== undefined) {
      // At least a microsecond, or failures could hold the calendar at one instant.
      pending = agenda.at(since + Math.max(1, Math.round(wait)), owner, () => {
        ratio = before * ratioOfFailure(stage);
        fail(candidates);
        nextStage();
      });
      return;
    }
    const repaired = Math.min(...broken.map(({ until }) => until));
    pending = agenda.at(repaired, owner, () => {
      ratio = before * (stage === undefined ? 1 : ratioOfSurvival(stage, repaired - since));
      nextStage();
    });
  };

  const fail = (candidates: readonly Source[]): void => {
    const rates = candidates.map(({ rate }) => rate);
    const victim = drawVictim(rates, policy.bias === 0 ? 0 : EVEN_SHARE, stages);
    ratio *= victim.ratio;
    firstStrike ??= kernel.now;
    failures++;
    strike(candidates[victim.index]);
  };

  const strike = (source: Source): void => {
    const { fault, member, path, length, meanLength } = source;
    const { spec, kind, parameters } = fault;
    const lasts = length === undefined ? undefined : Math.max(0, Math.round(length.sample(stream(path))));
    const struck = occurrences.strike({
      name: spec.name,
      kind,
      targets: member.targets,
      parameters,
      length: lasts,
      choices: stream(`${path}/choices`),
      effects: stream(`${path}/effects`),
    });
    if (struck === undefined) missed++;
    if (spec.schedule.type === 'mtbf') source.downUntil = kernel.now + (lasts ?? 0);
    const until = spec.schedule.type === 'mtbf' ? source.downUntil : endOfLast(struck !== undefined, kind.lasting);
    if (until > kernel.now) broken.push({ until, meanLength: Math.max(1, meanLength) });
  };
  const endOfLast = (struck: boolean, lasting: boolean): Micros =>
    struck && lasting ? (occurrences.active().at(-1)?.until ?? Number.POSITIVE_INFINITY) : kernel.now;

  return {
    active: occurrences.active,
    inert: occurrences.inert,
    heal: (name) => occurrences.heal(name),
    healAll: () => occurrences.heal(),
    stop() {
      if (pending !== undefined) agenda.cancel(pending);
      pending = undefined;
      occurrences.heal();
    },
    missed: () => missed,
    quiet: () => stillBroken().length === 0 && occurrences.active().length === 0,
    beginCycle() {
      history = [];
      ratio = 1;
      firstStrike = undefined;
      failures = 0;
      nextStage();
    },
    get firstStrike() {
      return firstStrike;
    },
    likelihoodRatio() {
      const past = history;
      return (time) => ratioAt(past, time);
    },
    restRate,
  };
}

function sourcesOf(fault: PreparedFault): Source[] {
  const { spec, kind, parameters, members } = fault;
  const { schedule } = spec;
  const gap = schedule.type === 'mtbf' ? schedule.mtbf : schedule.type === 'every' ? schedule.gap : undefined;
  if (gap?.kind !== 'exponential') throw new RangeError(`fault ${spec.name} has a memory: it cannot be biased`);
  const lasts = schedule.type === 'mtbf' ? schedule.repair : spec.length;
  const length = lasts === undefined ? undefined : createDistribution(lasts);
  const meanLength = lasts === undefined ? (kind.naturalLength?.(parameters, 1) ?? 0) : typicalLength(lasts);
  return members.map((member) => ({
    fault,
    member,
    path: member.name === '' ? `faults/${spec.name}` : `faults/${spec.name}/${member.name}`,
    rate: 1 / gap.mean,
    length,
    meanLength,
    downUntil: Number.NEGATIVE_INFINITY,
  }));
}

/** The mean, or the median where there is none. */
function typicalLength(spec: DistributionSpec): Micros {
  const { mean, quantile } = createDistribution(spec);
  return Number.isFinite(mean) ? mean : quantile(0.5);
}

const rateOf = (sources: readonly Source[]): number => sources.reduce((sum, { rate }) => sum + rate, 0);

function ratioAt(history: readonly PastStage[], time: Micros): number {
  const past = history.findLast(({ since }) => since <= time);
  if (past === undefined) return 1;
  return past.stage === undefined ? past.before : past.before * ratioOfSurvival(past.stage, time - past.since);
}
