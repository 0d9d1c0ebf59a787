import { describe, expect, it } from 'vitest';
import { SECOND } from '../../src/core/time.ts';
import { checkRun } from '../../src/verify/check-run.ts';
import { createScript, type Script } from '../measure/script.ts';

/** Faults end at 5 s; a write is due by 8 s. The run ends at `end` seconds. */
function told(play: (script: Script) => void, end = 20): string[] {
  const script = createScript();
  const run = checkRun(script.trace, {
    seed: 1,
    nodes: [],
    invariants: [],
    verify: { logs: false, linearizability: false, liveness: { after: 5 * SECOND, within: 3 * SECOND } },
    describeReplicas: () => ['n1 waits for votes', 'n2 waits for a leader'],
  });
  play(script);
  return run.finish(end * SECOND).map(({ property, atSeconds, detail }) => `${property} ${atSeconds}: ${detail}`);
}

const SPAN = 'from 5 s, when the faults had ended, to 8 s\nn1 waits for votes\nn2 waits for a leader';

describe('liveness', () => {
  it('holds when a write is acknowledged in time', () => {
    expect(
      told((script) => {
        script.role(1, 0, 'leader', 1);
        script.operation('ok', 5, 8);
      }),
    ).toEqual([]);
  });

  it('is broken when nobody led, and when no write was acknowledged, and says what everybody waits for', () => {
    expect(told((script) => script.operation('info', 6, 10))).toEqual([`liveness 8: nobody led ${SPAN}`]);
    expect(
      told((script) => {
        script.role(1, 0, 'leader', 1);
        script.operation('ok', 4.9, 6);
        script.operation('ok', 6, 7, { f: 'read' });
        script.operation('fail', 6, 7);
        script.operation('ok', 7, 8.1);
      }),
    ).toEqual([`liveness 8: none of 2 writes was acknowledged ${SPAN}`]);
  });

  it('needs no more than a leader where nobody writes', () => {
    expect(told((script) => script.role(6, 0, 'leader', 1))).toEqual([]);
    expect(told(() => {})).toEqual([`liveness 8: nobody led ${SPAN}`]);
    expect(
      told((script) => {
        script.role(1, 0, 'leader', 1);
        script.node(2, 0, 'crash');
      }),
    ).toEqual([`liveness 8: nobody led ${SPAN}`]);
  });

  it('is not judged before its time is up, nor where it was not asked for', () => {
    expect(told((script) => script.operation('info', 6, 7), 7.9)).toEqual([]);
    expect(told((script) => script.operation('info', 6, 7), 8)).toHaveLength(1);
  });
});
