/** A number per second, three significant digits: `0.02`, `31.4`, `1 250`. */
import { formatCount } from './format-count.ts';

export const formatRate = (perSecond: number, separator?: string): string =>
  Math.abs(perSecond) >= 100 ? formatCount(Math.round(perSecond), separator) : String(Number(perSecond.toPrecision(3)));
