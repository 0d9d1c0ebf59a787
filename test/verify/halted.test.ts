import { describe, expect, it } from 'vitest';
import { halted } from '../../src/verify/halted.ts';
import { check } from './check.ts';

describe('halted', () => {
  it('reports a process that gives up over what it has written itself', () => {
    const told = check(halted, (script) => {
      script.fault(1, 1, 'start', 'crash', [1]);
      script.node(1, 1, 'crash');
      script.node(2, 1, 'restart');
      script.node(2, 1, 'halt');
    });
    expect(told).toEqual(['n2 gave up']);
  });

  it.each(['full', 'io-error', 'corrupt'] as const)(
    'excuses a machine whose disk was %s, and nobody else',
    (change) => {
      const told = check(halted, (script) => {
        script.trace.publish({ kind: 'disk', time: 1, node: 1, change, records: 1 });
        script.node(2, 1, 'halt');
        script.node(3, 0, 'halt');
      });
      expect(told).toEqual(['n1 gave up']);
    },
  );

  it.each(['lost-fsync', 'bit-rot', 'wipe'])('excuses a machine that %s has struck, and nobody else', (fault) => {
    const told = check(halted, (script) => {
      script.fault(1, 1, 'start', fault, [0, 1]);
      script.node(2, 1, 'halt');
      script.node(3, 2, 'halt');
    });
    expect(told).toEqual(['n3 gave up']);
  });

  it('does not excuse it with torn writes: what was torn was never acknowledged', () => {
    const told = check(halted, (script) => {
      script.trace.publish({ kind: 'disk', time: 1, node: 1, change: 'torn', records: 1 });
      script.node(2, 1, 'halt');
    });
    expect(told).toEqual(['n2 gave up']);
  });
});
