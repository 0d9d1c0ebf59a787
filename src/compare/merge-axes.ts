/**
 * What is varied in the end: the file's axes and those of the command line. As with `--set`, the command line replaces what
 * the file says of the same path, in its place, and otherwise adds to it, at the end.
 */
import type { Parsed } from '../core/units/parsed.ts';
import type { CompareAxis } from '../scenario/compare-spec.ts';
import { messages } from './messages.ts';

/** Variants must have these in common: pairs are runs with the same seed, and one file tells how many there are. */
const COMMON: readonly string[] = ['seed', 'runs', 'compare', 'name', 'description', 'expect'];

export function mergeAxes(file: readonly CompareAxis[], added: readonly CompareAxis[]): Parsed<CompareAxis[]> {
  const axes = [...file];
  const seen = new Set<string>();
  for (const axis of added) {
    const { path } = axis;
    if (seen.has(path)) return { ok: false, message: messages.varyTwice(path) };
    seen.add(path);
    const [first] = path.split(/[.[]/);
    if (COMMON.includes(first)) return { ok: false, message: messages.commonToAll(first) };
    const index = axes.findIndex((each) => each.path === path);
    if (index < 0) axes.push(axis);
    else axes[index] = { ...axis, label: axes[index].label };
  }
  const overlap = axes.flatMap(({ path }) =>
    axes.filter((other) => isWithin(other.path, path)).map((o) => [path, o.path]),
  );
  if (overlap.length > 0) return { ok: false, message: messages.axesOverlap(overlap[0][0], overlap[0][1]) };
  return { ok: true, value: axes };
}

const normal = (path: string): string => path.replace(/\[(\d+)\]/g, '.$1');

/** Which of the two values held would depend on their order. */
const isWithin = (path: string, other: string): boolean =>
  path !== other && `${normal(path)}.`.startsWith(`${normal(other)}.`);
