/** A part of a YAML document on one line, as in `--set`: read again, it is the same tree. */
import { printText } from '../print/print-text.ts';
import type { TreeNode } from './tree.ts';
import { isNothing } from './tree.ts';

/** Numbers, quantities, ranges and words, which need no quotes wherever they stand. */
const PLAIN = /^[\w.+%/-]+$/;

export const printTree = (node: TreeNode): string => {
  switch (node.type) {
    case 'scalar':
      if (isNothing(node)) return 'null';
      return node.plain && PLAIN.test(node.text) ? node.text : printText(node.text);
    case 'list':
      return `[${node.items.map(printTree).join(', ')}]`;
    case 'map':
      return `{${node.entries.map(({ key, value }) => `${printText(key.text)}: ${printTree(value)}`).join(', ')}}`;
  }
};
