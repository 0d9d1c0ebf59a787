/** An algorithm by its name, or as a mapping from its name to its options: `power-of-two`, `{power-of-d-choices: {d: 3}}`. */
import { nearestName } from '../../core/nearest-name.ts';
import type { OptionConflict } from '../../core/option-conflict.ts';
import type { Parameters, ParameterValues } from '../../core/parameters.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { MapNode, ScalarNode, TreeNode } from '../yaml/tree.ts';
import { childPath, entryOf, isNothing } from '../yaml/tree.ts';
import { reportWrongType } from './expect-node.ts';
import { definedValues, parameterFields } from './parameter-shape.ts';
import { record } from './record.ts';
import type { JsonSchema, Shape } from './shape.ts';

export interface AlgorithmChoice {
  readonly name: string;
  /** Defaults filled in. */
  readonly options: ParameterValues;
}

interface Described {
  readonly name: string;
  readonly summary: string;
  readonly options: Parameters;
  /** What is wrong with options that are each well by themselves. */
  check?(options: ParameterValues): OptionConflict | undefined;
}

/** `what` names the algorithms in messages: `balancer`. */
export const algorithmShape = (what: string, algorithms: ReadonlyMap<string, Described>): Shape<AlgorithmChoice> => {
  const names = [...algorithms.keys()];
  const expected = `the name of a ${what}, or its name with options such as {${names[0] ?? what}: {…}}`;
  const optionsOf = ({ name, options }: Described) => record(`options of ${name}`, parameterFields(options));

  const decode = (written: ScalarNode, options: TreeNode | undefined, reporter: Reporter) => {
    const algorithm = algorithms.get(written.text);
    if (algorithm === undefined) {
      reporter.report(written, messages.unknownName(what, written.text, nearestName(written.text, names), names));
      return undefined;
    }
    const path = childPath(written.path, written.text);
    const absent: MapNode = { ...written, type: 'map', entries: [], path, key: written };
    const before = reporter.problems.length;
    const values = optionsOf(algorithm).decode(options ?? absent, reporter);
    if (values === undefined) return undefined;
    const chosen = { name: algorithm.name, options: definedValues(values) };
    // An option that is wrong by itself was replaced by its default, which says nothing about the others.
    const conflict = reporter.problems.length === before ? algorithm.check?.(chosen.options) : undefined;
    if (conflict !== undefined) {
      const entry = options?.type === 'map' ? entryOf(options, conflict.option) : undefined;
      reporter.report(entry?.value ?? written, messages.optionConflict(conflict.message, conflict.expected));
    }
    return chosen;
  };

  return {
    what: expected,
    schema: (definitions) => ({
      anyOf: [...algorithms.values()].flatMap((algorithm): JsonSchema[] => [
        { const: algorithm.name, description: algorithm.summary },
        {
          type: 'object',
          additionalProperties: false,
          required: [algorithm.name],
          properties: {
            [algorithm.name]: { ...optionsOf(algorithm).schema(definitions), description: algorithm.summary },
          },
        },
      ]),
    }),
    decode: (node, reporter) => {
      if (node.type === 'list' || isNothing(node)) return reportWrongType(node, expected, reporter);
      if (node.type === 'scalar') return decode(node, undefined, reporter);
      const [entry, second] = node.entries;
      if (entry === undefined) return reportWrongType(node, expected, reporter);
      if (second !== undefined) {
        reporter.report(second.key, messages.onlyOneOf(what, entry.key.text));
        return undefined;
      }
      return decode(entry.key, isNothing(entry.value) ? undefined : entry.value, reporter);
    },
  };
};
