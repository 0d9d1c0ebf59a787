/** Every check, in the order of the table. */
import type { Check } from '../check.ts';
import { etcdFailover } from './etcd-failover.ts';
import { meaningfulAvailability } from './meaningful-availability.ts';
import { mm1 } from './mm1.ts';
import { mmc } from './mmc.ts';
import { ninesTable } from './nines-table.ts';
import { quorumOfMachines } from './quorum-of-machines.ts';
import { raftSplitVotes } from './raft-split-votes.ts';
import { raftWanElections } from './raft-wan-elections.ts';
import { rareQuorumLoss } from './rare-quorum-loss.ts';

export const allChecks: readonly Check[] = [
  ...raftWanElections,
  raftSplitVotes,
  etcdFailover,
  ...mm1,
  ...mmc,
  ...quorumOfMachines,
  ...rareQuorumLoss,
  ninesTable,
  ...meaningfulAvailability,
];

/** Figures of the same sources that the simulator has nothing to show for yet. */
export const NOT_YET: readonly string[] = [
  "etcd's Jepsen histories 000–009 (linearizability checker)",
  'n queues with random dispatch and the power of d choices (load balancers)',
  'smooth weighted round robin, ring hash, Maglev, jump hash, bounded loads, peak EWMA, least request (load balancers)',
  'φ accrual and SWIM (failure detectors)',
  "Kubernetes' horizontal autoscaler (autoscaling)",
  'dominant resource fairness (scheduling)',
  'correlated failures at Google, OSDI 2010 (a preset with its rates and bursts)',
];
