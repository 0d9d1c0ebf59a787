/** Whole or not at all: the content goes to a temporary name beside the target, which is then renamed. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Creates missing folders. Throws the system's error; nothing is left behind then. */
export function writeFileWhole(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = temporaryName(file);
  try {
    writeFileSync(temporary, content);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Where a file is written before it gets its name. */
export const temporaryName = (file: string): string => `${file}.${process.pid}.tmp`;
