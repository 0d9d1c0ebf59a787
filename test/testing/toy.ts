/**
 * The protocol of the tutorial with one thing changed at a time, by patches of its source: what checks are tried on.
 * A patch that does not apply is an error.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ConsensusProtocol } from '../../src/algorithms/consensus/consensus.ts';

const FILE = resolve(import.meta.dirname, '../../examples/your-own-protocol/view-log.js');

type Patch = readonly [from: string, to: string];

/** The fix of the tutorial. */
const FIX: Patch = ['(a, b) => b.log.length', '(a, b) => b.logView - a.logView || b.log.length'];

const PATCHES = {
  correct: [FIX],
  planted: [],
  /** Answers before its log is on disk. */
  eager: [
    FIX,
    [
      '      save(() => {\n        if (view !== promised) return;\n        durable',
      '      answer();\n      save(() => {\n        if (view !== promised) return;\n        durable',
    ],
  ],
  /** Takes one replica fewer for a majority. */
  hasty: [
    FIX,
    ['lengths[majority - 1]', 'lengths[majority - 2]'],
    ['lengths.length >= majority', 'lengths.length >= majority - 1'],
  ],
  /** Draws from a source that no seed governs. */
  random: [FIX, ['environment.random()', '(globalThis.drawn = ((globalThis.drawn ?? 0) + 0.37) % 1)']],
  /** Throws when it hears of a second view. */
  throwing: [
    FIX,
    [
      '    if (view <= promised) return;\n    promised = view;',
      "    if (view <= promised) return;\n    if (promised > 0) throw new TypeError('a second view');\n    promised = view;",
    ],
  ],
  /** Answers reads from what it has: a primary that was replaced answers the past. */
  stale: [FIX, ['reads.push({ token, index: log.length + 1 });', 'return machine.readReady(token);']],
  /** Never leads. */
  idle: [FIX, ['if (promises.size < majority) return;', 'if (promises.size <= voters.length) return;']],
} satisfies Readonly<Record<string, readonly Patch[]>>;

export async function toy(name: keyof typeof PATCHES): Promise<ConsensusProtocol> {
  let source = readFileSync(FILE, 'utf8');
  for (const [from, to] of PATCHES[name]) {
    if (source.split(from).length !== 2) throw new Error(`${name}: "${from}" does not stand in ${join(FILE)} once`);
    source = source.replace(from, () => to);
  }
  const module: { viewLog: ConsensusProtocol } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
  return module.viewLog;
}
