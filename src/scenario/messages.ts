/**
 * Every sentence of the scenario floor that a user can see: what is wrong, what would be right, the nearest valid name.
 * Sentences about quantities and targets come from `core/units` and `faults/target-messages`.
 */
import { formatCount } from '../core/units/format-count.ts';
import type { Problem, ProblemCode, Sentence } from './problems/problem.ts';
import type { Memory } from './rare-events/memory-of-fault.ts';

/** Names listed in full; longer lists are cut. */
const LISTED_MAX = 12;
const QUOTED_MAX = 60;

const list = (names: readonly string[]): string =>
  names.length > LISTED_MAX ? `${names.slice(0, LISTED_MAX).join(', ')}, …` : names.join(', ');

const quote = (text: string): string => `"${text.length > QUOTED_MAX ? `${text.slice(0, QUOTED_MAX)}…` : text}"`;

/** `in services.store`, or nothing for the file as a whole. */
const inside = (path: string): string => (path === '' ? '' : ` in ${path}`);

const say = (code: ProblemCode, message: string, help: Pick<Problem, 'expected' | 'suggestion'> = {}): Sentence => ({
  code,
  message,
  ...help,
});

const anyOf = (names: readonly string[]): string => (names.length === 1 ? quote(names[0]) : `one of ${list(names)}`);

const oneOf = (names: readonly string[], nearest?: string): Pick<Problem, 'expected' | 'suggestion'> =>
  nearest === undefined ? { expected: anyOf(names) } : { suggestion: quote(nearest) };

/** Large counts with thousands set apart, and beyond reading as powers of ten. */
const count = (value: number): string => (value < 1e12 ? formatCount(value) : value.toExponential().replace('e+', 'e'));

const percent = (share: number): string => `${Number((share * 100).toPrecision(6))} %`;

const SYNTAX: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'a tab cannot indent in YAML: use spaces',
  BAD_INDENT: 'the indentation does not fit, or a bracket above is not closed',
  MISSING_CHAR: 'a closing quote or bracket, a comma or a space is missing',
  BLOCK_AS_IMPLICIT_KEY: 'a second "key: value" on one line: put it on a line of its own, or the text in quotes',
  BLOCK_IN_FLOW: 'a block cannot stand inside { } or [ ]: write it with brackets too',
  MULTILINE_IMPLICIT_KEY: 'this line is not a "key: value": is a colon or a space after it missing?',
  KEY_OVER_1024_CHARS: 'a key is longer than 1024 characters: is a bracket or quote not closed?',
  BAD_SCALAR_START: 'a text cannot start with this character: put it in quotes',
  BAD_DQ_ESCAPE: 'unknown escape in a double-quoted text: use single quotes, or double the backslash',
  BAD_DIRECTIVE: 'a line that starts with % is a YAML directive: put the text in quotes',
  NON_STRING_KEY: 'a key must be a plain word',
  MULTIPLE_ANCHORS: 'a value can have only one &anchor',
  MULTIPLE_TAGS: 'tags such as !name have no meaning in a scenario: take it away',
};

/** Why a fault cannot be looked at as rare, and what could be. */
const MEMORIES: Readonly<Record<Memory, readonly [why: string, expected: string]>> = {
  'fixed-time': ['a fault cannot strike at fixed times', 'mtbf or every, with an exponential distribution'],
  gap: ['what breaks must not remember when it broke last', 'an exponential distribution, such as {exponential: 30d}'],
  bounds: ['a fault must be as likely at any time', 'neither from nor to nor limit'],
  burst: [
    'faults must strike independently of each other',
    'no burst; an outage of each rack or zone can take its place',
  ],
  endless: ['every fault must end by itself', 'for: how long it lasts'],
  heal: ['every fault must end by itself, without heal', 'for or repair: how long it lasts'],
};

const METRIC_EXAMPLE = 'an expectation such as availability.time >= 99.99% or failover.p99 < 4s';

export const messages = {
  // The YAML underneath.
  syntax: (code: string, detail: string) =>
    say('syntax', SYNTAX[code] ?? `not valid YAML here: ${detail.replace(/\s+/g, ' ').slice(0, 120)}`),
  duplicateKey: (key: string, line: number) => say('duplicate-key', `${quote(key)} is already there, on line ${line}`),
  quoteNotClosed: () => say('syntax', 'this quote is never closed'),
  severalDocuments: () => say('syntax', 'a second document starts here', { expected: 'one scenario a file' }),
  unknownAlias: (name: string, known: readonly string[]) =>
    say('syntax', `no &${name} stands before this alias`, known.length > 0 ? oneOf(known) : {}),
  aliasesExpandTooFar: () => say('too-large', 'more values than a scenario can have, counting what aliases stand for'),
  tag: (tag: string) =>
    say(
      'unsafe-yaml',
      `tags have no meaning in a scenario: take ${quote(tag.replace('tag:yaml.org,2002:', '!!'))} away`,
      {
        expected: 'a value without a tag',
      },
    ),
  fileTooLarge: (length: number, limit: number) =>
    say('too-large', `the file has ${length} characters, more than ${limit}`, {
      expected: 'long lists of arrivals in a CSV file',
    }),
  tooDeep: (limit: number) => say('unsafe-yaml', `the file nests more than ${limit} values into one another`),
  emptyFile: () =>
    say('empty-file', 'the file is empty', {
      expected: 'a mapping with name, duration, topology, services and clients',
    }),

  // Shapes.
  wrongType: (found: string, path: string, expected: string) =>
    say(
      'wrong-type',
      found === '' ? `${path} has no value` : path === '' ? `the file holds ${found}` : `${path} is ${found}`,
      { expected },
    ),
  unknownKey: (key: string, path: string, nearest: string | undefined, known: readonly string[]) =>
    key === '<<'
      ? say('unknown-key', 'YAML 1.2 has no merge key <<', {
          expected: 'an alias for a whole value, or the keys written out',
        })
      : say('unknown-key', `unknown key ${quote(key)}${inside(path)}`, oneOf(known, nearest)),
  missingKey: (key: string, path: string, what: string) =>
    say('missing-key', `${path === '' ? 'the scenario' : path} needs the key "${key}"`, { expected: what }),
  unknownName: (what: string, name: string, nearest: string | undefined, known: readonly string[]) =>
    say('unknown-name', `unknown ${what} ${quote(name)}`, oneOf(known, nearest)),
  badName: (name: string) =>
    say('bad-name', `${quote(name)} cannot be a name`, {
      expected: 'letters, digits, - and _, at most 64, such as eu-west-1',
    }),
  notTrueOrFalse: (text: string) =>
    say('wrong-type', `${quote(text)} is not true or false`, { expected: 'true or false' }),
  oneOfNeeded: (what: string, names: readonly string[]) =>
    say('missing-key', `no ${what} is given`, { expected: `one of ${list(names)}` }),
  onlyOneOf: (what: string, first: string) =>
    say('conflict', `only one ${what} can be given, and "${first}" is there already`),

  // Quantities.
  badQuantity: (message: string) => say('bad-quantity', message),
  tooSmall: (written: string, bound: string) =>
    say('out-of-range', `${quote(written)} is too small`, { expected: bound }),
  tooLarge: (written: string, bound: string) =>
    say('out-of-range', `${quote(written)} is too large`, { expected: bound }),
  notARange: (written: string, expected: string) =>
    say('bad-quantity', `${quote(written)} is not a range`, { expected }),
  rangeBackwards: (written: string, swapped: string) =>
    say('out-of-range', `the range ${quote(written)} runs backwards`, { suggestion: quote(swapped) }),
  p99BelowMedian: () => say('out-of-range', 'p99 lies below the median', { expected: 'p99 at or above the median' }),
  normalBelowZero: (deviations: number) =>
    say('out-of-range', 'the mean lies too far below zero: hardly a draw would be left', {
      expected: `a mean at or above -${deviations} standard deviations`,
    }),
  lowAboveHigh: () => say('out-of-range', 'low lies above high', { expected: 'low at or below high' }),
  notAQuantile: (key: string) =>
    say('unknown-key', `${quote(key)} is not a quantile`, { expected: 'p0 to p100, such as p50 or p99.9' }),
  quantilesDescend: () =>
    say('out-of-range', 'this quantile lies below one with a smaller share', {
      expected: 'values that ascend with their shares',
    }),
  sameQuantile: () =>
    say('duplicate-key', 'this quantile is there already, written otherwise', {
      expected: 'one value for each share of the draws',
    }),
  quantileEndsMissing: () =>
    say('missing-key', 'an empirical distribution needs its ends', {
      expected: 'p0 (the smallest value) and p100 (the largest)',
    }),
  weightsOff: (what: string, total: number) =>
    say('out-of-range', `${what} add up to ${percent(total)}`, { expected: 'exactly 100 %' }),
  moreHotThanKeys: () =>
    say('out-of-range', 'there are more hot keys than keys', { expected: 'hot at or below count' }),
  countBesideZipfOnly: (kind: string) =>
    say('conflict', `count belongs beside zipf, and into ${kind} here`, { expected: `{${kind}: {count: …}}` }),

  // Topology.
  noNodes: () =>
    say('missing-key', 'the topology says nowhere how many nodes there are', {
      expected: 'nodes: 5, zones: {a: {nodes: 3}, …} or regions: {eu: {zones: …}}',
    }),
  oneOfNodesZonesRegions: (first: string) =>
    say('conflict', `the nodes are given by "${first}" already`, {
      expected: 'one of a number of nodes, zones or regions',
    }),
  nodesOrRacks: (path: string) =>
    say('conflict', `${path} has both nodes and racks`, { expected: 'nodes, or racks that hold them' }),
  placeWithoutNodes: (path: string, expected: string) => say('missing-key', `${path} has no nodes`, { expected }),
  noServices: () =>
    say('missing-key', 'the scenario has no services', {
      expected: 'at least one, such as {store: {kind: replicated-store, consensus: raft}}',
    }),
  tooManyNodes: (nodes: number, limit: number, memory: string) =>
    say(
      'too-costly',
      `${count(nodes)} nodes are more than can be simulated: they would take about ${memory} of memory`,
      {
        expected: `at most ${count(limit)}, with --force as well`,
      },
    ),
  sameRegion: (region: string) =>
    say('conflict', `a round trip from ${region} to itself`, { expected: 'cross-zone, for links within a region' }),
  tooManyRegions: (regions: number, limit: number) =>
    say('too-costly', `a table of round trips for ${count(regions)} regions`, {
      expected: `at most ${count(limit)} regions`,
    }),
  roundTripMissing: (from: string, to: string) =>
    say('questionable', `no round trip between ${from} and ${to}: cross-region holds there`),

  // References.
  unknownReference: (what: string, name: string, nearest: string | undefined, known: readonly string[]) =>
    say(
      'unknown-reference',
      `there is no ${what} ${quote(name)}`,
      known.length === 0 ? { expected: `a ${what} that the scenario defines; it defines none` } : oneOf(known, nearest),
    ),
  ambiguousZone: (name: string, candidates: readonly string[]) =>
    say('unknown-reference', `more than one region has a zone ${quote(name)}`, {
      expected: `one of ${list(candidates)}`,
    }),
  badNodeRange: (text: string) =>
    say('bad-target', `${quote(text)} is not a range of nodes`, {
      expected: 'two nodes that exist, the first before the last, such as n1..n3',
    }),
  emptySelection: (what: string) => say('missing-key', `no node is left for ${what}`, { expected: 'at least one' }),
  twoRoles: (node: string, first: string, second: string) =>
    say('conflict', `${node} cannot be both in ${first} and in ${second}`),
  repeatedNode: (node: string) => say('conflict', `${node} is listed twice`),
  notAReplica: (node: string, service: string) =>
    say('unknown-reference', `${node} runs no replica of ${service}`, {
      expected: 'one of its voters, learners or spares',
    }),
  oneNodeOnly: (key: string) =>
    say('wrong-type', `${key} takes one node`, { expected: 'the name of a node such as n3' }),
  oneServiceOnly: () => say('wrong-type', 'a client calls one service', { expected: 'the name of a service' }),
  nodesAndVoters: () =>
    say('conflict', 'both nodes and voters are given', {
      expected: 'voters (who votes), or nodes (where it runs, all but learners and spares vote)',
    }),
  manyVoters: (count: number, service: string) =>
    say(
      'questionable',
      `${count} nodes vote in ${service}: every write waits for ${Math.floor(count / 2) + 1} of them`,
      {
        expected: 'voters: with 3 to 9 nodes, the others as learners or not at all',
      },
    ),
  neverHappens: (time: string, end: string) =>
    say('questionable', `${time} lies after the end of the run (${end}): it never happens`),

  optionConflict: (message: string, expected: string) => say('conflict', message, { expected }),

  // Pools and batch clusters.
  callCycle: (services: readonly string[]) =>
    say('conflict', `services call each other in a circle: ${list(services)}`, {
      expected: 'calls that end somewhere',
    }),
  callOfBatch: (service: string) =>
    say('conflict', `${service} is a batch cluster: it runs jobs and answers no calls`, {
      expected: 'a pool or a replicated store',
    }),
  writeOnPool: (service: string) =>
    say('conflict', `${service} is a pool: there is nothing to write`, { expected: 'no write, or a replicated store' }),
  hedgeOnStore: () =>
    say('conflict', 'a replicated store has one leader: a second attempt beside the first would go to it too', {
      expected: 'no hedge, or a pool as target',
    }),
  listDoesNotMatch: (what: string, found: number, nodes: number) =>
    say(
      'conflict',
      `${what} has ${found === 1 ? 'one value' : `${count(found)} values`} for ${nodes === 1 ? 'one node' : `${count(nodes)} nodes`}`,
      {
        expected: 'one for each node, in their order, or a mapping such as {n1: …}',
      },
    ),
  notANodeOfIt: (node: string) =>
    say('unknown-reference', `${node} is none of its nodes`, { expected: 'a node that the service runs on' }),
  initialOutside: (initial: number, least: number, most: number, scaled: boolean) =>
    say(
      'out-of-range',
      `${initial === 1 ? 'one server at the start is' : `${count(initial)} servers at the start are`} too ${initial < least ? 'few' : 'many'}`,
      {
        expected: `${least === most ? count(least) : `${count(least)} to ${count(most)}`}, ${scaled ? 'as scaling has it' : 'one on each of its nodes at most'}`,
      },
    ),
  scalingWithoutAutoscaler: () =>
    say('conflict', 'scaling means nothing without an autoscaler', {
      expected: 'autoscaler: its name, see fivenines list autoscalers',
    }),
  moreThanNodes: (servers: number, nodes: number) =>
    say(
      'out-of-range',
      `${count(servers)} servers have no place on ${nodes === 1 ? 'one node' : `${count(nodes)} nodes`}`,
      {
        expected: `at most ${count(nodes)}, one on each node`,
      },
    ),
  minAboveMax: (min: number, max: number, written: boolean) =>
    say('out-of-range', `min (${count(min)}) lies above ${written ? 'max' : 'the number of nodes'} (${count(max)})`, {
      expected: 'min at or below max',
    }),
  noServers: () => say('out-of-range', 'there could never be a server', { expected: 'max: 1 or more' }),
  duplicateNodePool: (name: string) => say('conflict', `another node pool has the name ${quote(name)} already`),
  inNoNodePool: (nodes: readonly string[]) =>
    say('missing-key', `${nodes.length === 1 ? `${nodes[0]} is` : `${list(nodes)} are`} in no node pool`, {
      expected: 'every node of the service in one of them',
    }),

  scaledTwice: (node: string, service: string) =>
    say('conflict', `the autoscaler of ${service} turns ${node} on and off already`, {
      expected: 'nodes of its own for every service with an autoscaler',
    }),
  scaledBesideOthers: (node: string, other: string, service: string) =>
    say(
      'questionable',
      `${node} runs ${other} as well: the autoscaler of ${service} takes its use for that of ${service}`,
      {
        expected: 'nodes of its own for a service with an autoscaler',
      },
    ),
  ejectsNobody: (service: string, servers: number) =>
    say('questionable', `of the ${servers} servers of ${service} outlier ejection may eject less than one, so none`, {
      expected: `a maxShare of ${Math.ceil(100 / servers)}% or more`,
    }),
  overloaded: (service: string, rate: string, work: string, capacity: string) =>
    say(
      'questionable',
      `${service} is offered ${rate} requests a second, work for ${work} cores, and can use ${capacity}`,
      {
        expected: 'less load, a shorter serviceTime or more machines, unless overload is what it is about',
      },
    ),
  tooManyJobs: (service: string, work: string, capacity: string) =>
    say('questionable', `${service} is offered jobs that keep ${work} busy, and has ${capacity}`, {
      expected: 'fewer or shorter jobs or more machines, unless overload is what it is about',
    }),
  roleOfNoStore: (service: string) =>
    say('bad-target', `${service} is no replicated store: it has no leader, followers or majority`, {
      expected: `nodes of ${service}, or each node of ${service}`,
    }),

  // Jobs.
  jobsElsewhere: (service: string, kind: string) =>
    say('conflict', `${service} is a ${kind}: it runs no jobs`, { expected: 'a service of kind batch' }),
  taskTooLarge: (cluster: string, most: string) =>
    say(
      'out-of-range',
      most === 'both'
        ? `no machine of ${cluster} has so many cores and so much memory at once`
        : `a task that needs more than ${most} fits on no machine of ${cluster}`,
      { expected: most === 'both' ? 'a task that fits on one of them' : `at most ${most}` },
    ),

  gangTooLarge: (cluster: string, tasks: number, room: number) =>
    say('out-of-range', `a gang of ${tasks} tasks never finds room: ${cluster} has room for ${room} of them at once`, {
      expected: `at most ${room} tasks, or gang: false`,
    }),

  // Clients.
  clientOfBatch: (service: string) =>
    say('conflict', `${service} is a batch cluster: it runs jobs and answers no clients`, {
      expected: 'a pool or a replicated store here, or a class of jobs under jobs',
    }),
  forPoolsOnly: (key: string) =>
    say('conflict', `${key} mean nothing to a replicated store`, { expected: 'a pool as target' }),
  scriptOnPool: (service: string) =>
    say('conflict', `${service} is a pool: there is nothing to read or write`, {
      expected: 'arrivals or concurrency, or a replicated store as target',
    }),
  ignoredByPool: (key: string, service: string) =>
    say('questionable', `${key} means nothing to ${service}, which is a pool: requests to it are all alike`),
  clientKindUnclear: () =>
    say('missing-key', 'nothing says what this client does', {
      expected: 'arrivals (open), concurrency (closed), every (probe) or operations (scripted)',
    }),
  notForKind: (key: string, kind: string, belongs: string) =>
    say('conflict', `${key} means nothing to a client of kind ${kind}`, { expected: `kind: ${belongs}, or no ${key}` }),
  neededByKind: (key: string, kind: string, example: string) =>
    say('missing-key', `a client of kind ${kind} needs the key "${key}"`, {
      expected: `${key}: ${example}, for example`,
    }),
  attemptBeyondTimeout: () =>
    say('out-of-range', 'one attempt may take longer than all of them', {
      expected: 'attemptTimeout at or below timeout',
    }),
  notForScripts: (key: string) =>
    say('conflict', `${key} means nothing to a scripted client: its operations say what it does`),
  notForOperation: (key: string, operation: string) =>
    say('conflict', `${key} means nothing to a ${operation}`, {
      expected: key === 'value' ? 'a write, a cas or an append' : 'a cas',
    }),
  oneZoneOnly: () => say('conflict', 'a scripted client has one machine', { expected: 'one zone' }),
  notForProbes: (key: string) => say('conflict', `${key} means nothing to a probe: it writes a key per zone`),

  // Faults.
  faultWithoutKind: (names: readonly string[]) =>
    say('missing-key', 'nothing says what breaks', { expected: `a key such as ${list(names)}` }),
  badTarget: (message: string) => say('bad-target', message),
  placeWithoutLevel: (level: string, name: string) =>
    say('bad-target', `${quote(name)} alone is no target`, { suggestion: quote(`${level} ${name}`) }),
  faultWithoutSchedule: () => say('missing-key', 'nothing says when this strikes', { expected: 'at, every or mtbf' }),
  repairMissing: () =>
    say('missing-key', 'mtbf needs repair', { expected: 'repair: how long it is down, such as 10min' }),
  repairWithoutMtbf: () => say('conflict', 'repair belongs to mtbf', { expected: 'for: how long it lasts' }),
  lengthWithMtbf: (key: string) =>
    say('conflict', `${key} does not go with mtbf`, { expected: 'repair: how long it is down' }),
  lengthOfMoment: (kind: string) => say('conflict', `${kind} is over as soon as it has struck: a length means nothing`),
  forAndUntil: () => say('conflict', 'both for and until are given', { expected: 'one of them' }),
  untilNeedsOneTime: () =>
    say('conflict', 'until needs a single time in "at"', { expected: 'for: how long each lasts' }),
  untilBeforeStart: () => say('out-of-range', 'it ends before it strikes', { expected: 'until after at' }),
  fromAfterTo: () => say('out-of-range', '"to" lies before "from"', { expected: 'from before to' }),
  duplicateFault: (name: string) => say('conflict', `another fault has the name ${quote(name)} already`),
  oneSubject: (kind: string, subject: string) =>
    say('wrong-type', `${kind} takes one ${subject}`, { expected: `the name of a ${subject}` }),

  // Rare events.
  rareEventsWithoutProbe: () =>
    say('missing-key', 'rare events are measured by probes, and no client is one', {
      expected: 'a client such as probes: {kind: probe, target: store, every: 1s}',
    }),
  rareEventsUnsteady: (client: string) =>
    say('conflict', `rare events are looked for in a steady state, which client ${quote(client)} does not have`, {
      expected: 'probes, and clients with poisson or constant arrivals',
    }),
  rareEventsElsewhere: (service: string) =>
    say('conflict', `rare events are looked for between times at rest, and ${service} has queues that never are`, {
      expected: 'replicated stores alone, or no rareEvents',
    }),
  rareEventsWithoutFaults: () =>
    say('missing-key', 'nothing breaks, so there are no rare events', {
      expected: 'faults such as {crash: each node, mtbf: {exponential: 30d}, repair: 10min}',
    }),
  rareEventsWithMemory: (memory: Memory) =>
    say('conflict', `with rareEvents, ${MEMORIES[memory][0]}`, { expected: MEMORIES[memory][1] }),

  // Expectations.
  badExpectation: (text: string) => say('bad-expectation', `cannot read ${quote(text)}`, { expected: METRIC_EXAMPLE }),
  unknownMetric: (metric: string, nearest: string | undefined, known: readonly string[]) =>
    say('bad-expectation', `unknown metric ${quote(metric)}`, oneOf(known, nearest)),
  unknownOperator: (operator: string) =>
    say('bad-expectation', `unknown comparison ${quote(operator)}`, { expected: 'one of <, <=, ==, !=, >=, >' }),
  badExpectedValue: (metric: string, message: string) => say('bad-expectation', `${metric}: ${message}`),

  // Comparisons.
  nothingVaried: () =>
    say('missing-key', 'a comparison varies something', {
      expected: 'vary: {services.web.balancer: [random, power-of-two]}, for example',
    }),
  badSpacing: (message: string) => say('bad-quantity', message),
  noValues: () => say('missing-key', 'there is nothing to compare', { expected: 'two values or more' }),
  valueTwice: (text: string) => say('conflict', `${quote(text)} is there already`),
  commonToVariants: (key: string) =>
    say('conflict', `all variants have ${key} in common, and pairs are runs with the same seed`, {
      expected: 'a path into the topology, services, clients, jobs or faults',
    }),
  axesOverlap: (other: string) =>
    say('conflict', `${quote(other)} is varied too, and one of the two is part of the other`),
  gridTooLarge: (variants: number, runs: number, events: number, expandable: boolean) =>
    say(
      'too-costly',
      `${count(variants)} variants with ${runs === 1 ? 'one run' : `${count(runs)} runs`} each would take about ${count(Number(events.toPrecision(2)))} events`,
      {
        expected: expandable
          ? 'fewer values, or --force if it is meant'
          : 'fewer values or fewer runs, with --force as well',
      },
    ),
  badUntil: (text: string) =>
    say('bad-expectation', `cannot read ${quote(text)}`, {
      expected: 'a metric and half a width such as availability.time ± 0.01%',
    }),

  // Checks.
  livenessBeyondEnd: (due: string, end: string) =>
    say('out-of-range', `the run ends (${end}) before liveness is due (${due})`, {
      expected: 'after + within at or below the duration',
    }),
  nobodyWrites: (after: string) =>
    say('questionable', `no client writes after ${after}: that a write is acknowledged cannot be seen`),

  // Files that a scenario names.
  unsafePath: (path: string) =>
    say('bad-file', `${quote(path)} may lie outside the scenario's folder`, {
      expected: 'a relative path without .., such as load/arrivals.csv',
    }),
  unreadableFile: (path: string, reason: string) => say('bad-file', `cannot read ${quote(path)}: ${reason}`),
  csvTooLarge: (limit: number) => say('bad-csv', `the file has more than ${limit} characters`),
  csvTooManyRows: (limit: number) => say('bad-csv', `more than ${limit} rows`),
  csvEmpty: (what: string) => say('bad-csv', 'the file has no rows', { expected: what }),
  csvColumns: (found: number, expected: string) =>
    say('bad-csv', `this row has ${found === 1 ? 'one column' : `${found} columns`}`, { expected }),
  csvValue: (message: string) => say('bad-csv', message),
  csvOrder: (line: number) =>
    say('bad-csv', `this time lies before the one on line ${line}`, { expected: 'times that ascend' }),

  // Overrides.
  badOverridePath: (path: string) =>
    say('bad-override', `${quote(path)} is not a path`, {
      expected: 'keys and indexes such as services.store.consensus or faults.0.for',
    }),
  overrideThroughScalar: (path: string) =>
    say('bad-override', `${path} is not a mapping or list`, { expected: 'a path that ends there' }),
  noSuchIndex: (path: string, count: number) =>
    say('bad-override', `${path} has ${count === 0 ? 'no items' : count === 1 ? 'one item' : `${count} items`}`, {
      expected: count === 0 ? 'another path' : count === 1 ? `${path}[0]` : `an index from 0 to ${count - 1}`,
    }),
  emptyOverride: (path: string) => say('bad-override', `no value is given for ${path}`),

  // Cost.
  tooCostly: (estimate: string) =>
    say('too-costly', `this would take ${estimate}`, { expected: 'smaller sizes, or --force if it is meant' }),
  tooManyCombinations: () =>
    say('too-costly', 'there are too many nodes for so many services, operations, faults and clients'),
} as const;
