/** A key whose default is applied later, since it may first be inherited from elsewhere in the file. */
import type { Field, WrittenDefault } from './field.ts';
import { optional } from './field.ts';
import type { Shape } from './shape.ts';

/** Undefined where the key is absent; `fallback` is only documented. */
export const inherited = <T>(shape: Shape<T>, fallback: WrittenDefault, doc: string): Field<T | undefined> =>
  optional(shape, `${doc} (default ${fallback.text}: ${fallback.source})`);
