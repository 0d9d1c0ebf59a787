/**
 * A random backend by weights that its recent history sets: weight / (mean latency of successes × (1 + failures per
 * success × errorPenalty)), over a window, brought up to date ten times per window. The idea is that of Ribbon's
 * WeightedResponseTimeRule, with failures counted as in gRPC's client-side weighted round robin (gRFC A58), from which
 * comes too that a backend without history gets the average of the others.
 *
 * Nobody falls below `floor` of the average, so that recovery is noticed. It reacts within a slice of the window and not
 * to queues: a burst is spread by the weights of a while ago.
 */
import { SECOND } from '../../core/time.ts';
import type { Backend, BalancingAlgorithm } from './balancer.ts';
import { aliasTable } from './parts/alias-table.ts';
import { createAnswerWindow } from './parts/answer-window.ts';
import { previousPositions } from './parts/carried.ts';
import { weightedAvailable } from './parts/weighted-available.ts';
import { weightsOf } from './parts/weights-of.ts';

export const historyWeighted: BalancingAlgorithm = {
  name: 'history-weighted',
  summary: 'a random backend by weights from recent latencies and failures',
  source: 'Netflix Ribbon, WeightedResponseTimeRule; gRPC gRFC A58',
  complexity: 'pick O(1), O(n) ten times per window; update O(n)',
  options: {
    window: {
      type: 'duration',
      doc: 'how far back answers count',
      default: 10 * SECOND,
      source: 'own; gRFC A58 smooths over 10 s in its blackout period',
      min: 10,
      swarm: [10 * SECOND, SECOND],
    },
    errorPenalty: {
      type: 'number',
      doc: 'how many times its latency a failure per success costs',
      default: 1,
      source: 'gRFC A58 errorUtilizationPenalty',
      min: 0,
      max: 1_000_000,
      swarm: [1, 0, 10],
    },
    floor: {
      type: 'share',
      doc: 'of the average, what a backend gets at least',
      default: 0.05,
      source: 'own: enough requests to notice a recovery',
      min: 0.0001,
      max: 1,
      swarm: [0.05, 0.5],
    },
  },
  create(environment, { window, errorPenalty, floor }) {
    const history = createAnswerWindow(window as number);
    let backends: readonly Backend[] = [];
    let weights = weightsOf([]);
    let table = aliasTable(weights);

    /** By how much a weight of 1 counts: 0 without any success, −1 without any answer. */
    const merit = (backend: number): number => {
      const successes = history.successes(backend);
      const failures = history.failures(backend);
      if (successes === 0) return failures === 0 ? -1 : 0;
      const penalty = 1 + (failures / successes) * (errorPenalty as number);
      return successes / (Math.max(1, history.latency(backend)) * penalty);
    };
    const weigh = (): void => {
      const merits = Float64Array.from(backends.keys(), merit);
      const known = merits.filter((found) => found >= 0);
      const mean = known.reduce((sum, found) => sum + found, 0) / known.length;
      weights = weightsOf(backends);
      if (mean > 0) {
        weights = weights.map((weight, backend) => {
          const found = merits[backend] < 0 ? mean : merits[backend];
          return weight * Math.max(found, mean * (floor as number));
        });
      }
      table = aliasTable(weights);
    };

    return {
      update(list) {
        history.advance(environment.now());
        history.update(previousPositions(backends, list));
        backends = list;
        weigh();
      },
      pick() {
        if (history.advance(environment.now())) weigh();
        return weightedAvailable(environment, weights, table);
      },
      sent() {},
      ended(backend, latency, ok) {
        if (history.advance(environment.now())) weigh();
        history.record(backend, latency, ok);
      },
    };
  },
};
