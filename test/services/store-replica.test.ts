import { describe, expect, it } from 'vitest';
import { createScriptedReplica } from './scripted-consensus.ts';

const write = (value: number) => ({ op: 'write', key: 'k', value, valueBytes: 100 }) as const;
const read = { op: 'read', key: 'k' } as const;
const statuses = ({ answers }: ReturnType<typeof createScriptedReplica>) =>
  answers.map(({ operation, answer }) => `${operation} ${answer.status}`);

describe('a replica of the store', () => {
  it('answers a write when it is applied, with its position', () => {
    const world = createScriptedReplica();
    world.request(1, write(10));
    expect(world.answers).toEqual([]);
    expect(world.replica.pending()).toBe(1);
    world.apply(1);
    const answer = { status: 'ok', value: null, position: { index: 1, term: 1 } };
    expect(world.answers).toMatchObject([{ to: 5, operation: 1, answer }]);
    expect([world.replica.pending(), world.served()]).toEqual([0, 1]);
  });

  it('tells what is proposed before it can be applied, refused or not, and what an entry did to the state', () => {
    const world = createScriptedReplica();
    const stamped = { ...write(10), session: { client: 5, session: 0, sequence: 1 } };
    world.request(1, stamped);
    world.request(2, stamped);
    world.request(3, { op: 'cas', key: 'k', expected: 99, value: 1 });
    world.answerProposals({ status: 'busy' });
    world.request(4, write(11));
    expect(world.handedOver.map(({ op }) => op)).toEqual(['write', 'write', 'cas', 'write']);
    for (const index of [1, 2, 3]) world.apply(index);
    world.machine.apply(4, 1, undefined);
    world.machine.apply(5, 1, { data: { ...stamped, session: { ...stamped.session, sequence: 0 } }, bytes: 1 });
    expect(world.effects).toEqual(['1 new', '2 repeated', '3 new', '4 none', '5 none']);
  });

  it('answers a read when the protocol says so, from the state of that moment, and counts its bytes', () => {
    const world = createScriptedReplica();
    world.request(1, read);
    world.request(2, write(10));
    world.apply(1);
    world.machine.readReady(world.tokens[0]);
    const [ofWrite, ofRead] = world.answers;
    expect(ofRead.answer).toEqual({ status: 'ok', value: 10 });
    expect(ofRead.bytes).toBe(ofWrite.bytes + 100);
  });

  it('names the leader when it is not the one', () => {
    const world = createScriptedReplica();
    world.answerProposals({ status: 'not-leader', leader: 3 });
    world.request(1, write(10));
    world.machine.leaderChanged(3, 2);
    world.request(2, read);
    world.machine.readFailed(world.tokens[0]);
    expect(world.answers.map(({ answer }) => answer)).toEqual([
      { status: 'not-leader', leader: 3 },
      { status: 'not-leader', leader: 3 },
    ]);
    expect(world.served()).toBe(0);
  });

  it('passes on that the protocol has too much to do', () => {
    const world = createScriptedReplica();
    world.answerProposals({ status: 'busy' });
    world.request(1, write(10));
    expect(statuses(world)).toEqual(['1 overload']);
  });

  it('that stops leading answers unknown, once, though the entry may yet be applied', () => {
    const world = createScriptedReplica();
    world.machine.leaderChanged(0, 1);
    world.request(1, write(10));
    world.request(2, write(20));
    world.apply(1);
    world.machine.leadershipLost();
    world.apply(2);
    expect(statuses(world)).toEqual(['1 ok', '2 unknown']);
    expect(world.answers[1].answer).toEqual({ status: 'unknown', leader: undefined });
  });

  it('knows that a proposal is lost when another entry takes its place', () => {
    const world = createScriptedReplica();
    world.request(1, write(10));
    world.apply(1, 2, undefined);
    expect(statuses(world)).toEqual(['1 not-leader']);
    expect(world.served()).toBe(0);
  });

  it('leaves open what a snapshot covers', () => {
    const world = createScriptedReplica();
    world.request(1, write(10));
    world.request(2, write(20));
    const { data } = world.machine.snapshot();
    world.machine.restore(data, { index: 1, term: 1 });
    expect(statuses(world)).toEqual(['1 unknown']);
    world.apply(2);
    expect(statuses(world)).toEqual(['1 unknown', '2 ok']);
  });

  it('continues from a snapshot of another', () => {
    const [one, two] = [createScriptedReplica(), createScriptedReplica()];
    one.request(1, write(10));
    one.apply(1);
    const { data, bytes } = one.machine.snapshot();
    expect(bytes).toBe(101);
    two.machine.restore(data, { index: 1, term: 1 });
    one.request(2, write(20));
    one.apply(2);
    two.request(3, read);
    two.machine.readReady(two.tokens[0]);
    expect(two.answers[0].answer).toEqual({ status: 'ok', value: 10 });
  });

  it('carries out a repeated command once', () => {
    const world = createScriptedReplica();
    const session = { client: 5, session: 0, sequence: 1 };
    const append = { op: 'append', key: 'k', value: 1, session } as const;
    world.request(1, append);
    world.request(1, append);
    world.apply(1);
    world.apply(2);
    world.request(2, read);
    world.machine.readReady(world.tokens[0]);
    expect(statuses(world)).toEqual(['1 ok', '1 ok', '2 ok']);
    expect(world.answers[2].answer).toEqual({ status: 'ok', value: [1] });
  });

  it('hands everything else to the protocol', () => {
    const world = createScriptedReplica();
    world.replica.receive(1, { kind: 'scripted/vote' });
    expect(world.received).toEqual([{ kind: 'scripted/vote' }]);
  });
});
