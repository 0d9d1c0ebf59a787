/**
 * Seconds that `work` takes: of wall or of CPU time, whichever is less. On a quiet machine that is wall time, which the
 * engine's helper threads do not add to; on a busy one it is CPU time, which waiting for a core does not add to.
 */
export function seconds(work) {
  const cpu = process.cpuUsage();
  const start = process.hrtime.bigint();
  work();
  const wall = Number(process.hrtime.bigint() - start) / 1e9;
  const { user, system } = process.cpuUsage(cpu);
  return Math.min(wall, (user + system) / 1e6);
}
