/** Random scenario files, as JSON (which is YAML): every section, every kind, quantities to the last digit. */
import fc from 'fast-check';
import { autoscalingAlgorithms } from '../../../src/algorithms/autoscaling/registry.ts';
import { balancingAlgorithms } from '../../../src/algorithms/balancing/registry.ts';
import { raftOptions } from '../../../src/algorithms/consensus/raft/options.ts';
import { schedulingAlgorithms } from '../../../src/algorithms/scheduling/registry.ts';
import type { Parameter, Parameters } from '../../../src/core/parameters.ts';
import { faultKinds } from '../../../src/faults/registry.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type Drafts = fc.Arbitrary<Json>;

/** A record some of whose keys are left out. */
const some = (model: Readonly<Record<string, Drafts>>, requiredKeys: readonly string[] = []): Drafts =>
  fc.record({ ...model }, { requiredKeys: [...requiredKeys] }) as Drafts;

/** Powers of two and ten and what lies beside them are where rounding shows; most numbers of people are round. */
const whole = (min: number, max: number): fc.Arbitrary<number> =>
  fc.oneof(
    fc.integer({ min, max }),
    fc
      .tuple(
        fc.constantFrom(1, 2, 3, 9, 15, 60, 127),
        fc.constantFrom(1, 10, 1000, 60_000, 1_000_000, 60_000_000, 1024),
      )
      .map(([a, b]) => Math.min(max, Math.max(min, a * b))),
  );
const micros = (min = 0, max = 31_536_000_000_000): Drafts => whole(min, max).map((n) => `${n}us`);
const gap = micros(1);
const share: fc.Arbitrary<string> = fc.oneof(
  fc.integer({ min: 0, max: 10_000 }).map((n) => `${n / 100}%`),
  fc.double({ min: 0, max: 1, noNaN: true }).map(String),
);
const positive = fc.double({ min: 1e-3, max: 1000, noNaN: true });
const spread = fc.double({ min: 0.01, max: 1000, noNaN: true });
const rate = fc.oneof(
  fc.integer({ min: 1, max: 1e6 }).chain((n) => fc.constantFrom(`${n}/s`, `${n}/min`, `${n}/d`)),
  fc.double({ min: 1e-9, max: 1e9, noNaN: true }).map((n) => `${n}/s`),
);
const bytes = whole(1, 1e9).map((n) => `${n}B`);
const bandwidth = fc.oneof(
  bytes.map((text) => `${text}/s`),
  fc.integer({ min: 1, max: 1e6 }).map((n) => `${n}kbit/s`),
  fc.double({ min: 1, max: 1e12, noNaN: true }).map((n) => `${n}B/s`),
  fc.constant('unlimited'),
);
const range = (min: number, max: number): Drafts =>
  fc.tuple(whole(min, max), whole(min, max)).map(([a, b]) => `${Math.min(a, b)}us..${Math.max(a, b)}us`);

const { distribution } = fc.letrec<{ distribution: Json; simple: Json; mixture: Json }>((tie) => ({
  distribution: fc.oneof({ maxDepth: 1 }, tie('simple'), tie('mixture')),
  simple: fc.oneof(
    gap,
    fc.record({ uniform: range(1, 1e9) }),
    fc.record({ exponential: gap }),
    fc.record({ normal: fc.record({ mean: gap, sd: micros() }) }),
    fc.tuple(whole(1, 1e9), whole(0, 1e9)).map(([a, b]) => ({ lognormal: { median: `${a}us`, p99: `${a + b}us` } })),
    fc.record({ pareto: fc.record({ min: gap, shape: positive }) }),
    fc.record({ weibull: fc.record({ scale: gap, shape: spread }) }),
    fc.record({ gamma: fc.record({ shape: spread, scale: gap }) }),
    fc
      .tuple(
        fc.uniqueArray(fc.integer({ min: 1, max: 99_999 }), { maxLength: 4 }),
        fc.array(whole(1, 1e9), { minLength: 6, maxLength: 6 }),
      )
      .map(([shares, values]) => {
        const keys = [0, ...shares.toSorted((a, b) => a - b).map((n) => n / 1000), 100];
        const sorted = values.toSorted((a, b) => a - b);
        return { empirical: Object.fromEntries(keys.map((key, i) => [`p${key}`, `${sorted[i]}us`])) };
      }),
  ),
  mixture: fc.tuple(fc.integer({ min: 1, max: 99 }), tie('distribution'), tie('distribution')).map(([n, a, b]) => ({
    mixture: [
      { weight: `${n}%`, of: a },
      { weight: `${100 - n}%`, of: b },
    ],
  })),
}));

const name = fc.oneof(
  fc.stringMatching(/^[a-z][a-z0-9_-]{0,5}$/),
  fc.constantFrom('null', 'true', '1', '0x1', '1e3', 'on', 'a', 'r1', 'local', 'n1'),
);
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...' \n\t\r#:,-?[]{}&*!|>%@`"\'aé1.~=\\\u2028\u0085\ufeff') }),
  fc
    .array(fc.stringMatching(/^[a-zA-Z(),.:'#-]{1,9}$/), { minLength: 1, maxLength: 40 })
    .map((words) => words.join(' ')),
  fc.constantFrom(
    'null',
    '~',
    'yes',
    '12',
    '-1.5e3',
    '',
    ' ',
    'a\n',
    '- a',
    '...',
    '---',
    '0x10',
    '.inf',
    'a: b',
    'a #b',
  ),
);

const link = some({ latency: distribution, loss: share, duplicate: share, reorder: share, bandwidth });
const machine = some({
  cores: fc.integer({ min: 1, max: 1024 }),
  speed: positive,
  disk: some({ write: distribution, fsync: distribution, bandwidth, capacity: bytes, groupCommit: fc.boolean() }),
  clock: some({
    offset: fc.constantFrom('-3ms', '0s', { uniform: '-5ms..1us' }),
    drift: whole(0, 500_000).map((n) => `${n}ppm`),
  }),
});

const count = fc.integer({ min: 1, max: 3 });
const dictionary = (value: Drafts): fc.Arbitrary<{ readonly [key: string]: Json }> =>
  fc.dictionary(name, value, { minKeys: 1, maxKeys: 3 });
const zone = fc.oneof(fc.record({ nodes: count }), fc.record({ racks: dictionary(fc.record({ nodes: count })) }));

/** Time between regions, with what the spread of all of them is. */
const roundTrips = (regions: readonly string[]): fc.Arbitrary<Record<string, Json>> => {
  const pairs = regions.flatMap((from) => regions.filter((to) => to !== from).map((to) => [from, to] as const));
  return fc
    .tuple(fc.subarray(pairs), fc.infiniteStream(whole(1, 1e9)), fc.oneof(share, fc.constant('0')))
    .map(([chosen, times, jitter]) => {
      const table: Record<string, Record<string, Json>> = {};
      for (const [from, to] of chosen) {
        table[from] ??= {};
        table[from][to] = `${times.next().value}us`;
      }
      return { 'round-trips': table, 'round-trip-jitter': jitter };
    });
};

const links = (regions: readonly string[]): Drafts =>
  fc
    .tuple(
      some({ 'same-node': link, 'same-rack': link, 'same-zone': link, 'cross-zone': link, 'cross-region': link }),
      regions.length > 1 ? fc.option(roundTrips(regions), { nil: {} }) : fc.constant({}),
    )
    .map(([classes, table]) => ({ ...(classes as object), ...table }));

const topology: Drafts = fc
  .oneof(
    count.map((nodes): [Record<string, Json>, string[]] => [{ nodes }, []]),
    dictionary(zone).map((zones): [Record<string, Json>, string[]] => [{ zones }, []]),
    dictionary(fc.oneof(fc.record({ nodes: count }), fc.record({ zones: dictionary(zone) }))).map(
      (regions): [Record<string, Json>, string[]] => [{ regions }, Object.keys(regions)],
    ),
  )
  .chain(([places, regions]) =>
    fc
      .tuple(some({ links: links(regions), node: machine }), fc.option(machine, { nil: undefined }))
      .map(([rest, odd]) => ({
        ...places,
        ...(rest as object),
        ...(odd === undefined || 'nodes' in places ? {} : { nodes: { n1: odd } }),
      })),
  );

/** A value for a parameter, within its bounds. */
const parameterValue = ({ type, min, max }: Parameter): Drafts => {
  if (typeof type === 'object') return fc.constantFrom(...type.oneOf);
  const low = Math.max(min ?? 0, -1e9);
  const high = Math.min(max ?? 1e9, 1e9);
  switch (type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return whole(low, high);
    case 'number':
      return fc.double({ min: low, max: high, noNaN: true });
    case 'share':
      return min === undefined && max === undefined
        ? share
        : fc.double({ min: min ?? 0, max: Math.min(max ?? 1, 1), noNaN: true }).map(String);
    case 'duration':
      return whole(low, high).map((n) => `${n}us`);
    case 'duration-range':
      return range(low, high);
    case 'random-duration':
      return distribution;
    case 'size':
      return bytes;
    case 'rate':
      return rate;
    case 'bandwidth':
      return whole(1, 1e9).map((n) => `${n}B/s`);
    case 'ppm':
      return whole(0, max ?? 500_000).map((n) => `${n}ppm`);
    default:
      return fc.constantFrom('raft/append', 'null', '12', 'with: colon');
  }
};

const parameterDraft = (parameters: Parameters, except: string | undefined): Drafts => {
  const own = Object.entries(parameters).filter(([key]) => key !== except);
  const needed = own.filter(([, { default: standard, optional }]) => standard === undefined && !optional);
  return some(
    Object.fromEntries(own.map(([key, parameter]) => [key, parameterValue(parameter)])),
    needed.map(([key]) => key),
  );
};

const schedule = (lasting: boolean): Drafts =>
  fc
    .oneof(
      fc.tuple(
        fc.oneof(
          fc.record({ at: micros() }),
          fc.record({ at: fc.array(micros(), { minLength: 1, maxLength: 3 }) }),
          fc.record({ every: distribution }),
        ),
        lasting ? some({ for: distribution }) : fc.constant({}),
      ),
      lasting
        ? fc.tuple(fc.record({ mtbf: distribution, repair: distribution }), fc.constant({}))
        : fc.constant([{ at: '1s' }, {}]),
    )
    .map(([when, length]) => ({ ...(when as object), ...(length as object) }));

const limits = some({
  from: micros(0, 1000),
  to: micros(1000),
  limit: fc.integer({ min: 1, max: 9 }),
  burst: some({ share, within: fc.constantFrom('rack', 'zone', 'region'), spread: micros() }, ['share', 'within']),
});

const TARGETS = [
  'n1',
  'all nodes',
  'leader of store',
  'a follower of store',
  '2 random nodes in region local',
  'n1, nodes of store',
];

const fault: fc.Arbitrary<{ readonly [key: string]: Json }> = fc.constantFrom(...faultKinds.values()).chain((kind) =>
  fc
    .tuple(
      kind.subject === undefined ? fc.constantFrom(...TARGETS.slice(0, 4), TARGETS[5]) : fc.constant('all'),
      kind.groups.max > 1 ? fc.option(fc.constant('rest')) : fc.constant(null),
      parameterDraft(kind.parameters, kind.subject),
      schedule(kind.lasting),
      limits,
    )
    .map(([target, rest, parameters, when, bounds]) => ({
      [kind.name]: rest === null ? target : [target, rest],
      ...(parameters as object),
      ...(when as object),
      ...(bounds as object),
    })),
);

const retry = some({
  attempts: fc.integer({ min: 1, max: 100_000 }),
  backoff: range(0, 1e9),
  budget: fc.oneof(share, fc.constant('unlimited')),
});
const mix = fc.integer({ min: 0, max: 100 }).map((n) => ({ read: `${n}%`, append: `${100 - n}%` }));
const keys = fc.oneof(
  fc.record({ uniform: whole(1, 1e6) }),
  some({ zipf: fc.double({ min: 0, max: 10, noNaN: true }), count: whole(1, 1e6) }, ['zipf']),
  fc.record({ 'hot-set': fc.record({ count: fc.constant(100), hot: fc.integer({ min: 1, max: 100 }), share }) }),
);
const arrivals = fc.oneof(
  fc.record({ poisson: rate }),
  fc.record({ constant: rate }),
  fc.record({ 'on-off': fc.record({ rate, on: distribution, off: distribution }) }),
  fc.record({
    diurnal: some({ low: fc.constant('0/s'), high: rate, period: micros(1000), peak: micros() }, ['low', 'high']),
  }),
  fc.constantFrom({ timestamps: 'times.csv' }, { rates: 'rates.csv' }),
) as Drafts;
const scalar = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
  text,
);
const scripted = fc
  .tuple(
    micros(),
    text,
    fc.oneof(
      fc.constant<[string, object]>(['read', {}]),
      fc.constant<[string, object]>(['delete', {}]),
      some({ value: scalar }).map((rest): [string, object] => ['write', rest as object]),
      some({ value: scalar }).map((rest): [string, object] => ['append', rest as object]),
      some({ value: scalar, expected: fc.oneof(scalar, fc.constant(null)) }).map((rest): [string, object] => [
        'cas',
        rest as object,
      ]),
    ),
    fc.option(fc.constant({ via: 'n1' }), { nil: {} }),
  )
  .map(([at, key, [f, rest], via]): Json => ({ at, [f]: key, ...rest, ...via }));

const shared = {
  timeout: fc.integer({ min: 1000, max: 1e9 }).map((n) => `${n}us`),
  attemptTimeout: micros(1, 1000),
  retry,
  valueSize: bytes,
};
const drawn = { mix, keys, users: fc.integer({ min: 1, max: 1e6 }) };
const client: fc.Arbitrary<{ readonly [key: string]: Json }> = fc
  .oneof(
    some({ ...shared, kind: fc.constant('probe'), every: gap }, ['kind']),
    some({ ...shared, ...drawn, arrivals }, ['arrivals']),
    some({ ...shared, ...drawn, concurrency: fc.integer({ min: 1, max: 1e6 }), think: distribution }, ['concurrency']),
    some({ ...shared, operations: fc.array(scripted, { maxLength: 5 }) }, ['operations']),
  )
  .map((draft) => ({ target: 'store', ...(draft as object) }));

const hedge = some({
  after: fc.oneof(
    fc.integer({ min: 1, max: 9999 }).map((n) => `${n / 100}%`),
    gap,
  ),
  budget: share,
});
const poolClient: fc.Arbitrary<{ readonly [key: string]: Json }> = fc
  .oneof(
    some({ ...shared, hedge, kind: fc.constant('probe'), every: gap }, ['kind']),
    some(
      { ...shared, hedge, keys, arrivals, priorities: fc.constantFrom<Json>({ 0: '90%', 1: '10%' }, { '-3': '1' }) },
      ['arrivals'],
    ),
    some({ ...shared, hedge, keys, concurrency: fc.integer({ min: 1, max: 1e6 }), think: distribution }, [
      'concurrency',
    ]),
  )
  .map((draft) => ({ target: 'web', ...(draft as object) }));

/** One of them by its name, or with options; those whose options must agree with each other keep their defaults. */
const algorithm = (
  algorithms: ReadonlyMap<string, { readonly name: string; readonly options: Parameters; check?: unknown }>,
) =>
  fc
    .constantFrom(...algorithms.values())
    .filter(
      ({ check, options: all }) => check === undefined || Object.values(all).every((one) => one.default !== undefined),
    )
    .chain(({ name: called, options: all, check }) =>
      check === undefined
        ? parameterDraft(all, undefined).map((draft): Json => ({ [called]: draft }))
        : fc.constant<Json>(called),
    );

const small = fc.integer({ min: 1, max: 1000 });
const nodesOf = (count: number): string[] => Array.from({ length: count }, (_, index) => `n${index + 1}`);
const forNodes = (value: Drafts): Drafts =>
  fc.oneof(
    value,
    fc.array(value, { minLength: 4, maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...nodesOf(4)), value),
  );

const call = some(
  {
    target: fc.constant('store'),
    share,
    write: fc.boolean(),
    parallel: fc.boolean(),
    required: fc.boolean(),
    timeout: fc.integer({ min: 1000, max: 1e9 }).map((n) => `${n}us`),
    attemptTimeout: micros(1, 1000),
    retry,
  },
  ['target'],
);

const scaling = some({
  min: fc.integer({ min: 0, max: 2 }),
  max: fc.integer({ min: 2, max: 4 }),
  every: gap,
  metrics: some({ every: gap, window: gap, delay: micros() }),
  request: positive,
  pools: fc.shuffledSubarray(nodesOf(4), { minLength: 1 }).map((first): Json => {
    const rest = nodesOf(4).filter((node) => !first.includes(node));
    return [{ name: 'a', nodes: first, price: 0.1 }, ...(rest.length === 0 ? [] : [{ name: 'b', nodes: rest }])];
  }),
});

/** On the first four nodes, in any order. */
const pool = fc
  .tuple(
    some(
      {
        weights: forNodes(positive),
        serviceTime: distribution,
        hiccup: fc.record({ chance: share, time: distribution }),
        concurrency: small,
        queue: fc.oneof(
          small,
          fc.constantFrom('fifo', 'lifo', 'priority', 'codel'),
          some({ discipline: fc.constantFrom('fifo', 'codel'), limit: small, target: gap, interval: gap }),
        ),
        shedding: some({ expectedWait: micros(), exempt: small }, ['expectedWait']),
        dropExpired: fc.boolean(),
        startUp: some({ readiness: distribution, length: micros(), slowdown: fc.nat(9) }),
        drain: micros(),
        balancer: algorithm(balancingAlgorithms),
        balancers: some({ instances: small, poll: micros(), propagation: micros(), discovery: micros() }),
        healthChecks: some({ every: gap, timeout: gap, unhealthyAfter: small, healthyAfter: small }),
        outlierEjection: some({ consecutiveFailures: small, baseTime: gap, maxTime: gap, maxShare: share }),
        circuitBreaker: some({
          window: gap,
          minimum: small,
          failures: fc.constantFrom('1%', '50%', '100%'),
          open: gap,
          probes: small,
          maxInFlight: small,
        }),
        calls: fc.array(call, { maxLength: 2 }),
        releases: fc.array(some({ at: micros(), batch: fc.constantFrom('25%', '1', '3'), pause: micros() }, ['at']), {
          maxLength: 2,
        }),
        transport: fc.constantFrom('stream', 'datagram'),
        requestSize: bytes,
        responseSize: bytes,
      },
      ['serviceTime'],
    ),
    fc.shuffledSubarray(nodesOf(4), { minLength: 4 }),
    fc.oneof(
      some({ initial: fc.integer({ min: 1, max: 4 }) }),
      some({ autoscaler: algorithm(autoscalingAlgorithms), scaling, initial: fc.constant(2) }, ['autoscaler']),
    ),
  )
  .map(([draft, nodes, scaled]) => ({ kind: 'pool', nodes, ...(draft as object), ...(scaled as object) }));

const batch = some(
  {
    nodes: fc.constant('n1..n4'),
    memory: forNodes(whole(1_000_000, 1e9).map((n) => `${n}B`)),
    scheduler: algorithm(schedulingAlgorithms),
    speculation: some({ slowerThan: fc.integer({ min: 1, max: 9 }), finishedShare: share, maxShare: share }),
  },
  ['scheduler', 'nodes'],
).map((draft) => ({ kind: 'batch', ...(draft as object) }));

const job = some(
  {
    target: fc.constant('batch'),
    user: name,
    priority: fc.integer({ min: -9, max: 9 }),
    arrivals,
    tasks: fc.oneof(
      small,
      fc.tuple(small, small).map(([a, b]) => `${Math.min(a, b)}..${Math.max(a, b)}`),
    ),
    cores: fc.constant(1),
    memory: whole(0, 1_000_000).map((n) => `${n}B`),
    runtime: distribution,
    straggler: fc.record({ chance: share, factor: fc.integer({ min: 1, max: 9 }) }),
    gang: fc.boolean(),
    maxFailures: small,
    deadline: gap,
  },
  ['target', 'arrivals', 'runtime', 'memory'],
).map((drafted) => {
  const record = drafted as { readonly [key: string]: Json };
  // A gang of more than fits is refused.
  return record.gang === true ? { ...record, tasks: 1 } : record;
});

const compare: Drafts = some(
  {
    vary: some(
      {
        duration: fc.constantFrom<Json>('1h..2h:3', ['1h', '90min']),
        'services.web.balancer': fc.constant<Json>(['random', { 'power-of-d-choices': { d: 3 } }, 'ring-hash']),
        'services.web.queue': fc.constant<Json>({
          values: ['lifo', 100, { discipline: 'codel' }],
          label: 'queue: how',
        }),
      },
      ['duration'],
    ),
    metrics: fc.subarray(['pools.web.goodput', 'availability.requests', 'failover.p99', 'load.web.cv']),
    until: fc.constantFrom(
      'pools.web.goodput ± 3/s',
      'availability.time +- 0.01%',
      'failover.p99  ±  3ms',
      'pools.web.wait.p99 +/- 1.5ms',
      'load.web.cv ± 0.1',
    ),
    text,
  },
  ['vary'],
);

/** Options that go together whatever they are. */
const options = fc
  .record({
    electionTimeout: range(2_000_000, 9_000_000),
    heartbeatInterval: micros(1, 200_000),
    rest: parameterDraft(
      Object.fromEntries(
        Object.entries(raftOptions).filter(
          ([key]) => !['electionTimeout', 'heartbeatInterval', 'electionTick'].includes(key),
        ),
      ),
      undefined,
    ),
  })
  .map(({ rest, ...times }) => ({ ...times, ...(rest as object) }));

const service = some({
  options,
  transport: fc.constantFrom('stream', 'datagram'),
  cpu: some({ request: distribution, message: distribution }),
  queueLimit: whole(1, 1e9),
  operations: fc.array(
    micros().chain((at) =>
      fc.constantFrom<Json>(
        { at, remove: 'n1' },
        { at, for: '250ms', remove: 'n1' },
        { at, 'transfer-leadership': 'n1' },
        { at, replace: { voters: 'n1' } },
      ),
    ),
    { maxLength: 3 },
  ),
}).map((draft) => ({ kind: 'replicated-store', consensus: 'raft', ...(draft as object) }));

/** Who votes in what order, learns and waits, of nine nodes; n1 is one of them. */
const placed = fc
  .tuple(
    service,
    fc.shuffledSubarray(['n2', 'n3', 'n4', 'n5', 'n6', 'n7', 'n8', 'n9']),
    fc.nat(8),
    fc.nat(4),
    fc.nat(4),
  )
  .map(([draft, others, at, learners, spares]) => {
    const nodes = others.toSpliced(at, 0, 'n1');
    const voting = Math.min(learners + spares, nodes.length - 1);
    const roles = { learners: nodes.slice(0, Math.min(learners, voting)), spares: nodes.slice(learners, voting) };
    return { ...(draft as object), voters: nodes.slice(voting), ...roles };
  });

const general = some(
  {
    name: text,
    description: text,
    duration: micros(1_000_000),
    warmup: micros(),
    runs: fc.integer({ min: 1, max: 1e6 }),
    seed: fc.integer({ min: 0, max: 2 ** 40 }),
    verify: some({
      logs: fc.boolean(),
      linearizability: fc.boolean(),
      liveness: fc.constant({ after: '10ms', within: '1us' }),
    }),
    expect: fc.subarray([
      'violations == 0',
      'availability.time  >=  99.9%',
      'failover.p99 < 4s',
      'errors.timeout != 3',
    ]),
    clients: fc.dictionary(name, client, { maxKeys: 4 }),
    faults: fc.array(fault, { maxLength: 6 }),
  },
  ['name', 'duration'],
);

/** Pools and batch clusters beside a store: its text. */
export const anyPools: fc.Arbitrary<string> = fc
  .tuple(
    some({ name: text, duration: fc.constantFrom('1h', '2d'), compare }, ['name', 'duration']),
    fc.record({
      topology: fc.constantFrom<Json>({ nodes: 4 }, { zones: { a: { nodes: 2 }, b: { nodes: 2 } } }, { nodes: 5 }),
      services: fc.record({ store: service, web: pool, batch }),
      clients: fc.dictionary(name, poolClient, { maxKeys: 3 }),
      jobs: fc.dictionary(name, job, { maxKeys: 3 }),
    }),
  )
  .map(([draft, places]) => JSON.stringify({ ...(draft as object), ...places }));

/** Stores and whatever breaks: its text. */
export const anyScenario: fc.Arbitrary<string> = fc
  .tuple(
    general,
    fc.oneof(
      fc.record({ topology, services: service.map((store) => ({ store })) }),
      fc.record({ topology: fc.constant({ nodes: 9 }), services: placed.map((store) => ({ store })) }),
    ),
  )
  .map(([draft, places]) => JSON.stringify({ ...(draft as object), ...places }));
