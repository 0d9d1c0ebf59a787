import { describe, expect, it } from 'vitest';
import { Kernel, PRIORITY } from '../../src/kernel/kernel.ts';

/** Three events of two handlers, one of which is named. */
function run(kernel: Kernel): string {
  const timer = kernel.register(
    (a, b) => {
      if (b > 0) kernel.after(10, timer, a, b - 1);
    },
    { name: 'timer', node: (a) => a + 100 },
  );
  const other = kernel.register(() => {});
  kernel.after(5, timer, 1, 1);
  kernel.at(7, PRIORITY.fault, other, 3, 4, 'payload');
  kernel.run(100);
  return kernel.fingerprint.toString();
}

describe('watching events', () => {
  it('shows each one before it is handled, by name and node, and changes nothing', () => {
    const seen: unknown[] = [];
    const kernel = new Kernel();
    kernel.watch((time, handler, { name, node }, a, b) => {
      seen.push([time, kernel.now, kernel.pending, handler, name, node?.(a, b), a, b]);
    });
    expect(run(kernel)).toBe(run(new Kernel()));
    expect(seen).toEqual([
      [5, 5, 1, 0, 'timer', 101, 1, 1],
      [7, 7, 1, 1, 'event', undefined, 3, 4],
      [15, 15, 0, 0, 'timer', 101, 1, 0],
    ]);
  });

  it('comes too late after the first handler', () => {
    const kernel = new Kernel();
    kernel.register(() => {});
    expect(() => kernel.watch(() => {})).toThrow(RangeError);
  });
});
