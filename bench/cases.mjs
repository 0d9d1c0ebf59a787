/**
 * What is measured: sections of rows. A row is one subject at one size; within a `group` the peers are compared with
 * the row of ours. `rate` says how a row's best measurement reads, `wanted` what the project has set itself. `once`: it
 * takes minutes, and one round will do.
 */
import { existsSync } from 'node:fs';
import { LOGS } from './cases/linearizability.mjs';
import { simpyVersion } from './cases/simpy.mjs';

const MINUTE = 60e6;
const millions = ({ events, seconds }) => `${(events / seconds / 1e6).toFixed(2)} M events/s`;
const thousands = (count, seconds) => `${Math.round(count / seconds / 1000)} k`;

/** `quick`: less work, for a look; too little to be quoted, since the compiler has hardly warmed up. */
export function cases(quick) {
  const share = quick ? 0.25 : 1;
  const simpy = simpyVersion();
  const python = (group, script, values, events) =>
    simpy === undefined
      ? { group, subject: 'SimPy', skipped: 'not installed (Debian: python3-simpy3)' }
      : { group, subject: simpy, case: 'simpy', parameters: { script, values: values.map(String), events } };

  const holds = Math.round(2e6 * share);
  const wantedRatio = { 1e3: '0.9 ×', 1e5: '1.2 ×', 1e6: '1.8 ×' };
  const holdRows = [1e3, 1e5, 1e6].flatMap((pending) => {
    const group = `${pending.toLocaleString('en')} pending`;
    const row = (subject, slower = 1) => ({
      group,
      subject,
      case: 'hold',
      parameters: { subject, pending, holds: Math.round(holds / slower) },
    });
    return [
      row('flatqueue'),
      { ...row('fivenines queue'), wanted: wantedRatio[pending] },
      row('fivenines kernel'),
      row('heap-js'),
      row('simjs', 5),
      python(group, 'hold.py', [pending, holds / 10], holds / 10),
    ];
  });

  const customers = Math.round(1e6 * share);
  const queueRow = (subject) => ({ subject, case: 'mm1', parameters: { subject, customers } });
  const group = `${customers.toLocaleString('en')} customers`;
  const queueRows = [
    { ...queueRow('fivenines'), wanted: '8 M events/s' },
    queueRow('bare loop on flatqueue'),
    queueRow('simjs'),
    python(undefined, 'mm1.py', [customers / 10], customers / 5),
  ].map((row) => ({ ...row, group, customers: row.case === 'simpy' ? customers / 10 : customers }));

  const duration = Math.round(60 * MINUTE * share);
  const beatRow = (subject) => ({
    group: `${(duration / MINUTE).toFixed(0)} simulated minutes`,
    subject,
    case: 'heartbeats',
    parameters: { subject, duration },
  });
  const beatRows = [
    { ...beatRow('fivenines, datagrams'), wanted: '8 M events/s' },
    { ...beatRow('fivenines, streams'), wanted: '8 M events/s' },
    beatRow('bare loop on flatqueue'),
    beatRow('simjs'),
    python(beatRow('').group, 'heartbeats.py', [duration / 10]),
  ];

  const poolRows = [
    [1, 0.8, 1e6],
    [100, 0.9, 1e7],
  ].flatMap(([servers, load, full]) => {
    const requests = Math.round(quick ? Math.min(full, 2.5e5) : full);
    const group = servers === 1 ? 'M/M/1, λ = 0.8' : `${servers} servers, λ = ${load}`;
    const row = (subject, share = 1) => ({
      group,
      subject,
      case: 'pool',
      once: requests > 1e6,
      parameters: {
        subject,
        servers,
        load,
        requests: Math.round(requests / share),
        // Ten million requests warm the compiler up by themselves.
        ...(requests > 1e6 && share === 1 ? { warm: false, repeats: 1 } : {}),
      },
    });
    return [
      row('fivenines'),
      row('simjs', 10),
      python(group, 'pool.py', [servers, load, requests / 50], requests / 50),
    ];
  });
  const manyRow = {
    group: '10,000 servers, λ = 0.9',
    subject: 'fivenines',
    case: 'pool',
    parameters: {
      subject: 'fivenines',
      servers: 1e4,
      load: 0.9,
      requests: quick ? 2.5e5 : 1e7,
      warm: false,
      repeats: 1,
    },
    once: true,
    wanted: 'below 1024 MiB',
  };
  const recordingRow = (subject, name, count, more) => ({
    group: 'a latency',
    subject: name,
    case: 'recording',
    parameters: { subject, count: Math.round(count * share) },
    ...more,
  });
  const recordingRows = [
    recordingRow('event', 'an event of M/M/1 as a pool', 1e6),
    recordingRow('record', 'recording it', 2e7, { wanted: '1 ×' }),
  ];
  const compareRow = (jobs, more) => ({
    group: '4 balancers, 10 seeds',
    subject: jobs === 1 ? 'one core' : `${jobs} cores`,
    case: 'compare',
    parameters: { jobs, duration: Math.round(60 * share), warm: false, repeats: 1 },
    ...more,
  });

  /** What etcd's raft library makes in a bare loop (Go), measured elsewhere. */
  const etcd = { 1: { 3: 109, 5: 57 }, 64: { 3: 622, 5: 589 } };
  const raftRows = [1, 64].flatMap((window) =>
    [3, 5].map((nodes) => ({
      wanted: `${etcd[window][nodes]} k commits/s`,
      group: `window ${window}`,
      subject: `${nodes} nodes`,
      case: 'raft',
      parameters: { nodes, window, commits: Math.round((window === 1 ? 3e5 : 2e6) * share) },
    })),
  );

  const file = 'scenarios/five-nines.yaml';
  const scenarioRow = (subject, skip, seconds) => ({
    group: file,
    subject,
    case: 'scenario',
    parameters: { file, duration: Math.round(seconds * share), skip },
  });
  const scenarioRows = [scenarioRow('event by event', false, 20_000), scenarioRow('skipping rest', true, 40_000)];

  const years = {
    group: 'node-years.yaml',
    subject: 'a year, skipping rest',
    case: 'years',
    parameters: { file: 'scenarios/node-years.yaml', years: quick ? 4 : 16, repeats: 1 },
    wanted: '0.3 s a year',
  };

  const sizes = quick ? [10, 1e3, 1e4] : [10, 1e3, 1e4, 1e5];
  const scaleRows = sizes.map((nodes) => ({
    group: 'groups of five',
    subject: `${nodes.toLocaleString('en')} nodes`,
    case: 'scale',
    // Setting up a hundred thousand nodes is most of the work, and warms the compiler up by itself.
    parameters: { nodes, events: Math.round(2e6 * share), ...(nodes >= 1e5 ? { warm: false, repeats: 1 } : {}) },
    ...(nodes > 10 ? { wanted: `${(1 / Math.log10(nodes)).toFixed(2)} ×` } : {}),
  }));

  const historyRow = (group, subject, parameters) => ({ group, subject, case: 'linearizability', parameters });
  const historyRows = [
    existsSync(LOGS)
      ? historyRow('etcd', 'ten logs', { subject: 'etcd' })
      : { group: 'etcd', subject: 'ten logs', skipped: "Porcupine's logs are not there" },
    ...['register', 'unique', 'append'].flatMap((kind) => {
      const many = { subject: 'made', kind, count: 100_000 * share, keys: 1000 * share, processes: 1000 * share };
      const one = { subject: 'made', kind, count: 5000, keys: 1, processes: 5000 };
      return [
        historyRow(kind, `${many.count.toLocaleString('en')} on ${many.keys} keys`, many),
        historyRow(kind, '5,000 at once on one key', one),
        historyRow(kind, 'the same, spoilt', { ...one, spoilt: true }),
        historyRow(kind, '50 at once, spoilt', { ...one, processes: 50, spoilt: true }),
      ];
    }),
  ];

  return [
    { title: 'Hold model', rows: holdRows, rate: millions },
    {
      title: 'M/M/1',
      rows: queueRows,
      // Arrivals and departures, which are all that the others have.
      rate: (best, { customers: count }) =>
        `${millions({ ...best, events: 2 * count })}${best.events > 2 * count ? `, ${millions(best)} of the kernel` : ''}`,
      speed: (best, { customers: count }) => count / best.seconds,
    },
    { title: 'Heartbeats, whole simulator', rows: beatRows, rate: millions },
    {
      title: 'Server pools',
      rows: [...poolRows, manyRow],
      rate: ({ requests, events, seconds, peakMebibytes }) =>
        `${thousands(requests ?? events, seconds)} requests/s${peakMebibytes === undefined ? '' : `, ${Math.round(peakMebibytes)} MiB`}`,
      speed: ({ requests, events, seconds }) => (requests ?? events) / seconds,
    },
    {
      title: 'Recording',
      rows: recordingRows,
      rate: ({ events, seconds }) => `${((seconds / events) * 1e9).toFixed(1)} ns`,
    },
    {
      title: 'Compare',
      rows: [compareRow(1), compareRow(2, { wanted: '1.8 ×' })],
      rate: ({ seconds }) => `${seconds.toFixed(1)} s`,
    },
    {
      title: 'Raft at full load',
      rows: raftRows,
      rate: ({ commits, messages, seconds }) =>
        `${thousands(commits, seconds)} commits/s, ${thousands(messages, seconds)} messages/s`,
      speed: ({ commits, seconds }) => commits / seconds,
      alone: true,
    },
    {
      title: 'Scenario',
      rows: scenarioRows,
      rate: ({ simulatedSeconds, seconds, skippedSeconds }) =>
        `${Math.round(simulatedSeconds / seconds)} simulated s/s, ${Math.round((100 * skippedSeconds) / simulatedSeconds)}% skipped`,
      speed: ({ simulatedSeconds, seconds }) => simulatedSeconds / seconds,
    },
    {
      title: 'Years',
      rows: [years],
      rate: ({ seconds, events }) => `${seconds.toFixed(2)} s a year, ${Math.round(events / 1000)} k events`,
      speed: ({ seconds }) => 1 / seconds,
      alone: true,
    },
    {
      title: 'Large clusters',
      rows: scaleRows,
      rate: (best) =>
        `${Math.round((best.seconds / best.events) * 1e9)} ns/event, ${Math.round(best.bytes)} B/node, set up in ${best.setUp.toFixed(2)} s`,
    },
    {
      title: 'Linearizability',
      rows: historyRows,
      rate: ({ seconds, events, megabytes, verdict }) =>
        `${Math.round(seconds * 1000)} ms, ${thousands(events, 1)} steps, ${megabytes} MiB: ${verdict}`,
      alone: true,
    },
  ];
}
