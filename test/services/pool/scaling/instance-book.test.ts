/** What the control plane knows of its servers. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createInstanceBook, type InstanceBook } from '../../../../src/services/pool/scaling/instance-book.ts';
import type { Report } from '../../../../src/services/pool/scaling/metric-pipeline.ts';

let now = 0;
let book: InstanceBook;
const report = (cores: number[], lives: number[]): Report => ({
  sampledAt: 90,
  window: 30,
  cores: Float64Array.from(cores),
  lives: Int32Array.from(lives),
  requestsPerSecond: 0,
  queueLength: 0,
});
const seen = (latest?: Report) => book.observe(latest, (server) => server + 1);

beforeEach(() => {
  now = 0;
  book = createInstanceBook(['a', 'b', 'c'], () => now);
});

describe('the book of instances', () => {
  it('follows an instance through its life', () => {
    book.setPhase(1, 'pending');
    expect(seen()).toMatchObject([{ name: 'b', phase: 'pending', ready: false, terminating: false, request: 2 }]);
    now = 10;
    book.changed(1, 'starting');
    now = 20;
    expect(seen()).toMatchObject([{ phase: 'running', ready: false, startedAt: 10, readinessChangedAt: 10 }]);
    book.changed(1, 'ready');
    expect(book.ready(1)).toBe(true);
    expect(seen()).toMatchObject([{ ready: true, startedAt: 10, readinessChangedAt: 20 }]);
    now = 30;
    book.setPhase(1, 'terminating');
    book.changed(1, 'draining');
    expect(seen()).toMatchObject([{ phase: 'running', terminating: true, ready: false, readinessChangedAt: 30 }]);
    book.changed(1, 'gone');
    book.setPhase(1, 'absent');
    expect(seen()).toEqual([]);
  });

  it('counts those that are wanted', () => {
    book.setPhase(0, 'running');
    book.setPhase(1, 'pending');
    book.setPhase(2, 'terminating');
    expect(book.wanted()).toBe(2);
    book.setPhase(1, 'absent');
    book.setPhase(0, 'terminating');
    expect(book.wanted()).toBe(0);
  });

  it('shows a machine that is down as unready, and still there', () => {
    book.setPhase(0, 'pending');
    book.changed(0, 'starting');
    book.changed(0, 'ready');
    now = 50;
    book.changed(0, 'gone');
    expect(book.life(0)).toBe(0);
    expect(seen()).toMatchObject([{ phase: 'running', ready: false, readinessChangedAt: 50 }]);
    expect(book.wanted()).toBe(1);
  });

  it('has figures of the present life only', () => {
    book.setPhase(0, 'pending');
    book.changed(0, 'starting');
    expect(book.life(0)).toBe(1);
    expect(seen(report([0.5, 0, 0], [1, 0, 0]))[0].usage).toEqual({ cores: 0.5, sampledAt: 90, window: 30 });
    expect(seen(report([Number.NaN, 0, 0], [1, 0, 0]))[0]).not.toHaveProperty('usage');
    book.changed(0, 'gone');
    expect(seen(report([0.5, 0, 0], [1, 0, 0]))[0]).not.toHaveProperty('usage');
    book.changed(0, 'starting');
    expect(book.life(0)).toBe(2);
    expect(seen(report([0.5, 0, 0], [1, 0, 0]))[0]).not.toHaveProperty('usage');
  });
});
