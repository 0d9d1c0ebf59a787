/**
 * Golden transcripts: short stories of a cluster, message by message, under `transcripts/`. They are meant to be read.
 * After an intended change, regenerate them with `UPDATE_TRANSCRIPTS=1 npx vitest run transcripts` and read the difference
 * before it is committed.
 */
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RaftMessage } from '../../../../src/algorithms/consensus/raft/messages.ts';
import { raft } from '../../../../src/algorithms/consensus/raft/raft.ts';
import { TIMER } from '../../../../src/algorithms/consensus/raft/timers.ts';
import type { Message } from '../../../../src/algorithms/environment.ts';
import { checkTranscript } from '../../../../src/testing/transcript/check-transcript.ts';

const FOLDER = new URL('./transcripts/', import.meta.url);

function describeMessage(any: Message): string {
  const message = any as RaftMessage;
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

describe('transcripts', () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.txt'));

  it('are there', () => {
    expect(files.length).toBeGreaterThanOrEqual(4);
  });

  it.each(files)('%s', (name) => checkTranscript(new URL(name, FOLDER), raft, { timers: TIMER, describeMessage }));
});
