/**
 * The known name that a misspelt one probably meant, for error messages. Edit distance of V. Levenshtein (1966),
 * letter case aside.
 */
import { distance } from 'fastest-levenshtein';

/** From this length on, the beginning of exactly one name stands for it (`exp` for `exponential`). */
const SHORTEST_PREFIX = 3;

/**
 * The nearest of `names` (the first among equals), or undefined if none is near: one edit in three letters, at most
 * three, and not every letter.
 */
export function nearestName(name: string, names: readonly string[]): string | undefined {
  const wanted = name.toLowerCase();
  const limit = Math.min(3, Math.floor((wanted.length + 2) / 3));
  let nearest: string | undefined;
  let least = limit + 1;
  for (const candidate of names) {
    // Lengths differ by no more than the edits: spares the work on hostile lengths.
    if (Math.abs(candidate.length - wanted.length) >= least) continue;
    const edits = distance(wanted, candidate.toLowerCase());
    if (edits < least && edits < Math.max(wanted.length, candidate.length)) {
      least = edits;
      nearest = candidate;
    }
  }
  if (nearest !== undefined || wanted.length < SHORTEST_PREFIX) return nearest;
  const begun = names.filter((candidate) => candidate.toLowerCase().startsWith(wanted));
  return begun.length === 1 ? begun[0] : undefined;
}
