/** A made-up pool with an autoscaler, a slow server and a bad minute, and a made-up batch cluster, through the real observers. */
import { MINUTE, SECOND } from '../../src/core/time.ts';
import type { AttemptObservation, InstanceObservation } from '../../src/kernel/observation.ts';
import { createTrace } from '../../src/kernel/trace.ts';
import { watchBatches } from '../../src/measure/batches/watch-batches.ts';
import { watchPools } from '../../src/measure/pools/watch-pools.ts';
import type { NodeLoad, RunBatch, RunPool } from '../../src/measure/result.ts';

export interface LoadedRun {
  readonly pools: Record<string, RunPool>;
  readonly batches: Record<string, RunBatch>;
  readonly load: Record<string, NodeLoad[]>;
}

const PERIOD = { start: 0, end: 20 * MINUTE };
const BAD = [10 * MINUTE, 12 * MINUTE] as const;

export interface LoadFixtureOptions {
  readonly random: () => number;
  readonly called: (name: string) => string;
  readonly servers: number;
  /** The run that is drawn. */
  readonly heat: boolean;
}

export function loadedRun({ random, called, servers, heat }: LoadFixtureOptions): LoadedRun {
  const trace = createTrace();
  const service = called('web');
  const nodes = Array.from({ length: servers }, (_, i) => i);
  const names = nodes.map((node) => called(`n${node + 1}`));
  const initial = Math.max(1, servers - 2);
  const busy = new Float64Array(servers);
  const waited = new Float64Array(servers);
  let now = 0;
  const pools = watchPools(trace, {
    pools: [{ name: service, nodes, initial }],
    names,
    period: PERIOD,
    heat,
    use: (_, node) => ({
      busy: busy[node],
      available: node < initial ? now : Math.max(0, now - 5 * MINUTE),
      waited: waited[node],
    }),
  });
  const batch = called('night');
  const batches = watchBatches(trace, { batches: [{ name: batch, cores: 16, memory: 64 }], period: PERIOD });
  const instance = (time: number, node: number, change: InstanceObservation['change']): void =>
    trace.publish({ kind: 'instance', time, service, node, change, price: 0.4 });

  for (const node of nodes.slice(0, initial)) instance(0, node, 'ready');
  const attempts: AttemptObservation[] = [];
  for (let i = 0; i < 6000; i++) {
    const arrivedAt = Math.floor(random() * (PERIOD.end - 2 * SECOND));
    const on = arrivedAt > 5 * MINUTE ? servers : initial;
    const node = Math.floor(random() * random() * on);
    const bad = arrivedAt > BAD[0] && arrivedAt < BAD[1];
    const wait = Math.floor(SECOND * 0.02 * (bad ? 20 : 1) * random());
    const inService = Math.floor(SECOND * 0.05 * (node === 0 ? 3 : 1) * (0.5 + random()));
    const outcome = bad && random() < 0.4 ? 'dropped' : 'ok';
    const late = bad && random() < 0.2;
    const key = Math.floor(random() * 50) * 1024;
    attempts.push({
      kind: 'attempt',
      time: arrivedAt + wait + inService,
      service,
      node,
      arrivedAt,
      wait,
      inService,
      outcome,
      late,
      key,
    });
  }
  attempts.sort((a, b) => a.time - b.time);
  let scaled = false;
  for (const attempt of attempts) {
    while (attempt.time >= pools.nextLook) {
      now = pools.nextLook;
      pools.look(now);
    }
    if (!scaled && attempt.time >= 5 * MINUTE) {
      scaled = true;
      trace.publish({
        kind: 'scaling',
        time: attempt.time,
        service,
        from: initial,
        to: servers,
        reason: called('use of cores is 91 %'),
      });
      for (const node of nodes.slice(initial)) instance(attempt.time, node, 'ready');
    }
    busy[attempt.node] += attempt.inService * 8;
    waited[attempt.node] += attempt.wait;
    if (attempt.outcome === 'dropped') {
      trace.publish({ kind: 'routing', time: attempt.time, service, node: 90, event: 'retry' });
    }
    trace.publish(attempt);
  }
  now = PERIOD.end;
  pools.look(now);
  runJobs(trace, { service: batch, random, called });
  return {
    load: {
      [service]: nodes.map((node) => ({
        id: names[node],
        requests: pools.arrived(service, node),
        busyShare: busy[node] / PERIOD.end,
        queueMean: pools.queueMean(service, node),
        onShare: node < initial ? 1 : 0.75,
      })),
    },
    pools: pools.finish(),
    batches: batches.finish(),
  };
}

function runJobs(
  trace: ReturnType<typeof createTrace>,
  { service, random, called }: { service: string; random: () => number; called: (name: string) => string },
): void {
  const events: { readonly time: number; readonly act: () => void }[] = [];
  for (let job = 0; job < 60; job++) {
    const submittedAt = Math.floor((random() * PERIOD.end) / 2);
    const startedAt = submittedAt + Math.floor(random() * 30 * SECOND);
    const endedAt = startedAt + Math.floor(random() * 3 * MINUTE);
    const [jobClass, user] = job % 3 === 0 ? ['report', 'ann'] : ['index', 'bob'];
    const of = {
      kind: 'job',
      service,
      job,
      jobClass: called(jobClass),
      user: called(user),
      tasks: 1,
      submittedAt,
    } as const;
    const task = { kind: 'task', service, node: 0, job, task: 0, copy: false, cores: 2, memory: 4 } as const;
    const late = random() < 0.1;
    events.push(
      { time: submittedAt, act: () => trace.publish({ ...of, time: submittedAt, change: 'submitted', late: false }) },
      { time: startedAt, act: () => trace.publish({ ...task, time: startedAt, change: 'started' }) },
      {
        time: endedAt,
        act: () => trace.publish({ ...task, time: endedAt, change: job % 20 === 7 ? 'failed' : 'finished' }),
      },
      {
        time: endedAt,
        act: () =>
          trace.publish({ ...of, time: endedAt, change: job % 20 === 7 ? 'failed' : 'finished', late, startedAt }),
      },
    );
  }
  // Stable: what happens to one job at one time stays in its order.
  events.sort((a, b) => a.time - b.time);
  for (const { act } of events) act();
}
