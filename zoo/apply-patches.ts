import type { Patch } from './mutant.ts';

/** `source` of `file` with the patches for it applied. RangeError if one does not fit exactly once. */
export function applyPatches(source: string, file: string, patches: readonly Patch[]): string {
  return patches
    .filter((patch) => patch.file === file)
    .reduce((text, { find, replace }) => {
      const places = text.split(find).length - 1;
      if (places !== 1) throw new RangeError(`a patch of ${file} fits ${places} times, not once: ${find.trim()}`);
      return text.replace(find, () => replace);
    }, source);
}
