/** One parser for each kind of quantity, by the names that parameters use for their types. */
import type { ParameterType } from '../parameters.ts';
import { parseBandwidth } from './parse-bandwidth.ts';
import { parseDuration } from './parse-duration.ts';
import { parseInteger } from './parse-integer.ts';
import { parseNumber } from './parse-number.ts';
import { parsePpm } from './parse-ppm.ts';
import { parseRate } from './parse-rate.ts';
import { parseShare } from './parse-share.ts';
import { parseSize } from './parse-size.ts';
import type { Parsed } from './parsed.ts';

/** The parameter types that are one number. */
export type QuantityKind = Extract<
  ParameterType,
  'integer' | 'number' | 'share' | 'duration' | 'size' | 'rate' | 'bandwidth' | 'ppm'
>;

const PARSERS: Readonly<Record<QuantityKind, (text: string) => Parsed<number>>> = {
  integer: parseInteger,
  number: parseNumber,
  share: parseShare,
  duration: parseDuration,
  size: parseSize,
  rate: parseRate,
  bandwidth: parseBandwidth,
  ppm: parsePpm,
};

/** In base units: microseconds, 0..1, bytes, per second, bytes per second, ppm. Never throws. */
export const parseQuantity = (text: string, kind: QuantityKind): Parsed<number> => PARSERS[kind](text);
