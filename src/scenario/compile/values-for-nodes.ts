/** Values for the nodes of a service, in their order, from what was written for all, in a list or by name. */
import { nearestName } from '../../core/nearest-name.ts';
import type { NodeId } from '../../kernel/observation.ts';
import type { ForNodes } from '../decode/for-nodes.ts';
import type { Located } from '../decode/located.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { Places } from './places.ts';

/** `what` names the values in messages: `weights`. Where nothing is said of a node, `fallback` holds. */
export const valuesForNodes = <T>(
  { value: written, node }: Located<ForNodes<T>>,
  what: string,
  ids: readonly NodeId[],
  fallback: T,
  places: Places,
  reporter: Reporter,
): readonly T[] => {
  if ('all' in written) return ids.map(() => written.all);
  if ('list' in written) {
    if (written.list.length !== ids.length) {
      reporter.report(node, messages.listDoesNotMatch(what, written.list.length, ids.length));
    }
    return ids.map((_, index) => written.list[index] ?? fallback);
  }
  const names = ids.map((id) => places.nodes[id].name);
  const own = new Set(names);
  const byName = new Map<string, T>();
  for (const { name, key, value } of written.named) {
    if (!own.has(name)) {
      reporter.report(
        key,
        places.nodeIds.has(name)
          ? messages.notANodeOfIt(name)
          : messages.unknownReference('node', name, nearestName(name, names), names),
      );
    } else if (value !== undefined) byName.set(name, value);
  }
  return names.map((name) => byName.get(name) ?? fallback);
};
