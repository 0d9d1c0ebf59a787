/**
 * Machines of a pool with an autoscaler that others use as well. Two autoscalers could not both say whether a machine is
 * paid for; and what an autoscaler is told of the use of its cores is the use of the machine.
 */
import type { NodeId } from '../../kernel/observation.ts';
import type { ServiceSpec } from '../../services/service.ts';
import type { Named } from '../decode/map-of.ts';
import type { ServiceDraft } from '../format/service-shape.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { TreeNode } from '../yaml/tree.ts';
import type { Places } from './places.ts';

const nodesOf = (service: ServiceSpec): readonly NodeId[] =>
  service.kind === 'replicated-store' ? [...service.voters, ...service.learners, ...service.spares] : service.nodes;

const isScaled = (service: ServiceSpec): boolean => service.kind === 'pool' && service.scaling !== undefined;

/** Where a service says which nodes it runs on, or its name. */
const placeOf = ({ key, value }: Named<ServiceDraft>): TreeNode =>
  (value?.kind === 'pool' ? value.nodes?.[0] : undefined) ?? key;

export const checkSharedNodes = (
  services: readonly ServiceSpec[],
  drafts: readonly Named<ServiceDraft>[],
  places: Places,
  reporter: Reporter,
) => {
  const scaled = services.filter(isScaled);
  for (const [index, service] of scaled.entries()) {
    const draft = drafts.find(({ name }) => name === service.name);
    if (draft === undefined) continue;
    const own = new Set(nodesOf(service));
    const others = [...scaled.slice(0, index), ...services.filter((other) => !isScaled(other))];
    const other = others.find((each) => nodesOf(each).some((id) => own.has(id)));
    const shared = other && nodesOf(other).find((id) => own.has(id));
    if (other === undefined || shared === undefined) continue;
    const { name } = places.nodes[shared];
    if (isScaled(other)) reporter.report(placeOf(draft), messages.scaledTwice(name, other.name));
    else reporter.warn(placeOf(draft), messages.scaledBesideOthers(name, other.name, service.name));
  }
};
