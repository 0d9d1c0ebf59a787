/** The algorithms and their contracts, for use outside the simulator: `import { raft } from 'fivenines/algorithms'`. */
export type * from './balancing/balancer.ts';
export { balancingAlgorithms, registerBalancing } from './balancing/registry.ts';
export type * from './consensus/consensus.ts';
export { multiPaxos } from './consensus/multi-paxos/multi-paxos.ts';
export { raft } from './consensus/raft/raft.ts';
export { consensusProtocols, registerConsensus } from './consensus/registry.ts';
export type * from './environment.ts';
export type * from './protocol-event.ts';
export { composeScheduler, type SchedulerParts } from './scheduling/compose-scheduler.ts';
export type * from './scheduling/placement-score.ts';
export type * from './scheduling/queue-order.ts';
export { registerScheduling, schedulingAlgorithms } from './scheduling/registry.ts';
export type * from './scheduling/scheduler.ts';
