import type { RecordedRun } from '../../../src/explore/explain/recorded-run.ts';
import type { Observation, OperationObservation, ProtocolObservation } from '../../../src/kernel/observation.ts';

const MS = 1000;

/** Processes 0 to 2 are the replicas on n1 to n3; node 3 is the client c1. Times in milliseconds. */
export const protocol = (time: number, node: number, event: ProtocolObservation['event']): Observation => ({
  ...{ kind: 'protocol', time: time * MS, service: 'store', process: node, node, event },
});

export const log = (
  time: number,
  node: number,
  change: 'append' | 'truncate' | 'commit',
  index: number,
  term = 0,
  digest = term,
): Observation => ({
  ...{ kind: 'log', time: time * MS, service: 'store', process: node, node, change, index, term, digest },
});

export const apply = (time: number, node: number, index: number, term: number): Observation => ({
  ...{ kind: 'apply', time: time * MS, service: 'store', process: node, node, index, term, digest: term },
  ...{ effect: 'new', command: '4/0/1' },
});

export const machine = (time: number, node: number, change: 'crash' | 'restart' | 'pause' | 'resume'): Observation => ({
  ...{ kind: 'node', time: time * MS, node, change },
});

export const unsynced = (time: number, node: number, records: number): Observation => ({
  ...{ kind: 'disk', time: time * MS, node, change: 'lost-unsynced', records },
});

type Call = Pick<OperationObservation, 'id' | 'f' | 'value'> & Partial<OperationObservation>;

export const call = (time: number, type: OperationObservation['type'], rest: Call): Observation => ({
  ...{ kind: 'operation', time: time * MS, type, service: 'store', client: 'c1', probe: false, node: 3, zone: 'a' },
  ...{ user: 0, key: 'k1', invokedAt: time * MS, attempts: 1 },
  ...rest,
});

export const message = (
  time: number,
  type: 'send' | 'deliver' | 'drop',
  id: number,
  [from, to]: readonly [number, number],
  content: { readonly kind: string; readonly term?: number },
  reason?: string,
): Observation => ({
  ...{ kind: 'message', time: time * MS, type, id, from, to, fromNode: from, toNode: to, message: content, bytes: 64 },
  ...(reason === undefined ? {} : { reason }),
});

export const run = (
  property: string,
  detail: string,
  observations: readonly Observation[],
  epoch: RecordedRun['epoch'] = 'term',
): RecordedRun => ({
  machines: ['n1', 'n2', 'n3', 'c1'],
  epoch,
  observations,
  violation: { property, detail, seed: 1, atSeconds: (observations.at(-1)?.time ?? 0) / 1e6 },
});
