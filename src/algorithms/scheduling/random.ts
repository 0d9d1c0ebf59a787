/** Each task goes to any machine with room: what the others are to be held against. */
import { byScore } from './parts/by-score.ts';
import { randomScore } from './scores/random-score.ts';

export const random = byScore(
  {
    name: 'random',
    summary: 'any machine with room',
    source: 'uniform among the machines that fit',
  },
  (environment) => randomScore(() => environment.random()),
);
