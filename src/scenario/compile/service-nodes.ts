/** The nodes that a service runs on: all of them unless it says which. */
import type { NodeId } from '../../kernel/observation.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { ScalarNode } from '../yaml/tree.ts';
import type { Places } from './places.ts';
import { selectNodes } from './select-nodes.ts';

/** None is reported, unless what is written is wrong and has been. */
export const serviceNodes = (
  name: string,
  key: ScalarNode,
  written: readonly ScalarNode[] | undefined,
  places: Places,
  reporter: Reporter,
): readonly NodeId[] => {
  if (written === undefined) return places.nodes.map(({ id }) => id);
  const before = reporter.problems.length;
  const nodes = selectNodes(written, places, reporter);
  if (nodes.length === 0 && reporter.problems.length === before) {
    reporter.report(written[0] ?? key, messages.emptySelection(name));
  }
  return nodes;
};
