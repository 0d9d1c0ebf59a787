/**
 * The client library of the replicated store, with all the operations that one client machine has in flight.
 *
 * It keeps one believed leader for the machine. An operation is a series of *attempts*; an attempt goes to the
 * believed leader and follows hints from replica to replica until one takes it up. It ends
 * - answered: the operation is over;
 * - refused (`not-leader` without a new hint, `overload`, `session-expired`): certainly no effect;
 * - lost (nothing within `attemptTimeout`, the connection broke, the leader was deposed): effect unknown.
 * After a refusal or a loss comes the next attempt, after a back-off, while attempts, retry budget and total timeout
 * allow. After a `not-leader` or a loss the machine turns to the next replica. A last attempt has all the time left.
 *
 * Writes carry a session stamp, the same in every attempt, so that they take effect at most once. The outcome is `ok`;
 * `fail` when certainly nothing happened (all attempts refused, or a read, or a `cas` that found something else); else
 * `info`.
 */
import type { Environment, Message, Process, ProcessId } from '../../algorithms/environment.ts';
import type { KeyValueCommand, Value } from '../../algorithms/state-machine/key-value-command.ts';
import type { RandomStream } from '../../core/random/random-stream.ts';
import type { Micros } from '../../core/time.ts';
import type { RetrySpec } from '../retry/call-policy.ts';
import { fullJitter } from '../retry/full-jitter.ts';
import { createRetryBudget, deposit, withdraw } from '../retry/retry-budget.ts';
import {
  isStoreResponse,
  requestBytes,
  type StoreRefusal,
  type StoreRequest,
  type StoreResponse,
  type StoreResult,
} from '../store-messages.ts';
import type { Demand, Invoke, OperationName } from './invoke.ts';
import { createLastSeen } from './last-seen.ts';
import { createSessionPool, nextStamp, releaseSlot, renewSession, takeSlot } from './session-pool.ts';

export interface ClientPlan {
  /** The replicas to ask, tried in this order, starting with number `first`. */
  readonly replicas: readonly ProcessId[];
  readonly first: number;
  readonly timeout: Micros;
  readonly attemptTimeout: Micros;
  readonly retry: RetrySpec;
  readonly valueBytes: number;
  /** For back-off. */
  readonly random: RandomStream;
}

/** Why an operation did not end `ok`. */
export type FailureReason =
  | 'timeout'
  | 'not-leader'
  | 'overload'
  | 'disconnected'
  | 'leadership-lost'
  | 'session-expired'
  | 'retry-budget'
  | 'cas-mismatch';

/** An operation in flight. */
export interface Operation {
  /** Unique in the run: `serial number · 10⁶ + process`, the same whatever other clients do. Also what it writes. */
  readonly id: number;
  readonly user: number;
  readonly f: OperationName;
  readonly key: string;
  /** As in a history: the element written; `[expected, new]` for a `cas`; null for `read` and `delete`. */
  readonly value: Value;
  attempts: number;
}

export interface Outcome {
  readonly type: 'ok' | 'fail' | 'info';
  /** What a `read` found, else the operation's own value. */
  readonly value: Value;
  readonly reason?: FailureReason;
  readonly position?: { readonly index: number; readonly term: number };
}

export interface ClientObserver {
  invoked(operation: Operation): void;
  completed(operation: Operation, outcome: Outcome): void;
}

export interface StoreClient extends Process {
  readonly invoke: Invoke;
  /** Operations in flight. */
  pending(): number;
}

interface Flight extends Operation {
  /** Its session slot, and the id of its timer. */
  readonly slot: number;
  /** On the machine's monotonic clock. */
  readonly deadline: Micros;
  command: KeyValueCommand;
  target: ProcessId;
  /** Whom this attempt asked before it followed any hint. */
  origin: ProcessId;
  redirects: number;
  /** `attempting`: an answer is due. `last`: the same, until the deadline. `waiting`: for the next attempt. */
  phase: 'attempting' | 'last' | 'waiting';
  /** An attempt was lost: it may have had, or still have, an effect. */
  lost: boolean;
}

const SERIAL_UNIT = 1_000_000;
const NO_DEMAND: Demand = {};

export function createStoreClient(
  environment: Environment<Message, unknown>,
  plan: ClientPlan,
  observer: ClientObserver,
): StoreClient {
  const { replicas, retry } = plan;
  const budget = createRetryBudget(retry.budget);
  const pool = createSessionPool(environment.self);
  const flights = new Map<number, Flight>();
  /** The same, by slot. */
  const slots: (Flight | undefined)[] = [];
  const lastSeen = createLastSeen();
  let believed = replicas[plan.first];
  let serial = 0;

  function invoke(f: OperationName, key: string, user: number, demand: Demand = NO_DEMAND): void {
    const id = ++serial * SERIAL_UNIT + environment.self;
    const slot = takeSlot(pool);
    const command = commandFor(f, key, id, slot, demand);
    if (demand.via !== undefined) believed = demand.via;
    const flight: Flight = {
      id,
      user,
      f,
      key,
      value: historyValue(command),
      attempts: 1,
      slot,
      deadline: environment.now() + Math.min(plan.timeout, demand.timeout ?? plan.timeout),
      command,
      target: believed,
      origin: believed,
      redirects: 0,
      phase: 'waiting',
      lost: false,
    };
    flights.set(id, flight);
    slots[slot] = flight;
    deposit(budget);
    observer.invoked(flight);
    attempt(flight);
  }

  function commandFor(f: OperationName, key: string, id: number, slot: number, demand: Demand): KeyValueCommand {
    if (f === 'read') return { op: f, key };
    const session = nextStamp(pool, slot);
    if (f === 'delete') return { op: f, key, session };
    const written = { op: f, key, value: demand.value ?? id, valueBytes: plan.valueBytes, session };
    if (f !== 'cas') return written;
    return { ...written, expected: demand.expected === undefined ? lastSeen.get(key) : demand.expected };
  }

  function attempt(flight: Flight): void {
    flight.phase = 'attempting';
    flight.redirects = 0;
    flight.origin = believed;
    transmit(flight, believed);
    const left = flight.deadline - environment.now();
    environment.setTimer(flight.slot, Math.min(plan.attemptTimeout, left));
  }

  function transmit(flight: Flight, target: ProcessId): void {
    flight.target = target;
    const { id: operation, attempts, command } = flight;
    const request: StoreRequest = { kind: 'store/request', operation, attempt: attempts, command };
    environment.send(target, request, requestBytes(command));
  }

  /**
   * Turns to the next replica, unless the machine has turned away already. The next after the one that was asked first: a
   * stale hint would lead from its target back to whoever gave it, for ever.
   */
  function turnFrom({ target, origin }: Flight): void {
    if (believed === target) believed = replicas[(replicas.indexOf(origin) + 1) % replicas.length];
  }

  function lose(flight: Flight, reason: FailureReason): void {
    flight.lost = true;
    turnFrom(flight);
    tryAgain(flight, reason);
  }

  /** The next attempt after a back-off, or the end. */
  function tryAgain(flight: Flight, reason: FailureReason): void {
    const delay = fullJitter(flight.attempts, retry.backoff, plan.random);
    if (flight.attempts >= retry.attempts || environment.now() + delay >= flight.deadline) {
      giveUp(flight, reason);
    } else if (!withdraw(budget)) {
      giveUp(flight, reason === 'timeout' ? reason : 'retry-budget');
    } else {
      flight.phase = 'waiting';
      environment.setTimer(flight.slot, delay);
    }
  }

  /** No further attempt. One that merely takes long may still be answered before the deadline. */
  function giveUp(flight: Flight, reason: FailureReason): void {
    const left = flight.deadline - environment.now();
    if (reason === 'timeout' && left > 0) {
      flight.phase = 'last';
      environment.setTimer(flight.slot, left);
    } else {
      fail(flight, reason);
    }
  }

  function fail(flight: Flight, reason: FailureReason): void {
    const type = flight.lost && flight.f !== 'read' ? 'info' : 'fail';
    complete(flight, { type, value: flight.value, reason });
  }

  function complete(flight: Flight, outcome: Outcome): void {
    environment.cancelTimer(flight.slot);
    flights.delete(flight.id);
    slots[flight.slot] = undefined;
    releaseSlot(pool, flight.slot);
    observer.completed(flight, outcome);
  }

  function finish(flight: Flight, { status, value, position }: StoreResult): void {
    const { f, key, command } = flight;
    if (f !== 'append') lastSeen.set(key, f === 'read' || status === 'mismatch' ? value : (command.value ?? null));
    if (status === 'ok') complete(flight, { type: 'ok', value: f === 'read' ? value : flight.value, position });
    else complete(flight, { type: 'fail', value: flight.value, reason: 'cas-mismatch' });
  }

  function handleRefusal(flight: Flight, refusal: StoreRefusal): void {
    switch (refusal.status) {
      case 'overload':
        tryAgain(flight, 'overload');
        break;
      case 'not-leader':
        if (follow(flight, refusal.leader)) {
          transmit(flight, believed);
        } else {
          turnFrom(flight);
          tryAgain(flight, 'not-leader');
        }
        break;
      case 'unknown':
        flight.lost = true;
        if (!follow(flight, refusal.leader)) turnFrom(flight);
        tryAgain(flight, 'leadership-lost');
        break;
      case 'expired':
        renewSession(pool, flight.slot);
        if (flight.lost) {
          fail(flight, 'session-expired');
        } else {
          flight.command = { ...flight.command, session: nextStamp(pool, flight.slot) };
          tryAgain(flight, 'session-expired');
        }
        break;
    }
  }

  /** Believes a hint, but not for ever: replicas that are behind may send a client in circles. */
  function follow(flight: Flight, leader: ProcessId | undefined): boolean {
    if (leader === undefined || leader === flight.target || flight.redirects >= replicas.length) return false;
    flight.redirects++;
    believed = leader;
    return true;
  }

  function receive(from: ProcessId, { operation, attempt: number, answer }: StoreResponse): void {
    const flight = flights.get(operation);
    if (flight === undefined) return;
    if ('value' in answer) {
      believed = from;
      finish(flight, answer);
    } else if (number === flight.attempts && from === flight.target && flight.phase !== 'waiting') {
      handleRefusal(flight, answer);
    }
  }

  function timeout(slot: number): void {
    const flight = slots[slot];
    if (flight === undefined) return;
    if (flight.phase === 'waiting') {
      flight.attempts++;
      attempt(flight);
    } else if (flight.phase === 'attempting') {
      lose(flight, 'timeout');
    } else {
      fail(flight, 'timeout');
    }
  }

  return {
    invoke,
    pending: () => flights.size,
    start() {},
    receive(from, message) {
      if (isStoreResponse(message)) receive(from, message);
    },
    timeout,
    synced() {},
    storageFailed() {},
    disconnected(peer) {
      for (const flight of [...flights.values()]) {
        if (flight.target === peer && flight.phase !== 'waiting') lose(flight, 'disconnected');
      }
    },
  };
}

function historyValue({ op, value = null, expected = null }: KeyValueCommand): Value {
  return op === 'cas' ? [expected, value] : value;
}
