/** `clients.<name>`: who calls a service. One record for all kinds; `compile-clients.ts` checks what fits the kind. */
import type { OperationName } from '../../services/store-client/invoke.ts';
import { choice } from '../decode/choice.ts';
import { optional, required } from '../decode/field.ts';
import { inherited } from '../decode/inherited.ts';
import { located } from '../decode/located.ts';
import { quantity } from '../decode/quantity.ts';
import { randomDuration } from '../decode/random-quantity.ts';
import { record } from '../decode/record.ts';
import { references } from '../decode/references.ts';
import { refine } from '../decode/refine.ts';
import type { Decoded, Shape } from '../decode/shape.ts';
import { DEFAULTS } from '../defaults.ts';
import { messages } from '../messages.ts';
import { arrivalsShape } from './arrivals-shape.ts';
import { hedgeShape, retryShape } from './call-policy-shape.ts';
import { keysShape } from './keys-shape.ts';
import { prioritiesShape } from './priorities-shape.ts';
import { scriptShape } from './script-shape.ts';

const share = quantity('share', { min: 0, max: 1 });
const positive = quantity('duration', { above: 0 });
const SUM_TOLERANCE = 1e-9;

type Mix = Readonly<Partial<Record<OperationName, number>>>;

export const mixShape: Shape<Mix> = refine(
  record('shares by operation such as {read: 90%, write: 10%}', {
    read: optional(share, 'share of linearizable reads'),
    write: optional(share, 'share of writes'),
    cas: optional(share, 'share of compare-and-set'),
    append: optional(share, 'share of appends to a list'),
    delete: optional(share, 'share of deletions'),
  }),
  (shares, node, reporter): Mix | undefined => {
    const present = Object.entries(shares).filter((entry): entry is [string, number] => entry[1] !== undefined);
    const total = present.reduce((sum, [, value]) => sum + value, 0);
    if (node.type === 'map' && present.length < node.entries.length) return undefined;
    if (Math.abs(total - 1) <= SUM_TOLERANCE) return Object.fromEntries(present);
    reporter.report(node.key ?? node, messages.weightsOff('the shares of the mix', total));
    return undefined;
  },
);

export const clientShape = record('a client such as {target: store, arrivals: {poisson: 200/s}}', {
  kind: optional(
    choice('kind of client', ['probe', 'open', 'closed', 'scripted']),
    'probe: a write per zone at every tick. open: arrivals come whatever happens. closed: callers wait for answers. scripted: calls at set times',
  ),
  target: required(references('the name of a service'), 'the service it calls'),
  from: optional(
    references('each zone, zone a, region eu or a list of zones'),
    'where its machines stand (default each zone); scripted: its one machine (default the first zone)',
  ),
  every: inherited(located(positive), DEFAULTS.probeEvery, 'probe: time between ticks'),
  arrivals: optional(located(arrivalsShape), 'open: when requests arrive, over all zones together'),
  concurrency: optional(located(quantity('integer', { min: 1, max: 1e6 })), 'closed: callers, over all zones together'),
  think: inherited(located(randomDuration), DEFAULTS.think, 'closed: pause of a caller between answer and next call'),
  operations: optional(located(scriptShape), 'scripted: its calls, at set times, one after the other or overlapping'),
  timeout: inherited(positive, DEFAULTS.clientTimeout, 'time a caller waits over all attempts; a probe: 1 s'),
  attemptTimeout: optional(
    located(positive),
    'time given to one attempt (default: the timeout over the number of attempts, a third of it at least)',
  ),
  retry: optional(retryShape, 'what happens after an attempt that failed'),
  hedge: optional(located(hedgeShape), 'of a pool: a second attempt while the first is under way'),
  mix: inherited(mixShape, DEFAULTS.mix, 'shares of the operations; a probe writes'),
  keys: inherited(keysShape, DEFAULTS.keys, 'which keys are touched'),
  valueSize: inherited(quantity('size', { min: 0, max: 1e9 }), DEFAULTS.valueSize, 'size of what is written'),
  priorities: optional(
    located(prioritiesShape),
    'of a pool: shares of the requests by priority; higher is more important (default: all 0)',
  ),
  users: inherited(
    quantity('integer', { min: 1, max: 1e9 }),
    DEFAULTS.users,
    'distinct users; closed: its concurrency',
  ),
});

export type ClientDraft = Decoded<typeof clientShape>;
