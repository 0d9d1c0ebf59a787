/** `clients.<name>.keys`: which keys requests touch. */

import type { KeySpec } from '../../workload/client.ts';
import { either } from '../decode/either.ts';
import { optional, required } from '../decode/field.ts';
import { quantity } from '../decode/quantity.ts';
import { record } from '../decode/record.ts';
import { refine } from '../decode/refine.ts';
import type { Shape } from '../decode/shape.ts';
import { DEFAULTS } from '../defaults.ts';
import { messages } from '../messages.ts';

const KEYS_MAX = 1e9;
const count = quantity('integer', { min: 1, max: KEYS_MAX });
const DEFAULT_COUNT = Number(DEFAULTS.keyCount.text);

const written = record('keys such as {zipf: 0.99, count: 10000}', {
  uniform: optional(
    either(count, record('{count: 10000}', { count: required(count, 'how many keys') })),
    'so many keys, all alike',
  ),
  zipf: optional(quantity('number', { min: 0, max: 10 }), 'exponent; 0 is uniform, 0.99 is what YCSB uses'),
  'hot-set': optional(
    record('{count: 10000, hot: 100, share: 90%}', {
      count: required(count, 'how many keys'),
      hot: required(count, 'how many of them are hot'),
      share: required(quantity('share', { min: 0, max: 1 }), 'share of the accesses that go to the hot ones'),
    }),
    'a few keys take most of the accesses',
  ),
  count: optional(count, `how many keys, beside zipf (default ${DEFAULTS.keyCount.text})`),
});

export const keysShape: Shape<KeySpec> = refine(written, (value, node, reporter): KeySpec | undefined => {
  const given = (['uniform', 'zipf', 'hot-set'] as const).filter((name) => value[name] !== undefined);
  const entries = node.type === 'map' ? node.entries.filter(({ key }) => key.text !== 'count') : [];
  if (given.length !== 1) {
    const sentence =
      given.length === 0
        ? messages.oneOfNeeded('distribution of keys', ['uniform', 'zipf', 'hot-set'])
        : messages.onlyOneOf('distribution of keys', entries[0].key.text);
    // A distribution that is there but wrong has been reported already.
    if (given.length > 0 || entries.length === 0) reporter.report(entries[1]?.key ?? node.key ?? node, sentence);
    return undefined;
  }
  const { uniform, zipf, 'hot-set': hotSet } = value;
  if (zipf !== undefined) return { kind: 'zipf', exponent: zipf, count: value.count ?? DEFAULT_COUNT };
  if (value.count !== undefined) {
    reporter.report(node.key ?? node, messages.countBesideZipfOnly(given[0]));
    return undefined;
  }
  if (uniform !== undefined) return { kind: 'uniform', count: typeof uniform === 'number' ? uniform : uniform.count };
  if (hotSet === undefined || hotSet.hot <= hotSet.count) return hotSet && { kind: 'hot-set', ...hotSet };
  reporter.report(node.key ?? node, messages.moreHotThanKeys());
  return undefined;
});
