/** A colour for each kind of message, in the order in which they first appear. */
import { CATEGORY_COLOURS } from '../theme/palette.ts';
import type { Arrow } from './space-time.ts';

/** The second is the colour of faults. */
const COLOURS = CATEGORY_COLOURS.filter((_, i) => i !== 1);

export function kindColours(messages: readonly Arrow[]): ReadonlyMap<string, string> {
  const told = messages.filter(({ routine }) => !routine);
  const kinds = new Set([...told, ...messages].map(({ kind }) => kind));
  return new Map([...kinds].map((kind, i) => [kind, COLOURS[i % COLOURS.length]]));
}
