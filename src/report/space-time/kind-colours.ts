/** A colour for each kind of message, in the order in which they first appear; answers have that of what they answer. */
import { CATEGORY_COLOURS } from '../theme/palette.ts';
import type { Arrow } from './space-time.ts';

/** The second is the colour of faults. */
const COLOURS = CATEGORY_COLOURS.filter((_, i) => i !== 1);

export function kindColours(messages: readonly Arrow[]): ReadonlyMap<string, string> {
  const told = messages.filter(({ routine }) => !routine);
  const kinds = new Set([...told, ...messages].map(({ kind }) => kind));
  const questions = [...new Set([...kinds].map(answered))];
  return new Map([...kinds].map((kind) => [kind, COLOURS[questions.indexOf(answered(kind)) % COLOURS.length]]));
}

/** `raft/append` for `raft/append-response`. */
const answered = (kind: string): string => kind.replace(/-response$/, '');
