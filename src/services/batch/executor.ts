/**
 * What runs on each machine of a batch cluster: starts tasks on its cores when the manager says so, and reports their end. If
 * it loses its manager it drops everything and says hello, so that nothing runs of which the manager does not know for
 * longer than a broken connection takes to be noticed.
 */
import type { Environment, Message, Process, ProcessId } from '../../algorithms/environment.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import { SECOND } from '../../core/time.ts';
import type { NodeId } from '../../kernel/observation.ts';
import { type Attempt, BATCH_MESSAGE_BYTES, type BatchMessage, type StopReason } from './batch-messages.ts';
import type { BatchObserver } from './batch-observer.ts';

/** Kubernetes: nodes renew their leases every 10 s (`nodeLeaseRenewIntervalFraction` of 40 s). */
const HEARTBEAT_INTERVAL = 10 * SECOND;
const HEARTBEAT = 0;

export interface ExecutorPlace {
  readonly node: NodeId;
  readonly manager: ProcessId;
  readonly cluster: Pick<Cluster, 'compute' | 'cancelCompute'>;
  readonly observer: BatchObserver;
}

export function createExecutor(environment: Environment<Message, unknown>, place: ExecutorPlace): Process {
  const { node, manager, cluster, observer } = place;
  const { self } = environment;
  /** By attempt; with the number of cores that are not done. */
  const running = new Map<number, { readonly attempt: Attempt; cores: number }>();
  let life = 0;

  const tell = (message: BatchMessage): void => environment.send(manager, message, BATCH_MESSAGE_BYTES);

  function stop(id: number, reason: StopReason): void {
    const entry = running.get(id);
    if (entry === undefined) return;
    running.delete(id);
    cluster.cancelCompute(self, id);
    observer.ended(entry.attempt, reason);
  }

  /** Whatever was meant for the life before is void. */
  function startAnew(): void {
    for (const id of [...running.keys()]) stop(id, 'failed');
    life = Math.floor(environment.random() * 4_294_967_296);
    tell({ kind: 'batch/hello', life });
  }

  function startAttempt(attempt: Attempt): void {
    const { id, cores, work } = attempt;
    running.set(id, { attempt, cores });
    observer.started(attempt, node);
    for (let core = 0; core < cores; core++) cluster.compute(self, work, id);
  }

  return {
    start() {
      startAnew();
      environment.setTimer(HEARTBEAT, HEARTBEAT_INTERVAL);
    },
    receive(_from, received) {
      const message = received as BatchMessage;
      if (message.kind === 'batch/start' && message.life === life) startAttempt(message.attempt);
      else if (message.kind === 'batch/stop') stop(message.attempt, message.reason);
      else if (message.kind === 'batch/reset') startAnew();
    },
    computed(id) {
      const entry = running.get(id);
      if (entry === undefined || --entry.cores > 0) return;
      running.delete(id);
      const { attempt } = entry;
      observer.ended(attempt, 'finished');
      tell({ kind: 'batch/finished', attempt: id, job: attempt.job, task: attempt.task });
    },
    disconnected: startAnew,
    timeout() {
      tell({ kind: 'batch/heartbeat' });
      environment.setTimer(HEARTBEAT, HEARTBEAT_INTERVAL);
    },
    synced() {},
    storageFailed() {},
  };
}
