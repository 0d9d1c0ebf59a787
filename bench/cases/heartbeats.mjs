/**
 * Five nodes: each broadcasts a heartbeat every 50 ms and answers those that it gets; latencies are exponential with
 * mean 5 ms, clocks are off by up to 20 ppm. An hour has 2.88 million messages, and 360 000 timers, which are not
 * counted as events here.
 */
import FlatQueue from 'flatqueue';
import { seconds } from '../seconds.mjs';
import * as simjs from '../simjs.mjs';
import { createWorld } from '../world.mjs';
import { addHeartbeats, INTERVAL } from './heartbeating.mjs';

const NODES = 5;
const LATENCY = 5000;

function simulated(transport) {
  return (duration) => {
    const { kernel, cluster } = createWorld(NODES, { latency: { kind: 'exponential', mean: LATENCY }, drift: 20 });
    const received = addHeartbeats(cluster, NODES, NODES, transport);
    cluster.boot();
    return {
      work: () => kernel.run(duration),
      result: () => ({ events: received(), delivered: kernel.events, fingerprint: kernel.fingerprint.toString() }),
    };
  };
}

const subjects = {
  'fivenines, datagrams': simulated('datagram'),
  'fivenines, streams': simulated('stream'),
  'bare loop on flatqueue'(duration) {
    const queue = new FlatQueue();
    const draw = () => -LATENCY * Math.log(1 - Math.random());
    const messages = [];
    const free = [];
    let received = 0;
    const send = (now, from, to, kind) => {
      const slot = free.length > 0 ? free.pop() : messages.length;
      messages[slot] = { kind, from, to };
      queue.push(slot + NODES, now + draw());
    };
    return {
      work() {
        for (let node = 0; node < NODES; node++) queue.push(node, INTERVAL);
        for (let now = queue.peekValue(); now <= duration; now = queue.peekValue()) {
          const id = queue.pop();
          if (id < NODES) {
            for (let to = 0; to < NODES; to++) if (to !== id) send(now, id, to, 'heartbeat');
            queue.push(id, now + INTERVAL);
          } else {
            const { kind, from, to } = messages[id - NODES];
            free.push(id - NODES);
            received++;
            if (kind === 'heartbeat') send(now, to, from, 'answer');
          }
        }
      },
      result: () => ({ events: received }),
    };
  },
  simjs(duration) {
    const sim = new simjs.Sim();
    const random = new simjs.Random(1);
    const nodes = [];
    let received = 0;
    class Node extends simjs.Entity {
      start() {
        nodes.push(this);
        this.setTimer(INTERVAL).done(this.beat);
      }
      beat() {
        for (const node of nodes) {
          if (node !== this) this.send({ kind: 'heartbeat' }, random.exponential(1 / LATENCY), node);
        }
        this.setTimer(INTERVAL).done(this.beat);
      }
      onMessage(sender, message) {
        received++;
        if (message.kind === 'heartbeat') this.send({ kind: 'answer' }, random.exponential(1 / LATENCY), sender);
      }
    }
    for (let node = 0; node < NODES; node++) sim.addEntity(Node);
    return {
      work: () => sim.simulate(duration, Number.POSITIVE_INFINITY),
      result: () => ({ events: received }),
    };
  },
};

export function run({ subject, duration }) {
  const { work, result } = subjects[subject](duration);
  const taken = seconds(work);
  return { seconds: taken, ...result() };
}
