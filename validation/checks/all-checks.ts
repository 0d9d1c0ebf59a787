/** Every check, in the order of the table. */
import type { Check } from '../check.ts';
import { boundedLoads } from './bounded-loads.ts';
import { consistentHashing } from './consistent-hashing.ts';
import { dominantResources } from './dominant-resources.ts';
import { etcdFailover } from './etcd-failover.ts';
import { horizontalAutoscaler } from './horizontal-autoscaler.ts';
import { littlesLaw } from './littles-law.ts';
import { meaningfulAvailability } from './meaningful-availability.ts';
import { mm1 } from './mm1.ts';
import { mmc } from './mmc.ts';
import { ninesTable } from './nines-table.ts';
import { peakEwmaFormula } from './peak-ewma.ts';
import { poolQueues } from './pool-queues.ts';
import { powerOfD } from './power-of-d.ts';
import { quorumOfMachines } from './quorum-of-machines.ts';
import { raftSplitVotes } from './raft-split-votes.ts';
import { raftWanElections } from './raft-wan-elections.ts';
import { rareQuorumLoss } from './rare-quorum-loss.ts';
import { smoothRoundRobin } from './smooth-round-robin.ts';

export const allChecks: readonly Check[] = [
  ...raftWanElections,
  raftSplitVotes,
  etcdFailover,
  ...mm1,
  ...mmc,
  ...poolQueues,
  ...powerOfD,
  littlesLaw,
  smoothRoundRobin,
  ...consistentHashing,
  boundedLoads,
  peakEwmaFormula,
  horizontalAutoscaler,
  dominantResources,
  ...quorumOfMachines,
  ...rareQuorumLoss,
  ninesTable,
  ...meaningfulAvailability,
];

/** Figures of the same sources that the simulator has nothing to show for yet. */
export const NOT_YET: readonly string[] = [
  "Envoy's least request with unequal weights (Envoy then weighs round robin by 1/(active + 1)^bias)",
  'φ accrual and SWIM (failure detectors)',
  'correlated failures at Google, OSDI 2010 (a preset with its rates and bursts)',
];
