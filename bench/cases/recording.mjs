/** What it costs to record a latency, beside what it costs to simulate the event that it measures: M/M/1 through a pool. */
import { seconds } from '../seconds.mjs';
import { createHistogram, exponential, randomStream } from '../simulator.mjs';
import { run as runPool } from './pool.mjs';

const LATENCIES = 1 << 16;

/** `event` is the whole that a user waits for, with all that is recorded of it. */
export function run({ subject, count }) {
  if (subject === 'event') {
    const { seconds: taken, events } = runPool({ subject: 'fivenines', servers: 1, load: 0.8, requests: count });
    return { seconds: taken, events };
  }
  const random = randomStream(1, 'latencies');
  const law = exponential(0.05);
  const latencies = Float64Array.from({ length: LATENCIES }, () => law.sample(random));
  const histogram = createHistogram();
  const taken = seconds(() => {
    for (let i = 0; i < count; i++) histogram.record(latencies[i % LATENCIES]);
  });
  if (histogram.count !== count) throw new Error(`${histogram.count} of ${count} were recorded`);
  return { seconds: taken, events: count };
}
