/** `verify`: what runs are checked for, beyond the invariants that are always on. */
import { optional, required, withDefault } from '../decode/field.ts';
import { located } from '../decode/located.ts';
import { quantity } from '../decode/quantity.ts';
import { record } from '../decode/record.ts';
import type { Decoded } from '../decode/shape.ts';
import { truth } from '../decode/truth.ts';
import { DEFAULTS } from '../defaults.ts';

const liveness = record('{after: 5s, within: 3s}', {
  after: required(quantity('duration'), 'from when on nothing breaks any more, counted from the end of the warm-up'),
  within: required(
    quantity('duration', { above: 0 }),
    'how long after that a leader may take, and a write to be acknowledged',
  ),
});

export const verifyShape = record('checks such as {logs: true, linearizability: true}', {
  logs: withDefault(truth, DEFAULTS.verifyLogs, 'the invariants that watch every entry of every log'),
  linearizability: withDefault(
    truth,
    DEFAULTS.verifyLinearizability,
    'holds the history of all clients against a key-value store on one machine',
  ),
  liveness: optional(located(liveness), 'once the faults are over somebody leads, and a write is acknowledged'),
});

export type VerifyDraft = Decoded<typeof verifyShape>;
