import type { ProcessId } from '../../../algorithms/environment.ts';
import type { ServerPlace } from '../pool-view.ts';

/** The number of the server that is a process; −1 if none is. Process ids of a pool lie close together: a table. */
export function numberByProcess(servers: readonly ServerPlace[]): (process: ProcessId) => number {
  const first = servers.reduce((least, { process }) => Math.min(least, process), Number.POSITIVE_INFINITY);
  const last = servers.reduce((most, { process }) => Math.max(most, process), Number.NEGATIVE_INFINITY);
  const table = new Int32Array(Math.max(0, last - first + 1)).fill(-1);
  servers.forEach(({ process }, server) => {
    table[process - first] = server;
  });
  return (process) => table[process - first] ?? -1;
}
