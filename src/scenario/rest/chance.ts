/**
 * What could go wrong by itself while a cluster is at rest: a keep-alive that is so late that somebody acts, or a
 * request that is not answered within its timeout. Bounded from above, per second, by the tails of the distributions
 * (union bound over what happens in a second): Infinity where no bound is known.
 *
 * Every budget of time is split among the steps that it pays for; it can only be exceeded if one of the steps exceeds
 * its part. Work is counted as if all services stood on the same machines, each with one core and one disk.
 */
import { linkBetween } from '../../cluster/network/link-class.ts';
import type { DiskSpec, LinkSpec } from '../../cluster/topology.ts';
import { createDistribution } from '../../core/distributions/create-distribution.ts';
import { type Micros, SECOND } from '../../core/time.ts';
import type { NodeId } from '../../kernel/observation.ts';
import type { ReplicatedStoreSpec } from '../../services/service.ts';
import { servicesOfKind } from '../../services/services-of-kind.ts';
import type { ClientSpec } from '../../workload/client.ts';
import type { Load } from '../../workload/load.ts';
import type { Simulation } from '../build-simulation.ts';
import type { ServiceAtRest } from './at-rest.ts';
import { isLate, type Passage } from './late-message.ts';
import { underWay, utilization, type Work, waitsLonger } from './waiting-time.ts';

/** Above this share of a CPU or a disk in use nothing is claimed. */
const UTILIZATION_MAX = 0.25;

interface Caller {
  readonly spec: ClientSpec;
  readonly loads: readonly Load[];
}

/** A service at rest and what it has to do. */
interface Served extends ServiceAtRest {
  readonly spec: ReplicatedStoreSpec;
  readonly callers: readonly Caller[];
  /** Appends to its log, per second. */
  readonly appends: number;
  /** Messages per second from the leader to one follower; as many come back. */
  readonly messages: number;
}

/** What all services together demand of a machine. */
interface Demand {
  /** Syncs per second. */
  readonly syncs: number;
  readonly cpu: readonly Work[];
}

/** Per second, of everything that could go wrong. */
export function chancePerSecond(simulation: Simulation, services: readonly ServiceAtRest[]): number {
  const served = services.map((service) => serve(simulation, service));
  const demand = demandOf(served);
  if (!isLight(simulation, demand)) return Number.POSITIVE_INFINITY;
  let chance = 0;
  for (const service of served) {
    chance += lateKeepAlives(simulation, service, demand);
    for (const caller of service.callers) chance += lateRequests(simulation, service, demand, caller);
  }
  return chance;
}

function serve({ scenario, clients }: Simulation, service: ServiceAtRest): Served {
  const spec = servicesOfKind(scenario.services, 'replicated-store').find(({ name }) => name === service.name);
  if (spec === undefined) throw new RangeError(`no service is called ${service.name}`);
  const callers = clients.flatMap(({ loads }, index) =>
    scenario.clients[index].target === service.name ? [{ spec: scenario.clients[index], loads }] : [],
  );
  const loads = callers.flatMap((caller) => caller.loads);
  const reads = loads.reduce((sum, load) => sum + perSecond(load) * (load.mix.read ?? 0), 0);
  const writes = loads.reduce((sum, load) => sum + perSecond(load) * (1 - (load.mix.read ?? 0)), 0);
  const appends = service.readsAppend ? reads + writes : writes;
  // A keep-alive; one more for a read; for an append its entry and the news of its commit.
  const messages = SECOND / service.keepAliveInterval + reads + 2 * appends;
  return { ...service, spec, callers, appends, messages };
}

const perSecond = (load: Load): number => load.perSecond ?? Number.POSITIVE_INFINITY;

function demandOf(services: readonly Served[]): Demand {
  const cpu = services.flatMap(({ spec, callers, messages }): Work[] => {
    const requests = callers.flatMap(({ loads }) => loads).reduce((sum, load) => sum + perSecond(load), 0);
    const peers = spec.voters.length + spec.learners.length + spec.spares.length - 1;
    return [
      { perSecond: requests, time: createDistribution(spec.requestCost) },
      { perSecond: messages * peers, time: createDistribution(spec.messageCost) },
    ];
  });
  // An entry is synced once; the entries of one message share a sync.
  return { cpu, syncs: services.reduce((sum, { appends }) => sum + appends, 0) };
}

/** Whether there is a bound for queues, and disks have neither an end nor a speed that sizes matter for. */
function isLight({ scenario }: Simulation, { cpu, syncs }: Demand): boolean {
  return scenario.topology.nodes
    .filter(({ role }) => role === 'server')
    .every(({ machine: { disk, speed } }) => {
      if (Number.isFinite(disk.bandwidth) || Number.isFinite(disk.capacity) || !disk.groupCommit) return false;
      const sync = createDistribution(disk.fsync).mean + createDistribution(disk.write).mean;
      return utilization(cpu) / speed < UTILIZATION_MAX && (2 * syncs * sync) / SECOND < UTILIZATION_MAX;
    });
}

/** The slowest machine's time at nominal speed: what fits into `time` there. */
const nominal = ({ scenario }: Simulation, time: Micros): Micros =>
  time * Math.min(1, ...scenario.topology.nodes.map(({ machine }) => machine.speed));

/** Handling a message of the protocol takes longer than `limit`, with the wait for the CPU. */
function slowHandling(simulation: Simulation, { spec }: Served, { cpu }: Demand, limit: Micros): number {
  const half = nominal(simulation, limit) / 2;
  return createDistribution(spec.messageCost).survival(half) + waitsLonger(cpu, half);
}

/** A heartbeat and its answer: two messages and the CPU at both ends, for every follower that runs. */
function lateKeepAlives(simulation: Simulation, service: Served, demand: Demand): number {
  const { leader, running, keepAliveInterval } = service;
  const { nodes } = simulation.scenario.topology;
  // Who is fast waits for who is slow.
  const drift = Math.max(...nodes.map(({ machine }) => machine.clock.drift)) / 1e6;
  const interval = keepAliveInterval / (1 - drift);
  const slack = service.toleratedSilence / (1 + drift) - interval;
  if (!(slack > 0)) return Number.POSITIVE_INFINITY;
  const handling = slowHandling(simulation, service, demand, 0.1 * slack);
  // Losses may use what is left when the other messages take their parts.
  const lossesToNotice = 1 + Math.floor((0.4 * slack) / interval);
  let chance = 0;
  for (const node of running) {
    if (node === leader) continue;
    const there = passage(simulation, service, leader, node, lossesToNotice);
    const back = passage(simulation, service, node, leader, lossesToNotice);
    chance += isLate(there, 0.4 * slack) + isLate(back, 0.4 * slack) + 2 * handling;
  }
  return (chance * SECOND) / keepAliveInterval;
}

/** From one replica to another. */
const passage = (
  simulation: Simulation,
  { spec, messages }: Served,
  from: NodeId,
  to: NodeId,
  lossesToNotice = 1,
): Passage => ({
  link: linkOf(simulation, from, to),
  transport: spec.transport,
  perSecond: messages,
  lossesToNotice,
});

/** To the leader and back, a quorum of followers, with their syncs for a write, and the CPU on the way. */
function lateRequests(simulation: Simulation, service: Served, demand: Demand, { spec, loads }: Caller): number {
  const { nodes } = simulation.scenario.topology;
  let chance = 0;
  for (const load of loads) {
    const machine = nodes.find(({ role, name }) => role === 'client' && name === `${load.client}@${load.zone}`);
    if (machine === undefined) return Number.POSITIVE_INFINITY;
    const { timeout } = spec;
    const bound = (syncs: boolean): number =>
      lateRequest(simulation, service, demand, { machine: machine.id, timeout, perSecond: perSecond(load), syncs });
    const reads = load.mix.read ?? 0;
    if (reads > 0) chance += perSecond(load) * reads * bound(service.readsAppend);
    if (reads < 1) chance += perSecond(load) * (1 - reads) * bound(true);
  }
  return chance;
}

interface Call {
  readonly machine: NodeId;
  readonly timeout: Micros;
  /** Calls from this machine. */
  readonly perSecond: number;
  readonly syncs: boolean;
}

/** Shares of the timeout for each message to and from the client, and to and from a follower. The sync has the rest. */
const SPLITS = [
  [0.05, 0.05],
  [0.1, 0.02],
  [0.1, 0.05],
  [0.1, 0.1],
  [0.2, 0.1],
] as const;
const CPU_SHARE = 0.01;

/** Every split gives a bound, so the best of some does. A read may wait for another round: it has the sync's time. */
function lateRequest(simulation: Simulation, service: Served, demand: Demand, call: Call): number {
  const { leader, spec, running } = service;
  const { machine, timeout, syncs } = call;
  const cpu = CPU_SHARE * timeout;
  const half = nominal(simulation, cpu) / 2;
  const handling = slowHandling(simulation, service, demand, cpu);
  // The answers of all followers pass the same CPU, one at a time.
  const atLeader =
    createDistribution(spec.requestCost).survival(half) + waitsLonger(demand.cpu, half) + running.length * handling;
  const client = { transport: 'stream', perSecond: call.perSecond, lossesToNotice: 1 } as const;
  const bounds = SPLITS.map(([outer, inner]) => {
    const there = isLate({ ...client, link: linkOf(simulation, machine, leader) }, outer * timeout);
    const back = isLate({ ...client, link: linkOf(simulation, leader, machine) }, outer * timeout);
    const sync = (1 - 2 * outer - 2 * inner - 4 * CPU_SHARE) * timeout;
    const parts = { hop: inner * timeout, sync: syncs ? sync : undefined, handling };
    return there + back + atLeader + slowQuorum(simulation, service, demand, parts);
  });
  return Math.min(...bounds);
}

interface Parts {
  readonly hop: Micros;
  /** Time for a sync; undefined for a call without one. */
  readonly sync: Micros | undefined;
  /** The chance that handling a message takes longer than it may. */
  readonly handling: number;
}

/** So many of the running voters are slow to append that the others are no quorum. */
function slowQuorum(simulation: Simulation, service: Served, demand: Demand, { hop, sync, handling }: Parts): number {
  const { leader, running, runningVoters, voters } = service;
  let slowest = 0;
  for (const node of running) {
    const { disk } = simulation.scenario.topology.nodes[node].machine;
    const links =
      node === leader
        ? 0
        : isLate(passage(simulation, service, leader, node), hop) +
          isLate(passage(simulation, service, node, leader), hop);
    slowest = Math.max(slowest, (sync === undefined ? 0 : slowSync(disk, sync, demand)) + links + handling);
  }
  const spare = runningVoters - Math.floor(voters / 2);
  let chance = 1;
  for (let i = 0; i < spare; i++) chance *= (slowest * (runningVoters - i)) / (i + 1);
  return Math.min(1, chance);
}

/** The sync of its own is slow, or it waits for one under way that has long to go. */
function slowSync(disk: DiskSpec, limit: Micros, { syncs }: Demand): number {
  const fsync = createDistribution(disk.fsync);
  const write = createDistribution(disk.write);
  const waiting = underWay({ perSecond: syncs, time: fsync }, 0.3 * limit);
  // What the sync under way and its own have to write.
  const writing = write.survival(0.02 * limit) + waitsLonger([{ perSecond: syncs, time: write }], 0.03 * limit);
  return fsync.survival(0.6 * limit) + waiting + 2 * writing;
}

const linkOf = ({ scenario }: Simulation, from: NodeId, to: NodeId): LinkSpec =>
  linkBetween(scenario.topology.links, scenario.topology.nodes[from], scenario.topology.nodes[to]);
