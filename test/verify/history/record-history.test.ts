import { describe, expect, it } from 'vitest';
import type { OperationObservation } from '../../../src/kernel/observation.ts';
import { createTrace } from '../../../src/kernel/trace.ts';
import { pairOperations } from '../../../src/verify/history/pair-operations.ts';
import { recordHistory } from '../../../src/verify/history/record-history.ts';

const observation = (id: number, type: OperationObservation['type'], service = 'store'): OperationObservation => ({
  kind: 'operation',
  time: id,
  id,
  type,
  service,
  client: 'web',
  probe: false,
  node: 0,
  zone: 'a',
  user: 0,
  f: 'write',
  key: 'k',
  value: id,
  invokedAt: id,
  attempts: 1,
  reason: type === 'info' ? 'timeout' : undefined,
});

describe('recording a history', () => {
  it('gives operations under way at once different processes, and retires those of unknown outcome', () => {
    const trace = createTrace();
    const events = recordHistory(trace, 'store');
    const play: [number, OperationObservation['type']][] = [
      [10, 'invoke'],
      [11, 'invoke'],
      [10, 'ok'],
      [12, 'invoke'],
      [11, 'info'],
      [12, 'fail'],
      [13, 'invoke'],
      [14, 'invoke'],
    ];
    for (const [id, type] of play) trace.publish(observation(id, type));
    trace.publish(observation(15, 'invoke', 'another'));
    expect(events().map(({ process, type }) => `${process} ${type}`)).toEqual([
      '0 invoke',
      '1 invoke',
      '0 ok',
      '0 invoke',
      '1 info',
      '0 fail',
      '0 invoke',
      '2 invoke',
    ]);
    expect(events()[4]).toEqual({
      process: 1,
      type: 'info',
      f: 'write',
      key: 'k',
      value: 11,
      time: 11,
      reason: 'timeout',
    });
    expect(pairOperations(events()).problems).toEqual([]);
  });

  it('goes on with thousands of operations', () => {
    const trace = createTrace();
    const events = recordHistory(trace);
    for (let id = 0; id < 10_000; id++) {
      trace.publish(observation(id, 'invoke'));
      if (id >= 100) trace.publish(observation(id - 100, 'ok'));
    }
    const { operations, problems } = pairOperations(events());
    expect(problems).toEqual([]);
    expect(operations).toHaveLength(10_000);
    expect(Math.max(...operations.map(({ process }) => process))).toBe(100);
  });
});
