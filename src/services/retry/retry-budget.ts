/**
 * A retry budget: a token bucket that requests fill and retries empty, so that retries cannot multiply an overload.
 *
 * Sources: gRPC A6, "client retries" (`retryThrottling`: maxTokens 10) and Finagle's RetryBudget (`percentCanRetry`).
 * The law: retries ≤ ratio · requests + burst, at any time; and since the bucket is full at `burst`, what was saved up
 * in quiet times is worth no more than that.
 */
export interface RetryBudget {
  /** Tokens saved up; Infinity without a budget. */
  tokens: number;
  readonly ratio: number;
}

/** Retries that a caller has in hand at the start, and at most. */
export const RETRY_BURST = 10;

/** `ratio`: retries allowed per request; Infinity for no budget. */
export const createRetryBudget = (ratio: number): RetryBudget => ({
  tokens: ratio === Number.POSITIVE_INFINITY ? ratio : RETRY_BURST,
  ratio,
});

/** A request was sent. */
export function deposit(budget: RetryBudget): void {
  if (budget.ratio !== Number.POSITIVE_INFINITY) budget.tokens = Math.min(RETRY_BURST, budget.tokens + budget.ratio);
}

/** Takes the token for a retry; false if there is none, and the retry must not be sent. */
export function withdraw(budget: RetryBudget): boolean {
  if (budget.tokens < 1) return false;
  budget.tokens -= 1;
  return true;
}
