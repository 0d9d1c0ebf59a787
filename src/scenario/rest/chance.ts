/**
 * What could go wrong by itself while a cluster is at rest: a keep-alive that is so late that somebody acts, or a
 * request that is not answered within its timeout. Bounded from above, per second, by the tails of the distributions
 * (union bound over what happens in a second): Infinity where no bound is known.
 *
 * Every budget of time is split among the steps that it pays for; it can only be exceeded if one of the steps exceeds
 * its part. Lost packets count as the delay until they are sent again (streams) or as silence (datagrams).
 */
import { linkBetween } from '../../cluster/network/link-class.ts';
import { STREAM_OPTIONS } from '../../cluster/network/stream-options.ts';
import type { DiskSpec, LinkSpec, Transport } from '../../cluster/topology.ts';
import { createDistribution } from '../../core/distributions/create-distribution.ts';
import { type Micros, SECOND } from '../../core/time.ts';
import type { NodeId } from '../../kernel/observation.ts';
import type { ServiceSpec } from '../../services/service.ts';
import type { ClientSpec } from '../../workload/client.ts';
import type { Load } from '../../workload/load.ts';
import type { Simulation } from '../build-simulation.ts';
import type { ServiceAtRest } from './at-rest.ts';

/** Above this share of a CPU or a disk in use, queues are no longer negligible and nothing is claimed. */
const UTILIZATION_MAX = 0.25;

/** Per second, of everything that could go wrong. */
export function chancePerSecond(simulation: Simulation, services: readonly ServiceAtRest[]): number {
  const { scenario, clients } = simulation;
  let chance = 0;
  for (const service of services) {
    const spec = scenario.services.find(({ name }) => name === service.name);
    if (spec === undefined) return Number.POSITIVE_INFINITY;
    const callers = clients.flatMap((client, index) =>
      scenario.clients[index].target === service.name ? [{ spec: scenario.clients[index], loads: client.loads }] : [],
    );
    const writes = callers.reduce((sum, caller) => sum + writesPerSecond(caller.loads), 0);
    const requests = callers.reduce((sum, caller) => sum + requestsPerSecond(caller.loads), 0);
    if (!isLight(simulation, spec, writes, requests)) return Number.POSITIVE_INFINITY;
    chance += lateKeepAlives(simulation, spec, service);
    for (const caller of callers) chance += lateRequests(simulation, spec, service, caller.spec, caller.loads, writes);
  }
  return chance;
}

const requestsPerSecond = (loads: readonly Load[]): number =>
  loads.reduce((sum, { perSecond }) => sum + (perSecond ?? Number.POSITIVE_INFINITY), 0);

const writesPerSecond = (loads: readonly Load[]): number =>
  loads.reduce((sum, { perSecond, mix }) => sum + (perSecond ?? Number.POSITIVE_INFINITY) * (1 - (mix.read ?? 0)), 0);

/** Whether queues for the leader's CPU and for disks are negligible. */
function isLight({ scenario }: Simulation, spec: ServiceSpec, writes: number, requests: number): boolean {
  const peers = spec.voters.length + spec.learners.length;
  const cpu =
    requests * createDistribution(spec.requestCost).mean +
    writes * 2 * peers * createDistribution(spec.messageCost).mean;
  return scenario.topology.nodes
    .filter(({ role }) => role === 'server')
    .every(({ machine: { disk, speed } }) => {
      const sync = createDistribution(disk.fsync).mean + createDistribution(disk.write).mean;
      return cpu / speed / SECOND < UTILIZATION_MAX && (2 * writes * sync) / SECOND < UTILIZATION_MAX;
    });
}

/** A heartbeat and its answer: two messages and the CPU at both ends, for every follower that runs. */
function lateKeepAlives(simulation: Simulation, spec: ServiceSpec, service: ServiceAtRest): number {
  const { leader, running, keepAliveInterval, toleratedSilence } = service;
  const slack = toleratedSilence - keepAliveInterval;
  if (slack <= 0) return Number.POSITIVE_INFINITY;
  const cost = createDistribution(spec.messageCost);
  let chance = 0;
  for (const node of running) {
    if (node === leader) continue;
    for (const [from, to] of [
      [leader, node],
      [node, leader],
    ] as const) {
      chance += tooLate(
        linkOf(simulation, from, to),
        0.4 * slack,
        spec.transport,
        toleratedSilence / keepAliveInterval,
      );
      chance += cost.survival(0.1 * slack);
    }
  }
  return (chance * SECOND) / keepAliveInterval;
}

/** To the leader and back, a quorum of followers, with their syncs for a write, and the CPU on the way. */
function lateRequests(
  simulation: Simulation,
  spec: ServiceSpec,
  service: ServiceAtRest,
  client: ClientSpec,
  loads: readonly Load[],
  writes: number,
): number {
  const { nodes } = simulation.scenario.topology;
  let chance = 0;
  for (const { client: name, zone, perSecond, mix } of loads) {
    const machine = nodes.find((node) => node.role === 'client' && node.name === `${name}@${zone}`);
    if (perSecond === undefined || machine === undefined) return Number.POSITIVE_INFINITY;
    const bound = (syncs: number): number =>
      lateRequest(simulation, spec, service, { machine: machine.id, timeout: client.timeout, syncs });
    const reads = mix.read ?? 0;
    if (reads > 0) chance += perSecond * reads * bound(0);
    if (reads < 1) chance += perSecond * (1 - reads) * bound(writes);
  }
  return chance;
}

interface Call {
  readonly machine: NodeId;
  readonly timeout: Micros;
  /** Syncs per second that it may meet; 0 for a call without a sync of its own. */
  readonly syncs: number;
}

/** Shares of the timeout for each message to and from the client, and to and from a follower. The sync has the rest. */
const SPLITS = [
  [0.05, 0.05],
  [0.1, 0.02],
  [0.1, 0.05],
  [0.1, 0.1],
  [0.2, 0.2],
] as const;
const CPU_SHARE = 0.01;

/** Every split gives a bound, so the best of some does. */
function lateRequest(simulation: Simulation, spec: ServiceSpec, service: ServiceAtRest, call: Call): number {
  const { leader } = service;
  const { machine, timeout, syncs } = call;
  const atLeader = createDistribution(spec.requestCost).survival(CPU_SHARE * timeout);
  const bounds = SPLITS.map(([outer, inner]) => {
    const there = tooLate(linkOf(simulation, machine, leader), outer * timeout, 'stream', 1);
    const back = tooLate(linkOf(simulation, leader, machine), outer * timeout, 'stream', 1);
    const sync = (1 - 2 * outer - 2 * inner - 4 * CPU_SHARE) * timeout;
    const parts = { hop: inner * timeout, sync, cpu: CPU_SHARE * timeout, syncs };
    return there + back + atLeader + slowQuorum(simulation, spec, service, parts);
  });
  return Math.min(...bounds);
}

interface Parts {
  readonly hop: Micros;
  readonly sync: Micros;
  readonly cpu: Micros;
  readonly syncs: number;
}

/** So many of the running voters are slow to append that the others are no quorum. */
function slowQuorum(simulation: Simulation, spec: ServiceSpec, service: ServiceAtRest, parts: Parts): number {
  const { leader, running, runningVoters, voters } = service;
  const cost = createDistribution(spec.messageCost).survival(parts.cpu);
  let slowest = 0;
  for (const node of running) {
    const { disk } = simulation.scenario.topology.nodes[node].machine;
    const links =
      node === leader
        ? 0
        : tooLate(linkOf(simulation, leader, node), parts.hop, spec.transport, 1) +
          tooLate(linkOf(simulation, node, leader), parts.hop, spec.transport, 1);
    slowest = Math.max(slowest, (parts.syncs > 0 ? slowSync(disk, parts) : 0) + links + 2 * cost);
  }
  const spare = runningVoters - Math.floor(voters / 2);
  let chance = 1;
  for (let i = 0; i < spare; i++) chance *= (slowest * (runningVoters - i)) / (i + 1);
  return Math.min(1, chance);
}

/** The sync of its own is slow, or it waits for one under way that has long to go. */
function slowSync(disk: DiskSpec, { sync, syncs }: Parts): number {
  const fsync = createDistribution(disk.fsync);
  let waiting = 0;
  // λ · ∫ P(S > u) du from 0.3 of the budget on, by steps that double.
  for (let from = 0.3 * sync; from < 1e3 * sync; from *= 2) waiting += ((syncs * from) / SECOND) * fsync.survival(from);
  return fsync.survival(0.6 * sync) + waiting + 2 * createDistribution(disk.write).survival(0.05 * sync);
}

const linkOf = ({ scenario }: Simulation, from: NodeId, to: NodeId): LinkSpec =>
  linkBetween(scenario.topology.links, scenario.topology.nodes[from], scenario.topology.nodes[to]);

/** `tries`: how many messages in a row must be lost before a datagram's silence counts. */
function tooLate(link: LinkSpec, budget: Micros, transport: Transport, tries: number): number {
  if (Number.isFinite(link.bandwidth)) return Number.POSITIVE_INFINITY;
  const latency = createDistribution(link.latency);
  // A reordered datagram draws its latency twice.
  const tail = (time: Micros): number => (link.reorder > 0 ? 2 * latency.survival(0.5 * time) : latency.survival(time));
  if (link.loss === 0) return tail(budget);
  const late = tail(0.5 * budget);
  if (transport === 'datagram') return late + power(link.loss, Math.max(1, Math.floor(tries)));
  // Lost k times in a row a message is sent again after RTO · (2^k − 1).
  const timeout = Math.max(STREAM_OPTIONS.retransmitMin, 2 * STREAM_OPTIONS.roundTrips * latency.quantile(0.99));
  let losses = 0;
  for (let waited = 0; waited <= 0.5 * budget; waited = 2 * waited + timeout) losses++;
  return late + power(link.loss, losses);
}

function power(base: number, exponent: number): number {
  let product = 1;
  for (let i = 0; i < exponent; i++) product *= base;
  return product;
}
