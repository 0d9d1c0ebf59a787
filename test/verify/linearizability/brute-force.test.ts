import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkLinearizability } from '../../../src/verify/linearizability/check-linearizability.ts';
import type { Model } from '../../../src/verify/linearizability/model.ts';
import { MODELS } from '../../../src/verify/linearizability/models.ts';
import { anyHistory } from './any-history.ts';
import { bruteForce } from './brute-force.ts';
import { SPECIFICATIONS } from './specifications.ts';

describe.each([...MODELS])('%s agrees with brute force', (name, model: Model) => {
  it.each([false, true])('on small histories, values unique: %s', (unique) => {
    const counts = { linearizable: 0, not: 0 };
    fc.assert(
      fc.property(anyHistory(name, { unique }), (operations) => {
        const expected = bruteForce(operations, SPECIFICATIONS[name]);
        counts[expected ? 'linearizable' : 'not']++;
        const { verdict } = checkLinearizability(operations, model);
        expect(verdict).toBe(expected ? 'linearizable' : 'not-linearizable');
      }),
      { seed: 1, numRuns: 1200 },
    );
    // The comparison means something only if both verdicts are common.
    expect(counts.linearizable).toBeGreaterThan(120);
    expect(counts.not).toBeGreaterThan(120);
  });
});
