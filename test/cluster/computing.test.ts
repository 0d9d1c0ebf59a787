import { describe, expect, it } from 'vitest';
import { machineSpec, nodePlan, topology, world } from './small-world.ts';

/** A process on a machine of its own, which notes when its computing is done. */
function computing(cores: number) {
  const w = world({ ...topology(1, undefined, machineSpec({ cores })) });
  const done: { readonly at: number; readonly token: number }[] = [];
  const actor = w.actor(0, {}, () => ({ computed: (token) => void done.push({ at: w.kernel.now, token }) }));
  w.cluster.boot();
  const compute = (at: number, work: number, token: number): void =>
    w.at(at, () => w.cluster.compute(actor.id, work, token));
  return { w, actor, done, compute };
}

describe('computing', () => {
  it('takes a core each, waits for one where there is none, and tells its process', () => {
    const { w, done, compute } = computing(2);
    for (const token of [1, 2, 3]) compute(0, 100 * token, token);
    w.kernel.run(1000);
    expect(done).toEqual([
      { at: 100, token: 1 },
      { at: 200, token: 2 },
      { at: 400, token: 3 },
    ]);
    expect(w.cluster.statistics(0).busy).toBe(600);
  });

  it('can be taken back, running or waiting, and makes room for others', () => {
    const { w, actor, done, compute } = computing(1);
    for (const token of [1, 2, 1, 3]) compute(0, 100, token);
    w.at(30, () => w.cluster.cancelCompute(actor.id, 1));
    w.at(40, () => w.cluster.cancelCompute(actor.id, 9));
    w.kernel.run(1000);
    expect(done).toEqual([
      { at: 130, token: 2 },
      { at: 230, token: 3 },
    ]);
    expect(w.cluster.statistics(0)).toMatchObject({ busy: 230, queueIntegral: 30 * 3 + 100 });
  });

  it('is stretched by slow CPUs and pauses, and ends with the machine', () => {
    const { w, done, compute } = computing(2);
    compute(0, 100, 1);
    w.at(50, () => w.cluster.slowCpu(0, 0.5));
    w.at(60, () => w.cluster.pause(0));
    w.at(100, () => w.cluster.resume(0));
    compute(200, 100, 2);
    w.at(250, () => w.cluster.crash(0));
    w.at(300, () => w.cluster.restart(0));
    w.kernel.run(2000);
    expect(done).toEqual([{ at: 190, token: 1 }]);
  });

  it('needs a CPU', () => {
    const w = world({ ...topology(0), nodes: [nodePlan(0, { role: 'client' })] });
    const actor = w.actor(0);
    w.cluster.boot();
    expect(() => w.cluster.compute(actor.id, 1, 0)).toThrow('n1 has no CPU');
  });
});
