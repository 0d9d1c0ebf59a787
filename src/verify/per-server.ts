/** A record for each server of the pools of a run, made when it is first asked for. Two look-ups, nothing allocated. */
import type { NodeId } from '../kernel/observation.ts';

export function perServer<T>(create: () => T): (service: string, node: NodeId) => T {
  const services = new Map<string, T[]>();
  return (service, node) => {
    let nodes = services.get(service);
    if (nodes === undefined) {
      nodes = [];
      services.set(service, nodes);
    }
    nodes[node] ??= create();
    return nodes[node];
  };
}
