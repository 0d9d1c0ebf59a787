/**
 * Everything that can be observed in a run. Measures, invariants and trace writers watch this stream; nothing in it
 * drives the run. Times are calendar time. High-rate kinds (`message`, `apply`, `log`, `attempt`) are published only while somebody
 * subscribes to them, see `Trace`.
 */
import type { ProcessId } from '../algorithms/environment.ts';
import type { ProtocolEvent } from '../algorithms/protocol-event.ts';
import type { Micros } from '../core/time.ts';

export type NodeId = number;

export interface NodeObservation {
  readonly kind: 'node';
  readonly time: Micros;
  readonly node: NodeId;
  /** `halt`: a process gave up by itself (`Environment.halt`). `wipe`: the disk was replaced by an empty one. */
  readonly change: 'start' | 'stop' | 'crash' | 'restart' | 'pause' | 'resume' | 'halt' | 'wipe';
  readonly detail?: string;
}

/** A fault begins or ends. `id` numbers the occurrences of a run. */
export interface FaultObservation {
  readonly kind: 'fault';
  readonly time: Micros;
  readonly id: number;
  readonly phase: 'start' | 'end';
  /** The kind of fault: `crash`, `partition`, … */
  readonly fault: string;
  /** As a person would say it: `crash of n3`, `partition: zone a | rest`. */
  readonly description: string;
  /** The nodes that it touches. */
  readonly nodes: readonly NodeId[];
  /** Ends at this calendar time, if that is known at the start. */
  readonly until?: Micros;
}

export interface ProtocolObservation {
  readonly kind: 'protocol';
  readonly time: Micros;
  readonly service: string;
  readonly process: ProcessId;
  readonly node: NodeId;
  readonly event: ProtocolEvent;
}

/** A replica applied a log entry. `digest` identifies the command, so that replicas can be compared. */
export interface ApplyObservation {
  readonly kind: 'apply';
  readonly time: Micros;
  readonly service: string;
  readonly process: ProcessId;
  readonly node: NodeId;
  readonly index: number;
  readonly term: number;
  readonly digest: number;
  /**
   * What it did to the state machine: `new` it was carried out, `repeated` its session had carried it out before, `none`
   * it is no command of a client or was refused.
   */
  readonly effect: 'new' | 'repeated' | 'none';
  /** Names a client's command, the same in every attempt: `client/session/sequence`. undefined for one without a session. */
  readonly command: string | undefined;
}

/** The log of a replica changed. `index`, `term` and `digest` are 0 where they mean nothing. */
export interface LogObservation {
  readonly kind: 'log';
  readonly time: Micros;
  readonly service: string;
  readonly process: ProcessId;
  readonly node: NodeId;
  /** `propose`: a client's command is handed to the protocol here, which may refuse it. Others: see `LogObserver`. */
  readonly change: 'propose' | 'append' | 'truncate' | 'commit';
  readonly index: number;
  readonly term: number;
  /** Identifies the command, as in `apply`. */
  readonly digest: number;
}

/** A client operation, Jepsen-shaped. One `invoke`, then at most one completion per operation `id`. */
export interface OperationObservation {
  readonly kind: 'operation';
  readonly time: Micros;
  readonly id: number;
  /** `fail`: certainly without effect. `info`: outcome unknown (timed out, connection lost). */
  readonly type: 'invoke' | 'ok' | 'fail' | 'info';
  readonly service: string;
  /** The client's name in the scenario, e.g. `probes`, `web`. */
  readonly client: string;
  readonly probe: boolean;
  /** The client machine's node and its zone. */
  readonly node: NodeId;
  readonly zone: string;
  /** Numbered from 0 within the client: whose uptime it counts towards. */
  readonly user: number;
  /** `call`: of a pool of servers. */
  readonly f: 'read' | 'write' | 'cas' | 'append' | 'delete' | 'call';
  readonly key: string;
  readonly value: unknown;
  /** When it was invoked (equals `time` for `invoke`). */
  readonly invokedAt: Micros;
  /** Attempts so far, 1 for no retry. */
  readonly attempts: number;
  /** Why it failed or is unknown: `timeout`, `not-leader`, `overload`, … */
  readonly reason?: string;
  /** For an acknowledged write: where the log holds it. */
  readonly position?: { readonly index: number; readonly term: number };
}

export interface MessageObservation {
  readonly kind: 'message';
  readonly time: Micros;
  readonly type: 'send' | 'deliver' | 'drop';
  /** Numbers the messages of a run; the same for send and deliver. */
  readonly id: number;
  readonly from: ProcessId;
  readonly to: ProcessId;
  readonly fromNode: NodeId;
  readonly toNode: NodeId;
  readonly message: { readonly kind: string };
  readonly bytes: number;
  readonly reason?: string;
}

/** A node's disk starts or stops to stall, fills up, loses or corrupts data. */
export interface DiskObservation {
  readonly kind: 'disk';
  readonly time: Micros;
  readonly node: NodeId;
  readonly change: 'lost-unsynced' | 'torn' | 'corrupt' | 'full' | 'io-error';
  readonly records: number;
}

/** Work done by a service's replica for one client request: what load is measured from. */
export interface ServedObservation {
  readonly kind: 'served';
  readonly time: Micros;
  readonly service: string;
  readonly node: NodeId;
}

/** A server of a pool is done with an attempt, whatever became of it. Every attempt that arrives at a server has exactly one. */
export interface AttemptObservation {
  readonly kind: 'attempt';
  readonly time: Micros;
  readonly service: string;
  readonly node: NodeId;
  /** When it arrived at the server. */
  readonly arrivedAt: Micros;
  /** Time in the queue and time in progress; 0 for what was not reached. */
  readonly wait: Micros;
  readonly inService: Micros;
  /**
   * `ok`; `refused` on arrival (full queue, shed, not ready); `dropped` from the queue; `expired` in the queue; `cancelled`
   * by its caller; `failed` for a service that it called; `lost` with its server.
   */
  readonly outcome: 'ok' | 'refused' | 'dropped' | 'expired' | 'cancelled' | 'failed' | 'lost';
  /** Of `ok`: the caller had given up by then, as far as the server can know (`PoolRequest.patience`). Absent: not told. */
  readonly late?: boolean;
  /** `PoolRequest.key`. Absent: not told. */
  readonly key?: number;
}

/** What a caller of a pool does about failures. `node`: where the caller runs. */
export interface RoutingObservation {
  readonly kind: 'routing';
  readonly time: Micros;
  /** The pool that is called. */
  readonly service: string;
  readonly node: NodeId;
  readonly event:
    | 'retry'
    | 'hedge'
    | 'no-backend'
    | 'breaker-refused'
    | 'breaker-open'
    | 'breaker-closed'
    | 'ejected'
    | 'returned'
    | 'unhealthy'
    | 'healthy';
  /** Of `ejected`, `returned`, `unhealthy` and `healthy`: the server's node. */
  readonly server?: NodeId;
}

/** An autoscaler has decided something else than before. */
export interface ScalingObservation {
  readonly kind: 'scaling';
  readonly time: Micros;
  readonly service: string;
  readonly from: number;
  readonly to: number;
  /** Cores asked for by an instance; absent: as before. */
  readonly request?: number;
  readonly reason: string;
}

/** A server of a pool changes: `requested` it is being provisioned (and paid for), `ready`, `draining`, `stopped` (and no longer paid for). */
export interface InstanceObservation {
  readonly kind: 'instance';
  readonly time: Micros;
  readonly service: string;
  readonly node: NodeId;
  readonly change: 'requested' | 'started' | 'ready' | 'draining' | 'stopped';
  /** Per hour, while it is paid for. */
  readonly price: number;
}

/** A task of a batch cluster starts or ends on a machine. */
export interface TaskObservation {
  readonly kind: 'task';
  readonly time: Micros;
  readonly service: string;
  readonly node: NodeId;
  readonly job: number;
  readonly task: number;
  /** A speculative copy. */
  readonly copy: boolean;
  /** `superseded`: another copy has finished first. `failed`: its machine went down. */
  readonly change: 'started' | 'finished' | 'preempted' | 'superseded' | 'failed';
  /** Cores and bytes that it holds while it runs. */
  readonly cores: number;
  readonly memory: number;
}

/** A job of a batch cluster is submitted or is over. */
export interface JobObservation {
  readonly kind: 'job';
  readonly time: Micros;
  readonly service: string;
  readonly job: number;
  /** Name of its class, and its user. */
  readonly jobClass: string;
  readonly user: string;
  readonly tasks: number;
  readonly change: 'submitted' | 'finished' | 'failed';
  readonly submittedAt: Micros;
  /** When its first task started; absent if none did. */
  readonly startedAt?: Micros;
  readonly late: boolean;
}

/**
 * Calendar was skipped while the cluster was at rest. Requests that would have fallen into it are credited: they
 * would all have been answered.
 */
export interface SkipObservation {
  readonly kind: 'skip';
  /** Where the calendar goes on. */
  readonly time: Micros;
  /** Where it stopped. */
  readonly from: Micros;
  readonly credits: readonly RequestCredit[];
}

export interface RequestCredit {
  readonly service: string;
  readonly client: string;
  readonly zone: string;
  readonly probe: boolean;
  readonly f: OperationObservation['f'];
  readonly count: number;
  /** The node that would have answered; undefined if that cannot be told. */
  readonly servedBy: NodeId | undefined;
}

export type Observation =
  | NodeObservation
  | FaultObservation
  | ProtocolObservation
  | ApplyObservation
  | LogObservation
  | OperationObservation
  | MessageObservation
  | DiskObservation
  | ServedObservation
  | SkipObservation
  | AttemptObservation
  | RoutingObservation
  | ScalingObservation
  | InstanceObservation
  | TaskObservation
  | JobObservation;

export type ObservationKind = Observation['kind'];
export type ObservationOf<K extends ObservationKind> = Extract<Observation, { kind: K }>;
