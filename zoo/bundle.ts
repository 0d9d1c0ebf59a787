/** The simulator as one module, with a mutant in it. */
import { basename, join, relative, sep } from 'node:path';
import { build } from 'rolldown';
import { projectRoot } from '../validation/project-root.ts';
import { applyPatches } from './apply-patches.ts';
import type { Mutant } from './mutant.ts';

const SRC = join(projectRoot(), 'src');

/**
 * Bundles modules (absolute names) into `folder`, each under the last part of its name, with the mutant's patches applied;
 * `undefined` for the algorithms as they are. RangeError if a patch does not apply, or is of a file that nothing imports.
 */
export async function bundleMutant(
  modules: readonly string[],
  folder: string,
  mutant: Mutant | undefined,
): Promise<void> {
  const patches = mutant?.patches ?? [];
  const open = new Set(patches.map((patch) => patch.file));
  await build({
    input: Object.fromEntries(modules.map((name) => [basename(name, '.ts'), name])),
    // It finds its own worker beside itself.
    external: ['tinypool'],
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
    output: { format: 'esm', dir: folder, entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
  });
  if (open.size > 0) throw new RangeError(`mutant ${mutant?.id}: ${[...open].join(', ')} is not imported`);
}
