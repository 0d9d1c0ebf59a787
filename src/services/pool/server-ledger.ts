/**
 * Keeps the books of one server: what arrived, what ended and how, what is there, and the integrals over time of what
 * waits and of what is there. Publishes one `attempt` for every attempt that arrived. Times are calendar time.
 *
 * The integrals are taken from counts, sojourn times from the arrival of each attempt: Little's law has two sides that do
 * not know of one another.
 */
import type { Micros } from '../../core/time.ts';
import type { AttemptObservation, NodeId } from '../../kernel/observation.ts';
import type { ServerFlow } from '../../verify/server-flow.ts';

type Outcome = AttemptObservation['outcome'];

export interface ServerLedger {
  /** Waiting and in progress. */
  readonly present: number;
  readonly waiting: number;
  arrived(slot: number, key: number): void;
  started(slot: number): void;
  /** `late`: of `ok`, its caller had given up by then. */
  ended(slot: number, outcome: Outcome, late: boolean): void;
  refused(key: number): void;
  /** The server is gone, and all that was there with it. */
  lost(): void;
  /** `waiting` and `inProgress` are the server's own words. */
  flow(waiting: number, inProgress: number): ServerFlow;
}

export interface LedgerPlan {
  readonly service: string;
  readonly node: NodeId;
  now(): Micros;
  wants(): boolean;
  publish(observation: AttemptObservation): void;
  /** Of an attempt that was answered with `ok`: how long it was there. */
  answered(sojourn: Micros): void;
}

const ABSENT = -1;
const WAITING = 0;
const IN_PROGRESS = 1;

export function createServerLedger({ service, node, now, wants, publish, answered }: LedgerPlan): ServerLedger {
  const phases: number[] = [];
  const arrivedAt: Micros[] = [];
  const startedAt: Micros[] = [];
  const keys: number[] = [];
  let arrivals = 0;
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

  function tell(time: Micros, arrival: Micros, start: Micros, outcome: Outcome, key: number, late: boolean): void {
    if (!wants()) return;
    const wait = start - arrival;
    const inService = time - start;
    publish({ kind: 'attempt', time, service, node, arrivedAt: arrival, wait, inService, outcome, late, key });
  }

  function ended(slot: number, outcome: Outcome, late: boolean): void {
    const time = now();
    account(time);
    const start = phases[slot] === WAITING ? time : startedAt[slot];
    if (phases[slot] === WAITING) waiting--;
    else inProgress--;
    phases[slot] = ABSENT;
    if (outcome === 'ok') answered(time - arrivedAt[slot]);
    tell(time, arrivedAt[slot], start, outcome, keys[slot], late);
  }

  return {
    get present() {
      return waiting + inProgress;
    },
    get waiting() {
      return waiting;
    },
    arrived(slot, key) {
      const time = now();
      account(time);
      phases[slot] = WAITING;
      arrivedAt[slot] = time;
      keys[slot] = key;
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
    refused(key) {
      const time = now();
      arrivals++;
      tell(time, time, time, 'refused', key, false);
    },
    lost() {
      for (let slot = 0; slot < phases.length; slot++) if (phases[slot] !== ABSENT) ended(slot, 'lost', false);
    },
    flow(serverWaiting, serverInProgress) {
      account(now());
      return {
        service,
        node,
        arrived: arrivals,
        waiting: serverWaiting,
        inProgress: serverInProgress,
        arrivals: arrivedAt.filter((_, slot) => phases[slot] !== ABSENT),
        until: accountedUntil,
        waitingIntegral,
        presentIntegral,
      };
    },
  };
}
