/** Whether a mapping tries to give one of some keys, misspelt ones included: what was tried is not missing. */
import { nearestName } from '../../core/nearest-name.ts';
import type { TreeNode } from '../yaml/tree.ts';

/** `others` are the keys that the mapping may have besides: they are what they are, however near. */
export const attempted = (node: TreeNode, keys: readonly string[], others: readonly string[] = []): boolean =>
  node.type === 'map' &&
  node.entries.some(
    ({ key: { text } }) => keys.includes(text) || (!others.includes(text) && nearestName(text, keys) !== undefined),
  );
