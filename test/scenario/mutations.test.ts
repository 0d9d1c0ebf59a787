/**
 * Ten thousand damaged scenario files: the parser never throws, never hangs, points into the file, and says something
 * whenever it refuses.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/core/random/random-stream.ts';
import { parseScenario } from '../../src/scenario/parse-scenario.ts';
import { formatProblem } from '../../src/scenario/problems/format-problem.ts';
import type { Problem } from '../../src/scenario/problems/problem.ts';
import { scenarioSource } from './read-scenario.ts';

const folders = ['./good/', '../../scenarios/'].map((folder) => fileURLToPath(new URL(folder, import.meta.url)));
const paths = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => folder + name),
);
const originals = paths.map((path) => ({ path, text: readFileSync(path, 'utf8') }));

type Random = () => number;
const below = (random: Random, limit: number): number => Math.floor(random() * limit);
const pick = <T>(random: Random, items: readonly T[]): T => items[below(random, items.length)];

const HOSTILE = [
  '{',
  '}',
  '[',
  ']',
  ':',
  ',',
  '#',
  '&a',
  '*a',
  '!t',
  '|',
  '>',
  '"',
  "'",
  '\t',
  '%',
  '..',
  '-',
  '\u0000',
  '\u202e',
  '~',
  '1e999',
  '\n',
];

const cut = (text: string, from: number, to: number, insert = ''): string =>
  text.slice(0, from) + insert + text.slice(to);

const mutations: readonly ((text: string, random: Random) => string)[] = [
  // A character is flipped.
  (text, random) => {
    const at = below(random, text.length);
    return cut(text, at, at + 1, String.fromCharCode(text.charCodeAt(at) ^ (1 << below(random, 7))));
  },
  // Something hostile is put in.
  (text, random) => {
    const at = below(random, text.length);
    return cut(text, at, at, pick(random, HOSTILE));
  },
  // A stretch is lost.
  (text, random) => {
    const at = below(random, text.length);
    return cut(text, at, at + below(random, 30));
  },
  // A line is lost, doubled or moved.
  (text, random) => {
    const lines = text.split('\n');
    const [line] = lines.splice(below(random, lines.length), 1);
    const copies = below(random, 3);
    for (let copy = 0; copy < copies; copy++) lines.splice(below(random, lines.length), 0, line);
    return lines.join('\n');
  },
  // The indentation of a line changes.
  (text, random) => {
    const lines = text.split('\n');
    const at = below(random, lines.length);
    lines[at] = ' '.repeat(below(random, 5)) + lines[at].trimStart();
    return lines.join('\n');
  },
  // Two words change places.
  (text, random) => {
    const words = text.split(/([\s,:{}[\]]+)/);
    const [a, b] = [2 * below(random, words.length / 2), 2 * below(random, words.length / 2)];
    [words[a], words[b]] = [words[b], words[a]];
    return words.join('');
  },
  // A number changes a lot.
  (text, random) =>
    text.replace(/\d+/g, (digits) => (random() < 0.02 ? pick(random, ['0', '-1', '1e9', '9999', '.nan']) : digits)),
];

/** What is not as it must be about a problem. Plain code: ten thousand files have many. */
const wrongWith = (problem: Problem): string | undefined => {
  if (problem.line < 1 || problem.column < 1 || problem.length < 1) return 'a problem points nowhere';
  if (problem.column + problem.length > problem.sourceLine.length + 2) return 'a problem points beyond its line';
  if (/undefined|\[object|NaN/.test(problem.message)) return `a message says ${problem.message}`;
  return formatProblem(problem, { color: false }).includes('\u202e') ? 'the output can be reordered' : undefined;
};

const TOTAL = 10_000;

describe('mutated scenario files', () => {
  it(`${TOTAL} of them crash nothing`, () => {
    const random = randomStream(1, 'test/mutations');
    let refused = 0;
    for (let count = 0; count < TOTAL; count++) {
      const { path, text } = pick(random, originals);
      let mutant = text;
      const rounds = 1 + below(random, 3);
      for (let round = 0; round < rounds; round++) mutant = pick(random, mutations)(mutant || ' ', random);
      const parsed = parseScenario(scenarioSource(path, mutant));
      if (parsed.ok) continue;
      refused++;
      const wrong =
        parsed.problems.length === 0 ? 'refused without a problem' : parsed.problems.map(wrongWith).find(Boolean);
      if (wrong !== undefined) expect.fail(`${wrong}\n${mutant}`);
    }
    expect(refused).toBeGreaterThan(TOTAL / 4);
    expect(refused).toBeLessThan(TOTAL);
  });
});
