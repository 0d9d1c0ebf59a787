/** Messages on their way between replicas, in the order in which they were sent. */
import type { Message, ProcessId } from '../../algorithms/environment.ts';
import type { Micros } from '../../core/time.ts';

export interface Flight {
  readonly from: ProcessId;
  readonly to: ProcessId;
  readonly message: Message;
  /** When it arrives by itself; undefined: by hand. */
  readonly due: Micros | undefined;
  readonly order: number;
}

export interface BenchNetwork {
  readonly flights: readonly Flight[];
  send(flight: Flight): void;
  remove(flight: Flight): void;
  /** Puts a second copy behind the last message. */
  repeat(flight: Flight, order: number): void;
  isCut(from: ProcessId, to: ProcessId): boolean;
  /** Messages pass only within a group from now on; whoever is in none is alone. */
  partition(groups: readonly (readonly ProcessId[])[]): void;
  heal(): void;
}

export function createBenchNetwork(): BenchNetwork {
  let flights: Flight[] = [];
  let groups: readonly (readonly ProcessId[])[] | undefined;
  return {
    get flights() {
      return flights;
    },
    send: (flight) => void flights.push(flight),
    remove(flight) {
      flights = flights.filter((other) => other !== flight);
    },
    repeat: (flight, order) => void flights.push({ ...flight, order }),
    isCut: (from, to) =>
      groups !== undefined && from !== to && !groups.some((group) => group.includes(from) && group.includes(to)),
    partition(next) {
      groups = next;
    },
    heal() {
      groups = undefined;
    },
  };
}
