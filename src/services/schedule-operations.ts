/**
 * The operator of a store: gives orders at calendar times to whoever leads, one after the other.
 *
 * A membership change is repeated until the leader's configuration shows it and the entry that made it is committed,
 * since a leader may crash or be deposed after it accepted the order. An order that cannot be carried out (no quorum)
 * holds up those after it, unless the operator insists on it for so long only: it may then still be carried out, by a
 * leader that has accepted it, while others give other orders to another. A transfer of leadership is ordered once, as soon as there is a leader: whether it comes
 * off is the protocol's affair.
 */
import type { Consensus, ConsensusStatus, MembershipChange } from '../algorithms/consensus/consensus.ts';
import type { ProcessId } from '../algorithms/environment.ts';
import { MILLISECOND, type Micros } from '../core/time.ts';
import { type Kernel, PRIORITY } from '../kernel/kernel.ts';
import type { NodeId } from '../kernel/observation.ts';
import type { ServiceOperation } from './service.ts';

export interface OperatedStore {
  leader(): Consensus | undefined;
  /** RangeError if no replica is placed there. */
  processOn(node: NodeId): ProcessId;
}

/** How long the operator waits before looking again. */
const LOOK_AGAIN = 100 * MILLISECOND;

type Order = { readonly at: Micros; readonly until: Micros } & (
  | { readonly change: MembershipChange }
  | { readonly transferTo: ProcessId }
);

export function scheduleOperations(
  kernel: Kernel,
  operations: readonly ServiceOperation[],
  store: OperatedStore,
): void {
  const orders = operations.map((operation) => toOrder(operation, store)).sort((a, b) => a.at - b.at);
  let current = 0;
  /** The log index at which the current order was last accepted; 0 if it was not. */
  let acceptedAt = 0;

  const carriedOut = (order: Order): boolean => {
    const leader = store.leader();
    if (leader === undefined) return false;
    if ('transferTo' in order) {
      leader.transferLeadership(order.transferTo);
      return true;
    }
    const status = leader.status();
    if (!shows(status, order.change)) {
      const proposal = leader.changeMembership(order.change);
      if (proposal.status === 'accepted') acceptedAt = proposal.position.index;
      return false;
    }
    return status.commitIndex >= acceptedAt;
  };

  const look = kernel.register(
    () => {
      while (current < orders.length && orders[current].at <= kernel.now) {
        const { until } = orders[current];
        if (!carriedOut(orders[current]) && kernel.now < until) {
          kernel.at(Math.min(kernel.now + LOOK_AGAIN, until), PRIORITY.workload, look);
          return;
        }
        current++;
        acceptedAt = 0;
      }
      if (current < orders.length) kernel.at(orders[current].at, PRIORITY.workload, look);
    },
    { name: 'order of the operator' },
  );
  if (orders.length > 0) kernel.at(orders[0].at, PRIORITY.workload, look);
}

function toOrder(operation: ServiceOperation, store: OperatedStore): Order {
  const { at, type } = operation;
  const until = operation.for === undefined ? Number.POSITIVE_INFINITY : at + operation.for;
  if (type === 'transfer-leadership') return { at, until, transferTo: store.processOn(operation.node) };
  if (type === 'replace') {
    const voters = operation.voters.map((node) => store.processOn(node));
    const learners = operation.learners.map((node) => store.processOn(node));
    return { at, until, change: { type, voters, learners } };
  }
  return { at, until, change: { type, process: store.processOn(operation.node) } };
}

/** Whether the configuration in force is what the change asks for. */
function shows({ membership }: ConsensusStatus, change: MembershipChange): boolean {
  const { voters, outgoing, learners } = membership;
  if (outgoing.length > 0) return false;
  if (change.type === 'replace') return sameMembers(voters, change.voters) && sameMembers(learners, change.learners);
  const { process } = change;
  if (change.type === 'add-voter') return voters.includes(process);
  if (change.type === 'add-learner') return learners.includes(process);
  return !voters.includes(process) && !learners.includes(process);
}

const sameMembers = (a: readonly ProcessId[], b: readonly ProcessId[]): boolean =>
  a.length === b.length && a.every((process) => b.includes(process));
