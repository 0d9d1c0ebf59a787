/** How a caller makes its attempts, as far as it differs from what such callers do. */
import type { CallPolicy, HedgeSpec, RetrySpec } from '../../services/retry/call-policy.ts';
import { standardAttemptTimeout } from '../compile/standard-attempt-timeout.ts';
import { differing } from './differing.ts';
import { printLimit, printQuantity } from './print-quantity.ts';
import { unspoken } from './unspoken.ts';
import { type Mapping, mapping, unlessEmpty, type Written } from './written.ts';

const duration = (value: number): string => printQuantity('duration', value);
const share = (value: number): string => printQuantity('share', value);

const printRetry = ({ attempts, backoff, budget }: RetrySpec, standard: RetrySpec): Mapping =>
  mapping(
    ['attempts', differing(attempts, standard.attempts, (value) => printQuantity('integer', value))],
    ['backoff', differing(backoff, standard.backoff, ({ min, max }) => `${duration(min)}..${duration(max)}`)],
    ['budget', differing(budget, standard.budget, (value) => printLimit('share', value))],
  );

/** A share with its %, which tells it from a time. RangeError if that does not give the same number again. */
const printAfter = (after: HedgeSpec['after']): string => {
  if ('time' in after) return duration(after.time);
  const text = share(after.quantile);
  if (text.endsWith('%')) return text;
  throw new RangeError(`the quantile ${after.quantile} cannot be written in per cent`);
};

const printHedge = ({ after, budget }: HedgeSpec): Mapping => {
  const { hedge: standard } = unspoken().clients.find(({ name }) => name === 'hedging') ?? {};
  return mapping(
    ['after', differing(after, standard?.after, (value) => printAfter(value ?? after))],
    ['budget', differing(budget, standard?.budget, (value) => share(value ?? budget))],
  );
};

export const printCallPolicy = (
  { timeout, attemptTimeout, retry, hedge }: CallPolicy,
  standard: CallPolicy,
): [string, Written | undefined][] => [
  ['timeout', differing(timeout, standard.timeout, duration)],
  ['attemptTimeout', differing(attemptTimeout, standardAttemptTimeout(timeout, retry.attempts), duration)],
  ['retry', unlessEmpty(printRetry(retry, standard.retry))],
  ['hedge', hedge && printHedge(hedge)],
];
