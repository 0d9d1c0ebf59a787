/** Pools with their servers placed, their calls checked and every default filled in. */
import type { CallSpec, PoolSpec, RoutingSpec } from '../../services/pool/pool.ts';
import type { CallDraft } from '../format/call-shape.ts';
import type { PoolDraft } from '../format/pool-shape.ts';
import { messages } from '../messages.ts';
import { warnIfOutside } from './calendar.ts';
import { compileCallPolicy } from './compile-call-policy.ts';
import { compileScaling } from './compile-scaling.ts';
import { findService } from './find-service.ts';
import { mostCores } from './most-cores.ts';
import type { DraftOf, ServiceContext } from './service-context.ts';
import { serviceNodes } from './service-nodes.ts';
import { valuesForNodes } from './values-for-nodes.ts';

const compileCall = ({ value: draft, node }: CallDraft, context: ServiceContext): CallSpec | undefined => {
  const { kinds, reporter } = context;
  const target = findService(draft.target, [...kinds.keys()], reporter);
  const kind = (target === undefined ? undefined : kinds.get(target)) ?? null;
  const policy = compileCallPolicy(draft, 'call', kind, node, reporter);
  if (target === undefined) return undefined;
  if (kind === 'batch') reporter.report(draft.target[0], messages.callOfBatch(target));
  const { share, write, parallel, required } = draft;
  if (kind === 'pool' && write.value) reporter.report(write.node.key ?? write.node, messages.writeOnPool(target));
  return { target, share, write: write.value, parallel, required, ...policy };
};

const compileRouting = (draft: PoolDraft): RoutingSpec => {
  const { balancer, balancers, healthChecks, outlierEjection, circuitBreaker } = draft;
  const { instances, poll, propagation, discovery } = balancers;
  return {
    balancer: balancer.name,
    options: balancer.options,
    instances,
    view: { poll, propagation },
    discovery,
    ...(healthChecks === undefined ? {} : { healthChecks }),
    ...(outlierEjection === undefined ? {} : { outlierEjection: outlierEjection.value }),
    ...(circuitBreaker === undefined ? {} : { circuitBreaker }),
  };
};

/** Rounded down, as Kubernetes does, but never to none. */
const batchOf = (batch: PoolDraft['releases'][number]['batch'], servers: number): number =>
  'share' in batch ? Math.max(1, Math.floor(batch.share * servers)) : batch.value;

export const compilePool = ({ name, key, draft }: DraftOf<PoolDraft>, context: ServiceContext): PoolSpec => {
  const { places, calendar, reporter } = context;
  const nodes = serviceNodes(name, key, draft.nodes, places, reporter);
  const scaling = compileScaling(draft, key, nodes, places, reporter);
  const initial = draft.initial?.value ?? (scaling === undefined ? nodes.length : Math.min(scaling.min, nodes.length));
  const [least, most] = scaling === undefined ? [1, nodes.length] : [scaling.min, scaling.max];
  if (draft.initial !== undefined && nodes.length > 0 && (initial > most || initial < least)) {
    reporter.report(draft.initial.node, messages.initialOutside(initial, least, most, scaling !== undefined));
  }
  const { outlierEjection } = draft;
  const ejectable = outlierEjection === undefined ? 1 : outlierEjection.value.maxShare * most;
  if (outlierEjection !== undefined && ejectable > 0 && ejectable < 1) {
    reporter.warn(outlierEjection.node, messages.ejectsNobody(name, most));
  }
  for (const { at } of draft.releases) warnIfOutside(at.value, at.node, calendar, reporter);
  const { hiccup, shedding } = draft;
  return {
    kind: 'pool',
    name,
    nodes,
    weights:
      draft.weights === undefined
        ? nodes.map(() => 1)
        : valuesForNodes(draft.weights, 'weights', nodes, 1, places, reporter),
    initial,
    transport: draft.transport,
    serviceTime: draft.serviceTime,
    ...(hiccup === undefined ? {} : { hiccup }),
    concurrency: draft.concurrency ?? mostCores(nodes, places),
    queue: draft.queue,
    ...(shedding === undefined ? {} : { shedding }),
    dropExpired: draft.dropExpired,
    startUp: draft.startUp,
    drain: draft.drain,
    calls: draft.calls.flatMap((call) => compileCall(call, context) ?? []),
    routing: compileRouting(draft),
    ...(scaling === undefined ? {} : { scaling }),
    releases: draft.releases.map(({ at, batch, pause }) => ({ at: at.value, batch: batchOf(batch, initial), pause })),
    requestBytes: draft.requestSize,
    responseBytes: draft.responseSize,
  };
};
