/** Comparisons of every shape that the page must draw, from invented figures: deterministic, and no cluster is run. */
import { assembleComparison, type ComparedRun } from '../../../src/compare/assemble-comparison.ts';
import type { Comparison } from '../../../src/compare/comparison.ts';
import { gridOf } from '../../../src/compare/grid.ts';
import { randomStream } from '../../../src/core/random/random-stream.ts';
import type { CompareAxis } from '../../../src/scenario/compare-spec.ts';

const BALANCERS = [
  'random',
  'round-robin',
  'least-connections',
  '{power-of-d-choices: {d: 2}}',
  'join-idle-queue',
  'maglev',
];
const MORE = [
  'hash-ring',
  'rendezvous',
  'jump',
  'peak-ewma',
  'weighted-random',
  'threshold',
  'least-response-time',
  'zone-aware',
];
const RATES = ['1000/s', '2000/s', '3000/s', '4000/s', '5000/s', '6000/s', '7000/s', '8000/s', '9000/s'];

const TEXT = `What to look at: the slowest hundredth of answers as the rate approaches what ten servers can do. What one should see:
random and round robin leave the straight line long before the others, and two choices are nearly as good as
looking at all queues.

Literature: M. Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing", IEEE TPDS 12 (2001).`;

interface Sample {
  readonly name?: string;
  readonly text?: string;
  readonly axes: readonly CompareAxis[];
  readonly metrics: readonly string[];
  readonly seeds?: number;
  /** Of one run: `noise` is in −0.5..0.5, the same for all variants of a seed. */
  readonly figures: (at: readonly number[], noise: number, own: number) => Readonly<Record<string, number>>;
}

function assemble({ name = 'Which balancer?', text = TEXT, axes, metrics, seeds = 8, figures }: Sample): Comparison {
  const shared = randomStream(1, 'sample/shared');
  const own = randomStream(1, 'sample/own');
  const noises = Array.from({ length: seeds }, () => shared() - 0.5);
  const runs = gridOf(axes.map(({ values }) => values.length)).flatMap((at, variant) =>
    noises.map((noise, seed): ComparedRun => ({ variant, seed, metrics: figures(at, noise, own() - 0.5) })),
  );
  const scenario = { name, description: 'Ten servers behind a balancer.', sha256: '5e'.repeat(32) };
  return assembleComparison(runs, { version: '0.1.0', scenario, text, axes, metrics, interrupted: false });
}

const balancers: CompareAxis = { path: 'services.web.balancer', values: BALANCERS };
const rates: CompareAxis = { path: 'clients.web.rate', values: RATES };

/** Latency over load, as a queue has it: `at` in 0..1 is how bad the balancer is. */
const sojourn = (load: number, at: number): number => (0.004 * (1 + 3 * at)) / (1 - load * (0.86 + 0.13 * at));

const ofBalancers = ([balancer, rate]: readonly number[], noise: number, own: number) => {
  const quality = [1, 0.8, 0.1, 0.2, 0.11, 0.9, 0.5, 0.55, 0.6, 0.15, 0.95, 0.3, 0.25, 0.4][balancer];
  const load = (rate + 1) / 10;
  const p99 = sojourn(load, quality) * (1 + 0.15 * noise + 0.04 * own) * 5;
  return {
    'latency.web.call.p99': p99,
    'pools.web.goodput': 1000 * (rate + 1) * (1 - 0.02 * quality * load * (1 + noise)),
    'availability.requests': 1 - 0.0004 * quality * load * (1 + noise + 0.1 * own),
    'pools.web.cost': 12 + quality + noise,
    'latency.web.call.p50': p99 / 9,
    'load.web.jain': 1 - quality * 0.2,
    'load.web.mean': 100 * (rate + 1),
  };
};

const ASKED = ['latency.web.call.p99', 'pools.web.goodput', 'availability.requests'];

const SAMPLES: Readonly<Record<string, Sample>> = {
  'names over quantities': { axes: [balancers, rates], metrics: ASKED, figures: ofBalancers },
  'many names': {
    axes: [{ ...balancers, values: [...BALANCERS, ...MORE] }, rates],
    metrics: ASKED,
    figures: ofBalancers,
  },
  'names alone': { axes: [balancers], metrics: ASKED, figures: ([at], ...rest) => ofBalancers([at, 7], ...rest) },
  'names by availability': {
    name: 'Which protocol over three regions?',
    axes: [{ path: 'services.store.consensus', values: ['raft', 'multi-paxos', 'raft with pre-vote'] }],
    metrics: ['availability.time', 'failover.p99'],
    figures: ([at], noise, own) => ({
      'availability.time': 1 - [2e-5, 2.1e-5, 9e-6][at] * (1 + noise * 0.3 + own * 0.1),
      'failover.p99': [2.4, 2.6, 1.3][at] * (1 + noise * 0.3 + own * 0.1),
    }),
  },
  'two kinds of names': {
    name: 'Which autoscaler on which day?',
    axes: [
      { path: 'services.web.autoscaler', values: ['horizontal', 'target-tracking', 'step', 'predictive'] },
      { path: 'clients.web.day', values: ['diurnal', 'bursty'] },
    ],
    metrics: ['pools.web.cost', 'latency.web.call.p99'],
    figures: ([at, day], noise, own) => ({
      'pools.web.cost': [40, 44, 52, 36][at] * (1 + day * 0.3 + noise * 0.05 + own * 0.05),
      'latency.web.call.p99': [0.2, 0.15, 0.09, 0.4][at] * (1 + day + noise * 0.1 + own * 0.05),
    }),
  },
  'two quantities': {
    name: 'Timeouts and heartbeats',
    axes: [
      { path: 'services.store.options.electionTimeout', values: ['500ms', '1s', '2s', '4s'] },
      {
        path: 'services.store.options.heartbeatInterval',
        values: ['25ms', '50ms', '100ms', '200ms', '400ms', '800ms'],
      },
    ],
    metrics: ['failover.p99', 'availability.time'],
    figures: ([timeout, heartbeat], noise, own) => ({
      'failover.p99': (0.5 + 0.5 * timeout + 0.1 * heartbeat) * (1 + 0.1 * noise + 0.02 * own),
      'availability.time': 1 - 1e-5 * (1 + timeout + Math.max(0, heartbeat - timeout) ** 2) * (1 + noise),
    }),
  },
  'from nothing': {
    name: 'Stale views',
    axes: [
      { ...balancers, values: BALANCERS.slice(0, 2) },
      { path: 'services.web.poll', values: ['0s', '10ms', '100ms', '10s'] },
    ],
    metrics: ['latency.web.call.p99'],
    figures: ([balancer, poll], noise, own) => ofBalancers([balancer, 2 * poll], noise, own),
  },
  'three axes': {
    axes: [
      { ...balancers, values: BALANCERS.slice(0, 3) },
      { path: 'services.web.discipline', values: ['fifo', 'lifo'] },
      rates,
    ],
    metrics: ASKED,
    figures: ([balancer, discipline, rate], noise, own) => ofBalancers([balancer, rate], noise + discipline * 0.4, own),
  },
  'one seed': { axes: [balancers, rates], metrics: ASKED, seeds: 1, figures: ofBalancers },
  zeros: {
    axes: [balancers],
    metrics: ['errors', 'violations'],
    figures: ([at]) => ({ errors: at === 2 ? 5 : 0, violations: 0 }),
  },
  'hostile names': {
    name: '</script><img src=x onerror="alert(1)">',
    text: '<script>alert(2)</script>\n\n"quoted" & \u202eturned',
    axes: [
      {
        path: 'services.web.balancer',
        label: '<b onclick="alert(3)">',
        values: ["'><svg onload=alert(4)>", '=cmd()', 'a'.repeat(200)],
      },
      { ...rates, label: "datum['x'] + alert(5)" },
    ],
    metrics: ASKED,
    figures: ofBalancers,
  },
};

export const SAMPLE_NAMES = Object.keys(SAMPLES);

const known = new Map<string, Comparison>();

export function sampleComparison(name: string): Comparison {
  const comparison = known.get(name) ?? assemble(SAMPLES[name]);
  known.set(name, comparison);
  return comparison;
}
