/** What faults can see and touch. */
import type { ClusterControl } from '../cluster/control.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { NodeId } from '../kernel/observation.ts';
import type { Trace } from '../kernel/trace.ts';

/** What a service tells about itself, for targets such as `leader of store`. */
export interface ServiceView {
  readonly name: string;
  /** Nodes that run a replica. */
  replicas(): readonly NodeId[];
  /** The node of the running leader of the highest term, if any. */
  leader(): NodeId | undefined;
}

export interface FaultWorld {
  readonly kernel: Kernel;
  readonly trace: Trace;
  readonly cluster: ClusterControl;
  readonly services: readonly ServiceView[];
  readonly seed: number;
}
