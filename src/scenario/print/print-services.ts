/** What the cluster runs. */
import type { NodePlan } from '../../cluster/topology.ts';
import type { NodeId } from '../../kernel/observation.ts';
import type { ReplicatedStoreSpec, ServiceOperation, ServiceSpec } from '../../services/service.ts';
import { servicesOfKind } from '../../services/services-of-kind.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { differing } from './differing.ts';
import { printDistribution } from './print-distribution.ts';
import { printParameters } from './print-parameters.ts';
import { printQuantity } from './print-quantity.ts';
import { printText } from './print-text.ts';
import { same } from './same.ts';
import { unspoken } from './unspoken.ts';
import { type Mapping, mapping, oneOrMore, unlessEmpty, type Written } from './written.ts';

/** Shorter runs of neighbours are written one by one. */
const RUN_MIN = 3;

/** `n1..n4` for neighbours in order. */
const nodeList = (ids: readonly NodeId[], servers: readonly NodePlan[]): Written => {
  const parts: string[] = [];
  for (let start = 0; start < ids.length; ) {
    let end = start + 1;
    while (end < ids.length && ids[end] === ids[end - 1] + 1) end++;
    const names = ids.slice(start, end).map((id) => servers[id].name);
    parts.push(...(names.length < RUN_MIN ? names : [`${names[0]}..${names[names.length - 1]}`]));
    start = end;
  }
  return oneOrMore(parts);
};

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

const printStore = (service: ReplicatedStoreSpec, servers: readonly NodePlan[], { consensus }: Vocabulary): Mapping => {
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

/** RangeError if the vocabulary does not know an algorithm, or for a kind that cannot be written. */
export const printService = (service: ServiceSpec, servers: readonly NodePlan[], vocabulary: Vocabulary): Mapping => {
  if (service.kind === 'replicated-store') return printStore(service, servers, vocabulary);
  throw new RangeError(`services of kind ${service.kind} cannot be printed`);
};
