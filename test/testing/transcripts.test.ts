/**
 * Golden transcripts that are no protocol's own: the harness at work on Multi-Paxos, and every directive once. After an
 * intended change, regenerate them with `UPDATE_TRANSCRIPTS=1 npx vitest run test/testing/transcripts`.
 */
import { describe, it } from 'vitest';
import { multiPaxos } from '../../src/algorithms/consensus/multi-paxos/multi-paxos.ts';
import { TIMER } from '../../src/algorithms/consensus/multi-paxos/timers.ts';
import { raft } from '../../src/algorithms/consensus/raft/raft.ts';
import { checkTranscript } from '../../src/testing/index.ts';

const file = (name: string): URL => new URL(`./transcripts/${name}.txt`, import.meta.url);

describe('transcripts', () => {
  it('of Multi-Paxos', () => checkTranscript(file('multi-paxos-accepted-value'), multiPaxos, { timers: TIMER }));
  it('of every directive', () => checkTranscript(file('every-directive'), raft, { timers: TIMER }));
});
