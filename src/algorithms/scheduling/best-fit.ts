/** Each task goes to the machine where the least is left over. */
import { byScore } from './parts/by-score.ts';
import { bestFitScore } from './scores/best-fit-score.ts';

export const bestFit = byScore(
  {
    name: 'best-fit',
    summary: 'the machine with the least left over',
    source: 'Johnson et al., SIAM J. Comput. 3 (1974); Panigrahy et al. 2011 for vectors',
  },
  () => bestFitScore,
);
