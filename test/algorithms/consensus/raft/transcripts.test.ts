/**
 * Golden transcripts: three short stories of a cluster, message by message, under `transcripts/`. They are meant to be
 * read. After an intended change, regenerate them with `UPDATE_TRANSCRIPTS=1 npx vitest run transcripts` and read the
 * difference before it is committed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RaftMessage } from '../../../../src/algorithms/consensus/raft/messages.ts';
import type { Message } from '../../../../src/algorithms/environment.ts';
import type { ProtocolEvent } from '../../../../src/algorithms/protocol-event.ts';
import { MILLISECOND, SECOND } from '../../../../src/core/time.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

const ms = (n: number) => n * MILLISECOND;

function describeMessage(message: RaftMessage): string {
  const { term } = message;
  const name = `${message.kind.slice('raft/'.length)} t${term}`;
  switch (message.kind) {
    case 'raft/append': {
      const entries = message.entries.map((e) => `${e.index}/t${e.term} ${e.command?.data ?? 'no-op'}`).join(', ');
      return `${name} after ${message.prevIndex}/t${message.prevTerm} [${entries}] commit ${message.commit}`;
    }
    case 'raft/append-response':
      return message.success
        ? `${name} has ${message.index}`
        : `${name} refuses ${message.index}, hint ${message.hintIndex}/t${message.hintTerm}`;
    case 'raft/heartbeat':
      return `${name} round ${message.round} commit ${message.commit}/t${message.commitTerm}`;
    case 'raft/heartbeat-response':
      return `${name} round ${message.round}`;
    case 'raft/request-vote':
      return `${name} last ${message.lastIndex}/t${message.lastTerm}`;
    case 'raft/pre-vote':
      return `${name} for t${message.nextTerm} last ${message.lastIndex}/t${message.lastTerm}`;
    case 'raft/vote-response':
    case 'raft/pre-vote-response':
      return `${name} ${message.granted ? 'granted' : 'refused'}`;
    case 'raft/install-snapshot':
      return `${name} up to ${message.index}/t${message.indexTerm}, bytes ${message.offset}+${message.length} of ${message.total}`;
    case 'raft/install-response':
      return `${name} expects byte ${message.offset}`;
    case 'raft/timeout-now':
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
  const world = createWorld({ fifo: true, latency: { min: ms(1), max: ms(1) }, ...plan });
  const lines: string[] = [];
  const stamp = () => (world.now() / MILLISECOND).toFixed(3).padStart(10);
  world.onMessage = (type, from, to, message: Message) => {
    if (type === 'deliver') lines.push(`${stamp()}  ${from} → ${to}  ${describeMessage(message as RaftMessage)}`);
  };
  world.onEvent = ({ id }, event) => void lines.push(`${stamp()}  ${id}      ${describeEvent(event)}`);
  world.onApply = ({ id }, { index, term, data }) =>
    void lines.push(`${stamp()}  ${id}      applies ${index}/t${term} ${data ?? 'no-op'}`);
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
  it('first election', () => {
    const { world, say, text } = narrate({ nodes: 3, sync: { min: ms(2), max: ms(2) } });
    say('Three servers boot. One is the first to lose patience: it asks around, then stands for election.');
    untilLeader(world);
    say('Its no-op is replicated, then a command.');
    world.run(ms(10));
    world.propose(world.leader()!.id, 'x = 1');
    world.run(ms(10));
    say('Heartbeats.');
    world.run(ms(90));
    expectTranscript('first-election', text());
  });

  it('log repair after a partition', () => {
    const { world, say, text } = narrate({ nodes: 3, options: { electionTimeout: { min: ms(300), max: ms(600) } } });
    untilLeader(world);
    world.run(ms(10));
    const old = world.leader()!.id;
    const others = world.nodes.map(({ id }) => id).filter((id) => id !== old);
    say(`The leader, ${old}, is cut off and goes on accepting commands that it cannot commit.`);
    world.partition(others, [old]);
    for (const data of ['lost 1', 'lost 2']) world.propose(old, data);
    world.run(ms(250));
    say('The others elect a new leader, which commits a command.');
    world.runUntil(() => world.leader() !== undefined && world.leader()!.id !== old, 10 * SECOND);
    world.run(ms(5));
    world.propose(world.leader()!.id, 'kept');
    world.run(ms(20));
    say('The partition heals: what the old leader never committed is overwritten.');
    world.heal();
    world.run(ms(120));
    expectTranscript('log-repair', text());
  });

  it('snapshot install', () => {
    const options = { snapshotEvery: 5, snapshotKeep: 1, snapshotChunk: 250 };
    const { world, say, text } = narrate({ nodes: 3, options });
    untilLeader(world);
    world.run(ms(10));
    const leader = world.leader()!.id;
    const away = (leader + 1) % 3;
    say(`${away} crashes. The others commit four commands, take a snapshot each, and drop what it covers.`);
    world.crash(away);
    for (const data of ['a', 'b', 'c', 'd']) world.propose(leader, data);
    world.run(ms(20));
    say(`${away} returns, lacks entries that are gone, and is sent the snapshot in two chunks.`);
    world.restart(away);
    world.run(ms(150));
    expectTranscript('snapshot-install', text());
  });
});
