/** What one caller of a pool is made from. */
import type { RandomStream } from '../../../core/random/random-stream.ts';
import type { RoutingObservation } from '../../../kernel/observation.ts';
import type { CallPolicy } from '../../retry/call-policy.ts';
import type { RoutingSpec } from '../pool.ts';
import type { PoolView } from '../pool-view.ts';

export interface CallerPlan {
  readonly pool: PoolView;
  readonly routing: RoutingSpec;
  readonly policy: CallPolicy;
  /** Where this instance runs. */
  readonly zone: string;
  /** Of the instances that call this pool, the share in a zone; absent: as many in every zone that has servers. */
  instanceShare?(zone: string): number;
  /** Whether what a server says about its load gets here now: neither is down, no partition between them. */
  reachable(server: number): boolean;
  readonly random: {
    /** For the balancing algorithm alone. */
    readonly balancer: RandomStream;
    readonly backoff: RandomStream;
    /** When in their period polls and health checks fall. Two draws at the start. */
    readonly phase: RandomStream;
  };
}

export interface CallerObserver {
  /** `server`: its number in the pool; of `ejected`, `returned`, `unhealthy` and `healthy` only. */
  event(event: RoutingObservation['event'], server?: number): void;
}
