import { describe, expect, it } from 'vitest';
import { createHistogram } from '../../../src/core/statistics/histogram.ts';
import { watchBatches } from '../../../src/measure/batches/watch-batches.ts';
import { createLoadScript, type LoadScript } from '../load-script.ts';
import { micros } from '../script.ts';

const PERIOD = { start: 0, end: micros(200) };

function observe(act: (script: LoadScript) => void) {
  const script = createLoadScript('b');
  const watch = watchBatches(script.trace, { batches: [{ name: 'b', cores: 10, memory: 100 }], period: PERIOD });
  act(script);
  return watch.finish().b;
}

describe('jobs', () => {
  it('count and have times by class if they were submitted in the period and ended by its end', () => {
    const batch = observe((script) => {
      script.job(-1, 0, 'submitted');
      script.job(10, 1, 'submitted', { jobClass: 'big' });
      script.job(10, 2, 'submitted');
      script.job(10, 3, 'submitted');
      script.task(14, 1, 0, 'started');
      script.task(20, 1, 0, 'finished');
      script.job(20, 1, 'finished', { jobClass: 'big', submittedAt: micros(10), late: true });
      script.job(30, 0, 'finished', { submittedAt: micros(-1) });
      script.task(40, 2, 0, 'started');
      script.job(50, 2, 'failed', { submittedAt: micros(10) });
      script.job(201, 3, 'finished', { submittedAt: micros(10) });
    });
    expect(batch).toMatchObject({ submitted: 3, finished: 1, failed: 1, late: 1 });
    expect(Object.keys(batch.response)).toEqual(['big']);
    expect(createHistogram(batch.response.big).max).toBe(10);
    expect([createHistogram(batch.wait.big).max, createHistogram(batch.wait.small).max]).toEqual([4, 30]);
  });

  it('wait until their first task starts', () => {
    const { windows } = observe((script) => {
      script.job(0, 1, 'submitted');
      script.job(0.5, 2, 'submitted');
      script.task(2, 1, 0, 'started');
      script.task(3, 1, 1, 'started');
      script.job(4, 2, 'failed', { submittedAt: micros(0.5) });
    });
    expect(windows.slice(0, 5).map(({ waiting }) => waiting)).toEqual([1.5, 2, 1, 1, 0]);
  });
});

describe('tasks', () => {
  it('hold cores and memory; what is thrown away is wasted', () => {
    const batch = observe((script) => {
      script.job(0, 1, 'submitted');
      script.task(0, 1, 0, 'started', { cores: 5, memory: 10 });
      script.task(0, 1, 1, 'started', { cores: 1, memory: 50 });
      script.task(20, 1, 1, 'preempted', { cores: 1, memory: 50 });
      script.task(20, 1, 1, 'started', { cores: 1, memory: 50 });
      script.task(30, 1, 1, 'started', { cores: 1, memory: 50, copy: true, node: 1 });
      script.job(40, 1, 'finished', { submittedAt: 0 });
      script.task(40, 1, 1, 'finished', { cores: 1, memory: 50, copy: true, node: 1 });
      script.task(50, 1, 1, 'superseded', { cores: 1, memory: 50 });
      script.task(100, 1, 0, 'finished', { cores: 5, memory: 10 });
    });
    expect(batch.cores).toBeCloseTo((500 + 20 + 30 + 10) / 2000, 12);
    expect(batch.memory).toBeCloseTo((1000 + 1000 + 1500 + 500) / 20_000, 12);
    expect(batch.wasted).toBeCloseTo((20 + 30) / 560, 12);
    expect(batch).toMatchObject({ preemptions: 1, copies: 1, taskFailures: 0 });
    expect(batch.windows[0]).toEqual({ startSeconds: 0, seconds: 1, cores: 0.6, memory: 0.6, waiting: 0 });
    expect(batch.windows[35]).toMatchObject({ cores: 0.7, memory: 1.1 });
  });

  it('make up the dominant share of their user: cores of one, memory of another', () => {
    const { dominantShare } = observe((script) => {
      script.job(-9, 1, 'submitted', { user: 'ann' });
      script.job(-9, 2, 'submitted', { user: 'bob' });
      script.task(-9, 1, 0, 'started', { cores: 4, memory: 10 });
      script.task(-9, 2, 0, 'started', { cores: 1, memory: 30 });
      script.task(100, 1, 0, 'failed', { cores: 4, memory: 10 });
    });
    expect(dominantShare.ann).toBeCloseTo(0.2, 12);
    expect(dominantShare.bob).toBeCloseTo(0.3, 12);
  });
});
