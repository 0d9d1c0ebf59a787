/** The network: finds or makes the flow of a message and hands it to the sender's transport. */
import type { Message, ProcessId } from '../../algorithms/environment.ts';
import type { Distribution, DistributionSpec } from '../../core/distributions/distribution.ts';
import { hashText } from '../../kernel/fingerprint.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { LinkImpairment, MessageTampering } from '../control.ts';
import type { NodePlan, Topology } from '../topology.ts';
import { createDatagramTransport } from './datagram.ts';
import type { Endpoint, Receiver } from './endpoint.ts';
import type { Flow, StreamEnd } from './flow.ts';
import { createImpairments } from './impairments.ts';
import { Link } from './link.ts';
import { linkBetween } from './link-class.ts';
import type { MessageObserver } from './message-observer.ts';
import { MessageQueue } from './message-queue.ts';
import { createStreamTransport } from './stream.ts';
import { STREAM_OPTIONS, type StreamOptions } from './stream-options.ts';
import { tamperingOf } from './tampering-of.ts';

export interface Network {
  send(from: Endpoint, to: ProcessId, message: Message, bytes: number): void;
  /** A process has died; `silently` if its machine lost its power. Its `alive` is false by now. */
  ended(endpoint: Endpoint, silently: boolean): void;
  impair(impairment: LinkImpairment): () => void;
  blocked(from: NodePlan, to: NodePlan): boolean;
  /** Messages under way that somebody held up, and copies that somebody made. */
  late(): number;
}

export interface NetworkParts {
  readonly kernel: Kernel;
  readonly topology: Topology;
  readonly seed: number;
  readonly distribution: (spec: DistributionSpec) => Distribution;
  readonly observer: MessageObserver;
  readonly receiver: Receiver;
  /** All processes, by id. */
  readonly endpoints: readonly Endpoint[];
  readonly stream?: StreamOptions;
}

export function createNetwork(parts: NetworkParts): Network {
  const { kernel, topology, seed, distribution, observer, receiver, endpoints } = parts;
  const impairments = createImpairments(distribution);
  /** By both of their ends. */
  const links = new Map<number, Link>();
  const flows: Flow[] = [];
  const hashes = new Map<string, number>();
  /** The last two kinds of messages: calls and answers take turns. */
  const recent = { kind: '', hash: 0 };
  const older = { kind: '', hash: 0 };
  const datagrams = createDatagramTransport(kernel, flows, observer, receiver);
  const streams = createStreamTransport(kernel, flows, observer, receiver, parts.stream ?? STREAM_OPTIONS);

  function linkFor(from: NodePlan, to: NodePlan): Link {
    const key = from.id * topology.nodes.length + to.id;
    let link = links.get(key);
    if (link === undefined) {
      const spec = linkBetween(topology.links, from, to);
      const loopback = from.id === to.id;
      link = new Link(seed, from, to, spec, distribution(spec.latency), loopback ? undefined : impairments);
      links.set(key, link);
    }
    return link;
  }

  function flowFor(from: Endpoint, to: Endpoint): Flow {
    let flow = from.flows.get(to.id);
    if (flow === undefined) {
      const link = linkFor(from.plan, to.plan);
      const reverse = to.flows.get(from.id);
      flow = {
        sender: from.id,
        peer: to.id,
        from,
        to,
        link,
        reverse,
        kind: '',
        kindHash: 0,
        index: flows.length,
        end: undefined,
      };
      if (reverse !== undefined) reverse.reverse = flow;
      flows.push(flow);
      from.flows.add(flow);
    }
    return flow;
  }

  function connect(flow: Flow): void {
    const reverse = flowFor(flow.to, flow.from);
    const connection = { open: false, established: false };
    const end = (): StreamEnd => ({
      connection,
      queue: new MessageQueue(),
      inFlight: 0,
      generation: 0,
      lastArrival: 0,
      retry: 0,
      retries: 0,
      stalledSince: -1,
      unaware: false,
      orphan: false,
    });
    flow.reverse = reverse;
    reverse.reverse = flow;
    flow.end = end();
    if (reverse !== flow) reverse.end = end();
  }

  function hashOfKind(kind: string): number {
    if (kind === recent.kind) return recent.hash;
    if (kind === older.kind) return older.hash;
    let hash = hashes.get(kind);
    if (hash === undefined) {
      hash = hashText(kind);
      hashes.set(kind, hash);
    }
    older.kind = recent.kind;
    older.hash = recent.hash;
    recent.kind = kind;
    recent.hash = hash;
    return hash;
  }

  function transmit(flow: Flow, payload: unknown, bytes: number): void {
    if (flow.from.transport === 'datagram') {
      datagrams.send(flow, payload, bytes);
    } else {
      if (flow.end === undefined) connect(flow);
      streams.send(flow, payload, bytes);
    }
  }

  function tamper({ action, by }: MessageTampering, flow: Flow, payload: unknown, bytes: number): void {
    if (action === 'duplicate') transmit(flow, payload, bytes);
    if (action === 'drop') observer.dropped(flow.to, payload, 'tampered');
    else datagrams.sendLate(flow, payload, bytes, by);
  }

  return {
    send(from, to, message, bytes) {
      const { answer } = from;
      const flow =
        answer !== undefined && answer.peer === to
          ? answer
          : (from.flows.get(to) ?? flowFor(from, endpointOf(endpoints, to)));
      if (flow.kind !== message.kind) {
        flow.kind = message.kind;
        flow.kindHash = hashOfKind(message.kind);
      }
      // Identity of the payload; the kernel mixes in where and when it arrives.
      kernel.fingerprint.mix(flow.kindHash ^ Math.imul(bytes, 0x9e3779b1 | 0));
      const payload = observer.sent(from, flow.to, message, bytes);
      const tampering = impairments.tamperings > 0 ? tamperingOf(flow, impairments) : undefined;
      if (tampering === undefined) transmit(flow, payload, bytes);
      else tamper(tampering, flow, payload, bytes);
    },
    ended: streams.ended,
    impair: impairments.add,
    blocked: (from, to) => linkFor(from, to).blocked(),
    late: datagrams.late,
  };
}

function endpointOf(endpoints: readonly Endpoint[], id: ProcessId): Endpoint {
  const endpoint = endpoints[id];
  if (endpoint === undefined) throw new RangeError(`no process ${id}: there are ${endpoints.length}`);
  return endpoint;
}
