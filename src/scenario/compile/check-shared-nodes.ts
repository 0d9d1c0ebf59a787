/** A machine that autoscalers of two services turn on and off: neither could know whether it is on. */

import type { NodeId } from '../../kernel/observation.ts';
import type { ServiceSpec } from '../../services/service.ts';
import type { Named } from '../decode/map-of.ts';
import type { ServiceDraft } from '../format/service-shape.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { Places } from './places.ts';

export const checkSharedNodes = (
  services: readonly ServiceSpec[],
  drafts: readonly Named<ServiceDraft>[],
  places: Places,
  reporter: Reporter,
) => {
  const owners = new Map<NodeId, string>();
  for (const service of services) {
    if (service.kind !== 'pool' || service.scaling === undefined) continue;
    const shared = service.nodes.find((id) => owners.has(id));
    const draft = drafts.find(({ name }) => name === service.name);
    if (shared !== undefined && draft !== undefined) {
      const at = draft.value?.kind === 'pool' ? (draft.value.nodes?.[0] ?? draft.key) : draft.key;
      reporter.report(at, messages.scaledTwice(places.nodes[shared].name, owners.get(shared) ?? ''));
    }
    for (const id of service.nodes) owners.set(id, service.name);
  }
};
