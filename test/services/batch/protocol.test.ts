/** What streams seldom let happen, but late messages do. */
import { describe, expect, it } from 'vitest';
import type { Environment, Message } from '../../../src/algorithms/environment.ts';
import { firstComeFirstServed } from '../../../src/algorithms/scheduling/first-come-first-served.ts';
import { createBatchManager } from '../../../src/services/batch/batch-manager.ts';
import type { BatchMessage } from '../../../src/services/batch/batch-messages.ts';
import type { BatchObserver } from '../../../src/services/batch/batch-observer.ts';
import { createExecutor } from '../../../src/services/batch/executor.ts';
import { job } from './batch-world.ts';

function fakeEnvironment() {
  const sent: BatchMessage[] = [];
  let draws = 0;
  const environment = {
    self: 1,
    now: () => 0,
    wallClock: () => 0,
    random: () => (++draws % 8) / 8,
    setTimer() {},
    cancelTimer() {},
    send: (_to: number, message: Message) => void sent.push(message as BatchMessage),
    storage: { append() {}, rewrite() {}, sync() {} },
    observe() {},
    halt() {},
  } satisfies Environment<Message, unknown>;
  return { environment, sent };
}

const observer: BatchObserver = { submitted() {}, over() {}, started() {}, ended() {} };

describe('an executor', () => {
  it('ignores orders to a former life, and drops everything at a reset', () => {
    const { environment, sent } = fakeEnvironment();
    const computing: number[] = [];
    const cluster = {
      compute: (_process: number, _work: number, token: number) => void computing.push(token),
      cancelCompute: (_process: number, token: number) => void computing.splice(computing.indexOf(token), 1),
    };
    const executor = createExecutor(environment, { node: 0, manager: 0, cluster, observer });
    executor.start({ records: [], integrity: 'clean' });
    const start = (id: number, life: number): void =>
      executor.receive(0, {
        kind: 'batch/start',
        life,
        attempt: { id, job: 0, task: 0, copy: false, cores: 1, memory: 1, work: 1 },
      } as BatchMessage);
    const lives = (): number[] => sent.flatMap((message) => (message.kind === 'batch/hello' ? [message.life] : []));
    start(7, lives()[0]);
    expect(computing).toEqual([7]);
    executor.receive(0, { kind: 'batch/reset' });
    expect(computing).toEqual([]);
    expect(lives()).toHaveLength(2);
    start(8, lives()[0]);
    expect(computing).toEqual([]);
    start(9, lives()[1]);
    expect(computing).toEqual([9]);
  });
});

describe('a manager', () => {
  it('resets an executor that it has given up and that does not know', () => {
    const { environment, sent } = fakeEnvironment();
    const scheduler = firstComeFirstServed.create(
      { machines: [[1, 1]], random: () => 0 },
      { placement: 'first-fit', backfill: 'reserve' },
    );
    const manager = createBatchManager(environment, { executors: [5], scheduler, speculation: undefined, observer });
    const hello = (life: number): void => manager.receive(5, { kind: 'batch/hello', life } as BatchMessage);
    hello(1);
    manager.submit(job([10]));
    manager.timeout(0);
    manager.receive(5, { kind: 'batch/heartbeat' });
    expect(sent.map(({ kind }) => kind)).toEqual(['batch/start']);
    manager.disconnected?.(5);
    expect(manager.tasks()).toEqual({ waiting: 1, running: 0, finished: 0, failed: 0 });
    manager.receive(5, { kind: 'batch/heartbeat' });
    expect(sent.map(({ kind }) => kind)).toEqual(['batch/start', 'batch/reset']);
    // What the executor had finished before counts all the same.
    manager.receive(5, { kind: 'batch/finished', attempt: 0, job: 0, task: 0 } as BatchMessage);
    expect(manager.tasks()).toEqual({ waiting: 0, running: 0, finished: 1, failed: 0 });
  });
});
