/**
 * Keeps the books of the servers of a pool: what arrived, what ended and how, and the integrals over time of what waits and
 * of what is there. Publishes one `attempt` for every attempt that arrived. Times are calendar time.
 *
 * The integrals are taken from counts, sojourn times from the arrival of each attempt: Little's law has two sides that do
 * not know of one another.
 */
import type { Micros } from '../../core/time.ts';
import type { AttemptObservation, NodeId } from '../../kernel/observation.ts';
import type { ServerFlow } from '../../verify/server-flow.ts';
import type { PoolServer } from './server.ts';
import { NOT_STARTED, type ServerJob } from './server-job.ts';

type Outcome = AttemptObservation['outcome'];

export interface PoolLedger {
  /** At the server: waiting and in progress. */
  present(server: number): number;
  arrived(server: number, job: ServerJob): void;
  started(server: number, job: ServerJob): void;
  /** `late`: of `ok`, its caller had given up by then. */
  ended(server: number, job: ServerJob, outcome: Outcome, late: boolean): void;
  refused(server: number, key: number): void;
  /** The server is gone, and all that was there with it. */
  lost(server: number, jobs: readonly ServerJob[]): void;
  /** Request-microseconds of waiting up to now. */
  waited(server: number): number;
  flow(server: number, living: PoolServer | undefined): ServerFlow;
}

export interface LedgerPlan {
  readonly service: string;
  readonly nodes: readonly NodeId[];
  now(): Micros;
  wants(): boolean;
  publish(observation: AttemptObservation): void;
  /** Of an attempt that was answered with `ok`: how long it was there. */
  answered(sojourn: Micros): void;
}

/** The books of one server stand together: one cache line of a large pool. */
const UNTIL = 0;
const WAITING = 1;
const PRESENT = 2;
const WAITING_INTEGRAL = 3;
const PRESENT_INTEGRAL = 4;
const ARRIVED = 5;
const SIZE = 8;

export function createPoolLedger({ service, nodes, now, wants, publish, answered }: LedgerPlan): PoolLedger {
  const books = new Float64Array(SIZE * nodes.length);
  for (let server = 0; server < nodes.length; server++) books[SIZE * server + UNTIL] = now();

  function account(at: number, time: Micros): void {
    const elapsed = time - books[at + UNTIL];
    if (elapsed === 0) return;
    books[at + UNTIL] = time;
    books[at + WAITING_INTEGRAL] += elapsed * books[at + WAITING];
    books[at + PRESENT_INTEGRAL] += elapsed * books[at + PRESENT];
  }

  function ended(server: number, job: ServerJob, outcome: Outcome, late: boolean): void {
    const time = now();
    const at = SIZE * server;
    account(at, time);
    const { arrivedOn: arrivedAt, startedOn } = job;
    const waits = startedOn === NOT_STARTED;
    if (waits) books[at + WAITING]--;
    books[at + PRESENT]--;
    if (outcome === 'ok') answered(time - arrivedAt);
    if (!wants()) return;
    const start = waits ? time : startedOn;
    const wait = start - arrivedAt;
    const inService = time - start;
    const node = nodes[server];
    const key = job.request?.key;
    publish({ kind: 'attempt', time, service, node, arrivedAt, wait, inService, outcome, late, key });
  }

  return {
    present: (server) => books[SIZE * server + PRESENT],
    arrived(server, job) {
      const at = SIZE * server;
      const time = now();
      account(at, time);
      books[at + ARRIVED]++;
      books[at + WAITING]++;
      books[at + PRESENT]++;
      job.arrivedOn = time;
      job.startedOn = NOT_STARTED;
    },
    started(server, job) {
      const at = SIZE * server;
      const time = now();
      account(at, time);
      books[at + WAITING]--;
      job.startedOn = time;
    },
    ended,
    refused(server, key) {
      books[SIZE * server + ARRIVED]++;
      if (!wants()) return;
      const time = now();
      const none = { wait: 0, inService: 0, outcome: 'refused', late: false } as const;
      publish({ kind: 'attempt', time, service, node: nodes[server], arrivedAt: time, ...none, key });
    },
    lost(server, jobs) {
      for (const job of jobs) if (job.phase !== 'free') ended(server, job, 'lost', false);
    },
    waited(server) {
      account(SIZE * server, now());
      return books[SIZE * server + WAITING_INTEGRAL];
    },
    flow(server, living) {
      const at = SIZE * server;
      const until = now();
      account(at, until);
      const present = living?.jobs.filter(({ phase }) => phase !== 'free') ?? [];
      return {
        service,
        node: nodes[server],
        arrived: books[at + ARRIVED],
        waiting: living?.waiting ?? 0,
        inProgress: living?.inProgress ?? 0,
        arrivals: present.map(({ arrivedOn }) => arrivedOn),
        waited: present.reduce(
          (sum, job) => sum + (job.startedOn === NOT_STARTED ? until : job.startedOn) - job.arrivedOn,
          0,
        ),
        until,
        waitingIntegral: books[at + WAITING_INTEGRAL],
        presentIntegral: books[at + PRESENT_INTEGRAL],
      };
    },
  };
}
