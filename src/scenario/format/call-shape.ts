/** An entry of `services.<pool>.calls`: a service that servers call on the way of a request. */
import { optional, required, withDefault } from '../decode/field.ts';
import { inherited } from '../decode/inherited.ts';
import { located } from '../decode/located.ts';
import { quantity } from '../decode/quantity.ts';
import { record } from '../decode/record.ts';
import { references } from '../decode/references.ts';
import type { Decoded } from '../decode/shape.ts';
import { truth } from '../decode/truth.ts';
import { DEFAULTS } from '../defaults.ts';
import { hedgeShape, retryShape } from './call-policy-shape.ts';

const positive = quantity('duration', { above: 0 });

export const callShape = located(
  record('a call such as {target: store, timeout: 200ms}', {
    target: required(references('the name of a pool or a store'), 'the service it calls'),
    share: withDefault(quantity('share', { min: 0, max: 1 }), DEFAULTS.share, 'of the requests that make this call'),
    write: withDefault(located(truth), DEFAULTS.no, 'on a store: a write instead of a read'),
    parallel: withDefault(truth, DEFAULTS.no, 'together with the call before it instead of after it'),
    required: withDefault(truth, DEFAULTS.required, 'its failure fails the request'),
    timeout: inherited(positive, DEFAULTS.clientTimeout, 'over all attempts; the caller that gives up sooner ends it'),
    attemptTimeout: optional(
      located(positive),
      'time given to one attempt (default: the timeout over the number of attempts, a third of it at least)',
    ),
    retry: optional(
      retryShape,
      `what happens after an attempt that failed (default ${DEFAULTS.callRetry.text}: ${DEFAULTS.callRetry.source})`,
    ),
    hedge: optional(located(hedgeShape), 'of a pool: a second attempt while the first is under way'),
  }),
);

export type CallDraft = Decoded<typeof callShape>;
