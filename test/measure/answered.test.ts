import { describe, expect, it } from 'vitest';
import type { OperationObservation } from '../../src/kernel/observation.ts';
import { answered } from '../../src/measure/answered.ts';

const outcome = (type: 'ok' | 'fail' | 'info', reason?: string) => answered({ type, reason } as OperationObservation);

describe('answered', () => {
  it('counts what the service did, not whether it had an effect', () => {
    expect(outcome('ok')).toBe(true);
    expect(outcome('fail', 'cas-mismatch')).toBe(true);
    expect(outcome('fail', 'overload')).toBe(false);
    expect(outcome('info', 'timeout')).toBe(false);
  });
});
