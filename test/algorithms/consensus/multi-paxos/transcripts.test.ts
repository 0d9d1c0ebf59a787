/**
 * Golden transcripts: three short stories of a cluster, message by message, under `transcripts/`. They are meant to be
 * read. After an intended change, regenerate them with `UPDATE_TRANSCRIPTS=1 npx vitest run transcripts` and read the
 * difference before it is committed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PaxosMessage } from '../../../../src/algorithms/consensus/multi-paxos/messages.ts';
import { multiPaxos } from '../../../../src/algorithms/consensus/multi-paxos/multi-paxos.ts';
import type { Value } from '../../../../src/algorithms/consensus/multi-paxos/slots.ts';
import type { Message } from '../../../../src/algorithms/environment.ts';
import type { ProtocolEvent } from '../../../../src/algorithms/protocol-event.ts';
import { MILLISECOND, SECOND } from '../../../../src/core/time.ts';
import { createWorld, type World, type WorldOptions } from '../raft/world.ts';

const ms = (n: number) => n * MILLISECOND;

const describeValue = ({ slot, command, membership }: Value): string => {
  if (membership !== undefined) return `${slot} voters ${membership.voters.join(' ')}`;
  return `${slot} ${command?.data ?? 'no-op'}`;
};

function describeMessage(message: PaxosMessage): string {
  const name = `${message.kind.slice('multi-paxos/'.length)} b${message.term}`;
  switch (message.kind) {
    case 'multi-paxos/pre-prepare':
      return `${name} for b${message.next}`;
    case 'multi-paxos/pre-promise':
      return `${name} for b${message.next} ${message.granted ? 'granted' : 'refused'}`;
    case 'multi-paxos/prepare':
      return `${name} after ${message.commit}`;
    case 'multi-paxos/promise': {
      const accepted = message.values.map((value, i) => `${describeValue(value)} in b${message.ballots[i]}`).join(', ');
      return `${name} knows ${message.commit}, accepted [${accepted}]`;
    }
    case 'multi-paxos/accept':
      return `${name} [${message.values.map(describeValue).join(', ')}] chosen ${message.commit}`;
    case 'multi-paxos/accepted':
      return `${name} ${message.first}..${message.last}`;
    case 'multi-paxos/chosen':
      return `${name} up to ${message.commit}`;
    case 'multi-paxos/heartbeat':
      return `${name} round ${message.round} chosen ${message.commit}`;
    case 'multi-paxos/heartbeat-response':
      return `${name} round ${message.round} knows ${message.commit}`;
    case 'multi-paxos/learn':
      return `${name} after ${message.commit}${message.offset > 0 ? `, from byte ${message.offset}` : ''}`;
    case 'multi-paxos/decided':
      return `${name} [${message.values.map(describeValue).join(', ')}] chosen ${message.commit}`;
    case 'multi-paxos/snapshot':
      return `${name} up to ${message.index}, bytes ${message.offset}+${message.length} of ${message.total}`;
    case 'multi-paxos/preempted':
    case 'multi-paxos/lead':
      return name;
  }
}

function describeEvent({ type, ...rest }: ProtocolEvent): string {
  const fields = Object.entries(rest)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : value}`);
  return `${type}: ${fields.join(', ')}`;
}

/** A world that writes down what happens, and what the story's author says about it. */
function narrate(plan: WorldOptions) {
  const world = createWorld({ protocol: multiPaxos, fifo: true, latency: { min: ms(1), max: ms(1) }, ...plan });
  const lines: string[] = [];
  const stamp = () => (world.now() / MILLISECOND).toFixed(3).padStart(10);
  world.onMessage = (type, from, to, message: Message) => {
    if (type === 'deliver') lines.push(`${stamp()}  ${from} → ${to}  ${describeMessage(message as PaxosMessage)}`);
  };
  world.onEvent = ({ id }, event) => void lines.push(`${stamp()}  ${id}      ${describeEvent(event)}`);
  world.onApply = ({ id }, { index, data }) =>
    void lines.push(`${stamp()}  ${id}      applies ${index} ${data ?? 'no-op'}`);
  return {
    world,
    say: (text: string) => void lines.push('', `# ${text}`),
    text: () => `${lines.join('\n').replace(/^\n+/, '')}\n`,
  };
}

function expectTranscript(name: string, text: string): void {
  const file = new URL(`./transcripts/${name}.txt`, import.meta.url);
  if (process.env.UPDATE_TRANSCRIPTS) writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

const untilLeader = (world: World) => world.runUntil(() => world.leader() !== undefined, 10 * SECOND);

describe('transcripts', () => {
  it('first ballot', () => {
    const { world, say, text } = narrate({ nodes: 3, sync: { min: ms(2), max: ms(2) } });
    say('Three replicas boot. One is the first to lose patience: it asks around, then prepares a ballot.');
    untilLeader(world);
    say('A quorum has promised and has accepted nothing yet, so it leads. A command is accepted, chosen, and told.');
    world.run(ms(5));
    world.propose(world.leader()!.id, 'x = 1');
    world.run(ms(12));
    say('Heartbeats.');
    world.run(ms(90));
    expectTranscript('first-ballot', text());
  });

  it('a gap filled after a change of leader', () => {
    const { world, say, text } = narrate({ nodes: 3, options: { electionTimeout: { min: ms(300), max: ms(600) } } });
    untilLeader(world);
    world.run(ms(10));
    const old = world.leader()!.id;
    const [next, other] = [0, 1, 2].filter((id) => id !== old);
    say(`The leader, ${old}, reaches nobody with one command, and one replica, ${next}, with the next.`);
    world.partition([old]);
    world.propose(old, 'lost');
    world.run(ms(2));
    world.heal();
    world.partition([old, next]);
    world.propose(old, 'kept');
    world.run(ms(2));
    say(`${old} crashes. ${next} and ${other} go on.`);
    world.crash(old);
    world.heal();
    untilLeader(world);
    say('Of the second slot somebody reports a proposal, which is proposed anew; of the first nobody does: a no-op.');
    world.run(ms(10));
    say(`${old} returns with what it had accepted, and learns what was chosen instead.`);
    world.restart(old);
    world.run(ms(110));
    expectTranscript('gap-filled', text());
  });

  it('reconfiguration', () => {
    const { world, say, text } = narrate({ nodes: 4, voters: 3, options: { alpha: 2 } });
    untilLeader(world);
    world.run(ms(10));
    const leader = world.leader()!;
    say('A fourth voter is added. With α = 2, slot 1 carries the configuration and slot 3 is the first of its voters.');
    leader.consensus.changeMembership({ type: 'add-voter', process: 3 });
    world.run(ms(20));
    expectTranscript('reconfiguration', text());
  });
});
