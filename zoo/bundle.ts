/** The simulator as one module, with a mutant in it. */
import { join, relative, sep } from 'node:path';
import { build } from 'rolldown';
import { applyPatches } from './apply-patches.ts';
import type { Mutant } from './mutant.ts';

const SRC = join(import.meta.dirname, '../src');

/**
 * Bundles `entry` (absolute) into `file`, with the mutant's patches applied to whatever of them it imports. `undefined`
 * for the algorithms as they are. RangeError if a patch does not apply, or is of a file that was not imported.
 */
export async function bundleMutant(entry: string, file: string, mutant: Mutant | undefined): Promise<void> {
  const patches = mutant?.patches ?? [];
  const open = new Set(patches.map((patch) => patch.file));
  await build({
    input: entry,
    platform: 'node',
    logLevel: 'silent',
    plugins: [
      {
        name: 'mutant',
        transform(code, id) {
          const name = relative(SRC, id).split(sep).join('/');
          if (!open.delete(name)) return null;
          return applyPatches(code, name, patches);
        },
      },
    ],
    output: { format: 'esm', file },
  });
  if (open.size > 0) throw new RangeError(`mutant ${mutant?.id}: ${[...open].join(', ')} is not imported`);
}
