/**
 * Finagle's peak EWMA: the cost of a backend jumps to every higher sample and decays from there, x(1 − w) + ema · w with
 * w = e^(−Δt/τ); its load is cost × (requests under way + 1); asking counts as a sample of 0.
 *
 * Source: twitter/finagle, PeakEwma.scala.
 */
import { randomStream } from '../../src/core/random/random-stream.ts';
import { backendsNamed, bareBalancer } from '../bare-balancer.ts';
import type { Check } from '../check.ts';

const TAU = 10_000_000;
const PENALTY = 2 ** 52;

/** As the formula has it, beside the algorithm. */
interface Model {
  cost: number;
  stamp: number;
  pending: number;
}

function observe(node: Model, sample: number, now: number): void {
  const w = Math.exp(-(now - node.stamp) / TAU);
  node.cost = sample > node.cost ? sample : node.cost * w + sample * (1 - w);
  node.stamp = now;
}

function loadOf(node: Model, now: number): number {
  observe(node, 0, now);
  return node.cost === 0 && node.pending > 0 ? PENALTY + node.pending : node.cost * (node.pending + 1);
}

/** Of `requests` to two backends, those that went where the formula says: to the less loaded, to either of equals. */
function agreements(requests: number): number {
  const random = randomStream(1, 'peak-ewma');
  const bare = bareBalancer('peak-ewma', { decay: TAU }, backendsNamed('b', 2));
  const models = [0, 1].map((): Model => ({ cost: 0, stamp: 0, pending: 0 }));
  let right = 0;
  for (let request = 0; request < requests; request++) {
    bare.now += Math.floor(random() * 400_000);
    const [a, b] = models.map((model) => loadOf(model, bare.now));
    const backend = bare.pick(0);
    if (a === b || backend === (a < b ? 0 : 1)) right++;
    bare.balancer.sent(backend);
    models[backend].pending++;
    models.forEach((model, index) => {
      if (model.pending === 0 || random() < 0.5) return;
      const latency = 1000 + Math.floor(random() * (index === 0 ? 9000 : 20_000));
      bare.balancer.ended(index, latency, true);
      model.pending--;
      observe(model, latency, bare.now);
    });
  }
  return right;
}

const REQUESTS = 10_000;

export const peakEwmaFormula: Check = {
  name: 'balancing/peak-ewma',
  title: 'Peak EWMA, two backends',
  source: 'Finagle, PeakEwma.scala',
  exercised: 'peak-ewma',
  figures: [
    {
      quantity: `requests that go where the formula says, of ${REQUESTS}`,
      expected: REQUESTS,
      tolerance: { kind: 'absolute', by: 0 },
    },
  ],
  trials: { full: 1, short: 1 },
  simulate: () => [{ value: agreements(REQUESTS) }],
};
