/** The scenario files of a folder that say what is to be compared, by name. */
import { readdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';

export interface FoundComparison {
  readonly file: string;
  /** Its name without the end. */
  readonly label: string;
}

/** Throws the system's error if the folder cannot be read. */
export function findComparisons(folder: string): FoundComparison[] {
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => ({ file: join(folder, name), label: basename(name, extname(name)) }));
}
