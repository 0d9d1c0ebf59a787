/** The kinds of clients, described once: for `fivenines list`, the scenario schema and the docs. */
import type { WorkloadKind } from './arrival-kinds.ts';
import type { ClientSpec } from './client.ts';

export const clientKinds: Readonly<Record<ClientSpec['kind'], WorkloadKind>> = {
  probe: {
    summary: 'One write per zone at every tick: what availability by time is measured from.',
    parameters: { every: { type: 'duration', doc: 'Time between ticks.', default: 1_000_000, min: 1 } },
    example: 'probes: {kind: probe, target: store, every: 1s, timeout: 1s, from: each zone}',
  },
  open: {
    summary: 'Operations start when the arrival process says so, however many are in flight.',
    parameters: { arrivals: { type: 'text', doc: 'One of the kinds of arrivals.' } },
    example: 'web: {target: store, arrivals: {poisson: 200/s}, mix: {read: 90%, write: 10%}}',
  },
  closed: {
    summary: 'Callers that wait for their answer, think, and call again.',
    source: "Schroeder et al., 'Open Versus Closed: A Cautionary Tale', NSDI'06",
    parameters: {
      concurrency: { type: 'integer', doc: 'Number of callers.', min: 1 },
      think: { type: 'random-duration', doc: 'Time between an answer and the next call.' },
    },
    example: 'batch: {target: store, concurrency: 16, think: {exponential: 10ms}, mix: {write: 100%}}',
  },
};
