/** A mapping whose only key says what it is: `{poisson: 200/s}`, `{uniform: 1ms..2ms}`. */
import { nearestName } from '../../core/nearest-name.ts';
import { messages } from '../messages.ts';
import { expectMap } from './expect-node.ts';
import type { JsonSchema, Shape } from './shape.ts';

/** `what` names the list in messages: `kind of arrivals`. */
export const oneKey = <T>(what: string, variants: Readonly<Record<string, Shape<T>>>): Shape<T> => {
  const names = Object.keys(variants);
  const expected = `a mapping with one ${what}: ${names.join(', ')}`;
  return {
    what: expected,
    schema: (definitions) => ({
      oneOf: names.map(
        (name): JsonSchema => ({
          type: 'object',
          additionalProperties: false,
          required: [name],
          properties: { [name]: variants[name].schema(definitions) },
        }),
      ),
    }),
    decode: (node, reporter) => {
      const map = expectMap(node, expected, reporter);
      if (map === undefined) return undefined;
      let failed = false;
      for (const { key } of map.entries) {
        if (names.includes(key.text)) continue;
        reporter.report(key, messages.unknownName(what, key.text, nearestName(key.text, names), names));
        failed = true;
      }
      const [entry, second] = map.entries;
      if (entry === undefined) reporter.report(map, messages.oneOfNeeded(what, names));
      else if (second !== undefined && !failed) reporter.report(second.key, messages.onlyOneOf(what, entry.key.text));
      if (failed || entry === undefined) return undefined;
      return variants[entry.key.text].decode(entry.value, reporter);
    },
  };
};
