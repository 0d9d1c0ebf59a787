import { describe, expect, it } from 'vitest';
import { formatLine } from '../../../src/explore/explain/line.ts';
import { narrate } from '../../../src/explore/explain/narrate.ts';
import type { RecordedRun } from '../../../src/explore/explain/recorded-run.ts';
import { apply, call, log, machine, message, protocol, run, unsynced } from './sample-run.ts';

const told = (recorded: RecordedRun): string => `\n${narrate(recorded).map(formatLine).join('\n')}\n`;
const candidate = (time: number, node: number, term: number) =>
  protocol(time, node, { type: 'role', role: 'candidate', term });
const leader = (time: number, node: number, term: number) =>
  protocol(time, node, { type: 'role', role: 'leader', term });
const vote = (time: number, node: number, candidate: number, term: number, granted = true) =>
  protocol(time, node, { type: 'vote', term, candidate, granted });

describe('narrate', () => {
  it('tells a vote that was never synced and is given twice, and the two leaders that come of it', () => {
    const recorded = run('election-safety', 'store: n2 and n1 both led in term 4', [
      candidate(1040, 1, 4),
      vote(1050, 2, 1, 4),
      unsynced(1100, 2, 1),
      machine(1100, 2, 'crash'),
      leader(1110, 1, 4),
      machine(1150, 2, 'restart'),
      protocol(1150, 2, { type: 'recovered', integrity: 'clean', term: 3, lastIndex: 2 }),
      candidate(1190, 0, 4),
      vote(1203, 2, 0, 4),
      leader(1210, 0, 4),
    ]);
    expect(told(recorded)).toBe(`
1.040 s: n2 stands for election in term 4 and votes for itself
1.050 s: n3 grants its vote in term 4 to n2
1.100 s: n3 crashes; the last record that it wrote was never synced and is lost
1.110 s: n2 becomes leader of term 4, elected by n3
1.150 s: n3 restarts and finds term 3 and entries up to 2 on its disk
1.190 s: n1 stands for election in term 4 and votes for itself
1.203 s: n3 grants its vote in term 4 to n1, after having granted it to n2 at 1.050 s, before its crash at 1.100 s; that was never synced
1.210 s: n1 becomes leader of term 4, elected by n3, though n2 has led it since 1.110 s
1.210 s: election-safety is violated: store: n2 and n1 both led in term 4
`);
  });

  it('says which write a read missed', () => {
    const write = { id: 1, f: 'write', value: 3, invokedAt: 1_000_000 } as const;
    const read = { id: 2, f: 'read', invokedAt: 1_300_000 } as const;
    const recorded = run('linearizability', 'store: key k1: the read at 1.3 s found null', [
      call(1000, 'invoke', write),
      call(1200, 'ok', { ...write, position: { index: 5, term: 2 } }),
      call(1300, 'invoke', { ...read, value: null }),
      call(1310, 'ok', { ...read, value: null }),
    ]);
    expect(told(recorded)).toBe(`
1.000 s: c1 calls: write of 3 to k1
1.200 s: c1's write of 3 to k1 is acknowledged (entry 5 of term 2)
1.300 s: c1 calls: read of k1
1.310 s: c1's read of k1 answers nothing, though c1's write of 3 to k1 was acknowledged at 1.200 s, before the read began
1.310 s: linearizability is violated: store: key k1: the read at 1.3 s found null
`);
  });

  it('does not blame a read for a write that was under way, nor for a newer value', () => {
    const reads = (found: number, wrote: number) => {
      const first = { id: 1, f: 'write', value: 1, invokedAt: 0 } as const;
      const second = { id: 2, f: 'write', value: 2, invokedAt: 100_000 } as const;
      const read = { id: 3, f: 'read', value: found, invokedAt: 250_000 } as const;
      const calls = [call(0, 'invoke', first), call(50, 'ok', first), call(100, 'invoke', second)];
      const rest = [call(wrote, 'ok', second), call(250, 'invoke', read), call(300, 'ok', read)];
      return told(
        run(
          'linearizability',
          'key k1',
          [...calls, ...rest].sort((a, b) => a.time - b.time),
        ),
      );
    };
    expect(reads(1, 200)).toContain('though');
    expect(reads(2, 200)).not.toContain('though');
    expect(reads(1, 260)).not.toContain('though');
  });

  it('follows the entry that was lost, and nothing that a restart merely tells again', () => {
    const write = { id: 1, f: 'write', value: 7 } as const;
    const recorded = run(
      'durable-acknowledgement',
      'store: n2 applied term 3 at index 5, which was acknowledged in term 2',
      [
        log(100, 0, 'append', 5, 2),
        log(110, 1, 'append', 5, 2),
        call(110, 'ok', { ...write, position: { index: 5, term: 2 } }),
        machine(150, 0, 'crash'),
        unsynced(150, 0, 0),
        machine(160, 0, 'restart'),
        log(160, 0, 'truncate', 1),
        log(160, 0, 'append', 5, 2),
        log(200, 1, 'truncate', 5),
        log(200, 1, 'append', 5, 3),
        log(210, 0, 'truncate', 5),
        log(220, 1, 'commit', 5),
        apply(220, 1, 5, 3),
      ],
    );
    expect(told(recorded)).toBe(`
0.100 s: n1 appends entry 5 of term 2 (c1's write of 7 to k1)
0.110 s: c1's write of 7 to k1 is acknowledged (entry 5 of term 2)
0.110 s: n2 appends entry 5 of term 2 (c1's write of 7 to k1)
0.150 s: n1 crashes; everything it wrote was synced
0.160 s: n1 restarts
0.200 s: n2 replaces entry 5 of term 2 (c1's write of 7 to k1) by one of term 3
0.210 s: n1 drops entry 5 of term 2 (c1's write of 7 to k1)
0.220 s: n2 takes as committed: entry 5 of term 3 (command 4/0/1)
0.220 s: durable-acknowledgement is violated: store: n2 applied term 3 at index 5, which was acknowledged in term 2
`);
  });

  it('tells what befell single messages, and only of the late ones that they are late', () => {
    const answer = { kind: 'raft/vote-response', term: 3 };
    const usual = Array.from({ length: 20 }, (_, i) => [
      message(i, 'send', i, [0, 1], { kind: 'raft/heartbeat' }),
      message(i + 1, 'deliver', i, [0, 1], { kind: 'raft/heartbeat' }),
    ]).flat();
    const recorded = run('p', 'd', [
      ...usual,
      message(100, 'send', 50, [1, 0], answer),
      message(100, 'send', 51, [1, 2], answer),
      message(100, 'drop', 51, [1, 2], answer, 'tampered'),
      message(100, 'send', 52, [2, 0], answer),
      message(101, 'deliver', 52, [2, 0], answer),
      message(150, 'deliver', 52, [2, 0], answer),
      message(400, 'deliver', 50, [1, 0], answer),
      protocol(400, 0, { type: 'role', role: 'leader', term: 4 }),
    ]);
    expect(told(recorded)).toBe(`
0.100 s: n2's vote-response of term 3 to n3 is lost on the way
0.150 s: a second copy of n3's vote-response of term 3 to n1, sent at 0.100 s, arrives
0.400 s: n2's vote-response of term 3 to n1, sent at 0.100 s, arrives only now
0.400 s: n1 becomes leader of term 4, on n2's vote-response of term 3 to n1
0.400 s: p is violated: d
`);
  });

  it('speaks of ballots and promises where the protocol does', () => {
    const recorded = run(
      'promise-kept',
      'store: n3 promised 4 after 5',
      [
        protocol(10, 2, { type: 'promise', term: 5, proposer: 0 }),
        machine(20, 2, 'crash'),
        unsynced(20, 2, 2),
        protocol(30, 2, { type: 'promise', term: 4, proposer: 1 }),
        protocol(31, 1, { type: 'role', role: 'leader', term: 4 }),
        protocol(32, 0, { type: 'suspect', term: 5, reason: 'election-timeout' }),
      ],
      'ballot',
    );
    expect(told(recorded)).toBe(`
0.010 s: n3 promises ballot 5 to n1
0.020 s: n3 crashes; the last 2 records that it wrote were never synced and are lost
0.030 s: n3 promises ballot 4 to n2, after having promised 5 to n1 at 0.010 s, before its crash at 0.020 s; that was never synced
0.031 s: n2 becomes leader of ballot 4
0.032 s: promise-kept is violated: store: n3 promised 4 after 5
`);
  });

  it('tells configurations and snapshots once', () => {
    const membership = { voters: [0, 1], outgoing: [0, 1, 2], learners: [] };
    const change = { type: 'membership', index: 3, membership, committed: false } as const;
    const recorded = run('quorum-intersection', 'd', [
      protocol(0, 0, { type: 'membership', index: 0, membership, committed: true }),
      protocol(0, 1, { type: 'membership', index: 0, membership, committed: true }),
      protocol(10, 0, change),
      protocol(11, 0, change),
      protocol(12, 2, { type: 'snapshot', action: 'installed', index: 9, term: 2 }),
    ]);
    expect(told(recorded)).toBe(`
0.010 s: n1 goes by the configuration of entry 3: voters n1 and n2 jointly with n1, n2 and n3
0.012 s: n3 installs a snapshot of everything up to entry 9 (term 2)
0.012 s: quorum-intersection is violated: d
`);
  });

  it('leaves out what is routine where there is much to tell, and then the middle', () => {
    const vain = Array.from({ length: 100 }, (_, i) => candidate(i, 0, i + 1));
    const lines = narrate(run('p', 'd', [...vain, candidate(200, 1, 300), vote(201, 2, 1, 300)]));
    expect(lines.map(formatLine)).toEqual([
      '0.200 s: n2 stands for election in term 300 and votes for itself',
      '0.201 s: n3 grants its vote in term 300 to n2',
      '0.201 s: p is violated: d',
    ]);
    const many = Array.from({ length: 200 }, (_, i) => machine(i, 0, i % 2 === 0 ? 'pause' : 'resume'));
    const cut = narrate(run('p', 'd', many)).map(({ text }) => text);
    expect(cut).toHaveLength(62);
    expect(cut[20]).toBe('(140 lines left out)');
  });
});
