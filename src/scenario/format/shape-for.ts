/** The shape of the whole file for a vocabulary, built once for each. */
import type { Vocabulary } from '../vocabulary.ts';
import { scenarioShape } from './scenario-shape.ts';

type ScenarioShape = ReturnType<typeof scenarioShape>;

interface Cached {
  readonly shape: ScenarioShape;
  /** Registries grow when a plug-in registers. */
  readonly size: number;
}

const cache = new WeakMap<Vocabulary, Cached>();

export const shapeFor = (vocabulary: Vocabulary): ScenarioShape => {
  const size = Object.values(vocabulary).reduce((sum, names: ReadonlyMap<string, unknown>) => sum + names.size, 0);
  const known = cache.get(vocabulary);
  if (known !== undefined && known.size === size) return known.shape;
  const shape = scenarioShape(vocabulary);
  cache.set(vocabulary, { shape, size });
  return shape;
};
