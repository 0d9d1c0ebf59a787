/** The messages from one process to another, and one end of their stream connection if they have one. */
import type { ProcessId } from '../../algorithms/environment.ts';
import type { Micros } from '../../core/time.ts';
import type { EventHandle } from '../../kernel/event-queue.ts';
import type { Endpoint } from './endpoint.ts';
import type { Link } from './link.ts';
import type { MessageQueue } from './message-queue.ts';

export interface Flow {
  /** Whom it leads from and to. */
  readonly sender: ProcessId;
  readonly peer: ProcessId;
  /** Names it in events. */
  readonly index: number;
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly link: Link;
  /** The opposite direction, once there is one; itself if a process talks to itself. */
  reverse: Flow | undefined;
  /** There is one if and only if the opposite direction has one. */
  end: StreamEnd | undefined;
  /** The last kind of message and its hash: most flows repeat themselves. */
  kind: string;
  kindHash: number;
}

/** Shared by both directions. */
export interface Connection {
  /** Somebody has sent on it since the last break. */
  open: boolean;
  /** Something got through, so both sides have state of it. */
  established: boolean;
}

export interface StreamEnd {
  readonly connection: Connection;
  /** Sent and not yet delivered; the first `inFlight` of them are on their way, the others wait to be retransmitted. */
  readonly queue: MessageQueue;
  inFlight: number;
  /** Arrivals of an earlier generation are void: what they carried was lost and is retransmitted, or given up. */
  generation: number;
  /** Latest scheduled arrival, machine time: later messages do not overtake. */
  lastArrival: Micros;
  /** The pending retransmission or, while `unaware`, the pending search for the truth. 0 for none. */
  retry: EventHandle;
  retries: number;
  /** Since when nothing gets through, machine time; -1 while all is well. */
  stalledSince: Micros;
  /** The connection has broken and this side does not know yet: what it sends is lost. */
  unaware: boolean;
  /** The sending process has died; what it left on the wire still arrives. */
  orphan: boolean;
}
