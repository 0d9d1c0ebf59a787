/**
 * A client process against scripted replicas: a clock, timers and a transcript, nothing else. Messages take 1 ms each
 * way unless the script says otherwise.
 */
import type { Environment, Message, ProcessId } from '../../../src/algorithms/environment.ts';
import { randomStream } from '../../../src/core/random/random-stream.ts';
import { MILLISECOND } from '../../../src/core/time.ts';
import { type ClientPlan, createStoreClient } from '../../../src/services/store-client/store-client.ts';
import type { StoreAnswer, StoreRequest, StoreResponse } from '../../../src/services/store-messages.ts';

/** Called with every request that reaches a replica; undefined: it never answers. */
export type Script = (
  request: StoreRequest,
  replica: ProcessId,
  milliseconds: number,
) => { readonly answer: StoreAnswer; readonly after?: number } | undefined;

interface Pending {
  readonly at: number;
  readonly order: number;
  run(): void;
}

const CLIENT = 9;

export function createClientWorld(script: Script, overrides: Partial<ClientPlan> = {}) {
  let now = 0;
  let order = 0;
  let queue: Pending[] = [];
  const transcript: string[] = [];
  const requests: StoreRequest[] = [];
  const timers = new Map<number, Pending>();

  const schedule = (delay: number, run: () => void): Pending => {
    const event = { at: now + delay, order: order++, run };
    queue.push(event);
    return event;
  };
  const cancel = (event: Pending | undefined): void => {
    queue = queue.filter((other) => other !== event);
  };
  const log = (line: string): void => {
    transcript.push(`${(now / 1000).toFixed(0).padStart(4)} ${line}`);
  };

  const environment: Environment<Message, unknown> = {
    self: CLIENT,
    now: () => now,
    wallClock: () => now,
    random: () => 0.5,
    setTimer(id, delay) {
      cancel(timers.get(id));
      timers.set(
        id,
        schedule(delay, () => client.timeout(id)),
      );
    },
    cancelTimer: (id) => cancel(timers.get(id)),
    send(to, message) {
      const request = message as StoreRequest;
      requests.push(request);
      const { session } = request.command;
      const stamp = session === undefined ? '' : ` ${session.session}.${session.sequence}`;
      log(`→ r${to} ${request.command.op} ${request.command.key}${stamp} attempt ${request.attempt}`);
      schedule(MILLISECOND, () => {
        const reply = script(request, to, now / 1000);
        if (reply === undefined) return;
        const { operation, attempt } = request;
        const response: StoreResponse = { kind: 'store/response', operation, attempt, answer: reply.answer };
        schedule((reply.after ?? 1) * MILLISECOND, () => {
          const { answer } = response;
          log(
            `← r${to} ${answer.status}${'leader' in answer && answer.leader !== undefined ? ` (r${answer.leader})` : ''}`,
          );
          client.receive(to, response);
        });
      });
    },
    storage: { append() {}, rewrite() {}, sync() {} },
    observe() {},
    halt() {},
  };

  const plan: ClientPlan = {
    replicas: [0, 1, 2],
    first: 0,
    timeout: 1000 * MILLISECOND,
    attemptTimeout: 200 * MILLISECOND,
    retry: { attempts: 5, backoff: { min: 0, max: 0 }, budget: Number.POSITIVE_INFINITY },
    valueBytes: 100,
    random: randomStream(1, 'retry'),
    ...overrides,
  };
  const client = createStoreClient(environment, plan, {
    invoked: ({ f, key, user }) => log(`invoke ${f} ${key} by u${user}`),
    completed({ f, key, attempts }, { type, reason, value }) {
      log(`${type} ${f} ${key}${reason ? ` ${reason}` : ''} = ${JSON.stringify(value)} after ${attempts}`);
    },
  });

  const run = (milliseconds = 10_000): void => {
    const end = now + milliseconds * MILLISECOND;
    for (;;) {
      queue.sort((a, b) => a.at - b.at || a.order - b.order);
      const next = queue[0];
      if (next === undefined || next.at > end) break;
      queue.shift();
      now = next.at;
      next.run();
    }
    now = end;
  };

  return { client, run, requests, transcript: (): string => `\n${transcript.join('\n')}\n` };
}
