/**
 * Scales for the load that is to be expected by the time new instances can be there: seasonal Holt–Winters over averages
 * of `step`, the highest forecast until `horizon` from now (the provisioning delay, and the time to get ready) divided by
 * what an instance is there for. Until two seasons have been seen, and as a floor afterwards, it goes by the present.
 * Of this kind: AWS predictive scaling, Google's predictive autoscaling, Scryer (Netflix, 2013).
 *
 * The demand that CPU shows is bounded by the capacity that there is; a service that is overloaded at the peak of every
 * day teaches too little. Requests do not have that flaw.
 */
import type { OptionConflict } from '../../core/option-conflict.ts';
import type { ParameterValues } from '../../core/parameters.ts';
import { DAY, MINUTE, type Micros } from '../../core/time.ts';
import type { AutoscalingAlgorithm, ScalingObservation } from './autoscaler.ts';
import { decide } from './parts/decide.ts';
import { holtWinters } from './parts/holt-winters.ts';
import { inService } from './parts/metric.ts';
import { say } from './parts/say.ts';

/** Steps in a season that are remembered at most. */
const LONGEST_SEASON = 100_000;

interface Demand {
  /** Of the whole service, requests per second or cores. */
  readonly total: number;
  /** What an instance is there for, in the same unit. */
  readonly perInstance: number;
}

function demandOf(observation: ScalingObservation, { cpu, requests }: ParameterValues): Demand | undefined {
  if (requests !== undefined) {
    const total = observation.requestsPerSecond;
    return total === undefined ? undefined : { total, perInstance: requests as number };
  }
  const serving = observation.instances.filter(inService);
  const sampled = serving.filter(({ usage }) => usage !== undefined);
  if (sampled.length === 0) return undefined;
  const used = sampled.reduce((sum, { usage }) => sum + (usage?.cores ?? 0), 0);
  const requested = serving.reduce((sum, { request }) => sum + request, 0);
  // Instances whose sample is late are taken to do as much as the others.
  const total = (used / sampled.length) * serving.length;
  return { total, perInstance: (((cpu as number | undefined) ?? 0.6) * requested) / serving.length };
}

const stepsIn = (options: ParameterValues): number => (options.season as Micros) / (options.step as Micros);

function check(options: ParameterValues): OptionConflict | undefined {
  const steps = stepsIn(options);
  if (Number.isInteger(steps) && steps >= 2 && steps <= LONGEST_SEASON) return undefined;
  const message = `a season of ${say.duration(options.season as Micros)} is not 2 to ${LONGEST_SEASON} times the step of ${say.duration(options.step as Micros)}`;
  return { option: 'step', message, expected: 'a step that divides the season' };
}

const weight = (doc: string, usual: number, swarm: readonly number[]) =>
  ({ type: 'share', doc, default: usual, source: 'own: a day and its changes', min: 0, max: 1, swarm }) as const;

export const predictive: AutoscalingAlgorithm = {
  name: 'predictive',
  summary: 'instances for the load that the seasons so far make likely by the time they are ready',
  source: 'Holt–Winters (Hyndman & Athanasopoulos, §8.3); AWS predictive scaling',
  options: {
    cpu: {
      type: 'share',
      doc: 'share of its cores that an instance is to use; 60 % if no target is given',
      optional: true,
      source: 'own: 40 % for errors of the forecast',
      min: 0.01,
      max: 1,
      swarm: [0.6, 0.8],
    },
    requests: {
      type: 'rate',
      doc: 'requests that an instance is to get, instead of CPU',
      optional: true,
      min: 0.001,
      max: 1e9,
    },
    season: {
      type: 'duration',
      doc: 'after this time the load repeats itself',
      default: DAY,
      source: 'own',
      min: 2,
      swarm: [DAY],
    },
    step: {
      type: 'duration',
      doc: 'averages over this long are what is forecast; divides the season',
      default: 5 * MINUTE,
      source: 'own',
      min: 1,
      swarm: [5 * MINUTE, 30 * MINUTE],
    },
    horizon: {
      type: 'duration',
      doc: 'how far ahead: what it takes to provision an instance and get it ready',
      default: 10 * MINUTE,
      source: 'own',
      min: 0,
      swarm: [10 * MINUTE, 0],
    },
    alpha: weight('weight of new values in the level', 0.2, [0.2, 1]),
    beta: weight('weight of new values in the trend', 0.01, [0.01, 0]),
    gamma: weight('weight of new values in the seasonal terms', 0.3, [0.3, 0]),
    seasonality: {
      type: { oneOf: ['additive', 'multiplicative'] },
      doc: 'whether seasons add to the level or multiply it',
      default: 'additive',
      source: 'Hyndman & Athanasopoulos, §8.3',
      swarm: ['additive', 'multiplicative'],
    },
    reactive: {
      type: 'boolean',
      doc: 'never fewer instances than the present load asks for',
      default: true,
      source: 'AWS: predictive scaling with a dynamic policy beside it',
      swarm: [true, false],
    },
  },
  check,
  create(options, bounds) {
    const step = options.step as Micros;
    const ahead = Math.ceil((options.horizon as Micros) / step);
    const model = holtWinters(
      Math.floor(stepsIn(options)),
      { alpha: options.alpha as number, beta: options.beta as number, gamma: options.gamma as number },
      options.seasonality as 'additive' | 'multiplicative',
    );
    const format = options.requests === undefined ? say.cores : say.rate;
    /** The step that is under way, and what has been seen of it. */
    let index: number | undefined;
    let sum = 0;
    let seen = 0;
    let last = 0;

    const close = (): void => {
      // A step without a value is as it was expected.
      last = seen > 0 ? sum / seen : (model.forecast(1) ?? last);
      model.add(last);
      sum = 0;
      seen = 0;
    };

    return {
      decide(observation) {
        const { now, replicas: current } = observation;
        const demand = demandOf(observation, options);
        const under = Math.floor(now / step);
        if (index === undefined && demand !== undefined) index = under;
        for (; index !== undefined && index < under; index++) close();
        if (demand === undefined) return decide(observation, bounds, current, 'load: nothing has arrived');
        sum += demand.total;
        seen++;

        const at = `load ${format(demand.total)}`;
        const present = Math.ceil(demand.total / demand.perInstance);
        let peak: number | undefined;
        for (let h = 1; h <= ahead + 1; h++) {
          const value = model.forecast(h);
          if (value !== undefined && (peak === undefined || value > peak)) peak = value;
        }
        if (peak === undefined) return decide(observation, bounds, present, `${at}, learning`);
        const expected = Math.max(0, Math.ceil(peak / demand.perInstance));
        const wanted = options.reactive === true ? Math.max(expected, present) : expected;
        return decide(
          observation,
          bounds,
          wanted,
          `${at}, expected ${format(Math.max(0, peak))} within ${say.duration(options.horizon as Micros)}`,
        );
      },
    };
  },
};
