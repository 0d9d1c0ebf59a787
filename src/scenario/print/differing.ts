import { same } from './same.ts';
import type { Written } from './written.ts';

/** What `value` is written as; undefined where it is the `standard` one, which needs no mention. */
export const differing = <T>(value: T, standard: T, write: (value: T) => Written): Written | undefined =>
  same(value, standard) ? undefined : write(value);
