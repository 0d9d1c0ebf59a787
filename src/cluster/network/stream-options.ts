/** How streams recover from loss and give up: constants of TCP and of who uses it. Microseconds. */
import { MILLISECOND, type Micros, SECOND } from '../../core/time.ts';

export interface StreamOptions {
  /** Shortest retransmission timeout. Linux: TCP_RTO_MIN = 200 ms (RFC 6298 §2.4 would have 1 s). */
  readonly retransmitMin: Micros;
  /** Longest, as it doubles with every try (RFC 6298 §5.5). Linux: TCP_RTO_MAX = 120 s. */
  readonly retransmitMax: Micros;
  /** The timeout in round-trip times, where that is longer: stands for SRTT + 4·RTTVAR (RFC 6298 §2.3). */
  readonly roundTrips: number;
  /** A connection on which nothing gets through for so long is broken: etcd's rafthttp, ConnRead/WriteTimeout = 5 s. */
  readonly userTimeout: Micros;
}

export const STREAM_OPTIONS: StreamOptions = {
  retransmitMin: 200 * MILLISECOND,
  retransmitMax: 120 * SECOND,
  roundTrips: 2,
  userTimeout: 5 * SECOND,
};
