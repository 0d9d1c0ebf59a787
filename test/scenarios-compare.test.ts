/**
 * The comparisons in scenarios/compare: each can be read, says what to look at, and shows what it says, in runs that are
 * shorter than its own where those would take long.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runMetrics } from '../src/compare/run-metrics.ts';
import { loadVariants } from '../src/node/compare/load-variants.ts';
import { runScenario } from '../src/scenario/run-scenario.ts';
import { builtInVocabulary } from '../src/scenario/vocabulary.ts';
import { readScenario, scenarioSource } from './scenario/read-scenario.ts';

const folder = fileURLToPath(new URL('../scenarios/compare/', import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

/** Of one run, with values by path; latencies and the like in seconds. */
const measure = (name: string, values: Readonly<Record<string, string>>, seed = 1): Record<string, number> => {
  const overrides = Object.entries(values).map(([path, value]): [string, string] => [path, value]);
  const parsed = readScenario(`${folder}${name}.yaml`, { overrides, variant: true });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  return runMetrics(runScenario(parsed.scenario, seed));
};

const MEAN = 'latency.users.call.mean';
const P99 = 'latency.users.call.p99';
const P999 = 'latency.users.call.p999';
const AVAILABILITY = 'availability.requests';

describe.each(files)('%s', (name) => {
  it('has variants without problems or warnings, and a text', () => {
    const parsed = readScenario(folder + name);
    if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
    const { compare } = parsed.scenario;
    expect(compare?.text?.length).toBeGreaterThan(400);
    expect(compare?.text).toMatch(/\b(19|20)\d\d\b/);
    expect(compare?.metrics?.length).toBeGreaterThan(1);
    const variants = loadVariants(scenarioSource(folder + name), compare?.vary ?? [], (path) => path, {});
    expect(variants.problems).toEqual([]);
    expect(variants.warnings).toEqual([]);
    for (const metric of compare?.metrics ?? []) expect(variants.metrics).toContain(metric);
  });
});

describe('together they try', () => {
  const written = files.map((name) => readFileSync(folder + name, 'utf8').split('\n  text:')[0]).join('\n');
  const { balancing, autoscaling, scheduling } = builtInVocabulary;

  it.each([balancing, autoscaling, scheduling].flatMap((algorithms) => [...algorithms.keys()]))('%s', (name) => {
    expect(written).toMatch(new RegExp(`(^|[\\s[{,])${name}($|[\\s\\]},:])`, 'm'));
  });
});

describe('balancers', () => {
  const balancer =
    (name: string) =>
    (value: string, more: Readonly<Record<string, string>> = {}) =>
      measure(name, { duration: '8s', warmup: '3s', 'services.web.balancer': value, ...more });

  it('under load: a look at two servers is better than none, and at all of them best', () => {
    const at = balancer('balancers-under-load');
    const [random, turns, two, shortest] = ['random', 'round-robin', 'power-of-two', 'join-shortest-queue'].map(
      (name) => at(name)[MEAN],
    );
    expect(shortest).toBeLessThan(0.8 * two);
    expect(two).toBeLessThan(0.8 * turns);
    expect(turns).toBeLessThan(0.8 * random);
  });

  it('stale views: the order turns round', () => {
    const at = balancer('stale-views');
    const fresh = (name: string) => at(name, { 'services.web.balancers.poll': '0s' })[MEAN];
    const stale = (name: string) => at(name, { 'services.web.balancers.poll': '1s' })[MEAN];
    const two = '{power-of-two: {load: reported}}';
    expect(fresh('join-shortest-queue')).toBeLessThan(0.8 * fresh(two));
    expect(fresh(two)).toBeLessThan(0.7 * fresh('random'));
    expect(stale('join-shortest-queue')).toBeGreaterThan(2 * stale(two));
    expect(stale('join-shortest-queue')).toBeGreaterThan(2 * stale('random'));
  });

  it('one slow server: it costs those a tenth of the requests that do not look', () => {
    const at = balancer('slow-server');
    for (const name of ['random', 'round-robin']) expect(at(name)[AVAILABILITY]).toBeLessThan(0.93);
    for (const name of ['least-connections', 'join-shortest-queue']) expect(at(name)[AVAILABILITY]).toBe(1);
    const [two, latency] = ['power-of-two', 'least-response-time'].map((name) => at(name));
    expect(latency[P99]).toBeLessThan(0.5 * two[P99]);
  });

  it('unequal servers: weights must be right, or not be needed', () => {
    const at = balancer('weighted-servers');
    const right = { 'services.web.weights': '{n1: 4, n2: 4}' };
    const wrong = { 'services.web.weights': '{n1: 1}' };
    expect(at('smooth-weighted-round-robin', wrong)[P99]).toBeGreaterThan(0.5);
    expect(at('smooth-weighted-round-robin', right)[P99]).toBeLessThan(0.1);
    expect(at('least-connections', wrong)[P99]).toBeLessThan(0.1);
    expect(at('smooth-weighted-round-robin', right)[P99]).toBeLessThan(at('weighted-random', right)[P99]);
  });

  it('hashing: who moves how many keys, and how uneven it is', () => {
    const of = (name: string) =>
      measure('hashing-under-churn', { duration: '20s', warmup: '3s', 'services.web.balancer': name });
    const [turns, ring, jump, bounded] = ['round-robin', 'ring-hash', 'jump-hash', 'bounded-load-hash'].map(of);
    expect(ring['pools.web.keysMoved']).toBeLessThan(0.15);
    expect(jump['pools.web.keysMoved']).toBeGreaterThan(2 * ring['pools.web.keysMoved']);
    expect(turns['pools.web.keysMoved']).toBeGreaterThan(0.8);
    expect(ring['pools.web.affinity']).toBeGreaterThan(0.9);
    expect(bounded['load.web.peakToMean']).toBeLessThan(ring['load.web.peakToMean'] - 0.1);
    expect(bounded['pools.web.affinity']).toBeLessThan(ring['pools.web.affinity']);
  });
});

describe('overload and failures', () => {
  it('a retry storm outlasts its trigger, unless something is done about it', () => {
    const of = (retry: string, dropExpired: string, breaker: string) =>
      measure('retry-storm', {
        duration: '40s',
        'clients.users.retry': retry,
        'services.web.dropExpired': dropExpired,
        'services.web.circuitBreaker': breaker,
      })[AVAILABILITY];
    const never = '{minimum: 1000000}';
    const storm = '{attempts: 4, budget: unlimited}';
    expect(of(storm, 'false', never)).toBeLessThan(0.45);
    expect(of('{attempts: 1}', 'false', never)).toBeGreaterThan(0.7);
    expect(of(storm, 'true', never)).toBeGreaterThan(0.8);
    expect(of(storm, 'false', '{failures: 50%, window: 5s, open: 2s, probes: 5}')).toBeGreaterThan(0.6);
  });

  it('queues: what is served too late is lost', () => {
    const of = (queue: string) =>
      measure('queue-disciplines', {
        duration: '20s',
        warmup: '0s',
        'services.web.queue': queue,
        'services.web.shedding': '{expectedWait: 1h}',
      });
    const [fifo, short, codel, priority] = [
      '{limit: 10000}',
      '{limit: 20}',
      'codel',
      '{discipline: priority, limit: 10000}',
    ].map(of);
    expect(fifo['pools.web.lateShare']).toBeGreaterThan(0.3);
    expect(short[AVAILABILITY]).toBeGreaterThan(fifo[AVAILABILITY] + 0.1);
    expect(codel[AVAILABILITY]).toBeGreaterThan(fifo[AVAILABILITY] + 0.1);
    expect(priority['latency.important.call.p99']).toBeLessThan(0.2);
    expect(priority['latency.ordinary.call.p99']).toBeGreaterThan(0.5);
  });

  it('hedging takes the tail off, until there is too much of it', () => {
    const of = (hedge: string, rate: string) =>
      measure('hedging', {
        duration: '8s',
        warmup: '2s',
        'clients.users.hedge': hedge,
        'clients.users.arrivals.poisson': rate,
      });
    const none = '{after: 95%, budget: 0%}';
    expect(of('{after: 95%, budget: 5%}', '1000/s')[P999]).toBeLessThan(0.35 * of(none, '1000/s')[P999]);
    expect(of('{after: 50%, budget: 100%}', '5000/s')[MEAN]).toBeGreaterThan(1.2 * of(none, '5000/s')[MEAN]);
  });

  it('ejection helps against one bad server, a breaker against a bad service', () => {
    const of = (ejection: string, breaker: string) =>
      measure('circuit-breakers-and-ejection', {
        'services.web.outlierEjection': ejection,
        'services.billing.circuitBreaker': breaker,
      })[AVAILABILITY];
    const [never, eject] = ['{consecutiveFailures: 1000000}', '{consecutiveFailures: 5, baseTime: 5s, maxShare: 20%}'];
    const [closed, open] = ['{minimum: 1000000}', '{minimum: 10, window: 5s, open: 2s}'];
    const neither = of(never, closed);
    expect(of(eject, closed)).toBeGreaterThan(neither + 0.02);
    expect(of(never, open)).toBeGreaterThan(neither + 0.1);
    expect(of(eject, open)).toBeGreaterThan(of(never, open) + 0.02);
  });
});

describe('zones and sessions', () => {
  it('zone-aware routing is quicker, unless callers differ in what they send', () => {
    const of = (balancer: string, rate: string) =>
      measure('zone-aware', {
        duration: '10s',
        warmup: '5s',
        'services.web.balancer': balancer,
        'clients.a.arrivals.poisson': rate,
      });
    const b = 'latency.b.call.mean';
    expect(of('zone-aware', '300/s')[b]).toBeLessThan(0.8 * of('round-robin', '300/s')[b]);
    expect(of('zone-aware', '700/s')['latency.a.call.mean']).toBeGreaterThan(0.1);
    expect(of('least-connections', '700/s')['latency.a.call.mean']).toBeLessThan(0.05);
  });

  it('sessions leave load uneven after a release; keys go back', () => {
    const of = (balancer: string) =>
      measure('sticky-sessions', { duration: '50s', warmup: '3s', 'services.web.balancer': balancer });
    const [turns, sticky, ring] = ['round-robin', 'sticky-sessions', 'ring-hash'].map(of);
    expect(sticky[P99]).toBeGreaterThan(4 * turns[P99]);
    expect(sticky['load.web.peakToMean']).toBeGreaterThan(turns['load.web.peakToMean'] + 0.05);
    expect(ring['pools.web.affinity']).toBeGreaterThan(0.95);
    expect(ring[P99]).toBeLessThan(0.5 * sticky[P99]);
  });
});

describe('autoscalers', () => {
  const autoscaler =
    (name: string) =>
    (value: string, more: Readonly<Record<string, string>> = {}) =>
      measure(name, { 'services.web.autoscaler': value, ...more });
  const COST = 'pools.web.cost';

  it('on a diurnal load they save, and some are slower for it', () => {
    const at = autoscaler('autoscalers-diurnal');
    const [fixed, horizontal, predictive] = [
      'fixed',
      '{horizontal: {cpu: 60%}}',
      '{predictive: {cpu: 60%, season: 2h, step: 2min, horizon: 4min}}',
    ].map((value) => at(value));
    expect(horizontal[COST]).toBeLessThan(0.8 * fixed[COST]);
    expect(horizontal[AVAILABILITY]).toBeGreaterThan(0.999);
    expect(predictive[COST]).toBeLessThan(0.9 * horizontal[COST]);
    expect(predictive[P99]).toBeGreaterThan(1.1 * horizontal[P99]);
  });

  it('a flash crowd is over before virtual machines are there', () => {
    const at = autoscaler('autoscalers-bursty');
    const machines = (time: string) => ({
      'services.web.scaling.pools': `[{name: m, nodes: n1..n24, provisioning: ${time}}]`,
    });
    const queue = '{queue-length: {target: 1}}';
    expect(at('{horizontal: {cpu: 60%}}', machines('3min'))[AVAILABILITY]).toBeLessThan(0.6);
    expect(at(queue, machines('10s'))[AVAILABILITY]).toBeGreaterThan(at(queue, machines('3min'))[AVAILABILITY] + 0.15);
    expect(at('fixed', machines('3min'))[AVAILABILITY]).toBeGreaterThan(0.999);
  });

  it('a vertical one does not see what its own quota hides', () => {
    const at = autoscaler('vertical-against-horizontal');
    const floor = (cores: number) =>
      `{vertical: {halfLife: 10min, confidenceInterval: 10min, minLifetime: 10min, minCores: ${cores}}}`;
    const [horizontal, low, high] = ['{horizontal: {cpu: 70%}}', floor(1), floor(2)].map((value) => at(value));
    expect(low[AVAILABILITY]).toBeLessThan(0.7);
    expect(high[AVAILABILITY]).toBeGreaterThan(0.99);
    expect(horizontal[AVAILABILITY]).toBeGreaterThan(0.99);
    expect(horizontal[COST]).toBeLessThan(0.95 * high[COST]);
  });

  it('a reserve that is always there beats an eager target', () => {
    const of = (cpu: string, min: string) =>
      measure('cost-against-availability', {
        'services.web.autoscaler.horizontal.cpu': cpu,
        'services.web.scaling.min': min,
      });
    const [eager, reserve] = [of('45%', '2'), of('90%', '14')];
    expect(reserve[COST]).toBeLessThan(eager[COST]);
    expect(reserve[AVAILABILITY]).toBeGreaterThan(eager[AVAILABILITY]);
  });
});

describe('batch clusters', () => {
  it('first come, first served makes short jobs wait; fairness helps who asks for little', () => {
    const of = (scheduler: string) => measure('schedulers-mixed-jobs', { 'services.grid.scheduler': scheduler });
    const [first, priority, fair] = ['first-come-first-served', 'priority', 'dominant-resource-fairness'].map(of);
    expect(first['batches.grid.response.reports.p90']).toBeGreaterThan(
      3 * priority['batches.grid.response.reports.p90'],
    );
    expect(fair['batches.grid.response.genomes.mean']).toBeLessThan(priority['batches.grid.response.genomes.mean']);
  });

  it('copies of stragglers bring jobs to a fraction of the time', () => {
    const of = (speculation: string) =>
      measure('stragglers', { duration: '1h', 'services.grid.speculation': speculation })[
        'batches.grid.response.etl.mean'
      ];
    const usual = of('{slowerThan: 1.5, finishedShare: 75%, maxShare: 10%}');
    expect(usual).toBeLessThan(0.5 * of('{maxShare: 0%}'));
    expect(usual).toBeLessThan(0.85 * of('{slowerThan: 3, finishedShare: 75%, maxShare: 10%}'));
  });
});

describe('consensus over three regions', () => {
  const WRITE = 'latency.ap.write.p50';

  it.each(['raft', 'multi-paxos'])(
    '%s: a write is the way to the leader, and from there to its nearest peer',
    (consensus) => {
      const at = (voters: string) =>
        measure('consensus-over-three-regions', {
          duration: '20s',
          'services.store.consensus': consensus,
          'services.store.voters': voters,
        });
      const [virginia, tokyo] = [at('[n1, n2, n3]'), at('[n3, n1, n2]')];
      expect(virginia['latency.us.write.p50']).toBeCloseTo(0.0705, 2);
      expect(virginia[WRITE]).toBeCloseTo(0.2229, 2);
      expect(tokyo[WRITE]).toBeCloseTo(0.1524, 2);
      expect(tokyo['latency.eu.write.p50']).toBeCloseTo(0.3569, 2);
    },
  );
});
