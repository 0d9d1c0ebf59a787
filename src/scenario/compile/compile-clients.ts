/** Clients with their kind inferred, their zones resolved and every default filled in. */

import type { CallPolicy } from '../../services/retry/call-policy.ts';
import type { ServiceSpec } from '../../services/service.ts';
import type { ArrivalSpec, ClientSpec } from '../../workload/client.ts';
import { decodeDefault } from '../decode/decode-default.ts';
import type { Named } from '../decode/map-of.ts';
import { quantity } from '../decode/quantity.ts';
import { DEFAULTS } from '../defaults.ts';
import { readArrivals } from '../files/read-arrivals.ts';
import type { ReadFile } from '../files/scenario-source.ts';
import type { ClientDraft } from '../format/client-shape.ts';
import { mixShape } from '../format/client-shape.ts';
import { keysShape } from '../format/keys-shape.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { TreeNode } from '../yaml/tree.ts';
import { entryOf } from '../yaml/tree.ts';
import type { Calendar } from './calendar.ts';
import { compileCallPolicy } from './compile-call-policy.ts';
import { compileScript, mixOfScript } from './compile-script.ts';
import { findService } from './find-service.ts';
import type { Places } from './places.ts';
import { selectZones } from './select-zones.ts';

type Kind = ClientSpec['kind'];

const duration = quantity('duration');
const standard = {
  every: decodeDefault(duration, DEFAULTS.probeEvery.text),
  think: decodeDefault(duration, DEFAULTS.think.text),
  probeMix: decodeDefault(mixShape, DEFAULTS.probeMix.text),
  mix: decodeDefault(mixShape, DEFAULTS.mix.text),
  keys: decodeDefault(keysShape, DEFAULTS.keys.text),
  valueSize: decodeDefault(quantity('size'), DEFAULTS.valueSize.text),
  users: decodeDefault(quantity('integer'), DEFAULTS.users.text),
} as const;

/** Which kind each of these keys belongs to. */
const KIND_KEYS: Readonly<Record<string, Kind>> = {
  every: 'probe',
  arrivals: 'open',
  concurrency: 'closed',
  think: 'closed',
  operations: 'scripted',
};
/** What a probe does not choose, since it writes a key of its own per zone, nor a script, which says it call by call. */
const DRAWN_KEYS = ['mix', 'keys', 'users'];
const ONE_KEY = { kind: 'uniform', count: 1 } as const;

const has = (node: TreeNode, key: string): boolean => node.type === 'map' && entryOf(node, key) !== undefined;

const inferKind = (draft: ClientDraft, node: TreeNode, reporter: Reporter): Kind | undefined => {
  if (draft.kind !== undefined) return draft.kind;
  if (has(node, 'kind')) return undefined;
  if (has(node, 'arrivals')) return 'open';
  if (has(node, 'concurrency')) return 'closed';
  if (has(node, 'operations')) return 'scripted';
  if (has(node, 'every')) return 'probe';
  reporter.report(node.key ?? node, messages.clientKindUnclear());
  return undefined;
};

const checkKeys = (kind: Kind, node: TreeNode, reporter: Reporter) => {
  if (node.type !== 'map') return;
  for (const { key } of node.entries) {
    const belongs = KIND_KEYS[key.text];
    if (belongs !== undefined && belongs !== kind) reporter.report(key, messages.notForKind(key.text, kind, belongs));
    if (!DRAWN_KEYS.includes(key.text)) continue;
    if (kind === 'probe') reporter.report(key, messages.notForProbes(key.text));
    if (kind === 'scripted') reporter.report(key, messages.notForScripts(key.text));
  }
};

/** What it does must be something that the service understands. */
const checkTarget = (
  kind: Kind,
  draft: ClientDraft,
  node: TreeNode,
  service: ServiceSpec | null,
  reporter: Reporter,
) => {
  const [written] = draft.target;
  if (service === null || written === undefined || node.type !== 'map') return;
  if (service.kind === 'batch') {
    reporter.report(written, messages.clientOfBatch(service.name));
    return;
  }
  const keyOf = (key: string): TreeNode => entryOf(node, key)?.key ?? written;
  if (service.kind === 'replicated-store') {
    if (draft.priorities !== undefined) reporter.report(keyOf('priorities'), messages.forPoolsOnly('priorities'));
    return;
  }
  if (kind === 'scripted') reporter.report(keyOf('operations'), messages.scriptOnPool(service.name));
  for (const key of ['mix', 'valueSize']) {
    if (has(node, key)) reporter.warn(keyOf(key), messages.ignoredByPool(key, service.name));
  }
};

const arrivalsOf = (
  draft: NonNullable<ClientDraft['arrivals']>['value'],
  readFile: ReadFile | undefined,
  reporter: Reporter,
): ArrivalSpec | undefined => ('file' in draft ? readArrivals(draft.kind, draft.file, readFile, reporter) : draft);

export interface ClientContext {
  readonly places: Places;
  /** By name; null for one that did not decode. */
  readonly services: ReadonlyMap<string, ServiceSpec | null>;
  readonly calendar: Calendar;
  readonly readFile: ReadFile | undefined;
  readonly reporter: Reporter;
}

type Base = Pick<ClientSpec, 'name' | 'target' | 'zones' | 'valueBytes' | keyof CallPolicy>;

const compileScripted = (
  { key, node, value: draft }: Named<ClientDraft>,
  base: Base,
  { places, services, calendar, reporter }: ClientContext,
): ClientSpec | undefined => {
  const { from, operations: script } = draft ?? {};
  if (from !== undefined && base.zones.length > 1) reporter.report(from[0], messages.oneZoneOnly());
  if (!has(node, 'operations'))
    reporter.report(key, messages.neededByKind('operations', 'scripted', '[{at: 1.2s, write: k1}]'));
  if (script === undefined) return undefined;
  const service = services.get(base.target);
  const target =
    service?.kind === 'replicated-store'
      ? { name: base.target, replicas: new Set([...service.voters, ...service.learners, ...service.spares]) }
      : undefined;
  const operations = compileScript(script.value, { places, calendar, reporter, target });
  return {
    ...base,
    kind: 'scripted',
    zones: base.zones.slice(0, 1),
    keys: ONE_KEY,
    mix: mixOfScript(operations),
    users: Math.max(1, operations.length),
    operations,
  };
};

const compileClient = (client: Named<ClientDraft>, context: ClientContext): ClientSpec | undefined => {
  const { name, key, node, value: draft } = client;
  const { reporter, places, services } = context;
  if (draft === undefined) return undefined;
  const target = findService(draft.target, [...services.keys()], reporter);
  const service = services.get(target ?? '') ?? null;
  const zones = selectZones(draft.from, places, reporter);
  const kind = inferKind(draft, node, reporter);
  if (kind === undefined) return undefined;
  checkKeys(kind, node, reporter);
  checkTarget(kind, draft, node, service, reporter);
  const base = {
    name,
    target: target ?? '',
    zones,
    ...compileCallPolicy(draft, kind === 'probe' ? 'probe' : 'client', service?.kind ?? null, key, reporter),
    valueBytes: draft.valueSize ?? standard.valueSize().value,
  };
  if (kind === 'probe') {
    const every = draft.every?.value ?? standard.every().value;
    return { ...base, kind, keys: ONE_KEY, mix: standard.probeMix().value, users: Math.max(1, zones.length), every };
  }
  if (kind === 'scripted') return compileScripted(client, base, context);
  const { priorities } = draft;
  const drawn = {
    ...base,
    ...(priorities === undefined ? {} : { priorities: priorities.value }),
    keys: draft.keys ?? standard.keys().value,
    mix: draft.mix ?? standard.mix().value,
  };
  if (kind === 'open') {
    if (!has(node, 'arrivals')) reporter.report(key, messages.neededByKind('arrivals', kind, '{poisson: 200/s}'));
    const arrivals = draft.arrivals && arrivalsOf(draft.arrivals.value, context.readFile, reporter);
    return arrivals && { ...drawn, kind, users: draft.users ?? standard.users().value, arrivals };
  }
  if (!has(node, 'concurrency')) reporter.report(key, messages.neededByKind('concurrency', kind, '16'));
  if (draft.concurrency === undefined) return undefined;
  const concurrency = draft.concurrency.value;
  const think = draft.think?.value ?? { kind: 'constant', value: standard.think().value };
  return { ...drawn, kind, users: draft.users ?? concurrency, concurrency, think };
};

/** Those that decoded; what is wrong with the others has been reported. */
export const compileClients = (drafts: readonly Named<ClientDraft>[], context: ClientContext): ClientSpec[] =>
  drafts.flatMap((draft) => compileClient(draft, context) ?? []);
