// @ts-check
import { checkCluster, checkTranscript, matchers, planOf } from 'fivenines/testing';
import { expect, it } from 'vitest';
import { viewLog } from './view-log.js';

expect.extend(matchers);

it('keeps what it promises, whatever breaks', () => {
  checkCluster(viewLog, {
    numRuns: 100,
    writeTo: 'reports/view-log',
    plugin: 'examples/your-own-protocol/view-log.js',
  });
});

it('does the same thing again', () => {
  const plan = planOf(viewLog, { operations: [{ at: 2_000_000, f: 'write', key: 'x', client: 0 }] });
  /** @type {any} */ (expect(plan)).toReplay(viewLog);
});

it('opens a view', () => {
  checkTranscript(new URL('./first-view.txt', import.meta.url), viewLog, { timers: { patience: 1, heartbeat: 2 } });
});
