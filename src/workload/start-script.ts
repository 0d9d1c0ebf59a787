/** Calls at set times, one after the other however long they take: what a counterexample replays. */
import type { ProcessId } from '../algorithms/environment.ts';
import { type Kernel, PRIORITY } from '../kernel/kernel.ts';
import type { NodeId } from '../kernel/observation.ts';
import type { Invoke } from '../services/store-client/invoke.ts';
import type { ScriptedOperation } from './client.ts';

/** Each call has its position in the script as its user. `operations`: ascending in time, from 0 on. */
export function startScript(
  kernel: Kernel,
  operations: readonly ScriptedOperation[],
  processOn: (node: NodeId) => ProcessId,
  invoke: Invoke,
): void {
  let next = 0;
  const call = kernel.register(
    () => {
      const user = next++;
      const { f, key, value, expected, via } = operations[user];
      awaitNext();
      invoke(f, key, user, { value, expected, via: via === undefined ? undefined : processOn(via) });
    },
    { name: 'scripted call' },
  );
  const awaitNext = (): void => {
    if (next < operations.length) kernel.at(operations[next].at, PRIORITY.workload, call);
  };
  awaitNext();
}
