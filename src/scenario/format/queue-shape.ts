/** `services.<pool>.queue`: a discipline, a limit, or both and more: `lifo`, `100`, `{discipline: codel, limit: 100}`. */
import type { QueueSpec } from '../../services/pool/pool.ts';
import { choice } from '../decode/choice.ts';
import { decodeDefault } from '../decode/decode-default.ts';
import { either } from '../decode/either.ts';
import { expectScalar } from '../decode/expect-node.ts';
import { withDefault } from '../decode/field.ts';
import { quantity } from '../decode/quantity.ts';
import { record } from '../decode/record.ts';
import type { Shape } from '../decode/shape.ts';
import { DEFAULTS } from '../defaults.ts';

const DISCIPLINES = ['fifo', 'lifo', 'priority', 'codel'] as const;

const discipline = choice('discipline', DISCIPLINES);
const limit = quantity('integer', { min: 0, max: 1e9 });

const full: Shape<QueueSpec> = record('a queue such as {discipline: codel, limit: 100}', {
  discipline: withDefault(discipline, DEFAULTS.queue, 'who is served next'),
  limit: withDefault(
    limit,
    DEFAULTS.poolQueueLimit,
    'requests that may wait; one more is refused (lifo: the oldest; priority: the lowest)',
  ),
  target: withDefault(quantity('duration', { min: 1 }), DEFAULTS.codelTarget, 'codel: a wait that is well'),
  interval: withDefault(
    quantity('duration', { min: 1 }),
    DEFAULTS.codelInterval,
    'codel: drops from the head once the wait has been above the target for so long',
  ),
});

const standard = decodeDefault(full, '{}');

const short: Shape<QueueSpec> = {
  what: `${DISCIPLINES.join(', ')} or a limit such as 100`,
  schema: (definitions) => ({ anyOf: [discipline.schema(definitions), limit.schema(definitions)] }),
  decode: (node, reporter) => {
    const scalar = expectScalar(node, short.what, reporter);
    if (scalar === undefined) return undefined;
    if (/^[\d.+-]/.test(scalar.text)) {
      const read = limit.decode(scalar, reporter);
      return read === undefined ? undefined : { ...standard().value, limit: read };
    }
    const read = discipline.decode(scalar, reporter);
    return read && { ...standard().value, discipline: read };
  },
};

export const queueShape: Shape<QueueSpec> = either(short, full);
