/** A key-value store replicated by a consensus protocol. */
import type { NodePlan } from '../../cluster/topology.ts';
import type { NodeId } from '../../kernel/observation.ts';
import type { ReplicatedStoreSpec, ServiceOperation } from '../../services/service.ts';
import { servicesOfKind } from '../../services/services-of-kind.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { differing } from './differing.ts';
import { nodeList } from './node-list.ts';
import { printDistribution } from './print-distribution.ts';
import { printParameters } from './print-parameters.ts';
import { printQuantity } from './print-quantity.ts';
import { printText } from './print-text.ts';
import { same } from './same.ts';
import { unspoken } from './unspoken.ts';
import { type Mapping, mapping, unlessEmpty } from './written.ts';

const printOperation = (operation: ServiceOperation, servers: readonly NodePlan[]): Mapping => {
  const at = printQuantity('duration', operation.at);
  const insists = operation.for === undefined ? undefined : printQuantity('duration', operation.for);
  if (operation.type !== 'replace') {
    return mapping(['at', at], ['for', insists], [operation.type, servers[operation.node].name]);
  }
  const { voters, learners } = operation;
  const membership = mapping(
    ['voters', nodeList(voters, servers)],
    ['learners', learners.length === 0 ? undefined : nodeList(learners, servers)],
  );
  return mapping(['at', at], ['for', insists], ['replace', membership]);
};

/** RangeError if the vocabulary does not know its protocol. */
export const printStore = (
  service: ReplicatedStoreSpec,
  servers: readonly NodePlan[],
  { consensus }: Vocabulary,
): Mapping => {
  const standard = servicesOfKind(unspoken().services, 'replicated-store')[0];
  const protocol = consensus.get(service.consensus);
  if (protocol === undefined) throw new RangeError(`there is no consensus protocol ${service.consensus}`);
  const { voters, learners, spares, operations } = service;
  const list = (ids: readonly NodeId[]) => (ids.length === 0 ? undefined : nodeList(ids, servers));
  const others = servers.map(({ id }) => id).filter((id) => !learners.includes(id) && !spares.includes(id));
  const cpu = mapping(
    ['request', differing(service.requestCost, standard.requestCost, printDistribution)],
    ['message', differing(service.messageCost, standard.messageCost, printDistribution)],
  );
  return mapping(
    ['kind', service.kind],
    ['consensus', printText(service.consensus)],
    ['options', unlessEmpty(mapping(...printParameters(protocol.options, service.options)))],
    ['voters', same(voters, others) ? undefined : nodeList(voters, servers)],
    ['learners', list(learners)],
    ['spares', list(spares)],
    ['transport', differing(service.transport, standard.transport, String)],
    ['cpu', unlessEmpty(cpu)],
    ['queueLimit', differing(service.queueLimit, standard.queueLimit, String)],
    [
      'operations',
      operations.length === 0 ? undefined : { rows: operations.map((one) => printOperation(one, servers)) },
    ],
  );
};
