import { describe, expect, it } from 'vitest';
import { Kernel, PRIORITY } from '../../src/kernel/kernel.ts';

function recorder(): { kernel: Kernel; log: string[]; note: number } {
  const kernel = new Kernel();
  const log: string[] = [];
  const note = kernel.register(
    (a, b, payload) => void log.push(`${kernel.now}/${kernel.machineNow}: ${payload ?? `${a},${b}`}`),
  );
  return { kernel, log, note };
}

describe('the kernel', () => {
  it('delivers by time, then priority, then order of scheduling', () => {
    const { kernel, log, note } = recorder();
    kernel.at(10, PRIORITY.measure, note, 0, 0, 'measure');
    kernel.at(10, PRIORITY.fault, note, 0, 0, 'fault');
    kernel.at(10, PRIORITY.workload, note, 0, 0, 'workload');
    kernel.after(10, note, 0, 0, 'machine 1');
    kernel.after(10, note, 0, 0, 'machine 2');
    kernel.after(9, note, 0, 0, 'before');
    expect(kernel.run(100)).toBe(6);
    expect(log.map((line) => line.split(': ')[1])).toEqual([
      'before',
      'machine 1',
      'machine 2',
      'workload',
      'fault',
      'measure',
    ]);
    expect(kernel.now).toBe(100);
  });

  it('runs up to and including the given time, and goes on from there', () => {
    const { kernel, log, note } = recorder();
    kernel.after(5, note, 1, 2);
    kernel.after(6, note, 3, 4);
    expect(kernel.run(5)).toBe(1);
    expect(kernel.pending).toBe(1);
    expect(kernel.run(6)).toBe(1);
    expect(log).toEqual(['5/5: 1,2', '6/6: 3,4']);
  });

  it('rounds delays to whole microseconds and takes negative ones as 0', () => {
    const { kernel, log, note } = recorder();
    kernel.after(1.4, note);
    kernel.after(-5, note);
    kernel.run(10);
    expect(log).toEqual(['0/0: 0,0', '1/1: 0,0']);
  });

  it('skips calendar time while machine time stands still', () => {
    const { kernel, log, note } = recorder();
    kernel.after(50, note, 0, 0, 'timer');
    kernel.at(1000, PRIORITY.fault, note, 0, 0, 'fault');
    kernel.run(20);
    kernel.skip(900);
    expect([kernel.now, kernel.machineNow, kernel.skipped]).toEqual([920, 20, 900]);
    kernel.run(2000);
    expect(log).toEqual(['950/50: timer', '1000/100: fault']);
  });

  it('may begin before zero: the warm-up is calendar time too, and machine time starts at 0', () => {
    const kernel = new Kernel(-100);
    const log: string[] = [];
    const note = kernel.register(() => void log.push(`${kernel.now}/${kernel.machineNow}`));
    kernel.after(40, note);
    kernel.at(0, PRIORITY.fault, note);
    kernel.run(-50);
    expect(kernel.now).toBe(-50);
    kernel.skip(20);
    expect(kernel.skipped).toBe(20);
    kernel.after(10, note);
    kernel.run(50);
    expect(log).toEqual(['-60/40', '-20/60', '0/80']);
  });

  it('refuses to skip past a calendar event', () => {
    const { kernel, note } = recorder();
    kernel.at(100, PRIORITY.fault, note);
    expect(() => kernel.skip(101)).toThrow(RangeError);
    expect(() => kernel.skip(Number.NaN)).toThrow(RangeError);
    kernel.skip(100);
    expect(kernel.run(100)).toBe(1);
  });

  it('cancels and moves machine events', () => {
    const { kernel, log, note } = recorder();
    const gone = kernel.after(5, note, 0, 0, 'gone');
    const moved = kernel.after(5, note, 0, 0, 'moved');
    expect(kernel.cancel(gone)).toBe(true);
    expect(kernel.cancel(gone)).toBe(false);
    expect(kernel.rearm(moved, 8)).toBe(true);
    expect(kernel.timeLeft(moved)).toBe(8);
    kernel.run(20);
    expect(log).toEqual(['8/8: moved']);
    expect(kernel.rearm(moved, 1)).toBe(false);
  });

  it('stops after the current event', () => {
    const { kernel, log, note } = recorder();
    kernel.after(
      1,
      kernel.register(() => kernel.stop()),
    );
    kernel.after(2, note);
    expect(kernel.run(10)).toBe(1);
    expect(kernel.now).toBe(1);
    kernel.run(10);
    expect(log).toEqual(['2/2: 0,0']);
  });

  it('has one fingerprint for one history, and another for another', () => {
    const run = (delay: number): string => {
      const { kernel, note } = recorder();
      for (let i = 0; i < 10; i++) kernel.after(i * delay, note, i, -i);
      kernel.run(1000);
      return kernel.fingerprint.toString();
    };
    expect(run(3)).toBe(run(3));
    expect(run(3)).not.toBe(run(4));
    expect(run(3)).toMatch(/^[0-9a-f]{16}$/);
  });
});
