import type { NodePlan } from '../../cluster/topology.ts';
import type { NodeId } from '../../kernel/observation.ts';
import { oneOrMore, type Written } from './written.ts';

/** Shorter runs of neighbours are written one by one. */
const RUN_MIN = 3;

/** `n1..n4` for neighbours in order. */
export const nodeList = (ids: readonly NodeId[], servers: readonly NodePlan[]): Written => {
  const parts: string[] = [];
  for (let start = 0; start < ids.length; ) {
    let end = start + 1;
    while (end < ids.length && ids[end] === ids[end - 1] + 1) end++;
    const names = ids.slice(start, end).map((id) => servers[id].name);
    parts.push(...(names.length < RUN_MIN ? names : [`${names[0]}..${names[names.length - 1]}`]));
    start = end;
  }
  return oneOrMore(parts);
};

/** Undefined for all servers in their order, where services run unless told otherwise. */
export const unlessEverywhere = (ids: readonly NodeId[], servers: readonly NodePlan[]): Written | undefined =>
  ids.length === servers.length && ids.every((id, index) => id === servers[index].id)
    ? undefined
    : nodeList(ids, servers);
