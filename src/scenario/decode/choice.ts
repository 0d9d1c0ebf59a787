/** One word out of a closed list. */
import { nearestName } from '../../core/nearest-name.ts';
import { messages } from '../messages.ts';
import { expectScalar } from './expect-node.ts';
import type { Shape } from './shape.ts';

/** `what` names the list in messages: `kind of service`. */
export const choice = <const T extends string>(what: string, names: readonly T[]): Shape<T> => ({
  what: names.length === 1 ? names[0] : `one of ${names.join(', ')}`,
  schema: () => ({ enum: names }),
  decode: (node, reporter) => {
    const scalar = expectScalar(node, names.length === 1 ? names[0] : `one of ${names.join(', ')}`, reporter);
    if (scalar === undefined) return undefined;
    const found = names.find((name) => name === scalar.text);
    if (found === undefined) {
      reporter.report(scalar, messages.unknownName(what, scalar.text, nearestName(scalar.text, names), names));
    }
    return found;
  },
});
