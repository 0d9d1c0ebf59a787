import { describe, expect, it } from 'vitest';
import { createCallerWorld, type Script } from './caller-world.ts';

const answers: Script = () => ({});

describe('a call', () => {
  it('goes where the balancer says and ends with the answer', () => {
    const world = createCallerWorld(answers);
    world.call();
    world.run(10);
    world.call();
    world.run();
    expect(world.transcript()).toMatchInlineSnapshot(`
      "
          0 call
          0 → s0 #1 attempt 1 (200 ms)
          2 ← s0 #1 attempt 1 ok
          2 ok after 1
         10 call
         10 → s1 #2 attempt 1 (200 ms)
         12 ← s1 #2 attempt 1 ok
         12 ok after 1
      "
    `);
    expect(world.caller.pending()).toBe(0);
    expect(world.timers.size).toBe(0);
  });

  it('is tried again elsewhere when nothing comes back in time; the last attempt has all the time left', () => {
    const world = createCallerWorld((_, server) => (server < 2 ? undefined : { after: 500 }));
    world.call();
    world.run();
    expect(world.transcript()).toMatchInlineSnapshot(`
      "
          0 call
          0 → s0 #1 attempt 1 (200 ms)
        200 retry
        200 → s1 #1 attempt 2 (200 ms)
        400 retry
        400 → s2 #1 attempt 3 (600 ms)
        901 ← s2 #1 attempt 3 ok
        901 ok after 3, lost
      "
    `);
  });

  it('ends at its deadline, and ignores what comes later', () => {
    const world = createCallerWorld(() => ({ after: 400 }), {
      policy: { retry: { attempts: 3, backoff: { min: 0, max: 0 }, budget: Number.POSITIVE_INFINITY } },
    });
    world.call({ timeout: 450_000 });
    world.run();
    expect(world.transcript()).toMatchInlineSnapshot(`
      "
          0 call
          0 → s0 #1 attempt 1 (200 ms)
        200 retry
        200 → s1 #1 attempt 2 (200 ms)
        400 retry
        400 → s2 #1 attempt 3 (50 ms)
        401 ← s0 #1 attempt 1 ok
        450 timeout after 3, lost
        601 ← s1 #1 attempt 2 ok
        801 ← s2 #1 attempt 3 ok
      "
    `);
  });
});
