/** Made-up results, rich enough for every chart: drawn from a small seeded generator, consistent with themselves. */
import type {
  AvailabilityEstimate,
  Failover,
  Incident,
  LatencyWindow,
  NodeLoad,
  Quantiles,
  Result,
  RunResult,
  Timeline,
} from '../../src/measure/result.ts';
import { summarize } from '../../src/measure/summarize.ts';
import { loadedRun } from './load-fixture.ts';

export interface FixtureOptions {
  readonly runs?: number;
  readonly seconds?: number;
  readonly clients?: boolean;
  readonly incidents?: boolean;
  readonly failingExpectation?: boolean;
  /** Replaces every name that a scenario's author chooses. */
  readonly hostile?: string;
  readonly nodes?: number;
  readonly violations?: number;
  /** A timeline and latency windows by the thousand. */
  readonly dense?: boolean;
  /** Servers of a pool, beside a batch cluster, over 20 minutes. */
  readonly servers?: number;
}

export interface Fixture {
  readonly result: Result;
  readonly runs: readonly RunResult[];
}

const YEAR_SECONDS = 365 * 86_400;
const CAUSES = ['crash', 'partition', 'pause', 'disk', 'release'];

function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const exponential = (random: () => number, mean: number): number => -mean * Math.log(1 - random());
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function estimate(values: readonly number[]): AvailabilityEstimate {
  const centre = mean(values);
  const spread =
    values.length < 2 ? 1 : Math.sqrt(mean(values.map((value) => (value - centre) ** 2)) / (values.length - 1)) * 2.1;
  return {
    mean: centre,
    ci95: values.length < 2 ? [0, 1] : [Math.max(0, centre - spread), Math.min(1, centre + spread)],
    nines: centre === 1 ? null : -Math.log10(1 - centre),
    downtimeSecondsPerYear: (1 - centre) * YEAR_SECONDS,
  };
}

function quantiles(values: readonly number[]): Quantiles {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (p: number): number =>
    sorted.length === 0 ? 0 : sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))];
  return {
    count: sorted.length,
    mean: sorted.length === 0 ? 0 : mean(sorted),
    p50: at(0.5),
    p90: at(0.9),
    p99: at(0.99),
    p999: at(0.999),
    max: sorted.at(-1) ?? 0,
  };
}

function makeTimeline(
  random: () => number,
  seconds: number,
  names: readonly string[],
  zones: string[],
  terms: number,
): Timeline {
  const spans: Timeline['spans'][number][] = [];
  const faults: Timeline['faults'][number][] = [];
  const probes: Timeline['probes'][number][] = [];
  let leader = 0;
  let term = 1;
  let time = 0;
  while (time < seconds) {
    const end = Math.min(seconds, time + seconds / terms + exponential(random, seconds / (3 * terms)));
    const repair = Math.min(seconds, end + exponential(random, seconds / (4 * terms)));
    names.forEach((node, i) => {
      const state = i === leader ? 'leader' : 'follower';
      spans.push({ node, state, term, startSeconds: time, endSeconds: end });
    });
    if (repair < seconds) {
      const next = (leader + 1) % names.length;
      const state = term % 3 === 0 ? 'paused' : 'down';
      faults.push({
        fault: state === 'down' ? 'crash' : 'pause',
        description: `${state} ${names[leader]}`,
        nodes: [names[leader]],
        startSeconds: end,
        endSeconds: repair,
      });
      names.forEach((node, i) => {
        const role = i === next ? 'candidate' : 'follower';
        spans.push({ node, state: i === leader ? state : role, term: term + 1, startSeconds: end, endSeconds: repair });
      });
      for (const zone of zones)
        probes.push({ zone, outcome: 'fail', startSeconds: end, endSeconds: (end + repair) / 2 });
      leader = next;
      term += 1;
    }
    for (const zone of zones) probes.push({ zone, outcome: 'ok', startSeconds: time, endSeconds: end });
    time = repair;
  }
  return { service: 'store', nodes: names, spans, faults, probes };
}

function makeRun(seed: number, options: FixtureOptions, withTimeline: boolean): RunResult {
  const random = mulberry32(seed);
  const seconds = options.seconds ?? 30 * 86_400;
  const called = (name: string): string => (options.hostile === undefined ? name : `${options.hostile} ${name}`);
  const names = Array.from({ length: options.nodes ?? 5 }, (_, i) => called(`n${i + 1}`));
  const zones = ['a', 'b', 'c'].map(called);
  const count = options.incidents === false ? 0 : 4 + Math.floor(random() * 6);
  const incidents: Incident[] = Array.from({ length: count }, (_, i) => {
    const startSeconds = ((i + random() * 0.9) / count) * seconds;
    const length = 0.4 + exponential(random, 4);
    const cause = called(CAUSES[Math.floor(random() * random() * CAUSES.length)]);
    return {
      startSeconds,
      endSeconds: startSeconds + length,
      downSeconds: length,
      zones,
      cause,
      segments: [{ cause, startSeconds, seconds: length }],
      trigger: called('crash of n1'),
      detectionSeconds: length * 0.5,
      electionSeconds: length * 0.3,
      recoverySeconds: length * 0.2,
      censored: false,
    };
  });
  const failovers: Failover[] = incidents.map((incident, i) => ({
    startSeconds: incident.startSeconds,
    seconds: incident.downSeconds * 0.8,
    service: called('store'),
    cause: incident.cause,
    term: i + 2,
    splitVotes: i % 4 === 0 ? 1 : 0,
  }));
  const down = incidents.reduce((sum, incident) => sum + incident.downSeconds, 0);
  const time = 1 - down / seconds;
  const windows = Array.from({ length: 22 }, (_, i) => 2 ** i).filter((window) => window <= seconds);
  const windowsOfLatency = !withTimeline ? 0 : options.dense === true ? 3_000 : 120;
  const latencyOverTime: LatencyWindow[] = Array.from(
    { length: options.clients === false ? 0 : windowsOfLatency },
    (_, i) => {
      const p50 = 0.002 * (1 + random() * 0.2);
      const spike = random() < 0.05 ? 20 : 1;
      return {
        startSeconds: (i / windowsOfLatency) * seconds,
        client: called(i % 2 === 0 ? 'web' : 'batch'),
        count: 1000,
        p50,
        p90: p50 * 2,
        p99: p50 * 5 * spike,
        max: p50 * 20 * spike,
      };
    },
  );
  const loads: NodeLoad[] = names.map((id, i) => ({
    id,
    requests: Math.round(1e6 * (i === 0 ? 2 : 1) * (1 + random() * 0.1)),
    busyShare: (i === 0 ? 0.42 : 0.2) * (1 + random() * 0.1),
    queueMean: 0.1 * random(),
  }));
  const { servers } = options;
  const loaded = servers === undefined ? undefined : loadedRun({ random, called, servers, heat: withTimeline });
  const clients = options.clients !== false;
  const failed = clients ? Math.round(down * 200) : 0;
  return {
    seed,
    fingerprint: seed.toString(16).padStart(16, 'f'),
    virtualSeconds: seconds,
    skippedSeconds: seconds * 0.9,
    events: 1_234_567 + seed,
    availability: {
      time: clients ? time : undefined,
      timeByZone: clients ? Object.fromEntries(zones.map((zone) => [zone, time])) : {},
      requests: clients ? 1 - (failed / (seconds * 200)) * 1.3 : undefined,
      counts: { attempted: clients ? seconds * 200 : 0, ok: clients ? seconds * 200 - failed : 0, failed, unknown: 0 },
      userUptime: clients ? 1 - (down / seconds) * 1.1 : undefined,
      windowedUserUptime: clients
        ? windows.map((windowSeconds) => ({ windowSeconds, mcr: Math.max(0, 1 - down / 3 / windowSeconds) }))
        : [],
    },
    incidents,
    failovers,
    latency: {},
    latencyOverTime,
    load: { [called('store')]: loads, ...loaded?.load },
    violations: Array.from({ length: options.violations ?? 0 }, (_, i) => ({
      property: called('election safety'),
      seed,
      atSeconds: 100 * i,
      detail: called('two leaders in term 7: n1 and n3'),
    })),
    errors:
      failed === 0 ? {} : { [called('timeout')]: Math.round(failed * 0.7), 'not-leader': Math.round(failed * 0.3) },
    ...(loaded === undefined ? {} : { pools: loaded.pools, batches: loaded.batches }),
    ...(withTimeline
      ? { timeline: makeTimeline(random, seconds, names, zones, options.dense === true ? 400 : 9) }
      : {}),
  };
}

function sumByCause(runs: readonly RunResult[]): Result['summary']['downtime'] {
  const causes = new Map<string, { incidents: number; seconds: number }>();
  for (const incident of runs.flatMap((run) => run.incidents)) {
    const sum = causes.get(incident.cause) ?? { incidents: 0, seconds: 0 };
    causes.set(incident.cause, { incidents: sum.incidents + 1, seconds: sum.seconds + incident.downSeconds });
  }
  const total = [...causes.values()].reduce((sum, entry) => sum + entry.seconds, 0);
  return [...causes.entries()]
    .map(([cause, sum]) => ({ cause, ...sum, share: sum.seconds / total }))
    .sort((a, b) => b.seconds - a.seconds);
}

/** A result over `options.runs` runs (3 unless told), the first of which carries the timeline. */
function makeFixture(options: FixtureOptions = {}): Fixture {
  const runs = Array.from({ length: options.runs ?? 3 }, (_, i) => makeRun(42 + i, options, i === 0));
  const called = (name: string): string => (options.hostile === undefined ? name : `${options.hostile} ${name}`);
  const clients = options.clients !== false;
  const total = (pick: (run: RunResult) => number): number => runs.reduce((sum, run) => sum + pick(run), 0);
  const latency = (scale: number): Quantiles => ({
    count: 5_000_000,
    mean: 0.0021 * scale,
    p50: 0.0019 * scale,
    p90: 0.0041 * scale,
    p99: 0.0118 * scale,
    p999: 0.31 * scale,
    max: 0.499 * scale,
  });
  const { load, pools, batches } = summarize(runs);
  const violations = runs.flatMap((run) => run.violations);
  const timeEstimate = estimate(runs.map((run) => run.availability.time ?? 1));
  const result: Result = {
    schema: 1,
    version: '0.1.0',
    scenario: {
      name: called('Five nines on five machines'),
      sha256: 'ab'.repeat(32),
      durationSeconds: runs[0].virtualSeconds,
      runs: runs.length,
    },
    interrupted: false,
    runs: runs.map((run) => ({
      seed: run.seed,
      fingerprint: run.fingerprint,
      virtualSeconds: run.virtualSeconds,
      skippedSeconds: run.skippedSeconds,
      wallSeconds: 1.25,
      events: run.events,
    })),
    summary: {
      virtualSeconds: total((run) => run.virtualSeconds),
      skippedSeconds: total((run) => run.skippedSeconds),
      availability: clients
        ? {
            time: timeEstimate,
            requests: {
              ...estimate(runs.map((run) => run.availability.requests ?? 1)),
              attempted: total((run) => run.availability.counts.attempted),
              ok: total((run) => run.availability.counts.ok),
              failed: total((run) => run.availability.counts.failed),
              unknown: 0,
            },
            userUptime: estimate(runs.map((run) => run.availability.userUptime ?? 1)),
          }
        : {},
      windowedUserUptime: runs[0].availability.windowedUserUptime,
      downtime: sumByCause(runs),
      incidents: total((run) => run.incidents.length),
      failover: quantiles(runs.flatMap((run) => run.failovers.map((failover) => failover.seconds))),
      latency: clients
        ? {
            [called('web')]: { read: latency(1), write: latency(2) },
            [called('batch')]: { append: latency(8) },
            [called('probes')]: { write: latency(1.5) },
          }
        : {},
      load,
      ...(pools === undefined ? {} : { pools }),
      ...(batches === undefined ? {} : { batches }),
      errors: runs[0].errors,
      violations: violations.length,
    },
    violations,
    expectations: [
      { expression: 'availability.time >= 99.999%', value: timeEstimate.mean, pass: timeEstimate.mean >= 0.99999 },
      { expression: `failover.p99 < 60s${options.hostile ?? ''}`, value: 7.2, pass: true },
      { expression: 'violations == 0', value: violations.length, pass: violations.length === 0 },
      ...(options.failingExpectation === true
        ? [{ expression: 'latency.web.read.p99 <= 10ms', value: 0.0118, pass: false }]
        : []),
    ],
  };
  return { result, runs };
}

/** The corners: name → options. Every chart, table and writer has to live with all of them. */
export const EDGE_CASES: Readonly<Record<string, FixtureOptions>> = {
  ordinary: {},
  'no clients': { clients: false, incidents: false },
  'perfect availability': { incidents: false },
  'one run': { runs: 1 },
  '200 runs': { runs: 200 },
  '1000 runs': { runs: 1_000, nodes: 30, dense: true },
  'hundred nodes': { nodes: 100, runs: 1 },
  violated: { violations: 3, failingExpectation: true },
  'short and quiet': { seconds: 90, runs: 2, incidents: false },
  'pools and jobs': { servers: 6, seconds: 1_200, incidents: false },
  'many servers': { servers: 250, seconds: 1_200, runs: 1, incidents: false },
  'hostile names': { hostile: `</script><img src=x onerror="alert(1)">'&amp;`, servers: 3, seconds: 1_200 },
};

const made = new Map<string, Fixture>();

/** The fixture of an edge case, made once. */
export function edgeCase(name: string): Fixture {
  const fixture = made.get(name) ?? makeFixture(EDGE_CASES[name]);
  made.set(name, fixture);
  return fixture;
}
