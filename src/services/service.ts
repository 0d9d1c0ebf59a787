/** What a cluster runs: plain data. */
import type { Transport } from '../cluster/topology.ts';
import type { DistributionSpec } from '../core/distributions/distribution.ts';
import type { ParameterValues } from '../core/parameters.ts';
import type { Micros } from '../core/time.ts';
import type { NodeId } from '../kernel/observation.ts';
import type { BatchSpec } from './batch/batch.ts';
import type { PoolSpec } from './pool/pool.ts';

/** A key-value store replicated by a consensus protocol. */
export interface ReplicatedStoreSpec {
  readonly kind: 'replicated-store';
  readonly name: string;
  /** Name of the protocol in the registry. */
  readonly consensus: string;
  readonly options: ParameterValues;
  /** One replica on each. */
  readonly voters: readonly NodeId[];
  readonly learners: readonly NodeId[];
  /** Nodes that run a replica outside the initial membership, waiting to be added. */
  readonly spares: readonly NodeId[];
  readonly transport: Transport;
  /** CPU time for a client request, on any core. */
  readonly requestCost: DistributionSpec;
  /** CPU time for a message between replicas, one at a time per replica. */
  readonly messageCost: DistributionSpec;
  /** Requests that may wait for the CPU before more are refused. */
  readonly queueLimit: number;
  /** Orders from an operator: membership changes and leadership transfers, at calendar times. */
  readonly operations: readonly ServiceOperation[];
}

interface OperationBase {
  /** Calendar time. */
  readonly at: Micros;
  /** How long the operator insists on it before it turns to the next; absent: until it is carried out. */
  readonly for?: Micros;
}

export type ServiceOperation = OperationBase &
  (
    | { readonly type: 'add-voter' | 'add-learner' | 'remove' | 'transfer-leadership'; readonly node: NodeId }
    | { readonly type: 'replace'; readonly voters: readonly NodeId[]; readonly learners: readonly NodeId[] }
  );

export type ServiceSpec = ReplicatedStoreSpec | PoolSpec | BatchSpec;
