/**
 * Requests that this instance has sent and not seen end, by backend. Never negative: the end of a request that was sent
 * before its backend left and came back counts for nothing when no other is under way.
 */
import { carried } from './carried.ts';

export interface InFlight {
  /** By position; another array after each `update`. */
  counts: Float64Array;
  update(from: Int32Array): void;
  sent(backend: number): void;
  ended(backend: number): void;
}

export function createInFlight(): InFlight {
  const flight: InFlight = {
    counts: new Float64Array(0),
    update(from) {
      flight.counts = carried(flight.counts, from);
    },
    sent(backend) {
      flight.counts[backend]++;
    },
    ended(backend) {
      if (flight.counts[backend] > 0) flight.counts[backend]--;
    },
  };
  return flight;
}
