/** The power of d choices with d = 2, under the name that everybody knows. */
import type { BalancingAlgorithm } from './balancer.ts';
import { powerOfDChoices } from './power-of-d-choices.ts';

export const powerOfTwo: BalancingAlgorithm = {
  name: 'power-of-two',
  summary: 'the less loaded of two backends drawn at random',
  source: powerOfDChoices.source,
  complexity: 'pick O(1), update O(n)',
  options: { load: powerOfDChoices.options.load },
  create: (environment, options) => powerOfDChoices.create(environment, { ...options, d: 2 }),
};
