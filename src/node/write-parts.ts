/** As `write-file.ts`, of content that is too long for one string. */
import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { temporaryName } from './write-file.ts';

/** Characters gathered before they are written. */
const BATCH = 1 << 20;

/** Whole or not at all. Creates missing folders. Throws the system's error; nothing is left behind then. */
export function writeParts(file: string, parts: Iterable<string>): void {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = temporaryName(file);
  try {
    const handle = openSync(temporary, 'w');
    try {
      let batch = '';
      for (const part of parts) {
        batch += part;
        if (batch.length < BATCH) continue;
        writeAll(handle, batch);
        batch = '';
      }
      writeAll(handle, batch);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** A single write may take less than it was given. */
function writeAll(handle: number, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) rest = rest.subarray(writeSync(handle, rest));
}
