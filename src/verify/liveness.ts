/**
 * Liveness: once the faults are over, somebody leads and a write is acknowledged in time. What nobody asked for is not
 * owed: without a write that was invoked in time to be answered, a leader is enough.
 *
 * Not an invariant in the strict sense (FLP: no protocol can promise it in an asynchronous system): it holds of runs whose
 * faults have ended and whose delays are bounded, which the scenario sees to. Judged at the first observation after the
 * time is up, or at the end of the run if it lies after that.
 */
import type { ProcessId } from '../algorithms/environment.ts';
import { type Micros, toSeconds } from '../core/time.ts';
import type { NodeId } from '../kernel/observation.ts';
import type { Invariant } from './invariant.ts';
import type { LivenessSpec } from './verify-spec.ts';

/** One line for each replica: what it is, and what it waits for. */
export type DescribeReplicas = () => readonly string[];

export const liveness = ({ after, within }: LivenessSpec, describe: DescribeReplicas): Invariant => ({
  name: 'liveness',
  statement: 'After the faults have ended, a leader is elected and a write is acknowledged within a bound.',
  source: 'Ongaro & Ousterhout (extended), §5.6; Fischer, Lynch & Paterson, JACM 32 (1985) for what cannot be promised',
  cost: 'always',
  watch(trace, { report }) {
    const deadline = after + within;
    const leaders = new Map<ProcessId, NodeId>();
    let led = false;
    let writes = 0;
    let judged = false;
    let acknowledged = false;

    const judge = (now: Micros): void => {
      if (judged || now <= deadline) return;
      judged = true;
      if (acknowledged || (led && writes === 0)) return;
      const what = led ? `none of ${writes} writes was acknowledged` : 'nobody led';
      const span = `from ${toSeconds(after)} s, when the faults had ended, to ${toSeconds(deadline)} s`;
      report(deadline, [`${what} ${span}`, ...describe()].join('\n'));
    };
    const noteLeader = (): void => {
      if (leaders.size > 0) led = true;
    };

    trace.subscribe('protocol', ({ time, process, node, event }) => {
      judge(time);
      if (event.type !== 'role') return;
      if (event.role === 'leader') leaders.set(process, node);
      else leaders.delete(process);
      if (time >= after) noteLeader();
    });
    trace.subscribe('node', ({ time, node, change }) => {
      judge(time);
      if (change === 'pause' || change === 'resume' || change === 'wipe') return;
      for (const [process, at] of leaders) if (at === node) leaders.delete(process);
    });
    trace.subscribe('fault', ({ time }) => judge(time));
    trace.subscribe('operation', ({ time, type, f, invokedAt }) => {
      judge(time);
      if (f === 'read' || invokedAt < after || time > deadline) return;
      noteLeader();
      if (type === 'invoke') writes++;
      else if (type === 'ok') acknowledged = true;
    });
    return (end) => judge(end === deadline ? deadline + 1 : end);
  },
});
