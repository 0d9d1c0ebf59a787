/** Looks a unit up in a table of them, and turns an unknown one into advice. */
import { nearestName } from '../nearest-name.ts';
import { messages } from './messages.ts';
import type { Parsed } from './parsed.ts';

export interface UnitTable<Factor> {
  readonly units: ReadonlyMap<string, Factor>;
  /** Other spellings that are accepted but not advertised → the unit. */
  readonly synonyms?: ReadonlyMap<string, string>;
  /** What people write instead, in lower case → the unit to suggest. */
  readonly mistaken: ReadonlyMap<string, string>;
}

/** The factor of `unit`; otherwise the sentence about it. */
export function lookUpUnit<Factor>(unit: string, { units, synonyms, mistaken }: UnitTable<Factor>): Parsed<Factor> {
  const factor = units.get(synonyms?.get(unit) ?? unit);
  if (factor !== undefined) return { ok: true, value: factor };
  const known = [...units.keys()];
  const suggestion = mistaken.get(unit) ?? mistaken.get(unit.toLowerCase()) ?? nearestName(unit, known);
  return { ok: false, message: messages.unknownUnit(unit, suggestion, known) };
}
