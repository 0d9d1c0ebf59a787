/** `clients.<name>.operations`: the calls of a scripted client. `compile-script.ts` checks what fits the operation. */
import { optional, required } from '../decode/field.ts';
import { listOf } from '../decode/list-of.ts';
import { located } from '../decode/located.ts';
import { quantity } from '../decode/quantity.ts';
import { record } from '../decode/record.ts';
import { references } from '../decode/references.ts';
import { scalarOrNothing, scalarValue } from '../decode/scalar-value.ts';
import type { Decoded } from '../decode/shape.ts';
import { text } from '../decode/text.ts';

const key = text('a key such as k1');

const call = record('an operation such as {at: 1.2s, write: k1}', {
  at: required(quantity('duration'), 'when, counted from the end of the warm-up'),
  read: optional(key, 'reads this key'),
  write: optional(key, 'writes this key'),
  cas: optional(key, 'compares and sets this key'),
  append: optional(key, 'appends to the list in this key'),
  delete: optional(key, 'deletes this key'),
  value: optional(
    located(scalarValue),
    'what is written or appended, or set by a cas (default: a number of its own, as other clients write)',
  ),
  expected: optional(
    located(scalarOrNothing),
    'what a cas must find, null for nothing (default: what the client saw there last)',
  ),
  via: optional(references('the name of a node'), 'the node asked first (default: whoever the client takes to lead)'),
});

export const scriptShape = listOf('a list of operations such as {at: 1.2s, write: k1}', located(call));

export type CallDraft = Decoded<typeof call>;
export type ScriptDraft = Decoded<typeof scriptShape>;
