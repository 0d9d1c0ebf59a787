/** A file that holds what a test expects, and can be made anew. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { writeFileWhole } from './write-file.ts';

/** What the file says, and what `make` makes of it; with `update`, the file says the latter from now on. */
export function compareWithFile(
  file: string | URL,
  make: (text: string) => string,
  update: boolean,
): { readonly expected: string; readonly actual: string } {
  const expected = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
  const actual = make(expected);
  if (!update || actual === expected) return { expected, actual };
  writeFileWhole(file instanceof URL ? fileURLToPath(file) : file, actual);
  return { expected: actual, actual };
}
