/**
 * A real etcd 3.4.23 beside the simulation: three members on one machine, the leader killed with SIGKILL, time until a
 * survivor reports a new one. 60 failovers were measured; `etcd/measure.ts` measures again.
 */
import { kolmogorovSmirnov } from '../../src/core/statistics/kolmogorov-smirnov.ts';
import type { Check } from '../check.ts';
import { measuredFailovers } from '../etcd/measured-failovers.ts';
import { simulateFailovers } from '../etcd/simulate-failovers.ts';

/** The 5 % critical value is about 0.18 for 60 against 1000; the rest is the measurement's. */
const DISTANCE_MAX = 0.21;

export const etcdFailover: Check = {
  name: 'raft/etcd-failover',
  title: 'Failover of a real etcd 3.4.23, 3 members',
  source: '60 failovers measured on one machine',
  exercised: 'whole simulator: etcd-failover.yaml',
  figures: [{ quantity: 'Kolmogorov–Smirnov distance', expected: 0, tolerance: { kind: 'below', by: DISTANCE_MAX } }],
  trials: { full: 1000, short: 1000 },
  simulate: (trials) => [{ value: kolmogorovSmirnov(simulateFailovers(trials, 1), measuredFailovers()) }],
};
