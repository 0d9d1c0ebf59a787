/** How a caller deals with attempts that fail or take long: of clients, and of the calls that a pool makes. */

import type { HedgeSpec } from '../../services/retry/call-policy.ts';
import { withDefault } from '../decode/field.ts';
import { inherited } from '../decode/inherited.ts';
import { quantity } from '../decode/quantity.ts';
import { quantityRange } from '../decode/quantity-range.ts';
import { record } from '../decode/record.ts';
import { refine } from '../decode/refine.ts';
import type { Decoded } from '../decode/shape.ts';
import { type ShareOr, shareOr } from '../decode/share-or.ts';
import { DEFAULTS } from '../defaults.ts';
import { unlimitedOr } from './unlimited.ts';

export const retryShape = record('a retry policy such as {attempts: 3, backoff: 50ms..1s, budget: 10%}', {
  attempts: inherited(quantity('integer', { min: 1, max: 100_000 }), DEFAULTS.attempts, 'attempts in all, 1 for none'),
  backoff: inherited(
    quantityRange('duration'),
    DEFAULTS.backoff,
    'first and longest pause, doubled each time, full jitter',
  ),
  budget: inherited(unlimitedOr('share', { min: 0, max: 1 }), DEFAULTS.budget, 'retries allowed per request sent'),
});

export type RetryDraft = Decoded<typeof retryShape>;

const after = refine(
  shareOr({ above: 0, max: 0.9999 }, 'duration', { above: 0 }),
  (value: ShareOr): HedgeSpec['after'] => ('share' in value ? { quantile: value.share } : { time: value.value }),
);

export const hedgeShape = record('hedging such as {after: 95%, budget: 5%}', {
  after: withDefault(
    after,
    DEFAULTS.hedgeAfter,
    'a second attempt after this time, or this quantile of the latencies seen',
  ),
  budget: withDefault(quantity('share', { min: 0, max: 1 }), DEFAULTS.hedgeBudget, 'hedges allowed per request sent'),
});
