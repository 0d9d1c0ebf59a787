/** Reads a scenario file (or standard input) and what it refers to, and hands it to the parser. */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import type { ScenarioSource } from '../scenario/files/scenario-source.ts';
import { type ParsedScenario, type ParseOptions, parseScenario } from '../scenario/parse-scenario.ts';

/** Stands for standard input where a file is named. */
export const STANDARD_INPUT = '<standard input>';

/** Larger than any sensible list of arrivals; keeps a stray file from filling memory. */
const REFERENCED_FILE_BYTES_MAX = 64 * 1024 * 1024;

export type LoadedScenario = ParsedScenario | { readonly ok: false; readonly unreadable: string };

export function loadScenario(file: string, options: ParseOptions): LoadedScenario {
  const read = readSource(file);
  return read.ok ? parseScenario(read.source, options) : read;
}

export type ReadSource =
  | { readonly ok: true; readonly source: ScenarioSource }
  | { readonly ok: false; readonly unreadable: string };

/** For whoever parses it more than once: standard input can be read only once. */
export function readSource(file: string): ReadSource {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file === STANDARD_INPUT ? 0 : file);
  } catch (error) {
    return { ok: false, unreadable: `${file}: ${explain(error)}` };
  }
  if (!isUtf8(bytes) || bytes.includes(0)) return { ok: false, unreadable: `${file}: is not a text file in UTF-8` };
  const text = bytes.toString('utf8');
  const folder = file === STANDARD_INPUT ? process.cwd() : dirname(resolve(file));
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { ok: true, source: { name: file, text, sha256, readFile: (path) => readBeside(folder, path) } };
}

/** Files that a scenario names must lie in its own folder, links resolved. */
function readBeside(folder: string, path: string): { ok: true; text: string } | { ok: false; message: string } {
  try {
    const target = realpathSync(resolve(folder, path));
    const inside = relative(realpathSync(folder), target);
    if (inside.startsWith(`..${sep}`) || inside === '..' || resolve(inside) === inside) {
      return { ok: false, message: 'lies outside the folder of the scenario' };
    }
    const { size } = statSync(target);
    if (size > REFERENCED_FILE_BYTES_MAX) {
      return { ok: false, message: `has ${size} bytes; at most ${REFERENCED_FILE_BYTES_MAX} are read` };
    }
    return { ok: true, text: readFileSync(target, 'utf8') };
  } catch (error) {
    return { ok: false, message: explain(error) };
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'permission denied',
  EISDIR: 'is a folder, not a file',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the device',
  ENOTDIR: 'a part of the path is not a folder',
  EEXIST: 'a file of that name is in the way',
};

/** A system error in plain words. */
export function explain(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return (code !== undefined && REASONS[code]) || (error instanceof Error ? error.message : String(error));
}
