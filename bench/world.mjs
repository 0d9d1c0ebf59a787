/** Simulated machines for the cases: `count` servers in one zone, all links alike. */
import { createCluster, createTrace, Kernel } from './simulator.mjs';

const UNLIMITED = Number.POSITIVE_INFINITY;
export const constantly = (value) => ({ kind: 'constant', value });

/** `latency` and `fsync` are distribution specs in microseconds; `drift` in ppm. */
export function createWorld(count, { latency, fsync = constantly(0), drift = 0 }) {
  const link = { latency, loss: 0, duplicate: 0, reorder: 0, bandwidth: UNLIMITED };
  const disk = { write: constantly(0), fsync, bandwidth: UNLIMITED, capacity: UNLIMITED, groupCommit: true };
  const machine = { cores: 1, speed: 1, disk, clock: { offset: constantly(0), drift } };
  const place = { region: 'eu', zone: 'a', rack: 'a/r1', role: 'server', machine };
  const nodes = Array.from({ length: count }, (_, id) => ({ ...place, id, name: `n${id + 1}` }));
  const links = { crossRegion: link, crossZone: link, regionPairs: {}, sameNode: link, sameRack: link, sameZone: link };
  const kernel = new Kernel();
  return { kernel, cluster: createCluster(kernel, createTrace(), { nodes, links }, 1) };
}

/** A process that does nothing but what `behaviour` says. */
export const processOf = (behaviour) => ({
  start() {},
  receive() {},
  timeout() {},
  synced() {},
  storageFailed() {},
  ...behaviour,
});
