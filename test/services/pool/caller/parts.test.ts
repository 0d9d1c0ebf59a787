/** The smaller parts, where a whole caller would hide what they do. */
import { describe, expect, it } from 'vitest';
import {
  createAvailability,
  EJECTED,
  mayGetRequests,
  setReason,
  UNHEALTHY,
  UNLISTED,
} from '../../../../src/services/pool/caller/availability.ts';
import { countCheck, createHealthChecks } from '../../../../src/services/pool/caller/health-checks.ts';
import { createLatencyWindow, see } from '../../../../src/services/pool/caller/latency-window.ts';
import { numberByProcess } from '../../../../src/services/pool/caller/number-by-process.ts';

describe('availability', () => {
  it('panics while fewer than half of the listed servers are available', () => {
    for (let listed = 1; listed <= 12; listed++) {
      for (let out = 0; out <= listed; out++) {
        const availability = createAvailability(15);
        for (let server = 0; server < listed; server++) setReason(availability, server, UNLISTED, false);
        for (let server = 0; server < out; server++) setReason(availability, server, UNHEALTHY, true);
        const usable = Array.from({ length: 15 }, (_, server) => mayGetRequests(availability, server));
        expect(usable.filter(Boolean)).toHaveLength(listed - out < listed / 2 ? listed : listed - out);
      }
    }
  });

  it('keeps reasons apart', () => {
    const availability = createAvailability(1);
    setReason(availability, 0, UNHEALTHY, true);
    setReason(availability, 0, EJECTED, true);
    setReason(availability, 0, EJECTED, true);
    setReason(availability, 0, UNLISTED, false);
    expect([availability.listed, availability.available]).toEqual([1, 0]);
    setReason(availability, 0, UNHEALTHY, false);
    expect(availability.available).toBe(0);
    setReason(availability, 0, EJECTED, false);
    expect(availability.available).toBe(1);
  });
});

describe('health checks', () => {
  it('count in a row', () => {
    const checks = createHealthChecks({ every: 10, timeout: 5, unhealthyAfter: 2, healthyAfter: 3 }, 1);
    const seen = (passed: string): boolean[] => [...passed].map((mark) => countCheck(checks, 0, mark === '+'));
    expect(seen('-+-+-')).not.toContain(true);
    expect(seen('-')).toEqual([true]);
    expect(seen('++-++-++')).not.toContain(true);
    expect(seen('+')).toEqual([true]);
  });
});

describe('the quantile of latencies', () => {
  it('is exact over the last 512', () => {
    const window = createLatencyWindow(0.9);
    for (let i = 1; i <= 63; i++) see(window, i);
    expect(window.value).toBe(Number.POSITIVE_INFINITY);
    see(window, 64);
    expect(window.value).toBe(58);
    for (let i = 0; i < 512; i++) see(window, 1000 + ((i * 37) % 512));
    expect(window.value).toBe(1000 + 460);
  });
});

describe('servers', () => {
  it('are found by their process', () => {
    const place = (process: number) => ({ process, node: 0, name: '', zone: '', weight: 1 });
    const serverOf = numberByProcess([place(12), place(7), place(9)]);
    expect([6, 7, 8, 9, 12, 13].map(serverOf)).toEqual([-1, 1, -1, 2, 0, -1]);
    expect(numberByProcess([])(3)).toBe(-1);
  });
});
