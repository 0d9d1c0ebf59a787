/**
 * Delta debugging: a sublist of `items` that still fails and from which no single item can be left out.
 * Zeller & Hildebrandt, Simplifying and Isolating Failure-Inducing Input (IEEE TSE 28(2), 2002), Figure 4; subsets alone
 * are tried only in halves, where they are worth it: what remains of a failure is seldom within one small chunk.
 *
 * `fails` is never asked about `items` itself. It may answer false for lack of budget: the result still fails.
 */
export function ddmin<T>(items: readonly T[], fails: (subset: readonly T[]) => boolean): readonly T[] {
  if (items.length === 0) return items;
  if (fails([])) return [];
  let current = items;
  let parts = 2;
  while (current.length > 1) {
    const chunks = split(current, parts);
    const alone = parts === 2 ? chunks.find(fails) : undefined;
    if (alone !== undefined) {
      current = alone;
      continue;
    }
    const rest = complements(chunks).find(fails);
    if (rest !== undefined) {
      current = rest;
      parts = Math.max(parts - 1, 2);
    } else if (parts < current.length) parts = Math.min(2 * parts, current.length);
    else break;
  }
  return current;
}

/** Into `parts` runs of nearly equal length. */
function split<T>(items: readonly T[], parts: number): (readonly T[])[] {
  const cut = (part: number): number => Math.floor((part * items.length) / parts);
  return Array.from({ length: parts }, (_, part) => items.slice(cut(part), cut(part + 1)));
}

/** Of two chunks each is the other's complement. */
const complements = <T>(chunks: readonly (readonly T[])[]): (readonly T[])[] =>
  chunks.length === 2 ? [] : chunks.map((left) => chunks.filter((chunk) => chunk !== left).flat());
