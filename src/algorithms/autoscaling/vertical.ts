/**
 * Kubernetes' vertical pod autoscaler (kubernetes/autoscaler, vertical-pod-autoscaler, CPU alone): instances of another
 * size instead of another number. A decaying histogram of what instances use; the request becomes its 90th percentile and
 * a safety margin. Below a lower bound (from the median) or above an upper bound (from the 95th percentile) an instance is
 * restarted with the new request at once, within them only if it has run for long and the change is large enough. The
 * bounds are wide while little is known:
 *
 *     lower × (1 + 0.001 / confidence)⁻²,   upper × (1 + 1 / confidence),
 *     confidence = min(time since the first sample / interval, samples / one a minute over the interval)
 *
 * Samples weigh as much as the request was, so that a starved service is quick to get more. Source: pkg/recommender/logic
 * (recommender.go, estimator.go), model/aggregate_container_state.go, pkg/updater/priority. One histogram for all
 * instances. Not here: memory, and so the reaction to running out of it.
 */
import type { ParameterValues } from '../../core/parameters.ts';
import { DAY, HOUR, MINUTE, type Micros } from '../../core/time.ts';
import type { AutoscalingAlgorithm, ObservedInstance } from './autoscaler.ts';
import { decayingHistogram } from './parts/decaying-histogram.ts';
import { decide } from './parts/decide.ts';
import { inService } from './parts/metric.ts';
import { say } from './parts/say.ts';

/** However small the request is. */
const LEAST_WEIGHT = 0.1;

export interface Recommendation {
  /** Cores. */
  readonly target: number;
  readonly lower: number;
  readonly upper: number;
}

/** Whole thousandths, rounded up as VPA does. */
const millicores = (cores: number): number => Math.ceil(cores * 1000 - 1e-6) / 1000;

/** Collects samples and recommends; undefined before the first sample. */
export function createRecommender(options: ParameterValues): {
  add(instance: ObservedInstance): void;
  recommend(): Recommendation | undefined;
} {
  const histogram = decayingHistogram(options.halfLife as Micros);
  const interval = options.confidenceInterval as Micros;
  const floor = options.minCores as number;
  const ceiling = (options.maxCores as number | undefined) ?? Infinity;
  let first: Micros | undefined;
  let last: Micros = 0;
  let samples = 0;

  return {
    add({ usage, request }) {
      if (usage === undefined) return;
      histogram.add(usage.cores, Math.max(request, LEAST_WEIGHT), usage.sampledAt);
      first = Math.min(first ?? usage.sampledAt, usage.sampledAt);
      last = Math.max(samples === 0 ? usage.sampledAt : last, usage.sampledAt);
      samples++;
    },
    recommend() {
      if (first === undefined) return undefined;
      const confidence = Math.min((last - first) / interval, samples / (interval / MINUTE));
      const of = (percentile: unknown, multiplier: number): number => {
        const cores = histogram.quantile(percentile as number) * (1 + (options.margin as number)) * multiplier;
        return Math.min(ceiling, Math.max(floor, cores));
      };
      const narrow = 1 + 0.001 / confidence;
      return {
        target: millicores(of(options.percentile, 1)),
        lower: of(options.lowerPercentile, 1 / (narrow * narrow)),
        upper: of(options.upperPercentile, 1 + 1 / confidence),
      };
    },
  };
}

export const vertical: AutoscalingAlgorithm = {
  name: 'vertical',
  summary: 'cores for each instance by a percentile of what it has used lately; the number stays',
  source: 'Kubernetes, VerticalPodAutoscaler',
  options: {
    percentile: {
      type: 'share',
      doc: 'of the cores in use: what is recommended, but for the margin',
      default: 0.9,
      source: 'VPA, --target-cpu-percentile',
      min: 0,
      max: 1,
      swarm: [0.9, 0.5],
    },
    lowerPercentile: {
      type: 'share',
      doc: 'of the cores in use: a request below is raised at once',
      default: 0.5,
      source: 'VPA, --recommendation-lower-bound-cpu-percentile',
      min: 0,
      max: 1,
    },
    upperPercentile: {
      type: 'share',
      doc: 'of the cores in use: a request above is lowered at once',
      default: 0.95,
      source: 'VPA, --recommendation-upper-bound-cpu-percentile',
      min: 0,
      max: 1,
    },
    margin: {
      type: 'share',
      doc: 'added to what was used',
      default: 0.15,
      source: 'VPA, --recommendation-margin-fraction',
      min: 0,
      max: 1,
      swarm: [0.15, 0],
    },
    halfLife: {
      type: 'duration',
      doc: 'after this time a sample counts half',
      default: DAY,
      source: 'VPA, --cpu-histogram-decay-half-life',
      min: 1,
      swarm: [DAY, HOUR],
    },
    confidenceInterval: {
      type: 'duration',
      doc: 'after this time the upper bound is twice its percentile, and later ever nearer to it',
      default: DAY,
      source: 'VPA, --confidence-interval-cpu',
      min: MINUTE,
      swarm: [DAY, HOUR],
    },
    minCores: {
      type: 'number',
      doc: 'least request',
      default: 0.025,
      source: 'VPA, --pod-recommendation-min-cpu-millicores',
      min: 0.001,
      max: 1e6,
    },
    maxCores: {
      type: 'number',
      doc: 'largest request; absent: what a machine has',
      optional: true,
      min: 0.001,
      max: 1e6,
    },
    minChange: {
      type: 'share',
      doc: 'within the bounds, smaller changes are not made',
      default: 0.1,
      source: 'VPA updater, --pod-update-threshold',
      min: 0,
      max: 1,
      swarm: [0.1, 0],
    },
    minLifetime: {
      type: 'duration',
      doc: 'within the bounds, instances that have run for less are left alone',
      default: 12 * HOUR,
      source: 'VPA updater, --in-recommendation-bounds-eviction-lifetime-threshold',
      min: 0,
      swarm: [12 * HOUR, HOUR],
    },
  },
  create(options, bounds) {
    const recommender = createRecommender(options);
    /** When the sample was taken that was last seen of each instance. */
    let sampled = new Map<string, Micros>();
    return {
      decide(observation) {
        const { now, replicas: current, instances } = observation;
        const seen = new Map<string, Micros>();
        for (const instance of instances) {
          const { name, usage } = instance;
          if (usage === undefined) continue;
          if (sampled.get(name) !== usage.sampledAt) recommender.add(instance);
          seen.set(name, usage.sampledAt);
        }
        sampled = seen;

        const recommendation = recommender.recommend();
        if (recommendation === undefined) return decide(observation, bounds, current, 'cpu: nothing has arrived');
        const { target, lower, upper } = recommendation;
        const changes = ({ request, startedAt }: ObservedInstance): boolean => {
          if (request < lower || request > upper) return true;
          const large = Math.abs(target - request) >= (options.minChange as number) * request && target !== request;
          return large && now - startedAt >= (options.minLifetime as Micros);
        };
        const wrong = instances.find((instance) => inService(instance) && changes(instance));
        const used = `p${Math.round((options.percentile as number) * 100)} with its margin is ${say.cores(target)}`;
        if (wrong === undefined) return decide(observation, bounds, current, used);
        const because = `${used}, ${say.cores(wrong.request)} requested`;
        return { ...decide(observation, bounds, current, because), request: target };
      },
    };
  },
};
