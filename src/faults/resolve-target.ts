/**
 * Who a target means right now. Random choices take a fixed number of draws, whatever the state of the cluster, so that
 * a stream stays aligned between runs that differ in what they run.
 */
import type { NodePlan, Topology } from '../cluster/topology.ts';
import { type RandomStream, randomInteger } from '../core/random/random-stream.ts';
import type { NodeId } from '../kernel/observation.ts';
import type { Level, PlaceLevel, Scope, Target } from './target.ts';
import type { ServiceView } from './world.ts';

export interface Surroundings {
  readonly topology: Topology;
  readonly services: readonly ServiceView[];
}

const serviceNamed = (services: readonly ServiceView[], name: string): ServiceView => {
  const service = services.find((candidate) => candidate.name === name);
  if (service === undefined) throw new RangeError(`unknown service ${name}`);
  return service;
};

const standsIn = (node: NodePlan, level: PlaceLevel, name: string): boolean => node[level] === name;

const serversIn = ({ topology, services }: Surroundings, scope: Scope | undefined): NodePlan[] => {
  const servers = topology.nodes.filter(({ role }) => role === 'server');
  if (scope === undefined) return servers;
  if (scope.type === 'place') return servers.filter((node) => standsIn(node, scope.level, scope.name));
  const replicas = serviceNamed(services, scope.service).replicas();
  return servers.filter(({ id }) => replicas.includes(id));
};

/** `count` of `items` without replacement, in their own order. Takes exactly `count` draws. */
function choose<T>(items: readonly T[], count: number, random: RandomStream): T[] {
  const left = items.map((_, index) => index);
  const chosen = new Set<number>();
  for (let i = 0; i < count; i++) {
    const draw = randomInteger(random, Math.max(1, left.length));
    if (left.length > 0) chosen.add(left.splice(draw, 1)[0]);
  }
  return items.filter((_, index) => chosen.has(index));
}

const nodeMember = ({ name }: NodePlan): Target => ({ type: 'node', name });

/** The nodes, zones, racks or regions that have servers in the scope, in the order of the topology. */
function membersOf(level: Level, scope: Scope | undefined, surroundings: Surroundings): Target[] {
  const servers = serversIn(surroundings, scope);
  if (level === 'node') return servers.map(nodeMember);
  return [...new Set(servers.map((node) => node[level]))].map((name) => ({ type: 'place', level, name }));
}

/** What `each …` stands for; any other target stands for itself alone. */
export const expandEach = (target: Target, surroundings: Surroundings): Target[] =>
  target.type === 'each' ? membersOf(target.level, target.scope, surroundings) : [target];

/** Machines in the order of the expression, each once. `rest` and `each` mean nothing by themselves: RangeError. */
export function resolveTarget(target: Target, surroundings: Surroundings, random: RandomStream): NodeId[] {
  const { topology, services } = surroundings;
  switch (target.type) {
    case 'node':
      return topology.nodes.filter(({ name }) => name === target.name).map(({ id }) => id);
    case 'place':
      return topology.nodes.filter((node) => standsIn(node, target.level, target.name)).map(({ id }) => id);
    case 'all':
      return serversIn(surroundings, undefined).map(({ id }) => id);
    case 'replicas':
      return [...serviceNamed(services, target.service).replicas()];
    case 'leader': {
      const leader = serviceNamed(services, target.service).leader();
      return leader === undefined ? [] : [leader];
    }
    case 'followers': {
      const service = serviceNamed(services, target.service);
      const leader = service.leader();
      const followers = service.replicas().filter((node) => node !== leader);
      return target.count === 'all' ? followers : choose(followers, target.count, random);
    }
    case 'share': {
      const replicas = serviceNamed(services, target.service).replicas();
      const majority = Math.floor(replicas.length / 2) + 1;
      return choose(replicas, target.size === 'majority' ? majority : replicas.length - majority, random);
    }
    case 'random': {
      const members = choose(membersOf(target.level, target.scope, surroundings), target.count, random);
      return members.flatMap((member) => resolveTarget(member, surroundings, random));
    }
    case 'union':
      return [...new Set(target.parts.flatMap((part) => resolveTarget(part, surroundings, random)))];
    case 'each':
    case 'rest':
      throw new RangeError(`"${target.type}" cannot be resolved by itself`);
  }
}
