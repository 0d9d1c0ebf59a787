import { describe, expect, it } from 'vitest';
import { createClientWorld, type Script } from './client-world.ts';

const OK = { status: 'ok', value: null, position: { index: 7, term: 2 } } as const;

/** Replica `leader` answers, the others name it. */
const ledBy =
  (leader: number, value: number | null = null): Script =>
  (_, replica) =>
    replica === leader ? { answer: { ...OK, value } } : { answer: { status: 'not-leader', leader } };

describe('a client operation', () => {
  it('follows the hint to the leader within one attempt, and remembers it', () => {
    const world = createClientWorld(ledBy(2));
    world.client.invoke('write', 'k1', 0);
    world.run(10);
    world.client.invoke('write', 'k2', 0);
    world.run();
    expect(world.transcript()).toMatchInlineSnapshot(`
      "
         0 invoke write k1 by u0
         0 → r0 write k1 0.1 attempt 1
         2 ← r0 not-leader (r2)
         2 → r2 write k1 0.1 attempt 1
         4 ← r2 ok
         4 ok write k1 = 1000009 after 1
        10 invoke write k2 by u0
        10 → r2 write k2 0.2 attempt 1
        12 ← r2 ok
        12 ok write k2 = 2000009 after 1
      "
    `);
  });

  it('turns to the next replica when nothing comes back in time, with the same session stamp', () => {
    const world = createClientWorld((request, replica, ms) =>
      replica === 0 ? undefined : ledBy(1)(request, replica, ms),
    );
    world.client.invoke('append', 'k', 3);
    world.run();
    expect(world.transcript()).toMatchInlineSnapshot(`
      "
         0 invoke append k by u3
         0 → r0 append k 0.1 attempt 1
       200 → r1 append k 0.1 attempt 2
       202 ← r1 ok
       202 ok append k = 1000009 after 2
      "
    `);
    expect(new Set(world.requests.map(({ command }) => JSON.stringify(command))).size).toBe(1);
  });

  it('asks every replica in turn, though one that is behind names another that leads no more', () => {
    const stale: Script = (_, replica) => {
      if (replica === 2) return { answer: OK };
      return { answer: { status: 'not-leader', leader: replica === 1 ? 0 : undefined } };
    };
    const world = createClientWorld(stale, {
      retry: { attempts: 5, backoff: { min: 0, max: 0 }, budget: Number.POSITIVE_INFINITY },
    });
    world.client.invoke('write', 'k', 0);
    world.run();
    expect(world.transcript()).toMatchInlineSnapshot(`
      "
         0 invoke write k by u0
         0 → r0 write k 0.1 attempt 1
         2 ← r0 not-leader
         2 → r1 write k 0.1 attempt 2
         4 ← r1 not-leader (r0)
         4 → r0 write k 0.1 attempt 2
         6 ← r0 not-leader
         6 → r2 write k 0.1 attempt 3
         8 ← r2 ok
         8 ok write k = 1000009 after 3
      "
    `);
  });

  it('of unknown outcome is info, a read fails', () => {
    const world = createClientWorld(() => undefined, {
      retry: { attempts: 1, backoff: { min: 0, max: 0 }, budget: 0 },
    });
    world.client.invoke('write', 'k', 0);
    world.client.invoke('read', 'k', 1);
    world.run();
    expect(world.transcript()).toMatchInlineSnapshot(`
      "
         0 invoke write k by u0
         0 → r0 write k 0.1 attempt 1
         0 invoke read k by u1
         0 → r0 read k attempt 1
      1000 info write k timeout = 1000009 after 1
      1000 fail read k timeout = null after 1
      "
    `);
  });

  it('fails when every attempt was refused', () => {
    const world = createClientWorld(() => ({ answer: { status: 'not-leader', leader: undefined } }), {
      retry: { attempts: 3, backoff: { min: 0, max: 0 }, budget: Number.POSITIVE_INFINITY },
    });
    world.client.invoke('write', 'k', 0);
    world.run();
    expect(world.transcript()).toMatchInlineSnapshot(`
      "
         0 invoke write k by u0
         0 → r0 write k 0.1 attempt 1
         2 ← r0 not-leader
         2 → r1 write k 0.1 attempt 2
         4 ← r1 not-leader
         4 → r2 write k 0.1 attempt 3
         6 ← r2 not-leader
         6 fail write k not-leader = 1000009 after 3
      "
    `);
  });

  it('is info when one attempt was lost and the last refused', () => {
    const world = createClientWorld(({ attempt }) => (attempt === 1 ? undefined : { answer: { status: 'overload' } }), {
      retry: { attempts: 2, backoff: { min: 0, max: 0 }, budget: Number.POSITIVE_INFINITY },
    });
    world.client.invoke('write', 'k', 0);
    world.run();
    expect(world.transcript()).toMatchInlineSnapshot(`
      "
         0 invoke write k by u0
         0 → r0 write k 0.1 attempt 1
       200 → r1 write k 0.1 attempt 2
       202 ← r1 overload
       202 info write k overload = 1000009 after 2
      "
    `);
  });

  it('takes the answer of an earlier attempt', () => {
    const world = createClientWorld(({ attempt }) => (attempt === 1 ? { answer: OK, after: 250 } : undefined));
    world.client.invoke('write', 'k', 0);
    world.run();
    expect(world.transcript()).toMatchInlineSnapshot(`
      "
         0 invoke write k by u0
         0 → r0 write k 0.1 attempt 1
       200 → r1 write k 0.1 attempt 2
       251 ← r0 ok
       251 ok write k = 1000009 after 2
      "
    `);
  });

  it('does not go round in circles', () => {
    const world = createClientWorld((_, replica) => ({ answer: { status: 'not-leader', leader: (replica + 1) % 3 } }), {
      retry: { attempts: 2, backoff: { min: 0, max: 0 }, budget: Number.POSITIVE_INFINITY },
    });
    world.client.invoke('write', 'k', 0);
    world.run();
    expect(world.requests).toHaveLength(2 * (1 + 3));
    expect(world.transcript()).toContain('fail write k not-leader');
  });

  it('retries at once when the connection breaks or leadership is lost', () => {
    const world = createClientWorld((request, replica, ms) => {
      if (replica === 0) return undefined;
      if (replica === 1) return { answer: { status: 'unknown', leader: 2 } };
      return ledBy(2)(request, replica, ms);
    });
    world.client.invoke('write', 'k', 0);
    world.run(50);
    world.client.disconnected?.(0);
    world.run();
    expect(world.transcript()).toMatchInlineSnapshot(`
      "
         0 invoke write k by u0
         0 → r0 write k 0.1 attempt 1
        50 → r1 write k 0.1 attempt 2
        52 ← r1 unknown (r2)
        52 → r2 write k 0.1 attempt 3
        54 ← r2 ok
        54 ok write k = 1000009 after 3
      "
    `);
  });

  it('stops retrying when the budget is used up', () => {
    const world = createClientWorld(() => ({ answer: { status: 'overload' } }), {
      retry: { attempts: 5, backoff: { min: 0, max: 0 }, budget: 0.1 },
    });
    for (let user = 0; user < 100; user++) {
      world.client.invoke('write', `k${user}`, user);
      world.run(10);
    }
    expect(world.requests.length).toBeLessThanOrEqual(100 + 0.1 * 100 + 10);
    expect(world.requests.length).toBeGreaterThanOrEqual(100 + 0.1 * 100 + 8);
    expect(world.transcript()).toContain('fail write k99 retry-budget');
  });

  it('gives up early when a back-off would outlast the timeout', () => {
    const world = createClientWorld(() => ({ answer: { status: 'overload' } }), {
      timeout: 100_000,
      retry: { attempts: 50, backoff: { min: 80_000, max: 80_000 }, budget: Number.POSITIVE_INFINITY },
    });
    world.client.invoke('write', 'k', 0);
    world.run();
    expect(world.transcript()).toMatch(/fail write k overload/);
    expect(world.requests.length).toBeLessThan(10);
  });

  it('asks again in a new session when the store dropped its own', () => {
    const world = createClientWorld(({ command }) => ({
      answer: command.session?.session === 0 ? { status: 'expired' } : OK,
    }));
    world.client.invoke('write', 'k', 0);
    world.run();
    expect(world.transcript()).toMatchInlineSnapshot(`
      "
         0 invoke write k by u0
         0 → r0 write k 0.1 attempt 1
         2 ← r0 expired
         2 → r0 write k 1.1 attempt 2
         4 ← r0 ok
         4 ok write k = 1000009 after 2
      "
    `);
  });

  it('whose session was dropped after a lost attempt has an unknown outcome', () => {
    const world = createClientWorld(({ attempt }) => (attempt === 1 ? undefined : { answer: { status: 'expired' } }));
    world.client.invoke('write', 'k', 0);
    world.run();
    expect(world.transcript()).toContain('info write k session-expired');
  });

  it('compare-and-set expects what the machine saw last; a mismatch is a failure without effect', () => {
    const world = createClientWorld(({ command }) => ({
      answer:
        command.op === 'cas' && command.expected !== 5
          ? { status: 'mismatch', value: 5, position: OK.position }
          : { ...OK, value: command.op === 'read' ? 4 : null },
    }));
    world.client.invoke('read', 'k', 0);
    world.run(10);
    world.client.invoke('cas', 'k', 0);
    world.run(10);
    world.client.invoke('cas', 'k', 0);
    world.run(10);
    expect(world.transcript()).toMatchInlineSnapshot(`
      "
         0 invoke read k by u0
         0 → r0 read k attempt 1
         2 ← r0 ok
         2 ok read k = 4 after 1
        10 invoke cas k by u0
        10 → r0 cas k 0.1 attempt 1
        12 ← r0 mismatch
        12 fail cas k cas-mismatch = [4,2000009] after 1
        20 invoke cas k by u0
        20 → r0 cas k 0.2 attempt 1
        22 ← r0 ok
        22 ok cas k = [5,3000009] after 1
      "
    `);
  });

  it('has a session to itself while it is in flight', () => {
    const world = createClientWorld(ledBy(0));
    for (let round = 0; round < 3; round++) {
      for (let user = 0; user < 4; user++) world.client.invoke('write', 'k', user);
      expect(world.client.pending()).toBe(4);
      world.run(10);
      expect(world.client.pending()).toBe(0);
    }
    const stamps = world.requests.map(({ command }) => `${command.session?.session}.${command.session?.sequence}`);
    expect(stamps.slice(0, 4)).toEqual(['0.1', '1.1', '2.1', '3.1']);
    expect(new Set(stamps).size).toBe(12);
    expect(Math.max(...world.requests.map(({ command }) => command.session?.session ?? 0))).toBe(3);
  });
});
