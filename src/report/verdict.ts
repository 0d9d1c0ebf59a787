/** What a result comes to in one word. */
import type { Result } from '../measure/result.ts';

export type Verdict = 'passed' | 'failed' | 'measured';

/** `failed`: an expectation missed or an invariant broken. `measured`: nothing was expected and nothing broke. */
export function verdictOf(result: Result): Verdict {
  if (result.summary.violations > 0 || result.violations.length > 0) return 'failed';
  if (result.expectations.some((expectation) => !expectation.pass)) return 'failed';
  return result.expectations.length > 0 ? 'passed' : 'measured';
}
