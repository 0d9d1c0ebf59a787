/** Rates: `500/s`, `10/min`, `2/h`. Results are per second. */
import { scaleToNumber } from './decimal.ts';
import { messages } from './messages.ts';
import type { Parsed } from './parsed.ts';
import { readMeasure } from './read-measure.ts';
import { lookUpUnit, type UnitTable } from './unit-table.ts';

const KIND = { what: 'a rate', example: '500/s' };

/** Seconds of each unit, as a fraction. */
const TABLE: UnitTable<readonly [over: bigint, under: number]> = {
  units: new Map([
    ['/us', [1_000_000n, 1]],
    ['/ms', [1_000n, 1]],
    ['/s', [1n, 1]],
    ['/min', [1n, 60]],
    ['/h', [1n, 3_600]],
    ['/d', [1n, 86_400]],
    ['/w', [1n, 604_800]],
    ['/y', [1n, 31_536_000]],
  ]),
  synonyms: new Map([['/m', '/min']]),
  mistaken: new Map(
    Object.entries({
      '/s': '/sec|/second|/seconds|rps|qps|tps|req/s|hz|s|per second',
      '/min': '/mins|/minute|rpm|min|per minute',
      '/h': '/hr|/hour|h|per hour',
      '/d': '/day|d|per day',
      '/w': '/week|per week',
      '/y': '/yr|/year|per year',
    }).flatMap(([unit, words]) => words.split('|').map((word): [string, string] => [word, unit])),
  ),
};

/** Per second, ≥ 0. `0` needs no unit. */
export function parseRate(text: string): Parsed<number> {
  const read = readMeasure(text, KIND);
  if (!read.ok) return read;
  const { decimal, number } = read.value;
  const unit = read.value.unit.replace(/^\/\s+/, '/');
  if (unit === '') {
    if (decimal.digits === 0n) return { ok: true, value: 0 };
    return { ok: false, message: messages.missingUnit(KIND.what, `${number}/s`) };
  }
  const factor = lookUpUnit(unit, TABLE);
  if (!factor.ok) return factor;
  const value = scaleToNumber(decimal, ...factor.value);
  if (value === Infinity) return { ok: false, message: messages.tooLarge(KIND.what, '1e308/s') };
  return { ok: true, value };
}
