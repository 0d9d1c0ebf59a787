import { expect, it } from 'vitest';
import { watchLoad } from '../../src/measure/load.ts';
import { createScript, micros } from './script.ts';

it('counts requests served per node within the measured period', () => {
  const script = createScript();
  const served = watchLoad(script.trace, { start: micros(10), end: micros(20) });
  for (const at of [9, 10, 15, 20, 21]) script.served(at, 1);
  script.served(12, 2);
  expect([0, 1, 2].map((node) => served('store', node))).toEqual([0, 3, 1]);
  expect(served('other', 1)).toBe(0);
});
