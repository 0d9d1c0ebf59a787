/** Reports a node of the wrong type: a list where a mapping belongs, and so on. */
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { ListNode, MapNode, ScalarNode, TreeNode } from '../yaml/tree.ts';
import { isNothing } from '../yaml/tree.ts';

const describe = (node: TreeNode): string => {
  if (isNothing(node)) return '';
  if (node.type === 'map') return 'a mapping';
  if (node.type === 'list') return 'a list';
  return `"${node.text.length > 40 ? `${node.text.slice(0, 40)}…` : node.text}"`;
};

/** Reports that something else than `what` stands at `node`. */
export const reportWrongType = (node: TreeNode, what: string, reporter: Reporter): undefined => {
  const span = node.end > node.start ? node : (node.key ?? node);
  reporter.report(span, messages.wrongType(describe(node), node.path, what));
  return undefined;
};

export const expectMap = (node: TreeNode, what: string, reporter: Reporter): MapNode | undefined =>
  node.type === 'map' ? node : reportWrongType(node, what, reporter);

export const expectList = (node: TreeNode, what: string, reporter: Reporter): ListNode | undefined =>
  node.type === 'list' ? node : reportWrongType(node, what, reporter);

export const expectScalar = (node: TreeNode, what: string, reporter: Reporter): ScalarNode | undefined =>
  node.type === 'scalar' && !isNothing(node) ? node : reportWrongType(node, what, reporter);
