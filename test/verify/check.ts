/** Runs one invariant over a hand-written sequence and answers what it reported. */
import { checkRun } from '../../src/verify/check-run.ts';
import type { Invariant } from '../../src/verify/invariant.ts';
import { createScript, type Script } from '../measure/script.ts';

export const NODES = ['n1', 'n2', 'n3', 'n4', 'n5'];

export function check(invariant: Invariant, play: (script: Script) => void): string[] {
  const script = createScript();
  const run = checkRun(script.trace, { seed: 7, nodes: NODES, invariants: [invariant] });
  play(script);
  return run.finish().map(({ detail }) => detail);
}
