/** One comparison of the gallery: built, or why not. */
import type { Comparison } from '../../compare/comparison.ts';

export interface GalleryEntry {
  /** Unique: the name of its file, without the end. */
  readonly label: string;
  /** undefined: the page could not be built. */
  readonly comparison: Comparison | undefined;
  /** Of the page, seen from the gallery. */
  readonly href: string;
  /** What is wrong with it, as the command said it; empty if nothing is. */
  readonly trouble: string;
}
