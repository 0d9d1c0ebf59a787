import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDistribution } from '../../../src/core/distributions/create-distribution.ts';
import { randomStream } from '../../../src/core/random/random-stream.ts';
import { DAY, SECOND } from '../../../src/core/time.ts';
import type { Arrivals } from '../../../src/workload/arrivals/arrivals.ts';
import { constant } from '../../../src/workload/arrivals/constant.ts';
import { createArrivals } from '../../../src/workload/arrivals/create-arrivals.ts';
import { diurnal } from '../../../src/workload/arrivals/diurnal.ts';
import { onOff } from '../../../src/workload/arrivals/on-off.ts';
import { poisson } from '../../../src/workload/arrivals/poisson.ts';
import { rates } from '../../../src/workload/arrivals/rates.ts';
import { timestamps } from '../../../src/workload/arrivals/timestamps.ts';
import type { ArrivalSpec } from '../../../src/workload/client.ts';

const stream = (name: string) => randomStream(1, name);

function until(arrivals: Arrivals, end: number): number[] {
  const times: number[] = [];
  for (let time = arrivals(); time < end; time = arrivals()) times.push(time);
  return times;
}

/** Arrivals in each of `windows` windows of `length` microseconds. */
function counts(times: readonly number[], length: number, windows: number): number[] {
  const result = new Array<number>(windows).fill(0);
  for (const time of times) result[Math.floor(time / length)]++;
  return result;
}

function moments(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return { mean, variance: values.reduce((a, b) => a + (b - mean) ** 2, 0) / (values.length - 1) };
}

describe('poisson', () => {
  it('has as many arrivals a second as its rate, and a variance as large as its mean', () => {
    const windows = 10_000;
    const { mean, variance } = moments(counts(until(poisson(20, stream('p')), windows * SECOND), SECOND, windows));
    // Standard errors: mean √(20/10⁴) = 0.045, variance ≈ 20·√(2/10⁴) = 0.28. Three of each.
    expect(Math.abs(mean - 20)).toBeLessThan(0.14);
    expect(Math.abs(variance - 20)).toBeLessThan(0.9);
  });

  it('never comes at rate 0', () => {
    expect(poisson(0, stream('p'))()).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('constant', () => {
  it('does not drift', () => {
    const arrivals = constant(3, 1);
    let last = 0;
    for (let i = 0; i < 3_000_000; i++) last = arrivals();
    expect(last).toBe(1_000_000 * SECOND);
  });
});

describe('on-off', () => {
  const phases = (on: number, off: number) => ({
    on: createDistribution({ kind: 'constant', value: on }),
    off: createDistribution({ kind: 'constant', value: off }),
    random: stream('phases'),
  });

  it('arrives only while on, at the full rate', () => {
    const times = until(onOff(100, phases(2 * SECOND, 8 * SECOND), stream('o')), 1000 * SECOND);
    expect(times.every((time) => time % (10 * SECOND) <= 2 * SECOND)).toBe(true);
    // Mean 100/s · 200 s on = 20 000, standard deviation 141; three of them.
    expect(Math.abs(times.length - 20_000)).toBeLessThan(425);
  });

  it('never arrives if it is never on', () => {
    expect(onOff(100, phases(0, SECOND), stream('o'))()).toBe(Number.POSITIVE_INFINITY);
  });

  it('is on and off together on all machines of a client', () => {
    const spec: ArrivalSpec = {
      kind: 'on-off',
      rate: 200,
      on: { kind: 'exponential', mean: SECOND },
      off: { kind: 'exponential', mean: 9 * SECOND },
    };
    const [a, b] = ['a', 'b'].map((zone, index) =>
      counts(until(createArrivals(spec, { seed: 7, client: 'web', zone, index, count: 2 }), 500 * SECOND), SECOND, 500),
    );
    const together = a.filter((count, i) => count > 20 && b[i] > 20).length;
    expect(together).toBeGreaterThan(15);
    expect(a.filter((count, i) => count > 40 && b[i] === 0)).toEqual([]);
  });
});

describe('diurnal', () => {
  const curve = { low: 0.2, high: 1, period: DAY, peak: DAY / 4 };
  const days = 30;
  const times = until(diurnal(curve, stream('d')), days * DAY);

  it('has the integral of its rate', () => {
    // 0.6/s · 86 400 s · 30 = 1 555 200, standard deviation 1247; three of them.
    expect(Math.abs(times.length - 1_555_200)).toBeLessThan(3742);
  });

  it('follows the sine wave, hour by hour', () => {
    const hours = new Array<number>(24).fill(0);
    for (const time of times) hours[Math.floor(((time % DAY) / DAY) * 24)]++;
    hours.forEach((count, hour) => {
      const integral = (x: number) => 0.6 * x + (0.4 * Math.sin(2 * Math.PI * (x - 0.25))) / (2 * Math.PI);
      const expected = days * 86_400 * (integral((hour + 1) / 24) - integral(hour / 24));
      // Four standard deviations of a Poisson count, over 24 hours.
      expect(Math.abs(count - expected)).toBeLessThan(4 * Math.sqrt(expected));
    });
  });
});

describe('rates', () => {
  it('has the rate in force', () => {
    const steps = [
      { at: 100 * SECOND, rate: 10 },
      { at: 200 * SECOND, rate: 0 },
      { at: 300 * SECOND, rate: 100 },
      { at: 400 * SECOND, rate: 1 },
    ];
    const seen = counts(until(rates(steps, 1, stream('r')), 10_400 * SECOND), 100 * SECOND, 104);
    expect([seen[0], seen[2]]).toEqual([0, 0]);
    // Poisson counts of mean 1000, 10 000 and 10 000: three standard deviations.
    expect(Math.abs(seen[1] - 1000)).toBeLessThan(95);
    expect(Math.abs(seen[3] - 10_000)).toBeLessThan(300);
    expect(Math.abs(seen.slice(4).reduce((a, b) => a + b) - 10_000)).toBeLessThan(300);
  });

  it('ends where the last rate is 0', () => {
    expect(until(rates([{ at: 0, rate: 0 }], 1, stream('r')), Number.POSITIVE_INFINITY)).toEqual([]);
    expect(until(rates([], 1, stream('r')), Number.POSITIVE_INFINITY)).toEqual([]);
  });
});

describe('a client on several machines', () => {
  const times = [1, 2, 3, 5, 8, 13, 21];
  const specs: readonly ArrivalSpec[] = [
    { kind: 'poisson', rate: 30 },
    { kind: 'constant', rate: 30 },
    { kind: 'diurnal', low: 10, high: 50, period: 100 * SECOND, peak: 0 },
    { kind: 'rates', steps: [{ at: 0, rate: 30 }], source: 'r.csv' },
  ];

  it.each(specs)('shares out its arrivals: $kind', (spec) => {
    for (const count of [1, 3]) {
      let total = 0;
      for (let index = 0; index < count; index++) {
        const share = { seed: 3, client: 'web', zone: `z${index}`, index, count };
        total += until(createArrivals(spec, share), 1000 * SECOND).length;
      }
      // Mean 30 000, standard deviation at most 173; three of them.
      expect(Math.abs(total - 30_000)).toBeLessThan(520);
    }
  });

  it('takes recorded times in turn', () => {
    expect(until(timestamps(times, 0, 2), 100)).toEqual([1, 3, 8, 21]);
    expect(until(timestamps(times, 1, 2), 100)).toEqual([2, 5, 13]);
    expect(until(timestamps(times), 100)).toEqual(times);
  });

  it('takes turns at a constant rate', () => {
    const spec: ArrivalSpec = { kind: 'constant', rate: 4 };
    const machine = (index: number) =>
      until(createArrivals(spec, { seed: 1, client: 'w', zone: `z${index}`, index, count: 2 }), 1.1 * SECOND);
    expect([...machine(0), ...machine(1)].sort((a, b) => a - b)).toEqual([250_000, 500_000, 750_000, 1_000_000]);
  });
});

describe('every arrival process', () => {
  const duration = fc
    .integer({ min: 1000, max: 5_000_000 })
    .map((value) => ({ kind: 'exponential', mean: value }) as const);
  const rate = fc.double({ min: 0.1, max: 5000, noNaN: true });
  const spec: fc.Arbitrary<ArrivalSpec> = fc.oneof(
    fc.record({ kind: fc.constant('poisson' as const), rate }),
    fc.record({ kind: fc.constant('constant' as const), rate }),
    fc.record({ kind: fc.constant('on-off' as const), rate, on: duration, off: duration }),
    fc.record({
      kind: fc.constant('diurnal' as const),
      low: fc.constant(0.05),
      high: rate,
      period: fc.constant(DAY),
      peak: fc.nat(1e9),
    }),
  );

  it('ascends, and is the same for the same seed', () => {
    fc.assert(
      fc.property(spec, fc.nat(), (of, seed) => {
        const share = { seed, client: 'c', zone: 'z', index: 0, count: 1 };
        const [one, two] = [createArrivals(of, share), createArrivals(of, share)];
        const times = Array.from({ length: 100 }, one);
        expect(times.every((time, i) => i === 0 || time >= times[i - 1])).toBe(true);
        expect(Array.from({ length: 100 }, two)).toEqual(times);
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});
