/** `true` or `false`. */
import { messages } from '../messages.ts';
import { expectScalar } from './expect-node.ts';
import type { Shape } from './shape.ts';

export const truth: Shape<boolean> = {
  what: 'true or false',
  schema: () => ({ type: 'boolean' }),
  decode: (node, reporter) => {
    const scalar = expectScalar(node, 'true or false', reporter);
    if (scalar === undefined) return undefined;
    if (scalar.text === 'true' || scalar.text === 'false') return scalar.text === 'true';
    reporter.report(scalar, messages.notTrueOrFalse(scalar.text));
    return undefined;
  },
};
