/**
 * Every default of the file format in one place, as a user would write it, with where it comes from, or why it was chosen
 * where there is no source to cite. Defaults of options and of faults' parameters stand with the protocol or fault that
 * has them.
 */
import type { WrittenDefault } from './decode/field.ts';

const of = (text: string, source: string): WrittenDefault => ({ text, source });

/** Microseconds one way. */
export const LATENCY_DEFAULTS = {
  'same-node': of('{lognormal: {median: 15us, p99: 60us}}', 'about half of a loopback TCP round trip on Linux'),
  'same-rack': of('{lognormal: {median: 100us, p99: 500us}}', 'one switch; same-zone where only that is given'),
  'same-zone': of(
    '{lognormal: {median: 250us, p99: 1ms}}',
    'half of 500 us, the round trip within a datacentre in J. Dean, "Numbers everyone should know"',
  ),
  'cross-zone': of(
    '{lognormal: {median: 900us, p99: 3ms}}',
    'Azure states a round trip below about 2 ms between the zones of a region',
  ),
  'cross-region': of(
    '{lognormal: {median: 34ms, p99: 40ms}}',
    'half of 68 ms, the round trip between AWS eu-west-1 and us-east-1',
  ),
} as const;

export const DEFAULTS = {
  warmup: of('30s', 'a cluster boots, elects a leader and fills its caches well within it'),
  runs: of('5', 'the fewest independent seeds with a usable confidence interval'),
  seed: of('42', 'any number will do; this one is the tradition'),
  none: of('0', 'nothing goes wrong unless asked for'),
  unlimited: of('unlimited', 'size does not matter unless asked for'),
  jitter: of('0%', 'round trips exactly as in the table'),
  cores: of('4', 'etcd, hardware recommendations: typical clusters need two to four cores'),
  speed: of('1', 'nominal'),
  write: of('10us', 'a system call and a copy into the page cache'),
  fsync: of(
    '{lognormal: {median: 1ms, p99: 10ms}}',
    'etcd FAQ: the 99th percentile of wal_fsync_duration_seconds should be below 10 ms',
  ),
  groupCommit: of('true', 'what every write-ahead log does'),
  clockOffset: of('{uniform: -1ms..1ms}', 'NTP on a local network keeps clocks within about a millisecond'),
  clockDrift: of('20ppm', 'the usual tolerance of a quartz oscillator'),
  transport: of('stream', 'etcd, ZooKeeper and Consul talk over TCP'),
  requestCost: of(
    '100us',
    'etcd performance page: 44,341 writes a second at a leader with 8 cores, 180 us of CPU each, messages included',
  ),
  messageCost: of('20us', 'the rest of those 180 us, over the four messages of a write among three replicas'),
  queueLimit: of('5000', 'etcd refuses requests once 5000 committed entries wait to be applied'),
  probeEvery: of('1s', 'finer than any failover, coarse enough for a year'),
  probeTimeout: of('1s', 'a request that takes a second is down for its user'),
  clientTimeout: of('5s', 'etcdctl: --command-timeout'),
  probeRetry: of(
    '{attempts: 1000, backoff: 10ms..100ms, budget: unlimited}',
    'a probe measures the service, so it looks for the leader until its timeout',
  ),
  attempts: of('3', 'AWS SDKs, standard retry mode'),
  backoff: of('100ms..1s', 'gRPC A6, client retries: initial and maximal back-off of its example'),
  budget: of('20%', 'Finagle RetryBudget: 20 % of requests may be retries'),
  probeMix: of('{write: 100%}', 'a write exercises the whole path'),
  mix: of('{read: 95%, write: 5%}', 'YCSB workload B, "read mostly"'),
  keys: of('{zipf: 0.99, count: 10000}', 'YCSB: zipfian constant 0.99'),
  keyCount: of('10000', 'enough that keys other than the hottest rarely collide'),
  valueSize: of('1kB', 'YCSB: ten fields of 100 bytes'),
  users: of('1000', 'enough that one user more or less does not show in user uptime'),
  think: of('0s', 'the next call follows at once'),
  period: of('1d', 'people sleep'),
  peak: of('14h', 'early afternoon'),
  verifyLogs: of('false', 'watching every entry takes time; the invariants that cost nothing are always on'),
  verifyLinearizability: of('false', 'keeping and searching the history takes time and memory'),
  rareEventCycles: of('1000', 'relative errors of about 20 % a run for the loss of three of five machines'),
  rareEventBias: of('50%', 'Shahabuddin 1994: any fixed share bounds the relative error, and halves are customary'),
  burstSpread: of('2min', 'Ford et al., OSDI 2010: failures within two minutes of one another are one burst'),
} as const;
