import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOptions } from '../../../../src/algorithms/consensus/raft/check-options.ts';
import { MILLISECOND, SECOND } from '../../../../src/core/time.ts';

const timeout = (min: number, max = 2 * min) => ({ electionTimeout: { min, max } });

describe('options of Raft that cannot work together', () => {
  it('are not among the defaults', () => {
    expect(checkOptions({})).toBeUndefined();
  });

  it('are heartbeats that come after the shortest election timeout, or with it (§5.6)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: SECOND }),
        fc.integer({ min: 1, max: SECOND }),
        (min, heartbeatInterval) => {
          const conflict = checkOptions({ ...timeout(min), heartbeatInterval });
          expect(conflict !== undefined).toBe(heartbeatInterval >= min);
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });

  it('names the option that is not at its default', () => {
    expect(checkOptions(timeout(50 * MILLISECOND))?.option).toBe('electionTimeout');
    expect(checkOptions({ heartbeatInterval: SECOND })?.option).toBe('heartbeatInterval');
  });

  it('are times that a clock of ticks cannot keep', () => {
    const electionTick = 100 * MILLISECOND;
    expect(checkOptions({ ...timeout(SECOND, 1_900_000), electionTick })).toBeUndefined();
    expect(checkOptions({ ...timeout(SECOND, 1_950_000), electionTick })?.option).toBe('electionTimeout');
    expect(checkOptions({ ...timeout(1_050_000, 2_000_000), electionTick })?.option).toBe('electionTimeout');
    expect(checkOptions({ heartbeatInterval: 150_000, electionTick })?.option).toBe('heartbeatInterval');
  });
});
