import { describe, expect, it } from 'vitest';
import { kinds, linkPlan, linkSpec, topology, world } from './small-world.ts';

describe('a node', () => {
  it('starts its processes in the order in which they were added', () => {
    const w = world(topology(2));
    const order: string[] = [];
    for (const [node, name] of [
      [1, 'a'],
      [0, 'b'],
      [1, 'c'],
    ] as const)
      w.actor(node, { name }, () => ({ start: () => void order.push(name) }));
    const nodes = w.observed('node');
    w.cluster.boot();
    expect(order).toEqual(['b', 'a', 'c']);
    expect(nodes.map(({ node, change }) => `${node} ${change}`)).toEqual(['0 start', '1 start']);
    expect([w.cluster.nodeOf(0), w.cluster.nodeOf(1)]).toEqual([1, 0]);
  });

  it('is up while paused, down after a crash, and back after a restart', () => {
    const w = world(topology(1));
    const actor = w.actor(0);
    const nodes = w.observed('node');
    w.cluster.boot();
    const states: unknown[] = [];
    const note = (): void =>
      void states.push([w.cluster.isUp(0), w.cluster.isRunning(0), w.cluster.processAt(actor.id) !== undefined]);
    for (const act of [
      'pause',
      'pause',
      'resume',
      'resume',
      'stop',
      'stop',
      'pause',
      'restart',
      'restart',
      'crash',
      'crash',
      'restart',
    ] as const) {
      w.cluster[act](0);
      note();
    }
    const running = [true, true, true];
    const paused = [true, false, true];
    const down = [false, false, false];
    expect(states).toEqual([paused, paused, running, running, down, down, down, running, running, down, down, running]);
    expect(nodes.map(({ change }) => change)).toEqual([
      'start',
      'pause',
      'resume',
      'stop',
      'restart',
      'crash',
      'restart',
    ]);
  });

  it('hands over what a pause held, in order, and honours timers cancelled by what came first', () => {
    const w = world(topology(2));
    const sender = w.actor(1);
    const actor = w.actor(0, {}, (env) => ({
      receive() {
        env.cancelTimer(2);
        env.setTimer(3, 50);
      },
    }));
    w.cluster.boot();
    w.at(0, () => {
      for (const id of [1, 2, 3]) actor.env.setTimer(id, id === 1 ? 500 : 3000);
      actor.env.storage.append('a', 1);
      actor.env.storage.sync(9);
      sender.env.send(actor.id, { kind: 'm' }, 1);
    });
    w.at(100, () => w.cluster.pause(0));
    w.at(9000, () => w.cluster.resume(0));
    w.kernel.run(100_000);
    expect(actor.seen.slice(1)).toEqual([
      { at: 9000, what: 'timer 1' },
      { at: 9000, what: '0: m' },
      { at: 9000, what: 'synced 9' },
      { at: 9050, what: 'timer 3' },
    ]);
  });

  it('forgets what a pause held when it crashes', () => {
    const w = world(topology(2));
    const sender = w.actor(1, { transport: 'datagram' });
    const actor = w.actor(0);
    w.cluster.boot();
    w.at(0, () => {
      w.cluster.pause(0);
      sender.env.send(actor.id, { kind: 'm' }, 1);
      actor.env.setTimer(1, 10);
    });
    w.at(5000, () => {
      w.cluster.crash(0);
      w.cluster.restart(0);
    });
    w.kernel.run(100_000);
    expect(kinds(actor)).toEqual(['start clean []', 'start clean []']);
  });

  it('shows the halt of a process, whose environment is dead from then on', () => {
    const w = world(topology(2));
    const nodes = w.observed('node');
    const other = w.actor(1);
    const actor = w.actor(0, { name: 'store@n1' }, (env) => ({
      timeout() {
        env.halt('log is damaged');
        env.send(other.id, { kind: 'from the grave' }, 1);
        env.setTimer(2, 1);
        env.storage.append('x', 1);
        env.storage.sync(1);
      },
    }));
    w.cluster.boot();
    w.at(0, () => actor.env.setTimer(1, 10));
    w.at(10_000, () => w.cluster.restart(0));
    w.kernel.run(1_000_000);
    expect(nodes.slice(2)).toEqual([
      { kind: 'node', time: 10, node: 0, change: 'halt', detail: 'store@n1: log is damaged' },
      { kind: 'node', time: 10_000, node: 0, change: 'restart' },
    ]);
    expect(kinds(actor)).toEqual(['start clean []', 'timer 1', 'start clean []']);
    expect(kinds(other)).toEqual(['start clean []']);
  });

  it('stays up when one of its processes halts, and restarts only that one', () => {
    const w = world(topology(1));
    const one = w.actor(0);
    const two = w.actor(0);
    w.cluster.boot();
    one.env.halt('test');
    expect([w.cluster.isUp(0), w.cluster.processAt(one.id)]).toEqual([true, undefined]);
    w.cluster.restart(0);
    expect([kinds(one).length, kinds(two).length]).toEqual([2, 1]);
  });

  it('that is a client machine takes no faults', () => {
    const plan = topology(1);
    const w = world({ ...plan, nodes: [{ ...plan.nodes[0], role: 'client' }] });
    const actor = w.actor(0, { cost: () => ({ time: 100, thread: 'serial' }) });
    const nodes = w.observed('node');
    w.cluster.boot();
    for (const act of ['crash', 'stop', 'pause', 'restart', 'resume', 'wipeDisk'] as const) w.cluster[act](0);
    w.cluster.jumpClock(0, 500);
    w.cluster.rotDisk(0, 'any');
    for (const undo of [
      w.cluster.slowCpu(0, 0.1),
      w.cluster.driftClock(0, 500),
      w.cluster.faultDisk(0, { type: 'full' }),
    ])
      undo();
    w.at(0, () => actor.env.send(actor.id, { kind: 'm' }, 1));
    w.kernel.run(5000);
    expect(actor.seen.slice(1)).toEqual([{ at: 1000, what: '0: m' }]);
    expect(nodes.length).toBe(1);
    expect(w.cluster.statistics(0)).toEqual({ busy: 0, available: 0, queueIntegral: 0, observed: 0 });
  });

  it('goes on with its own random stream after a restart', () => {
    const w = world(topology(1, linkPlan(linkSpec())), 7);
    const drawn: number[] = [];
    w.actor(0, { name: 'p' }, (env) => ({ start: () => void drawn.push(env.random(), env.random()) }));
    w.cluster.boot();
    w.cluster.crash(0);
    w.cluster.restart(0);
    expect(new Set(drawn).size).toBe(4);
  });

  it('must stand at its id, and processes on nodes that exist', () => {
    const plan = topology(2);
    expect(() => world({ ...plan, nodes: [plan.nodes[1], plan.nodes[0]] })).toThrow(RangeError);
    expect(() => world(plan).actor(2)).toThrow(RangeError);
  });
});
