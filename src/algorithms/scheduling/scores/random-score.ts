/** Every machine with room is as likely as the others. */
import type { PlacementScore } from '../placement-score.ts';

export const randomScore =
  (random: () => number): PlacementScore =>
  () =>
    random();
