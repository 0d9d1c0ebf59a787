/**
 * Keeps the books of one server: what arrived, what ended and how, what is there, and the integrals over time of what
 * waits and of what is there. Publishes one `attempt` for every attempt that arrived. Times are calendar time.
 *
 * The integrals are taken from counts, sojourn times from the arrival of each attempt: Little's law has two sides that do
 * not know of one another.
 */
import type { Micros } from '../../core/time.ts';
import type { AttemptObservation, NodeId } from '../../kernel/observation.ts';

type Outcome = AttemptObservation['outcome'];

/** What happened at a server since the run began. */
export interface ServerFlow {
  readonly service: string;
  readonly node: NodeId;
  readonly arrived: number;
  readonly ended: number;
  readonly waiting: number;
  readonly inProgress: number;
  /** When those arrived that are there. */
  readonly arrivals: readonly Micros[];
  /** Request-microseconds up to now: of those that waited, and of all that were there. */
  readonly waitingIntegral: number;
  readonly presentIntegral: number;
}

export interface ServerLedger {
  /** Waiting and in progress. */
  readonly present: number;
  readonly waiting: number;
  arrived(slot: number): void;
  started(slot: number): void;
  ended(slot: number, outcome: Outcome): void;
  refused(): void;
  /** The server is gone, and all that was there with it. */
  lost(): void;
  flow(): ServerFlow;
}

export interface LedgerPlan {
  readonly service: string;
  readonly node: NodeId;
  now(): Micros;
  wants(): boolean;
  publish(observation: AttemptObservation): void;
}

const ABSENT = -1;
const WAITING = 0;
const IN_PROGRESS = 1;

export function createServerLedger({ service, node, now, wants, publish }: LedgerPlan): ServerLedger {
  const phases: number[] = [];
  const arrivedAt: Micros[] = [];
  const startedAt: Micros[] = [];
  let arrivals = 0;
  let ends = 0;
  let waiting = 0;
  let inProgress = 0;
  let accountedUntil = now();
  let waitingIntegral = 0;
  let presentIntegral = 0;

  function account(time: Micros): void {
    const elapsed = time - accountedUntil;
    if (elapsed === 0) return;
    accountedUntil = time;
    waitingIntegral += elapsed * waiting;
    presentIntegral += elapsed * (waiting + inProgress);
  }

  function tell(time: Micros, arrival: Micros, start: Micros, outcome: Outcome): void {
    if (!wants()) return;
    const wait = start - arrival;
    const inService = time - start;
    publish({ kind: 'attempt', time, service, node, arrivedAt: arrival, wait, inService, outcome });
  }

  function ended(slot: number, outcome: Outcome): void {
    const time = now();
    account(time);
    const start = phases[slot] === WAITING ? time : startedAt[slot];
    if (phases[slot] === WAITING) waiting--;
    else inProgress--;
    phases[slot] = ABSENT;
    ends++;
    tell(time, arrivedAt[slot], start, outcome);
  }

  return {
    get present() {
      return waiting + inProgress;
    },
    get waiting() {
      return waiting;
    },
    arrived(slot) {
      const time = now();
      account(time);
      phases[slot] = WAITING;
      arrivedAt[slot] = time;
      waiting++;
      arrivals++;
    },
    started(slot) {
      const time = now();
      account(time);
      phases[slot] = IN_PROGRESS;
      startedAt[slot] = time;
      waiting--;
      inProgress++;
    },
    ended,
    refused() {
      const time = now();
      arrivals++;
      ends++;
      tell(time, time, time, 'refused');
    },
    lost() {
      for (let slot = 0; slot < phases.length; slot++) if (phases[slot] !== ABSENT) ended(slot, 'lost');
    },
    flow() {
      account(now());
      return {
        service,
        node,
        arrived: arrivals,
        ended: ends,
        waiting,
        inProgress,
        arrivals: arrivedAt.filter((_, slot) => phases[slot] !== ABSENT),
        waitingIntegral,
        presentIntegral,
      };
    },
  };
}
