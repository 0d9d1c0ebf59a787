/** Parses a scenario file beside the tests; CSV files are found in its folder. */
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ParsedScenario, ParseOptions } from '../../src/scenario/parse-scenario.ts';
import { parseScenario } from '../../src/scenario/parse-scenario.ts';

const SHA = '0'.repeat(64);

export const scenarioSource = (path: string, text = readFileSync(path, 'utf8')) => ({
  name: basename(path),
  text,
  sha256: SHA,
  readFile: (relative: string) => {
    try {
      return { ok: true as const, text: readFileSync(join(dirname(path), relative), 'utf8') };
    } catch {
      return { ok: false as const, message: 'no such file' };
    }
  },
});

export const readScenario = (path: string, options: ParseOptions = {}): ParsedScenario =>
  parseScenario(scenarioSource(path), options);
