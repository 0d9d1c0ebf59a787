/**
 * The least loaded of d backends that are drawn at random. With d = 2 queues are exponentially shorter than with one, with
 * more hardly shorter again (the supermarket model: M. Mitzenmacher, "The power of two choices in randomized load
 * balancing", IEEE TPDS 12, 2001; Vvedenskaya, Dobrushin & Karpelevich 1996). And it does not herd: with stale loads the
 * least loaded of all is everybody's choice, the less loaded of two is not.
 *
 * With unequal weights, candidates are drawn by weight and loads are compared for their weight (nginx, `random two
 * least_conn`). Candidates are distinct.
 */
import type { Parameters } from '../../core/parameters.ts';
import type { Backend, BalancingAlgorithm } from './balancer.ts';
import { aliasTable } from './parts/alias-table.ts';
import { previousPositions } from './parts/carried.ts';
import { createInFlight } from './parts/in-flight.ts';
import { leastOfSample, sampleOf } from './parts/least-of-sample.ts';
import { loadBy, loadOption } from './parts/load-option.ts';
import { weightedAvailable } from './parts/weighted-available.ts';
import { weightsOf } from './parts/weights-of.ts';

const options = {
  d: {
    type: 'integer',
    doc: 'backends that are drawn',
    default: 2,
    source: 'Mitzenmacher 2001; Envoy choice_count',
    min: 1,
    max: 1000,
    swarm: [2, 1, 3, 5],
  },
  load: loadOption('in-flight', 'Envoy LEAST_REQUEST: active requests'),
} satisfies Parameters;

export const powerOfDChoices: BalancingAlgorithm = {
  name: 'power-of-d-choices',
  summary: 'the least loaded of d backends drawn at random',
  source: 'Mitzenmacher, IEEE TPDS 12 (2001); Envoy LEAST_REQUEST, nginx random two',
  complexity: 'pick O(d), update O(n)',
  options,
  create(environment, { d, load: option }) {
    const flight = createInFlight();
    const loadOf = loadBy(option, environment, flight);
    const sample = sampleOf(d as number);
    let backends: readonly Backend[] = [];
    let weights = weightsOf([]);
    let table = aliasTable(weights);

    const draw = (): number => weightedAvailable(environment, weights, table);
    const load = (backend: number): number => loadOf(backend) / weights[backend];

    return {
      update(list) {
        flight.update(previousPositions(backends, list));
        weights = weightsOf(list);
        table = aliasTable(weights);
        backends = list;
      },
      pick: () => leastOfSample(environment, backends.length, sample, draw, load),
      sent: flight.sent,
      ended: flight.ended,
    };
  },
};
