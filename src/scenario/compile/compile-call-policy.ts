/** How a caller makes its attempts, from what a client or a call says and what holds otherwise. */
import type { CallPolicy, HedgeSpec, RetrySpec } from '../../services/retry/call-policy.ts';
import type { ServiceSpec } from '../../services/service.ts';
import { decodeDefault } from '../decode/decode-default.ts';
import type { Located } from '../decode/located.ts';
import { quantity } from '../decode/quantity.ts';
import { DEFAULTS } from '../defaults.ts';
import type { RetryDraft } from '../format/call-policy-shape.ts';
import { retryShape } from '../format/call-policy-shape.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { Span } from '../source/source-text.ts';
import { standardAttemptTimeout } from './standard-attempt-timeout.ts';

/** Who makes the attempts: they differ in what they do unless told otherwise. */
type Caller = 'client' | 'probe' | 'call';

const duration = quantity('duration');
const client = {
  timeout: decodeDefault(duration, DEFAULTS.clientTimeout.text),
  retry: decodeDefault(
    retryShape,
    `{attempts: ${DEFAULTS.attempts.text}, backoff: ${DEFAULTS.backoff.text}, budget: ${DEFAULTS.budget.text}}`,
  ),
};
const STANDARD = {
  client,
  probe: {
    timeout: decodeDefault(duration, DEFAULTS.probeTimeout.text),
    retry: decodeDefault(retryShape, DEFAULTS.probeRetry.text),
  },
  call: { timeout: client.timeout, retry: decodeDefault(retryShape, DEFAULTS.callRetry.text) },
} as const;

interface PolicyDraft {
  readonly timeout: number | undefined;
  readonly attemptTimeout: Located<number> | undefined;
  readonly retry: RetryDraft | undefined;
  readonly hedge: Located<HedgeSpec> | undefined;
}

const retryOf = (draft: RetryDraft | undefined, fallback: RetryDraft): RetrySpec => ({
  attempts: draft?.attempts ?? fallback.attempts ?? 1,
  backoff: draft?.backoff ?? fallback.backoff ?? { min: 0, max: 0 },
  budget: draft?.budget ?? fallback.budget ?? Number.POSITIVE_INFINITY,
});

/** `target`: what is called, null where that is not known. `at` stands for the caller as a whole. */
export const compileCallPolicy = (
  draft: PolicyDraft,
  caller: Caller,
  target: ServiceSpec['kind'] | null,
  at: Span,
  reporter: Reporter,
): CallPolicy => {
  const standard = STANDARD[caller];
  const retry = retryOf(draft.retry, standard.retry().value);
  const timeout = draft.timeout ?? standard.timeout().value;
  const attemptTimeout = draft.attemptTimeout?.value ?? standardAttemptTimeout(timeout, retry.attempts);
  if (attemptTimeout > timeout) reporter.report(draft.attemptTimeout?.node ?? at, messages.attemptBeyondTimeout());
  const { hedge } = draft;
  if (hedge !== undefined && target === 'replicated-store') {
    reporter.report(hedge.node.key ?? hedge.node, messages.hedgeOnStore());
  }
  return { timeout, attemptTimeout, retry, ...(hedge === undefined ? {} : { hedge: hedge.value }) };
};
