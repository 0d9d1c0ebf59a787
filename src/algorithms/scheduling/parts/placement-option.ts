/** Where tasks go, for algorithms whose point is the order. */
import type { Parameter, ParameterValue } from '../../../core/parameters.ts';
import type { PlacementScore } from '../placement-score.ts';
import { balancedAllocationScore } from '../scores/balanced-allocation-score.ts';
import { bestFitScore } from '../scores/best-fit-score.ts';
import { firstFitScore } from '../scores/first-fit-score.ts';
import { leastAllocatedScore } from '../scores/least-allocated-score.ts';
import { mostAllocatedScore } from '../scores/most-allocated-score.ts';

const SCORES: ReadonlyMap<string, PlacementScore> = new Map([
  ['first-fit', firstFitScore],
  ['best-fit', bestFitScore],
  ['least-allocated', leastAllocatedScore],
  ['most-allocated', mostAllocatedScore],
  ['balanced-allocation', balancedAllocationScore],
]);

export const PLACEMENT: Parameter = {
  type: { oneOf: [...SCORES.keys()] },
  doc: 'where tasks go: the first machine with room, the tightest, the emptiest, the fullest, the most balanced',
  default: 'first-fit',
  source: 'Johnson 1973',
  swarm: [...SCORES.keys()],
};

export const placementOf = (value: ParameterValue): PlacementScore => SCORES.get(String(value)) ?? firstFitScore;
