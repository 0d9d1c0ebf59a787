/** Untrusted YAML: positions, and bounds on everything a hostile file could make large. */
import { describe, expect, it } from 'vitest';
import { createReporter } from '../../src/scenario/problems/reporter.ts';
import { positionAt } from '../../src/scenario/source/position.ts';
import { sourceText } from '../../src/scenario/source/source-text.ts';
import { readYaml, YAML_LIMITS } from '../../src/scenario/yaml/read-yaml.ts';
import type { TreeNode } from '../../src/scenario/yaml/tree.ts';

const read = (text: string) => {
  const reporter = createReporter();
  const tree = readYaml(sourceText('x.yaml', text), reporter);
  return { tree, codes: reporter.problems.map(({ code }) => code) };
};

const walk = (node: TreeNode, visit: (node: TreeNode) => void): void => {
  visit(node);
  if (node.type === 'list') for (const item of node.items) walk(item, visit);
  if (node.type === 'map') for (const { value } of node.entries) walk(value, visit);
};

describe('readYaml', () => {
  it('keeps scalars as text, with path and exact position', () => {
    const { tree } = read('a: 1s\nb:\n  - true\n  - {c: "x y", d: }\n');
    const found: string[] = [];
    walk(tree!, (node) => {
      const { line, column } = positionAt(node.source, node.start);
      if (node.type === 'scalar') found.push(`${node.path}=${node.text} ${line}:${column} ${node.plain}`);
    });
    expect(found).toEqual(['a=1s 1:4 true', 'b[0]=true 3:5 true', 'b[1].c=x y 4:9 false', 'b[1].d= 4:19 true']);
  });

  it.each([
    ['lists', '['],
    ['mappings', '{a: '],
    ['block lists', '- '],
    ['compact mappings', 'a: '],
    ['explicit keys', '? '],
  ])('refuses deep %s without recursing', (_, opening) => {
    expect(read(opening.repeat(20_000)).codes).toEqual(['unsafe-yaml']);
  });

  it('refuses large files unread', () => {
    expect(read(' '.repeat(YAML_LIMITS.length + 1)).codes).toEqual(['too-large']);
  });

  it('bounds what aliases expand to', () => {
    const levels = Array.from({ length: 12 }, (_, level) =>
      level === 0
        ? 'a0: &a0 [x]'
        : `a${level}: &a${level} [${Array(10)
            .fill(`*a${level - 1}`)
            .join(', ')}]`,
    );
    const { tree, codes } = read(levels.join('\n'));
    expect(tree).toBeUndefined();
    expect(codes).toEqual(['too-large']);
  });

  it('finds duplicate keys in a large mapping at once', () => {
    const keys = Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`);
    expect(read([...keys, 'k7: 2'].join('\n')).codes).toEqual(['duplicate-key']);
  });

  it('pollutes no prototype', () => {
    read('__proto__: {polluted: true}\nconstructor: {prototype: {polluted: true}}\n');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('reports only the first few syntax errors', () => {
    expect(read(']\n'.repeat(500)).codes.length).toBeLessThanOrEqual(YAML_LIMITS.syntaxErrors);
  });
});
