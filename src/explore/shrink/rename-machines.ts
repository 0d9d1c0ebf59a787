/** A plan on other machines: what is left of it when some are renamed and some are gone. */
import { faultKinds } from '../../faults/registry.ts';
import type { Plan, PlannedFault, PlannedOperation, PlannedOrder } from '../plan.ts';
import { decisionsOf } from './decisions.ts';
import { machineOf, partsOf, renameGroup } from './machine-names.ts';
import { isRestAlone } from './simpler-fault.ts';

/** The new number of a machine; undefined for one that is gone. */
export type Renaming = (machine: number) => number | undefined;

/** The plan without machine `gone` (a voter or a spare); those after it move up. Decisions about it alone are dropped. */
export function withoutMachine(plan: Plan, gone: number): Plan {
  const rename: Renaming = (machine) => (machine === gone ? undefined : machine > gone ? machine - 1 : machine);
  const voter = gone < plan.voters;
  return {
    ...renamed(plan, rename),
    voters: voter ? plan.voters - 1 : plan.voters,
    spares: voter ? plan.spares : plan.spares - 1,
  };
}

function renamed(plan: Plan, rename: Renaming): Plan {
  const { healing } = plan;
  return {
    ...plan,
    operations: plan.operations.map((operation) => renameVia(operation, rename)),
    orders: plan.orders.flatMap((order) => renameOrder(order, rename) ?? []),
    faults: plan.faults.flatMap((fault) => renameFault(fault, rename) ?? []),
    healing: healing && { ...healing, without: healing.without.flatMap((machine) => rename(machine) ?? []) },
  };
}

/** The same plan with the voters numbered in the order in which its decisions name them. */
export function inOrderOfMention(plan: Plan): Plan {
  const mentioned = decisionsOf(plan).flatMap((decision): readonly (number | undefined)[] => {
    if (decision.type === 'fault') return decision.fault.groups.flatMap(partsOf).map(machineOf);
    return decision.type === 'order' ? decision.order.nodes : [decision.operation.via];
  });
  const voters = Array.from({ length: plan.voters }, (_, machine) => machine);
  const isVoter = (machine: number | undefined): machine is number => machine !== undefined && machine < plan.voters;
  const order = [...new Set([...mentioned, ...(plan.healing?.without ?? []), ...voters].filter(isVoter))];
  const rename: Renaming = (machine) => (machine < plan.voters ? order.indexOf(machine) : machine);
  return renamed(plan, rename);
}

function renameVia(operation: PlannedOperation, rename: Renaming): PlannedOperation {
  if (operation.via === undefined) return operation;
  const { via, ...rest } = operation;
  const renamed = rename(via);
  return renamed === undefined ? rest : { ...rest, via: renamed };
}

function renameOrder(order: PlannedOrder, rename: Renaming): PlannedOrder | undefined {
  const nodes = order.nodes.flatMap((machine) => rename(machine) ?? []);
  return nodes.length === 0 ? undefined : { ...order, nodes };
}

/** Undefined if too few of its targets are left. */
function renameFault(fault: PlannedFault, rename: Renaming): PlannedFault | undefined {
  const groups = fault.groups.flatMap((group) => renameGroup(group, rename) ?? []);
  const least = faultKinds.get(fault.kind)?.groups.min ?? fault.groups.length;
  return groups.length < least || (groups.length > 0 && isRestAlone(groups)) ? undefined : { ...fault, groups };
}
