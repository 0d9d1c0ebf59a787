/** `clients.<name>.arrivals`: when requests of an open-loop client arrive. */

import type { ArrivalSpec } from '../../workload/client.ts';
import { required, withDefault } from '../decode/field.ts';
import { oneKey } from '../decode/one-key.ts';
import { quantity } from '../decode/quantity.ts';
import { randomGap } from '../decode/random-quantity.ts';
import { record } from '../decode/record.ts';
import { references } from '../decode/references.ts';
import { refine } from '../decode/refine.ts';
import type { Shape } from '../decode/shape.ts';
import { text } from '../decode/text.ts';
import { DEFAULTS } from '../defaults.ts';
import { messages } from '../messages.ts';
import type { ScalarNode } from '../yaml/tree.ts';

/** As decoded: the CSV files are not read yet. */
export type ArrivalDraft =
  | Exclude<ArrivalSpec, { readonly kind: 'timestamps' | 'rates' }>
  | { readonly kind: 'timestamps' | 'rates'; readonly file: ScalarNode };

/** A million a second is more than any client machine sends, and a day of it more than can be simulated. */
const rate = quantity('rate', { above: 0, max: 1e9 });
const lowRate = quantity('rate', { min: 0, max: 1e9 });

const onOff = record('{rate: 100/s, on: 1min, off: 10s}', {
  rate: required(rate, 'Poisson arrivals while on'),
  on: required(randomGap, 'how long it is on'),
  off: required(randomGap, 'how long it is off'),
});

const diurnal = record('{low: 50/s, high: 400/s}', {
  low: required(lowRate, 'rate at the quietest time'),
  high: required(rate, 'rate at the busiest time'),
  period: withDefault(quantity('duration', { min: 1_000 }), DEFAULTS.period, 'from one peak to the next'),
  peak: withDefault(quantity('duration'), DEFAULTS.peak, 'when in the period it is busiest'),
});

const file = (kind: 'timestamps' | 'rates'): Shape<ArrivalDraft> => {
  const what = `the name of a CSV file with ${kind}`;
  return refine(
    { ...references(what), schema: text(what).schema },
    ([first], node, reporter): ArrivalDraft | undefined => {
      if (first !== undefined && node.type === 'scalar') return { kind, file: first };
      reporter.report(node, messages.wrongType('a list', node.path, what));
      return undefined;
    },
  );
};

export const arrivalsShape: Shape<ArrivalDraft> = oneKey<ArrivalDraft>('kind of arrivals', {
  poisson: refine(rate, (perSecond): ArrivalDraft => ({ kind: 'poisson', rate: perSecond })),
  constant: refine(rate, (perSecond): ArrivalDraft => ({ kind: 'constant', rate: perSecond })),
  'on-off': refine(onOff, (value): ArrivalDraft => ({ kind: 'on-off', ...value })),
  diurnal: refine(diurnal, (value, node, reporter): ArrivalDraft | undefined => {
    if (value.low <= value.high) return { kind: 'diurnal', ...value };
    reporter.report(node.key ?? node, messages.lowAboveHigh());
    return undefined;
  }),
  timestamps: file('timestamps'),
  rates: file('rates'),
});
