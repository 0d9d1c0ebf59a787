/** `rareEvents`: what else is simulated to see what plain runs are too short for. */
import { withDefault } from '../decode/field.ts';
import { located } from '../decode/located.ts';
import { quantity } from '../decode/quantity.ts';
import { record } from '../decode/record.ts';
import type { Decoded } from '../decode/shape.ts';
import { DEFAULTS } from '../defaults.ts';

/** As for runs: nobody waits for more. */
export const CYCLES_MAX = 1_000_000;

export const rareEventsShape = located(
  record('{cycles: 1000}, or with {bias: 50%} as well', {
    cycles: withDefault(
      quantity('integer', { min: 1, max: CYCLES_MAX }),
      DEFAULTS.rareEventCycles,
      'cycles per run, each from everything up to everything up again',
    ),
    bias: withDefault(
      quantity('share', { min: 0.01, max: 0.99 }),
      DEFAULTS.rareEventBias,
      'how likely a further failure is made before a repair of mean length is over',
    ),
  }),
);

export type RareEventsDraft = Decoded<typeof rareEventsShape>;
