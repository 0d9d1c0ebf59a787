/** A file before it is laid out in lines: scalars as YAML has them, collections of them. */

/** A mapping, in order. */
export interface Mapping {
  readonly fields: readonly Entry[];
}

/** A list that is written with one item per line. */
export interface Rows {
  readonly rows: readonly Written[];
}

/** A text is a scalar as it stands in the file, quotes included; an array is a list on one line. */
export type Written = string | readonly Written[] | Mapping | Rows;

export type Entry = readonly [key: string, value: Written];

/** Without what is undefined. */
export const mapping = (...fields: readonly (readonly [key: string, value: Written | undefined])[]): Mapping => ({
  fields: fields.filter((entry): entry is Entry => entry[1] !== undefined),
});

/** Undefined for a mapping of nothing. */
export const unlessEmpty = (written: Mapping): Mapping | undefined =>
  written.fields.length === 0 ? undefined : written;

/** One item stands for itself. */
export const oneOrMore = (items: readonly string[]): Written => (items.length === 1 ? items[0] : items);
