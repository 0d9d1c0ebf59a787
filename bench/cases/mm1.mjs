/**
 * M/M/1 at a load of 0.8: Poisson arrivals, exponential service, one server. In the simulator a customer is a message
 * from one machine to another, whose CPU it occupies: timer, arrival and completion are three events, where the bare
 * loops and the other simulators have two. The mean sojourn time, 1 / (µ − λ) = 4 ms, shows that it is the same queue.
 */
import FlatQueue from 'flatqueue';
import { seconds } from '../seconds.mjs';
import * as simjs from '../simjs.mjs';
import { exponential, randomStream } from '../simulator.mjs';
import { constantly, createWorld, processOf } from '../world.mjs';

/** Microseconds. */
const INTERARRIVAL = 1000;
const SERVICE = 800;

const subjects = {
  fivenines(customers) {
    const { kernel, cluster } = createWorld(2, { latency: constantly(0) });
    const arrivals = exponential(INTERARRIVAL);
    const services = exponential(SERVICE);
    const stream = randomStream(1, 'service');
    const cost = { time: 0, thread: 'serial' };
    let left = customers;
    let total = 0;
    const server = cluster.addProcess({
      name: 'server',
      service: 'queue',
      node: 0,
      transport: 'datagram',
      cost() {
        cost.time = services.sample(stream);
        return cost;
      },
      create: (environment) =>
        processOf({
          receive(_from, { sentAt }) {
            total += environment.now() - sentAt;
          },
        }),
    });
    cluster.addProcess({
      name: 'source',
      service: 'queue',
      node: 1,
      transport: 'datagram',
      create(environment) {
        const random = () => environment.random();
        return processOf({
          start: () => environment.setTimer(0, arrivals.sample(random)),
          timeout() {
            environment.send(server, { kind: 'customer', sentAt: environment.now() }, 100);
            if (--left > 0) environment.setTimer(0, arrivals.sample(random));
          },
        });
      },
    });
    cluster.boot();
    return {
      work: () => kernel.run(Number.MAX_SAFE_INTEGER),
      result: () => ({ events: kernel.events, sojourn: total / customers, fingerprint: kernel.fingerprint.toString() }),
    };
  },
  'bare loop on flatqueue'(customers) {
    const queue = new FlatQueue();
    const arrivedAt = new Float64Array(customers);
    const draw = (mean) => -mean * Math.log(1 - Math.random());
    let total = 0;
    let events = 0;
    return {
      work() {
        let arrived = 0;
        let served = 0;
        queue.push(0, draw(INTERARRIVAL));
        while (queue.length > 0) {
          const now = queue.peekValue();
          const departure = queue.pop() === 1;
          events++;
          if (departure) {
            total += now - arrivedAt[served++];
            if (served < arrived) queue.push(1, now + draw(SERVICE));
          } else {
            arrivedAt[arrived++] = now;
            if (arrived < customers) queue.push(0, now + draw(INTERARRIVAL));
            if (arrived === served + 1) queue.push(1, now + draw(SERVICE));
          }
        }
      },
      result: () => ({ events, sojourn: total / customers }),
    };
  },
  simjs(customers) {
    const sim = new simjs.Sim();
    const random = new simjs.Random(1);
    const server = new simjs.Facility('server');
    let total = 0;
    let left = customers;
    class Source extends simjs.Entity {
      start() {
        this.setTimer(random.exponential(1 / INTERARRIVAL)).done(this.arrive);
      }
      arrive() {
        this.useFacility(server, random.exponential(1 / SERVICE)).done(this.leave, this, this.time());
        if (--left > 0) this.setTimer(random.exponential(1 / INTERARRIVAL)).done(this.arrive);
      }
      leave(arrivedAt) {
        total += this.time() - arrivedAt;
      }
    }
    sim.addEntity(Source);
    return {
      work: () => sim.simulate(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY),
      result: () => ({ events: 2 * customers, sojourn: total / customers }),
    };
  },
};

export function run({ subject, customers }) {
  const { work, result } = subjects[subject](customers);
  const taken = seconds(work);
  return { seconds: taken, ...result() };
}
