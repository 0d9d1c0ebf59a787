/** A pool as its callers and observers know it. */
import type { ProcessId } from '../../algorithms/environment.ts';
import type { NodeId } from '../../kernel/observation.ts';
import type { PoolSpec } from './pool.ts';

/** A place where a server of the pool may run. They are numbered from 0, in the order of `PoolSpec.nodes`. */
export interface ServerPlace {
  readonly process: ProcessId;
  readonly node: NodeId;
  /** Of the machine: `n1`. */
  readonly name: string;
  readonly zone: string;
  readonly weight: number;
}

export interface PoolView {
  readonly name: string;
  readonly spec: PoolSpec;
  readonly servers: readonly ServerPlace[];
  /**
   * Whether service discovery lists it: started, ready, and not told to stop. A crash does not take a server off the
   * list; that is for health checks and ejection to find out.
   */
  listed(server: number): boolean;
  /**
   * Calls back at once whenever `listed` of a server changes. Callers add their own `discovery` delay. A caller that is
   * started anew asks again: of one process, only the last to ask is called back.
   */
  onListed(caller: ProcessId, changed: (server: number) => void): void;
  /** Requests at the server now, waiting and in progress; 0 while it is down. */
  load(server: number): number;
  /** A balancer that wants to hear of idle servers (`PoolIdle`) lives in this process. Said at every start of it. */
  addCaller(process: ProcessId): void;
}
