/**
 * Finagle's peak EWMA (PeakEwma.scala, P2CPeakEwma): the cost of a backend is a moving average of its latency over time
 * that jumps up to every higher sample and decays from there: quick to flee, slow to trust. Load is cost × (requests
 * under way + 1); of d random backends the less loaded gets the request. Weights do not count.
 *
 * As in Finagle, asking for a load counts as a sample of 0, which lets the cost of a backend that is avoided fade until
 * it is tried again; and failures count with their latency like answers.
 */
import { exp } from '../../core/maths/exp.ts';
import { SECOND } from '../../core/time.ts';
import type { Backend, BalancingAlgorithm } from './balancer.ts';
import { carried, previousPositions } from './parts/carried.ts';
import { createInFlight } from './parts/in-flight.ts';
import { LATENCY_PENALTY } from './parts/latency-penalty.ts';
import { leastOfSample, sampleOf } from './parts/least-of-sample.ts';
import { randomAvailable } from './parts/random-available.ts';

export const peakEwma: BalancingAlgorithm = {
  name: 'peak-ewma',
  summary: 'the less loaded of two random backends by peak-sensitive latency times requests under way',
  source: 'Finagle, PeakEwma.scala; Linkerd',
  complexity: 'pick O(d), update O(n)',
  options: {
    d: {
      type: 'integer',
      doc: 'backends that are drawn',
      default: 2,
      source: 'Finagle p2cPeakEwma',
      min: 1,
      max: 1000,
      swarm: [2, 3],
    },
    decay: {
      type: 'duration',
      doc: 'time constant τ of the average: a sample weighs 1 − e^(−Δt/τ), Δt since the sample before',
      default: 10 * SECOND,
      source: 'Finagle decayTime',
      min: 1,
      swarm: [10 * SECOND, SECOND],
    },
  },
  create(environment, { d, decay }) {
    const flight = createInFlight();
    const sample = sampleOf(d as number);
    let backends: readonly Backend[] = [];
    /** Microseconds. */
    let costs: Float64Array = new Float64Array(0);
    /** When each was last asked for or sampled. */
    let stamps: Float64Array = new Float64Array(0);

    const observe = (backend: number, latency: number): void => {
      const now = environment.now();
      if (latency > costs[backend]) costs[backend] = latency;
      else if (now > stamps[backend]) {
        const kept = exp((stamps[backend] - now) / (decay as number));
        costs[backend] = latency * (1 - kept) + costs[backend] * kept;
      }
      stamps[backend] = now;
    };
    const draw = (): number => randomAvailable(environment, backends.length);
    const load = (backend: number): number => {
      observe(backend, 0);
      const underway = flight.counts[backend];
      return costs[backend] === 0 && underway > 0 ? LATENCY_PENALTY + underway : costs[backend] * (underway + 1);
    };

    return {
      update(list) {
        const from = previousPositions(backends, list);
        flight.update(from);
        costs = carried(costs, from);
        stamps = carried(stamps, from, environment.now());
        backends = list;
      },
      pick: () => leastOfSample(environment, backends.length, sample, draw, load),
      sent: flight.sent,
      ended(backend, latency) {
        flight.ended(backend);
        observe(backend, latency);
      },
    };
  },
};
