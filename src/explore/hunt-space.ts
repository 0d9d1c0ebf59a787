/** What a hunt may draw from: plain data. */
import type { ParameterValues } from '../core/parameters.ts';

export interface HuntSpace {
  /** Name in the registry. */
  readonly protocol: string;
  /** Options that every run has; the others are drawn. */
  readonly options: ParameterValues;
  /** Kinds of messages that single ones may be lost, held up or doubled of, see `learnMessages`. */
  readonly messageKinds: readonly string[];
  /** Those among them that carry commands; absent: not known. */
  readonly carriers?: readonly string[];
  /**
   * Draw as well what no consensus protocol bears: disks that lie, rot or are replaced by empty ones. Violations are to be
   * expected then.
   */
  readonly beyond: boolean;
}
