import type { SpaceTime } from '../../../src/report/space-time/space-time.ts';

export const sampleDiagram: SpaceTime = {
  title: 'election-safety is violated',
  detail: 'store: n2 and n1 both led in term 4',
  command: 'fivenines run a.yaml',
  lanes: [
    { name: 'n1', kind: 'replica' },
    { name: 'n2', kind: 'replica' },
    { name: 'c1', kind: 'client' },
  ],
  states: [
    { lane: 0, state: 'follower', term: 3, from: 0, to: 1_000_000 },
    { lane: 0, state: 'leader', term: 4, from: 1_000_000, to: 2_000_000 },
    { lane: 1, state: 'down', term: 0, from: 500_000, to: 1_500_000 },
    { lane: 1, state: 'leader', term: 4, from: 1_600_000, to: 2_000_000 },
  ],
  faults: [{ lanes: [1], text: 'crash of n2', from: 500_000, to: 1_500_000 }],
  messages: [
    {
      from: 0,
      to: 1,
      sent: 1_000_000,
      ended: 1_001_000,
      kind: 'raft/append',
      text: 'one',
      fate: 'delivered',
      routine: false,
    },
    { from: 1, to: 0, sent: 1_002_000, ended: 1_002_000, kind: 'raft/vote', text: 'two', fate: 'lost', routine: false },
    {
      from: 0,
      to: 1,
      sent: 1_100_000,
      ended: 1_101_000,
      kind: 'raft/heartbeat',
      text: 'three',
      fate: 'delivered',
      routine: true,
    },
    {
      from: 0,
      to: 1,
      sent: 1_200_000,
      ended: 2_000_000,
      kind: 'raft/append',
      text: 'four',
      fate: 'under way',
      routine: false,
    },
  ],
  calls: [{ lane: 2, text: "c1's write of <3> to k1", outcome: 'ok', from: 1_000_000, to: 1_010_000 }],
  events: [
    { time: 500_000, lane: 1, text: 'n2 crashes', tone: 'fault' },
    { time: 1_000_000, lane: 0, text: 'n1 becomes leader of term 4', tone: 'plain' },
    {
      time: 2_000_000,
      lane: undefined,
      text: 'election-safety is violated: <script>alert(1)</script>',
      tone: 'violation',
    },
  ],
};
