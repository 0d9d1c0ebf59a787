/** The first machine with room: all are equally good. */
import type { PlacementScore } from '../placement-score.ts';

export const firstFitScore: PlacementScore = () => 0;
