/** `clients.<name>.priorities`: shares of the requests by priority: `{0: 90%, 1: 10%}`. */

import type { ClientSpec } from '../../workload/client.ts';
import { expectMap } from '../decode/expect-node.ts';
import { quantity } from '../decode/quantity.ts';
import type { Shape } from '../decode/shape.ts';
import { messages } from '../messages.ts';

type Priorities = NonNullable<ClientSpec['priorities']>;

const WHAT = 'shares by priority such as {0: 90%, 1: 10%}';
const SUM_TOLERANCE = 1e-9;
const priority = quantity('integer', { min: -1000, max: 1000 });
const share = quantity('share', { min: 0, max: 1 });

/** Ascending by priority; shares add up to 1. */
export const prioritiesShape: Shape<Priorities> = {
  what: WHAT,
  schema: (definitions) => ({
    type: 'object',
    propertyNames: { pattern: '^-?\\d+$' },
    additionalProperties: share.schema(definitions),
  }),
  decode: (node, reporter) => {
    const map = expectMap(node, WHAT, reporter);
    if (map === undefined) return undefined;
    const decoded = map.entries.map(({ key, value }) => ({
      priority: priority.decode(key, reporter),
      share: share.decode(value, reporter),
    }));
    const whole = decoded.filter(
      (entry): entry is Priorities[number] => entry.priority !== undefined && entry.share !== undefined,
    );
    if (whole.length < decoded.length) return undefined;
    const total = whole.reduce((sum, entry) => sum + entry.share, 0);
    if (Math.abs(total - 1) <= SUM_TOLERANCE) return whole.toSorted((a, b) => a.priority - b.priority);
    reporter.report(node.key ?? node, messages.weightsOff('the shares of the priorities', total));
    return undefined;
  },
};
