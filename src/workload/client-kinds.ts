/** The kinds of clients, described once: for `fivenines list`, the scenario schema and the docs. */
import { constantSpec } from '../core/distributions/distribution.ts';
import type { WorkloadKind } from './arrival-kinds.ts';
import type { ClientSpec } from './client.ts';

export const CLIENT_KINDS: readonly WorkloadKind<ClientSpec['kind']>[] = [
  {
    name: 'probe',
    summary: 'one write per zone at every tick: what availability by time is measured from',
    parameters: { every: { type: 'duration', doc: 'time between ticks', default: 1_000_000, min: 1 } },
    example: 'probes: {kind: probe, target: store, every: 1s, timeout: 1s, from: each zone}',
  },
  {
    name: 'open',
    summary: 'operations start when the arrival process says so, however many are in flight',
    parameters: { arrivals: { type: 'text', doc: 'one of the kinds of arrivals' } },
    example: 'web: {target: store, arrivals: {poisson: 200/s}, mix: {read: 90%, write: 10%}}',
  },
  {
    name: 'closed',
    summary: 'callers that wait for their answer, think, and call again',
    source: "Schroeder et al., 'Open Versus Closed: A Cautionary Tale', NSDI'06",
    parameters: {
      concurrency: { type: 'integer', doc: 'number of callers', min: 1 },
      think: { type: 'random-duration', doc: 'time between an answer and the next call', default: constantSpec(0) },
    },
    example: 'batch: {target: store, concurrency: 16, think: {exponential: 10ms}, mix: {write: 100%}}',
  },
  {
    name: 'scripted',
    summary: 'calls at set times, however long they take: what counterexamples consist of',
    parameters: {
      operations: { type: 'text', doc: 'a list of {at, read|write|cas|append|delete: key, value, expected, via}' },
    },
    example:
      'c1: {target: store, operations: [{at: 1.2s, write: k1, via: n2}, {at: 2s, cas: k1, expected: 3, value: 4}]}',
  },
];
