/** The invariants over what clients asked for: exactly once, and nothing else. */
import { describe, expect, it } from 'vitest';
import { sessionExactlyOnce } from '../../src/verify/session-exactly-once.ts';
import { validity } from '../../src/verify/validity.ts';
import type { Script } from '../measure/script.ts';
import { check } from './check.ts';

const apply = (script: Script, node: number, index: number, command: string, effect: 'new' | 'repeated' = 'new') =>
  script.apply(index, node, index, 1, 5, { command, effect });
const installed = (script: Script, at: number, node: number, index: number) =>
  script.protocol(at, node, { type: 'snapshot', action: 'installed', index, term: 1 });

describe('exactly once', () => {
  it('accepts repetitions that are noticed, each replica for itself, and replays', () => {
    const told = check(sessionExactlyOnce, (script) => {
      for (const node of [0, 1]) {
        apply(script, node, 1, '9/0/1');
        apply(script, node, 2, '9/0/1', 'repeated');
        apply(script, node, 3, '9/0/2');
      }
      script.node(4, 1, 'restart');
      for (const index of [1, 3]) apply(script, 1, index, `9/0/${index === 1 ? 1 : 2}`);
    });
    expect(told).toEqual([]);
  });

  it('reports a command that takes effect again', () => {
    const told = check(sessionExactlyOnce, (script) => {
      apply(script, 0, 1, '9/0/1');
      apply(script, 0, 2, '9/0/1');
    });
    expect(told).toEqual(['store: command 9/0/1 took effect at index 1 and again at index 2 on n1']);
  });

  it('counts what came with a snapshot, installed or found on disk', () => {
    const told = check(sessionExactlyOnce, (script) => {
      apply(script, 0, 1, '9/0/1');
      installed(script, 2, 1, 4);
      apply(script, 1, 5, '9/0/1');
      script.node(3, 0, 'restart');
      apply(script, 0, 5, '9/0/1');
    });
    expect(told).toHaveLength(2);
  });

  it('does not count what a replica lost and applies elsewhere in a new life', () => {
    const told = check(sessionExactlyOnce, (script) => {
      apply(script, 0, 1, '9/0/0');
      apply(script, 0, 2, '9/0/1');
      script.node(3, 0, 'restart');
      apply(script, 0, 1, '9/0/0');
      apply(script, 0, 3, '9/0/1');
    });
    expect(told).toEqual([]);
  });
});

describe('validity', () => {
  it('accepts what was proposed, wherever, and entries without a command', () => {
    const told = check(validity, (script) => {
      script.log(1, 2, 'propose', 0, 0, 77);
      script.apply(2, 0, 1, 1, 0);
      script.apply(2, 0, 2, 1, 77);
    });
    expect(told).toEqual([]);
  });

  it('reports a command from nowhere', () => {
    const told = check(validity, (script) => {
      script.log(1, 2, 'propose', 0, 0, 77);
      script.apply(2, 0, 2, 1, 78);
    });
    expect(told).toEqual(['store: n1 applied command 1/1/78 at index 2 of term 1 that nobody proposed']);
  });
});
