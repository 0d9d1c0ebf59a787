import { describe, expect, it } from 'vitest';
import { kinds, topology, world } from './small-world.ts';

/** Two processes on n1, one on n2; n2 is never started. */
function switching() {
  const w = world(topology(2));
  const ends: string[] = [];
  const [a, b, c] = [0, 0, 1].map((node, i) => w.actor(node, { name: `p${i}`, ended: () => void ends.push(`p${i}`) }));
  const changes = w.observed('node');
  w.cluster.switchOff([c.id]);
  w.cluster.boot();
  const told = (): string[] => changes.map(({ time, node, change }) => `${time} n${node + 1} ${change}`);
  return { ...w, a, b, c, ends, told };
}

describe('a process that is switched off', () => {
  it('is not started with its machine, and nobody hears of an outage', () => {
    const { c, cluster, kernel, told } = switching();
    kernel.run(1000);
    expect(told()).toEqual(['0 n1 start']);
    expect(c.seen).toEqual([]);
    expect(cluster.isUp(1)).toBe(false);
    expect(cluster.statistics(1)).toMatchObject({ busy: 0, available: 0 });
  });

  it('leaves the others on its machine alone, and starts again when it is switched on', () => {
    const { a, b, at, kernel, cluster, ends, told } = switching();
    at(100, () => cluster.switchOff([a.id]));
    at(200, () => expect([cluster.processAt(a.id), cluster.isUp(0)]).toEqual([undefined, true]));
    at(300, () => cluster.switchOn([a.id]));
    kernel.run(1000);
    expect(kinds(a)).toEqual(['start clean []', 'start clean []']);
    expect(kinds(b)).toEqual(['start clean []']);
    expect(ends).toEqual(['p0']);
    expect(told()).toEqual(['0 n1 start']);
  });

  it('stays off when its machine is restarted', () => {
    const { a, b, at, kernel, cluster, ends } = switching();
    at(100, () => cluster.switchOff([a.id]));
    at(200, () => cluster.crash(0));
    at(300, () => cluster.restart(0));
    kernel.run(1000);
    expect(a.seen).toHaveLength(1);
    expect(b.seen).toHaveLength(2);
    expect(ends).toEqual(['p0', 'p1']);
  });

  it('takes the power from its machine if it was the last one, and faults leave that alone', () => {
    const { a, b, at, kernel, cluster, told } = switching();
    at(100, () => cluster.switchOff([a.id, b.id]));
    at(200, () => cluster.crash(0));
    at(300, () => cluster.restart(0));
    at(350, () => cluster.pause(0));
    at(400, () => cluster.switchOn([b.id]));
    kernel.run(1000);
    expect(told()).toEqual(['0 n1 start', '100 n1 stop', '400 n1 start']);
    expect([a.seen.length, b.seen.length]).toEqual([1, 2]);
    expect(cluster.statistics(0).available).toBe(700);
  });

  it('is started with the repair of a machine that has crashed, and not before', () => {
    const { a, b, at, kernel, cluster, told } = switching();
    at(100, () => cluster.crash(0));
    at(200, () => cluster.switchOff([a.id, b.id]));
    at(300, () => cluster.switchOn([a.id]));
    at(400, () => cluster.restart(0));
    kernel.run(1000);
    expect(a.seen.map((seen) => seen.at)).toEqual([0, 400]);
    expect(b.seen).toHaveLength(1);
    expect(told()).toEqual(['0 n1 start', '100 n1 crash', '400 n1 restart']);
  });

  it('can be switched on once its crashed machine has been repaired', () => {
    const { a, b, at, kernel, cluster, told } = switching();
    at(100, () => cluster.crash(0));
    at(200, () => cluster.switchOff([a.id, b.id]));
    at(300, () => cluster.restart(0));
    at(400, () => cluster.switchOn([a.id]));
    kernel.run(1000);
    expect(a.seen.map((seen) => seen.at)).toEqual([0, 400]);
    expect(told()).toEqual(['0 n1 start', '100 n1 crash', '400 n1 start']);
  });
});
