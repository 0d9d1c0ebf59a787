import type { NodeId } from '../../kernel/observation.ts';
import type { Places } from './places.ts';

/** Of the largest machine among these; 1 where there is none. */
export const mostCores = (ids: readonly NodeId[], places: Pick<Places, 'nodes'>): number =>
  ids.reduce((most, id) => Math.max(most, places.nodes[id].machine.cores), 1);
