/**
 * Closed-loop load: callers that wait for their answer, think, and call again. Each begins by thinking, so that they
 * do not all start at once. Thinking happens on the calendar.
 *
 * The slower the store, the fewer the calls: a closed loop hides overload (Schroeder et al., "Open Versus Closed: A
 * Cautionary Tale", NSDI'06).
 */
import type { Distribution } from '../core/distributions/distribution.ts';
import { randomStream } from '../core/random/random-stream.ts';
import { type Kernel, PRIORITY } from '../kernel/kernel.ts';
import type { ClientSpec } from './client.ts';
import type { MachineShare } from './machine-share.ts';

export interface ClosedLoop {
  /** To be told of every operation that is over. */
  completed(user: number): void;
}

/** Callers are dealt out to the machines in turn; caller j acts for user j modulo `users`. */
export function startClosedLoop(
  kernel: Kernel,
  spec: Extract<ClientSpec, { kind: 'closed' }>,
  think: Distribution,
  { seed, client, zone, index, count }: MachineShare,
  call: (user: number) => void,
): ClosedLoop {
  const random = randomStream(seed, `think/${client}/${zone}`);
  const due = kernel.register(call, { name: `call of ${client} in ${zone}` });
  const completed = (user: number): void => {
    kernel.at(kernel.now + think.sample(random), PRIORITY.workload, due, user);
  };
  for (let caller = index; caller < spec.concurrency; caller += count) completed(caller % spec.users);
  return { completed };
}
