/** Held against draws: what is late on a line in order, with losses, must not be more frequent than the bound says. */
import { describe, expect, it } from 'vitest';
import { createDistribution } from '../../../src/core/distributions/create-distribution.ts';
import { randomStream } from '../../../src/core/random/random-stream.ts';
import { isLate, type Passage } from '../../../src/scenario/rest/late-message.ts';

const MESSAGES = 200_000;
const RETRANSMIT = 200_000;

const link = {
  latency: { kind: 'lognormal', median: 1000, p99: 10_000 },
  loss: 0,
  duplicate: 0,
  reorder: 0,
  bandwidth: Number.POSITIVE_INFINITY,
} as const;
const passage = (change: Partial<Passage>): Passage => ({
  link,
  transport: 'stream',
  perSecond: 200,
  lossesToNotice: 1,
  ...change,
});

/** Share of the messages that a line in order delivers later than `budget` after they were sent. */
function lateOnStream(loss: number, perSecond: number, budget: number): number {
  const random = randomStream(1, 'line');
  const latency = createDistribution(link.latency);
  let [free, late] = [0, 0];
  for (let i = 0; i < MESSAGES; i++) {
    const sent = (i * 1e6) / perSecond;
    let delay = 0;
    for (let timeout = RETRANSMIT; random() < loss; timeout *= 2) delay += timeout;
    free = Math.max(free, sent + delay + latency.sample(random));
    if (free - sent > budget) late++;
  }
  return late / MESSAGES;
}

describe('late messages', () => {
  it.each([
    [0, 20, 20_000],
    [0, 2000, 20_000],
    [0.01, 20, 300_000],
    [0.01, 500, 300_000],
    [0.05, 200, 1_000_000],
  ])('on a stream that loses %d, at %d/s, beyond %d µs', (loss, perSecond, budget) => {
    const drawn = lateOnStream(loss, perSecond, budget);
    expect(drawn).toBeGreaterThan(0);
    expect(isLate(passage({ link: { ...link, loss }, perSecond }), budget)).toBeGreaterThanOrEqual(drawn);
  });

  it('are silence where so many datagrams are lost in a row, on the way there or back', () => {
    const lossy = passage({ link: { ...link, loss: 0.1 }, transport: 'datagram', lossesToNotice: 3 });
    expect(isLate(lossy, 1e9)).toBeCloseTo(0.008, 9);
  });

  it('know no bound where messages queue for bandwidth, or half of the packets are lost', () => {
    expect(isLate(passage({ link: { ...link, bandwidth: 1e6 } }), 1e9)).toBe(Number.POSITIVE_INFINITY);
    expect(isLate(passage({ link: { ...link, loss: 0.5 } }), 1e9)).toBe(Number.POSITIVE_INFINITY);
  });
});
