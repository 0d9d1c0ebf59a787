import { describe, expect, it } from 'vitest';
import { watchRequests } from '../../../src/measure/availability/by-request.ts';
import { createScript, micros } from '../script.ts';

const probe = { name: 'probes', zones: ['a'], users: 1, probe: { every: micros(1), timeout: micros(1) } };
const web = { name: 'web', zones: ['a'], users: 5 };
const period = { start: micros(10), end: micros(20) };
const asWeb = { client: 'web', probe: false };

describe('availability by request', () => {
  it('is undefined without requests', () => {
    expect(watchRequests(createScript().trace, [web], period)()).toEqual({
      share: undefined,
      counts: { attempted: 0, ok: 0, failed: 0, unknown: 0 },
      errors: {},
    });
  });

  it('counts unknown apart, with reasons that add up, and leaves probes, warm-up and unfinished requests out', () => {
    const script = createScript();
    const finish = watchRequests(script.trace, [probe, web], period);
    script.operation('fail', 9.9, 10.1, { ...asWeb, reason: 'overload' });
    for (let i = 0; i < 6; i++) script.operation('ok', 11, 12, asWeb);
    script.operation('fail', 12, 13, { ...asWeb, reason: 'overload' });
    script.operation('info', 12, 13, { ...asWeb, reason: 'timeout' });
    script.operation('info', 12, 13, { ...asWeb, reason: 'timeout' });
    script.operation('fail', 12, 13);
    script.operation('ok', 19.9, 20.1, asWeb);
    script.invoke(19, asWeb);
    expect(finish()).toEqual({
      share: 6 / 9,
      counts: { attempted: 9, ok: 6, failed: 1, unknown: 2 },
      errors: { timeout: 2, overload: 1 },
    });
  });

  it('counts a request under way at the end as unknown if no answered one took so long', () => {
    const script = createScript();
    const finish = watchRequests(script.trace, [web], period);
    script.operation('ok', 11, 13, asWeb);
    script.invoke(9, asWeb);
    script.invoke(17.9, asWeb);
    script.invoke(18.1, asWeb);
    expect(finish()).toEqual({
      share: 1 / 2,
      counts: { attempted: 2, ok: 1, failed: 0, unknown: 1 },
      errors: { 'unanswered at the end': 1 },
    });
  });

  it('takes probes where there is nothing else', () => {
    const script = createScript();
    const finish = watchRequests(script.trace, [probe], period);
    script.operation('ok', 11, 12);
    script.operation('fail', 12, 13);
    expect(finish().share).toBe(0.5);
  });
});
