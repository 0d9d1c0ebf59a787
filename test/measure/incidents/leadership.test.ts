import { describe, expect, it } from 'vitest';
import { failoversOf } from '../../../src/measure/failover.ts';
import { watchFaults } from '../../../src/measure/incidents/fault-log.ts';
import { type LeadershipOptions, watchLeadership } from '../../../src/measure/incidents/leadership.ts';
import { createScript, micros, type Script } from '../script.ts';

const begin = (options: Partial<LeadershipOptions> = {}) => {
  const script = createScript();
  const faults = watchFaults(script.trace);
  const leadership = watchLeadership(script.trace, { service: 'store', voters: [0, 1, 2], faults, ...options });
  script.role(1, 0, 'leader', 1);
  return { script, leadership };
};
const period = { start: micros(5), end: micros(1000) };

/** [seconds, cause] of every change of condition. */
const conditionsOf = ({ conditions }: ReturnType<typeof watchLeadership>) =>
  conditions.map(({ time, cause }) => [time / 1e6, cause]);

const electSecond = (script: Script, suspected: number, led: number): void => {
  script.suspect(suspected, 1, 1);
  script.role(suspected, 1, 'candidate', 2);
  script.role(led, 1, 'leader', 2);
};

describe('leadership', () => {
  it('is being decided until the first leader works, which is no failover', () => {
    const { leadership } = begin();
    leadership.finish();
    expect(conditionsOf(leadership)).toEqual([
      [0, 'election'],
      [1, undefined],
    ]);
    expect(failoversOf('store', leadership.episodes, { start: 0, end: micros(10) })).toEqual([]);
  });

  it('follows a crash: trigger, suspicion, election, first answered write', () => {
    const { script, leadership } = begin();
    script.node(10, 0, 'crash');
    script.fault(10, 1, 'start', 'crash', [0], 'crash of n1');
    electSecond(script, 11, 11.2);
    script.operation('ok', 11.1, 11.4, { f: 'read' });
    script.operation('ok', 11.1, 11.5);
    leadership.finish();
    expect(conditionsOf(leadership).slice(2)).toEqual([
      [10, 'leader crash'],
      [11.2, undefined],
    ]);
    const [, episode] = leadership.episodes;
    expect(episode.trigger?.description).toBe('crash of n1');
    expect([episode.suspected, episode.led, episode.answered]).toEqual([11, 11.2, 11.5].map(micros));
    expect(failoversOf('store', leadership.episodes, period)).toEqual([
      { startSeconds: 10, seconds: 1.2, service: 'store', cause: 'leader crash', term: 2, splitVotes: 0 },
    ]);
  });

  it('leaves a failover that begins in the warm-up out', () => {
    const { script, leadership } = begin();
    script.node(4.9, 0, 'crash');
    electSecond(script, 6, 6.2);
    leadership.finish();
    expect(failoversOf('store', leadership.episodes, period)).toEqual([]);
  });

  it.each([
    ['pause', 'leader pause'],
    ['stop', 'orderly stop'],
    ['halt', 'leader crash'],
  ] as const)('names a %s of the leader', (change, cause) => {
    const { script, leadership } = begin();
    script.node(10, 0, change);
    electSecond(script, 11, 12);
    leadership.finish();
    expect(leadership.episodes[1].cause).toBe(cause);
  });

  it('names a full disk when the leader gives up over it', () => {
    const { script, leadership } = begin();
    script.trace.publish({ kind: 'disk', time: micros(10), node: 0, change: 'full', records: 1 });
    script.node(10, 0, 'halt');
    leadership.finish();
    expect(leadership.episodes[1].cause).toBe('disk full');
  });

  it('takes the return of a paused leader for no failover', () => {
    const { script, leadership } = begin();
    script.node(10, 0, 'pause');
    script.node(10.5, 0, 'resume');
    leadership.finish();
    expect(conditionsOf(leadership).slice(2)).toEqual([
      [10, 'leader pause'],
      [10.5, undefined],
    ]);
    expect(failoversOf('store', leadership.episodes, period)).toEqual([]);
  });

  it('charges the rest of an episode to split votes from the first one on', () => {
    const { script, leadership } = begin();
    script.node(10, 0, 'crash');
    script.suspect(11, 1, 1);
    script.protocol(12, 1, { type: 'split-vote', term: 2 });
    script.protocol(13, 2, { type: 'split-vote', term: 3 });
    script.role(14, 2, 'leader', 4);
    leadership.finish();
    expect(conditionsOf(leadership).slice(2)).toEqual([
      [10, 'leader crash'],
      [12, 'split vote'],
      [14, undefined],
    ]);
    expect(failoversOf('store', leadership.episodes, period)[0]).toMatchObject({ splitVotes: 2, term: 4, seconds: 4 });
  });

  it('lost its quorum when two of three are down, up to the next election', () => {
    const { script, leadership } = begin();
    script.fault(10, 1, 'start', 'outage', [0, 1], 'outage of rack r1');
    script.node(10, 0, 'crash');
    script.node(10, 1, 'crash');
    script.node(20, 1, 'restart');
    script.suspect(20.5, 2, 1);
    script.role(21, 2, 'leader', 2);
    leadership.finish();
    expect(conditionsOf(leadership).slice(2)).toEqual([
      [10, 'loss of quorum'],
      [21, undefined],
    ]);
    expect(leadership.episodes[1]).toMatchObject({
      cause: 'loss of quorum',
      trigger: { description: 'outage of rack r1' },
    });
  });

  it('blames the quorum for the rest of an episode that it was lost in', () => {
    const { script, leadership } = begin();
    script.node(10, 0, 'crash');
    script.node(10.5, 1, 'crash');
    script.node(20, 1, 'restart');
    script.protocol(20.5, 2, { type: 'split-vote', term: 2 });
    script.role(21, 2, 'leader', 3);
    leadership.finish();
    expect(conditionsOf(leadership).slice(2)).toEqual([
      [10, 'leader crash'],
      [10.5, 'loss of quorum'],
      [21, undefined],
    ]);
  });

  it('sees an isolated leader, and a quorum lost to a partition, by who is connected', () => {
    let groups = [[0, 1, 2]];
    const connected = (a: number, b: number) => groups.some((group) => group.includes(a) && group.includes(b));
    const { script, leadership } = begin({ connected });
    script.fault(10, 1, 'start', 'isolate', [0], 'isolation of n1');
    groups = [[0], [1, 2]];
    electSecond(script, 11, 12);
    script.fault(20, 1, 'end', 'isolate', [0]);
    groups = [[0, 1, 2]];
    script.role(20.1, 0, 'follower', 2);
    script.fault(30, 2, 'start', 'partition', [0, 1, 2], 'partition: n1 | n2 | n3');
    groups = [[0], [1], [2]];
    leadership.finish();
    expect(conditionsOf(leadership).slice(2)).toEqual([
      [10, 'leader isolated'],
      [12, undefined],
      [30, 'loss of quorum'],
    ]);
    expect(leadership.episodes.map(({ trigger }) => trigger?.description)).toEqual([
      undefined,
      'isolation of n1',
      'partition: n1 | n2 | n3',
    ]);
  });

  it('finds the episode after the fact when a leader is deposed while it seems to work', () => {
    const { script, leadership } = begin();
    script.fault(10, 1, 'start', 'isolate', [0], 'isolation of n1');
    electSecond(script, 11, 12);
    leadership.finish();
    expect(conditionsOf(leadership).slice(2)).toEqual([
      [11, 'leader isolated'],
      [12, undefined],
    ]);
    expect(failoversOf('store', leadership.episodes, period)[0]).toMatchObject({ startSeconds: 11, seconds: 1 });
  });

  it('begins when the one who deposed it last heard of the leader, not when its patience was over', () => {
    const { script, leadership } = begin();
    script.fault(10, 1, 'start', 'delay', [0], 'delay on n1');
    script.suspect(11.5, 1, 1, 1.6);
    script.role(11.5, 1, 'candidate', 2);
    script.role(12, 1, 'leader', 2);
    leadership.finish();
    // It was heard at 9.9, but nothing was wrong before 10.
    expect(failoversOf('store', leadership.episodes, period)[0]).toMatchObject({
      startSeconds: 10,
      seconds: 2,
      cause: 'network degradation',
    });
    expect(leadership.episodes[1].suspected).toBe(micros(11.5));
  });

  it('begins when a leader that stepped down last heard of a majority', () => {
    const { script, leadership } = begin();
    script.fault(10, 1, 'start', 'delay', [0], 'delay on n1');
    script.suspect(11.9, 0, 1, 1.5);
    script.role(11.9, 0, 'follower', 1);
    electSecond(script, 12, 13);
    leadership.finish();
    const [failover] = failoversOf('store', leadership.episodes, period);
    expect(failover.startSeconds).toBeCloseTo(10.4, 9);
    expect(failover.seconds).toBeCloseTo(2.6, 9);
  });

  it('does not hold an old suspicion that has proved wrong against the leader', () => {
    const { script, leadership } = begin();
    script.suspect(9, 1, 1, 1.5);
    script.role(9, 1, 'pre-candidate', 1);
    script.protocol(9.1, 1, { type: 'role', role: 'follower', term: 1, leader: 0 });
    script.role(19, 1, 'leader', 2);
    leadership.finish();
    expect(leadership.episodes[1].start).toBe(micros(19));
  });

  it('names a hand-over, and a step-down with no fault near or with one', () => {
    const handOver = begin();
    handOver.script.protocol(10, 0, { type: 'transfer', to: 1, phase: 'started' });
    handOver.script.role(10.1, 0, 'follower', 2);
    handOver.script.role(10.2, 1, 'leader', 2);
    handOver.leadership.finish();
    expect(handOver.leadership.episodes[1].cause).toBe('leadership transfer');

    const calm = begin();
    calm.script.suspect(9.9, 1, 1);
    calm.script.role(10, 0, 'follower', 2);
    calm.leadership.finish();
    expect(calm.leadership.episodes[1]).toMatchObject({ cause: 'election', suspected: micros(10) });

    const lossy = begin();
    lossy.script.fault(9, 1, 'start', 'link-loss', [0, 1], 'loss of 30 %');
    lossy.script.role(10, 0, 'follower', 2);
    lossy.leadership.finish();
    expect(lossy.leadership.episodes[1].cause).toBe('network degradation');
  });

  it('follows the membership: a removed leader, and the majority of the new voters', () => {
    const { script, leadership } = begin();
    for (const node of [1, 2, 3, 4]) script.role(2, node, 'follower', 1);
    const membership = { voters: [1, 2, 3], outgoing: [], learners: [] };
    script.protocol(9, 0, { type: 'membership', index: 7, membership, committed: false });
    script.protocol(9.5, 0, { type: 'membership', index: 7, membership, committed: true });
    script.role(10, 0, 'follower', 1);
    script.role(11, 1, 'leader', 2);
    // Nodes 0 and 4 do not vote any more: their crash takes nothing away; that of 2 and 3 does.
    script.node(20, 0, 'crash');
    script.node(20, 4, 'crash');
    script.node(30, 2, 'crash');
    script.node(31, 3, 'crash');
    leadership.finish();
    expect(conditionsOf(leadership).slice(2)).toEqual([
      [10, 'membership change'],
      [11, undefined],
      [31, 'loss of quorum'],
    ]);
    expect([...leadership.voters]).toEqual([1, 2, 3]);
  });
});
