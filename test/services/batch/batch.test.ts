import { describe, expect, it } from 'vitest';
import { SECOND } from '../../../src/core/time.ts';
import { createBatchWorld, heldBy, job } from './batch-world.ts';

const seconds = (...values: number[]): number[] => values.map((value) => value * SECOND);

describe('a batch cluster', () => {
  it('runs tasks on the cores of its machines, by messages', () => {
    const w = createBatchWorld({
      machines: [
        [2, 8],
        [1, 8],
      ],
    });
    w.at(1, () => w.batch.submit(job(seconds(3, 2, 1, 1), { cores: 1 })));
    w.run(10);
    expect(w.told()).toEqual([
      'started 0/0@0',
      'started 0/1@0',
      'started 0/2@1',
      'finished 0/2@1',
      'started 0/3@1',
      'finished 0/1@0',
      'finished 0/3@1',
      'finished 0/0@0',
    ]);
    expect(w.tasks.map(({ time }) => time)).toEqual(
      [1, 1, 1, 2, 2, 3, 3, 4].map((at, i) => at * SECOND + (i === 4 || i === 6 ? 302 : 101)),
    );
    expect(w.jobs).toMatchObject([
      { time: SECOND, job: 0, tasks: 4, change: 'submitted', late: false },
      { time: 4 * SECOND + 201, change: 'finished', submittedAt: SECOND, startedAt: SECOND + 101 },
    ]);
    expect(w.batch.tasks()).toEqual({ waiting: 0, running: 0, finished: 4, failed: 0 });
    expect(w.cluster.statistics(0).busy + w.cluster.statistics(1).busy).toBe(7 * SECOND);
  });

  it('gives each task the cores that it asks for, and keeps to the memory', () => {
    const w = createBatchWorld({ machines: [[4, 8]] });
    w.at(0, () => w.batch.submit(job(seconds(1, 1), { cores: 3 })));
    w.at(5, () => w.batch.submit(job(seconds(1, 1, 1), { memory: 4 })));
    w.run(10);
    expect(w.cluster.statistics(0).busy).toBe(9 * SECOND);
    const starts = w.tasks.filter(({ change }) => change === 'started').map(({ time }) => Math.floor(time / SECOND));
    expect(starts).toEqual([0, 1, 5, 5, 6]);
  });

  it('takes longer on slow machines and over pauses', () => {
    const w = createBatchWorld({ machines: [[1, 8]] });
    w.cluster.slowCpu(0, 0.5);
    w.at(0, () => w.batch.submit(job(seconds(1))));
    w.at(1, () => w.cluster.pause(0));
    w.at(4, () => w.cluster.resume(0));
    w.run(10);
    expect(w.tasks.map(({ change, time }) => [change, time])).toEqual([
      ['started', 201],
      ['finished', 5 * SECOND + 201],
    ]);
  });

  it('says which jobs are late', () => {
    const w = createBatchWorld({ machines: [[1, 8]] });
    w.at(0, () => w.batch.submit(job(seconds(1), { deadline: SECOND })));
    w.at(5, () => w.batch.submit(job(seconds(1), { deadline: 2 * SECOND })));
    w.run(10);
    expect(w.jobs.map(({ job: id, change, late }) => [id, change, late])).toEqual([
      [0, 'submitted', false],
      [0, 'finished', true],
      [1, 'submitted', false],
      [1, 'finished', false],
    ]);
  });

  it('starts lost tasks anew elsewhere, once it notices, and uses the machine again when it is back', () => {
    const w = createBatchWorld({
      machines: [
        [1, 8],
        [1, 8],
      ],
    });
    w.at(0, () => w.batch.submit(job(seconds(20, 3))));
    w.at(1, () => w.cluster.crash(0));
    w.at(30, () => w.cluster.restart(0));
    w.at(40, () => w.batch.submit(job(seconds(1, 1))));
    w.run(60);
    expect(w.told()).toEqual([
      'started 0/0@0',
      'started 0/1@1',
      'failed 0/0@0',
      'finished 0/1@1',
      'started 0/0@1',
      'finished 0/0@1',
      'started 1/0@0',
      'started 1/1@1',
      'finished 1/0@0',
      'finished 1/1@1',
    ]);
    const [failed, , again] = w.tasks.slice(2);
    expect(failed.time).toBe(SECOND);
    // A silent peer is noticed after the user timeout of its connection.
    expect(again.time).toBeGreaterThan(5 * SECOND);
    expect(again.time).toBeLessThan(7 * SECOND);
  });

  it('notices at once when a machine is stopped in order', () => {
    const w = createBatchWorld({
      machines: [
        [1, 8],
        [1, 8],
      ],
    });
    w.at(0, () => w.batch.submit(job(seconds(2, 2, 2))));
    w.at(1, () => w.cluster.stop(0));
    w.at(1.5, () => w.cluster.restart(0));
    w.run(20);
    // The last task of the job waits for longer than the one that starts anew.
    expect(w.told().slice(0, 4)).toEqual(['started 0/0@0', 'started 0/1@1', 'failed 0/0@0', 'started 0/2@0']);
    expect(w.tasks[3].time).toBeLessThan(1.51 * SECOND);
    expect(w.jobs.at(-1)?.change).toBe('finished');
  });

  it('drops what a partition has cut off, on both sides', () => {
    const w = createBatchWorld({
      machines: [
        [1, 8],
        [1, 8],
      ],
    });
    let heal: (() => void)[] = [];
    w.at(0, () => w.batch.submit(job(seconds(30, 1))));
    w.at(2, () => {
      heal = [
        w.cluster.impair({ from: [0], to: [1, 2], blocked: true }),
        w.cluster.impair({ from: [1, 2], to: [0], blocked: true }),
      ];
    });
    w.at(20, () => {
      for (const undo of heal) undo();
    });
    w.at(50, () => w.batch.submit(job(seconds(1, 1))));
    w.run(70);
    const told = w.told();
    // The next heartbeat, and five seconds in which nothing gets through.
    expect(w.tasks.find(({ change }) => change === 'failed')?.time).toBeLessThan(15.5 * SECOND);
    expect(told).toContain('failed 0/0@0');
    expect(told).toContain('finished 0/0@1');
    expect(told.filter((line) => line.startsWith('finished'))).toHaveLength(4);
    expect(told).toContain('finished 1/0@0');
  });

  it('gives a job up after too many failures of one of its tasks', () => {
    const w = createBatchWorld({
      machines: [
        [1, 8],
        [1, 8],
      ],
    });
    w.at(0, () => w.batch.submit(job(seconds(10, 30), { maxFailures: 2 })));
    for (const at of [1, 3]) {
      w.at(at, () => w.cluster.stop(0));
      w.at(at + 1, () => w.cluster.restart(0));
    }
    w.run(30);
    expect(w.jobs.at(-1)).toMatchObject({ change: 'failed' });
    expect(w.batch.tasks()).toEqual({ waiting: 0, running: 0, finished: 0, failed: 2 });
    expect(w.tasks.filter(({ change }) => change === 'started')).toHaveLength(3);
    expect(w.tasks.filter(({ change }) => change === 'failed')).toHaveLength(3);
  });

  it('preempts, and starts what was preempted anew', () => {
    const w = createBatchWorld({ machines: [[2, 8]], scheduler: 'priority' });
    w.at(0, () => w.batch.submit(job(seconds(5, 5))));
    w.at(1, () => w.batch.submit(job(seconds(1), { priority: 1 })));
    w.run(20);
    expect(w.told()).toEqual([
      'started 0/0@0',
      'started 0/1@0',
      'preempted 0/1@0',
      'started 1/0@0',
      'finished 1/0@0',
      'started 0/1@0',
      'finished 0/0@0',
      'finished 0/1@0',
    ]);
  });

  it('starts gangs as a whole, and stops them as a whole when one of them is lost', () => {
    const w = createBatchWorld({
      machines: [
        [1, 8],
        [1, 8],
        [1, 8],
      ],
    });
    w.at(0, () => w.batch.submit(job(seconds(2))));
    w.at(1, () => w.batch.submit(job(seconds(6, 1, 6), { gang: true })));
    w.at(5, () => w.cluster.stop(2));
    w.at(6, () => w.cluster.restart(2));
    w.run(30);
    const starts = w.tasks.filter(({ change, job: id }) => change === 'started' && id === 1);
    expect(new Set(starts.slice(0, 3).map(({ time }) => time)).size).toBe(1);
    expect(starts[0].time).toBeGreaterThan(2 * SECOND);
    // The second has finished; the other two wait for each other again.
    expect(w.tasks.filter(({ change }) => change === 'failed').map(({ task }) => task)).toEqual([2, 0]);
    expect(starts.slice(3).map(({ task }) => task)).toEqual([0, 2]);
    expect(w.jobs.at(-1)).toMatchObject({ job: 1, change: 'finished' });
    expect(w.batch.tasks().finished).toBe(4);
  });

  it('copies stragglers on other machines, and takes the first to end', () => {
    const speculation = { slowerThan: 1.5, finishedShare: 0.5, maxShare: 0.25 };
    const world = (copies: boolean) => {
      const w = createBatchWorld({
        machines: Array.from({ length: 4 }, () => [1, 8] as const),
        spec: copies ? { speculation } : {},
      });
      const stretch = (task: number, attempt: number): number => (task >= 2 && attempt === 0 ? 20 : 1);
      w.at(0, () => w.batch.submit(job(seconds(2, 2, 2, 2), { stretch })));
      w.run(100);
      return w;
    };
    const w = world(true);
    expect(w.told()).toEqual([
      'started 0/0@0',
      'started 0/1@1',
      'started 0/2@2',
      'started 0/3@3',
      'finished 0/0@0',
      'finished 0/1@1',
      // One copy for four tasks, after 1.5 × 2 s, not where the task runs.
      "started 0/2'@0",
      "finished 0/2'@0",
      'superseded 0/2@2',
      'finished 0/3@3',
    ]);
    expect(Math.round(w.tasks[6].time / 10_000)).toBe(300);
    expect(heldBy(w.tasks, 0).wasted).toBeGreaterThan(0);
    expect(world(false).tasks.some(({ copy }) => copy)).toBe(false);
  });

  it('accepts what was finished while it was being stopped', () => {
    // The victim ends in the very time that the order to stop it takes.
    const w = createBatchWorld({ machines: [[1, 8]], scheduler: 'priority', latency: 100_000 });
    w.at(0, () => w.batch.submit(job(seconds(1))));
    w.at(1.15, () => w.batch.submit(job(seconds(1), { priority: 1 })));
    w.run(20);
    expect(w.told().filter((line) => line.startsWith('started'))).toEqual(['started 0/0@0', 'started 1/0@0']);
    expect(w.batch.tasks()).toEqual({ waiting: 0, running: 0, finished: 2, failed: 0 });
  });

  it('cannot be installed with an unknown scheduler', () => {
    expect(() => createBatchWorld({ machines: [[1, 1]], scheduler: 'best-fitt' })).toThrow(/best-fitt/);
  });
});
