/** Names for the outputs of several scenarios: the file's own, and as many of its folders as it takes to tell them apart. */
import { basename, dirname, extname, resolve, sep } from 'node:path';
import { STANDARD_INPUT } from '../node/load-scenario.ts';
import { UsageError } from './usage-error.ts';

/** `x` for a lone x.yaml; `a-x` and `b-x` for a/x.yaml and b/x.yaml. Throws a UsageError if a file is named twice. */
export function labelFiles(files: readonly string[]): string[] {
  const paths = files.map((file) => (file === STANDARD_INPUT ? file : resolve(file)));
  const twice = files.find((_, i) => paths.indexOf(paths[i]) !== i);
  if (twice !== undefined) throw new UsageError(`${twice} is named twice`);
  const parts = paths.map((path) => (path === STANDARD_INPUT ? ['scenario'] : partsOf(path)));
  const depths = parts.map(() => 1);
  const labels = () => parts.map((part, i) => part.slice(-depths[i]).join('-'));
  for (let now = labels(); ; now = labels()) {
    const clashing = now.flatMap((label, i) => (now.indexOf(label) !== now.lastIndexOf(label) ? [i] : []));
    if (clashing.length === 0) return now;
    const deeper = clashing.filter((i) => depths[i] < parts[i].length);
    // a.yaml and a.yml of one folder, or names with dashes that meet: their number tells them apart.
    if (deeper.length === 0) return now.map((label, i) => (clashing.includes(i) ? `${label}-${i + 1}` : label));
    for (const i of deeper) depths[i] += 1;
  }
}

const partsOf = (path: string): string[] => [
  ...dirname(path).split(sep).filter(Boolean),
  basename(path, extname(path)),
];
