/**
 * Large clusters: `nodes` machines that heartbeat within groups of five over exponential latency with mean 1 ms. Bytes
 * are what a node costs once it has talked to all of its peers: machine, process, links with their streams, messages.
 */
import { seconds } from '../seconds.mjs';
import { createWorld } from '../world.mjs';
import { addHeartbeats, INTERVAL } from './heartbeating.mjs';

const GROUP = 5;
/** Microseconds between two looks at the count of events. */
const STEP = 1000;

function heldBytes() {
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

export function run({ nodes, events }) {
  const before = heldBytes();
  let world;
  let received;
  const setUp = seconds(() => {
    world = createWorld(nodes, { latency: { kind: 'exponential', mean: 1000 } });
    received = addHeartbeats(world.cluster, nodes, GROUP, 'datagram');
    world.cluster.boot();
    // Makes every link and its random stream.
    world.kernel.run(INTERVAL * 2);
  });
  const bytes = (heldBytes() - before) / nodes;
  const { kernel } = world;
  const start = kernel.events;
  const taken = seconds(() => {
    while (kernel.events < start + events) kernel.run(kernel.now + STEP);
  });
  const result = { seconds: taken, setUp, bytes, events: kernel.events - start, received: received() };
  return { ...result, fingerprint: kernel.fingerprint.toString() };
}
