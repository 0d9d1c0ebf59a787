/** The most important first, as Kubernetes sees it: higher priority, then the one that started earlier. */
import type { RunningTask } from '../scheduler.ts';

export const byImportance = (a: RunningTask, b: RunningTask): number =>
  b.priority - a.priority || a.startedAt - b.startedAt || a.id - b.id;
