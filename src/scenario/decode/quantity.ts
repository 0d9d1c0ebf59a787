/** A number with a unit, within bounds. */
import { messages } from '../messages.ts';
import type { Sentence } from '../problems/problem.ts';
import { expectScalar } from './expect-node.ts';
import type { QuantityKind } from './quantity-kinds.ts';
import { quantityKinds } from './quantity-kinds.ts';
import type { JsonSchema, Shape } from './shape.ts';

export interface Bounds {
  /** Inclusive, in base units. */
  readonly min?: number;
  readonly max?: number;
  /** Exclusive lower bound. */
  readonly above?: number;
}

/** Durations that may be negative are parsed with their sign. */
export const signedWhere = (kind: QuantityKind, bounds: Bounds): QuantityKind =>
  kind === 'duration' && bounds.min !== undefined && bounds.min < 0 ? 'signed-duration' : kind;

/** The value, or the sentence that says what is wrong with it. */
export const readQuantity = (kind: QuantityKind, text: string, bounds: Bounds): number | Sentence => {
  const info = quantityKinds[kind];
  const parsed = info.parse(text);
  if (!parsed.ok) return messages.badQuantity(parsed.message);
  const { value } = parsed;
  const min = Math.max(bounds.min ?? Number.NEGATIVE_INFINITY, info.min);
  const max = Math.min(bounds.max ?? Number.POSITIVE_INFINITY, info.max);
  const written = text.trim();
  if (bounds.above !== undefined && value <= bounds.above) {
    return messages.tooSmall(written, `more than ${info.format(bounds.above)}`);
  }
  if (value < min) return messages.tooSmall(written, `at least ${info.format(min)}`);
  if (value > max) return messages.tooLarge(written, `at most ${info.format(max)}`);
  return value;
};

const boundsSchema = (kind: QuantityKind, { min, max, above }: Bounds): JsonSchema => {
  if (kind !== 'integer' && kind !== 'number') return {};
  return {
    ...(min === undefined ? {} : { minimum: min }),
    ...(max === undefined ? {} : { maximum: max }),
    ...(above === undefined ? {} : { exclusiveMinimum: above }),
  };
};

/** In base units: microseconds, shares 0..1, per second, bytes. Durations are never negative unless `min` allows it. */
export const quantity = (kind: QuantityKind, bounds: Bounds = {}): Shape<number> => {
  const actual = signedWhere(kind, bounds);
  const { what, schema } = quantityKinds[actual];
  return {
    what,
    schema: () => ({ ...schema, ...boundsSchema(kind, bounds) }),
    decode: (node, reporter) => {
      const scalar = expectScalar(node, what, reporter);
      if (scalar === undefined) return undefined;
      const read = readQuantity(actual, scalar.text, bounds);
      if (typeof read === 'number') return read;
      reporter.report(scalar, read);
      return undefined;
    },
  };
};
