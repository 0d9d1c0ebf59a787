/**
 * Every file under bad/ earns exactly the messages beside it. `UPDATE_GOLDEN=1` writes them anew: read each one. Would
 * somebody in a hurry know at once what to do?
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../src/scenario/problems/format-problem.ts';
import { readScenario } from './read-scenario.ts';

const folder = fileURLToPath(new URL('./bad/', import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

const messagesOf = (file: string): string => {
  const parsed = readScenario(folder + file);
  const problems = parsed.ok ? [] : parsed.problems;
  return `${problems.map((problem) => formatProblem(problem, { color: false })).join('\n\n')}\n`;
};

describe('bad scenario files', () => {
  it('are many', () => {
    expect(files.length).toBeGreaterThanOrEqual(60);
  });

  it.each(files)('%s', (file) => {
    const golden = folder + file.replace(/\.yaml$/, '.txt');
    const actual = messagesOf(file);
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(golden, actual);
    expect(actual).toBe(readFileSync(golden, 'utf8'));
    expect(actual.trim(), 'a bad file must have a problem').not.toBe('');
  });
});
