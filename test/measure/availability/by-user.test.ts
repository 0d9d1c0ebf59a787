import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordUsers, watchUsers } from '../../../src/measure/availability/by-user.ts';
import { userUptime, windowedUptime } from '../../../src/measure/availability/uptime-curve.ts';
import { createScript, micros } from '../script.ts';

interface Evidence {
  readonly user: number;
  readonly time: number;
  readonly ok: boolean;
}

const record = (evidence: readonly Evidence[], end: number, calibration?: number) => {
  const activity = recordUsers({ start: 0, end: micros(end) }, calibration);
  for (const { user, time, ok } of evidence) activity.record(user, micros(time), ok);
  return activity.finish();
};

/** Up and down time of one user within [from, to], by the definition, second by second from gap to gap. */
function bruteForce(evidence: readonly Evidence[], end: number, from: number, to: number) {
  const users = [...new Set(evidence.map(({ user }) => user))];
  const gaps = users
    .flatMap((user) => {
      const times = evidence.filter((one) => one.user === user).map(({ time }) => time);
      return times.slice(1).map((time, i) => time - times[i]);
    })
    .sort((a, b) => a - b);
  const cutoff = gaps.length === 0 ? Number.POSITIVE_INFINITY : gaps[Math.ceil(0.99 * gaps.length) - 1];
  let up = 0;
  let down = 0;
  for (const user of users) {
    const own = evidence.filter((one) => one.user === user);
    own.forEach(({ time, ok }, i) => {
      const until = Math.min(own[i + 1]?.time ?? end, time + cutoff, end);
      const length = Math.max(0, Math.min(until, to) - Math.max(time, from));
      if (ok) up += length;
      else down += length;
    });
  }
  return { up, down };
}

const schedule = fc
  .array(fc.record({ user: fc.integer({ min: 0, max: 3 }), time: fc.integer({ min: 0, max: 60 }), ok: fc.boolean() }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((all) => all.sort((a, b) => a.time - b.time))
  // Two completions of one user at one instant have no order in the definition.
  .map((all) => all.filter((one, i) => !all.slice(0, i).some((o) => o.user === one.user && o.time === one.time)));

describe('user uptime', () => {
  it('holds a state until evidence to the contrary', () => {
    const curve = record(
      [
        { user: 0, time: 0, ok: true },
        { user: 0, time: 6, ok: false },
        { user: 0, time: 8, ok: true },
        { user: 1, time: 5, ok: true },
      ],
      10,
    );
    // Gaps of 6 and 2 s: the cutoff is 6 s. User 0 is up 6 + 2 s, down 2 s; user 1 is up 5 s.
    expect(userUptime(curve)).toBeCloseTo(13 / 15, 12);
  });

  it('counts nobody beyond the cutoff', () => {
    const evidence = Array.from({ length: 200 }, (_, i) => ({ user: 0, time: i, ok: true }));
    evidence.push({ user: 0, time: 300, ok: false }, { user: 0, time: 301, ok: true });
    // 201 gaps, 200 of them of 1 s: the 99th percentile is 1 s. Up 0–200 and 301–302, down 300–301.
    expect(userUptime(record(evidence, 400))).toBeCloseTo(201 / 202, 12);
    // A gap of one and a half cutoffs: half a second of it belongs to nobody.
    const longer = [...evidence.slice(0, 200), { user: 0, time: 200.5, ok: false }, { user: 0, time: 201.5, ok: true }];
    expect([...record(longer, 210).times].map((time) => time / 1e6)).toEqual([0, 200, 200.5, 201.5, 202.5, 210]);
  });

  it('is undefined when nobody was heard of', () => {
    const curve = record([], 10);
    expect(userUptime(curve)).toBeUndefined();
    expect(windowedUptime(curve)).toEqual([]);
  });

  it('agrees with the definition', () => {
    fc.assert(
      fc.property(schedule, (evidence) => {
        const { up, down } = bruteForce(evidence, 64, 0, 64);
        const uptime = userUptime(record(evidence, 64));
        if (up + down === 0) expect(uptime).toBeUndefined();
        else expect(uptime).toBeCloseTo(up / (up + down), 12);
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  it('freezes the cutoff once it is calibrated, and needs no completions after that', () => {
    const evidence = Array.from({ length: 100 }, (_, i) => ({ user: 0, time: 2 * i, ok: true }));
    // From the first ten on the cutoff is 2 s; the gap of 100 s later does not move it.
    const late = [...evidence, { user: 0, time: 298, ok: true }];
    const curve = record(late, 300, 10);
    expect([...curve.times].map((time) => time / 1e6)).toEqual([0, 200, 298, 300]);
    expect([...curve.up]).toEqual([1, 0, 1, 0]);
  });

  it('tells the users of two clients apart', () => {
    const script = createScript();
    const clients = [
      { name: 'web', zones: ['a'], users: 2 },
      { name: 'app', zones: ['a'], users: 2 },
    ];
    const finish = watchUsers(script.trace, clients, { start: 0, end: micros(10) });
    script.operation('ok', 0, 1, { client: 'web', probe: false, user: 1 });
    script.operation('fail', 0, 1, { client: 'app', probe: false, user: 1 });
    expect(userUptime(finish())).toBe(0.5);
  });
});

describe('windowed user uptime', () => {
  const outage = (from: number, to: number, end: number): Evidence[] =>
    Array.from({ length: end }, (_, time) => ({ user: 0, time, ok: time < from || time >= to }));

  it('of one outage of length D is 0 up to D and 1 − D/w above', () => {
    const windows = windowedUptime(record(outage(100, 116, 500), 500));
    expect(windows.map(({ windowSeconds }) => windowSeconds)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 500]);
    for (const { windowSeconds, mcr } of windows) {
      expect(mcr).toBeCloseTo(windowSeconds <= 16 ? 0 : 1 - 16 / windowSeconds, 12);
    }
  });

  it('is 1 everywhere without failures, and the whole period is the user uptime', () => {
    expect(windowedUptime(record(outage(0, 0, 40), 40)).map(({ mcr }) => mcr)).toEqual([1, 1, 1, 1, 1, 1, 1]);
    const curve = record(outage(3, 7, 40), 40);
    expect(windowedUptime(curve).at(-1)?.mcr).toBe(userUptime(curve));
  });

  it('agrees with every window that begins or ends on a whole second', () => {
    fc.assert(
      fc.property(schedule, (evidence) => {
        for (const { windowSeconds, mcr } of windowedUptime(record(evidence, 64))) {
          let worst = Number.POSITIVE_INFINITY;
          for (let from = 0; from + windowSeconds <= 64; from++) {
            const { up, down } = bruteForce(evidence, 64, from, from + windowSeconds);
            if (up + down > 0) worst = Math.min(worst, up / (up + down));
          }
          expect(mcr).toBeCloseTo(worst, 12);
        }
      }),
      { seed: 3, numRuns: 150 },
    );
  });

  it('never exceeds any window at all, nor misses the worst', () => {
    fc.assert(
      fc.property(schedule, fc.double({ min: 0, max: 1, noNaN: true }), (evidence, share) => {
        for (const { windowSeconds, mcr } of windowedUptime(record(evidence, 64))) {
          const from = share * (64 - windowSeconds);
          const { up, down } = bruteForce(evidence, 64, from, from + windowSeconds);
          if (up + down > 1e-9) expect(up / (up + down)).toBeGreaterThanOrEqual(mcr - 1e-9);
        }
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});
