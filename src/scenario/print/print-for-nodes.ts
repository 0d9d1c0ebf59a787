/** Values for the nodes of a service: one where all are alike, else those that differ from the default, by name. */
import type { NodePlan } from '../../cluster/topology.ts';
import type { NodeId } from '../../kernel/observation.ts';
import { type Entry, mapping, type Written } from './written.ts';

export const printForNodes = (
  values: readonly number[],
  ids: readonly NodeId[],
  servers: readonly NodePlan[],
  standard: number,
  write: (value: number) => string,
): Written | undefined => {
  if (values.every((value) => value === standard)) return undefined;
  if (values.every((value) => value === values[0])) return write(values[0]);
  const differing = ids.flatMap((id, index): Entry[] =>
    values[index] === standard ? [] : [[servers[id].name, write(values[index])]],
  );
  return mapping(...differing);
};
