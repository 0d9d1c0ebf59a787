/** Helpers for tests of protocols, algorithms and scenarios: `import { checkCluster } from 'fivenines/testing'`. */
export { configurations } from './arbitraries/configurations.ts';
export { type FaultScheduleOptions, faultSchedules } from './arbitraries/fault-schedules.ts';
export { type HuntedPlanOptions, huntedPlans } from './arbitraries/hunted-plans.ts';
export type { PlanBounds } from './arbitraries/limits-of.ts';
export { plans } from './arbitraries/plans.ts';
export { type ClusterTopology, type TopologyOptions, topologies } from './arbitraries/topologies.ts';
export { type WorkloadOptions, workloads } from './arbitraries/workloads.ts';
export { BrokenCluster } from './check/broken-cluster.ts';
export { checkCluster } from './check/check-cluster.ts';
export type { ClusterCheckOptions } from './check/cluster-check-options.ts';
export { clusterProperty } from './check/cluster-property.ts';
export type { Counterexample } from './check/counterexample.ts';
export { findCounterexample } from './check/find-counterexample.ts';
export { historyOf } from './history-of.ts';
export { planOf } from './plan-of.ts';
export { runCluster } from './run-cluster.ts';
