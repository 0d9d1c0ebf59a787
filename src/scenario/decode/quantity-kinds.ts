/** What the decoder needs to know about each kind of quantity: its words, its parser, its natural bounds, its schema. */

import { YEAR } from '../../core/time.ts';
import { formatBytes } from '../../core/units/format-bytes.ts';
import { formatCount } from '../../core/units/format-count.ts';
import { formatDuration } from '../../core/units/format-duration.ts';
import { formatShare } from '../../core/units/format-share.ts';
import { parseSignedDuration } from '../../core/units/parse-duration.ts';
import type { QuantityKind as CoreKind } from '../../core/units/parse-quantity.ts';
import { parseQuantity } from '../../core/units/parse-quantity.ts';
import type { Parsed } from '../../core/units/parsed.ts';
import type { JsonSchema } from './shape.ts';

export type QuantityKind = CoreKind | 'signed-duration';

export interface QuantityKindInfo {
  readonly what: string;
  readonly example: string;
  /** How a range of it is written. */
  readonly rangeExample: string;
  readonly parse: (text: string) => Parsed<number>;
  readonly format: (value: number) => string;
  /** Inclusive bounds where nothing narrower is asked for. */
  readonly min: number;
  readonly max: number;
  readonly schema: JsonSchema;
}

/** Virtual time is exact for 285 years: durations may add up to that, and no single one comes near. */
const LONGEST = 200 * YEAR;

const withUnit = (...examples: string[]): JsonSchema => ({ type: ['string', 'number'], pattern: '\\d', examples });

const kind = (
  name: CoreKind,
  what: string,
  info: Pick<QuantityKindInfo, 'example' | 'rangeExample' | 'format'> & Partial<QuantityKindInfo>,
): QuantityKindInfo => ({
  what: `${what} such as ${info.example}`,
  parse: (text) => parseQuantity(text, name),
  min: 0,
  max: Number.POSITIVE_INFINITY,
  schema: withUnit(info.example),
  ...info,
});

const perSecond = (value: number): string => `${formatCount(value)}/s`;

export const quantityKinds: Readonly<Record<QuantityKind, QuantityKindInfo>> = {
  duration: kind('duration', 'a duration', {
    example: '150ms',
    rangeExample: '1s..2s',
    format: formatDuration,
    max: LONGEST,
    schema: withUnit('150ms', '30s', '1h30m', '30d'),
  }),
  'signed-duration': kind('duration', 'a duration', {
    example: '-20ms',
    rangeExample: '-5ms..5ms',
    parse: parseSignedDuration,
    format: formatDuration,
    min: -LONGEST,
    max: LONGEST,
  }),
  share: kind('share', 'a share', { example: '10%', rangeExample: '10%..20%', format: formatShare, max: 1 }),
  rate: kind('rate', 'a rate', {
    example: '500/s',
    rangeExample: '100/s..200/s',
    format: perSecond,
    schema: withUnit('500/s', '10/min'),
  }),
  size: kind('size', 'a size', { example: '2GiB', rangeExample: '1KiB..2KiB', format: formatBytes }),
  bandwidth: kind('bandwidth', 'a bandwidth', {
    example: '10MiB/s',
    rangeExample: '1MiB/s..2MiB/s',
    format: (value) => `${formatBytes(value)}/s`,
    schema: withUnit('10MiB/s', '1Gbit/s'),
  }),
  ppm: kind('ppm', 'a rate error', {
    example: '20ppm',
    rangeExample: '10ppm..20ppm',
    format: (value) => `${value}ppm`,
    min: -1_000_000,
    max: 1_000_000,
  }),
  integer: kind('integer', 'a whole number', {
    example: '5',
    rangeExample: '1..5',
    format: formatCount,
    min: Number.MIN_SAFE_INTEGER,
    max: Number.MAX_SAFE_INTEGER,
    schema: { type: ['integer', 'string'], pattern: '\\d' },
  }),
  number: kind('number', 'a number', {
    example: '0.5',
    rangeExample: '1..2',
    format: String,
    min: -Number.MAX_VALUE,
    max: Number.MAX_VALUE,
    schema: { type: ['number', 'string'], pattern: '\\d' },
  }),
};
