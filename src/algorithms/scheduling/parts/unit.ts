/** What starts together: a task, or the waiting tasks of a gang. */
import type { Micros } from '../../../core/time.ts';
import type { WaitingTask } from '../scheduler.ts';

export interface Unit {
  readonly tasks: readonly WaitingTask[];
  readonly priority: number;
  readonly user: number;
  readonly jobClass: number;
  readonly submittedAt: Micros;
  /** Of its first task. */
  readonly id: number;
}

/** Of at least one task. Those of a gang share user, class and priority. */
export function unitOf(tasks: readonly WaitingTask[]): Unit {
  const [{ priority, user, jobClass, submittedAt, id }] = tasks;
  return { tasks, priority, user, jobClass, submittedAt, id };
}
