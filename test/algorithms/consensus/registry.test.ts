import { describe, expect, it } from 'vitest';
import { multiPaxos } from '../../../src/algorithms/consensus/multi-paxos/multi-paxos.ts';
import { raft } from '../../../src/algorithms/consensus/raft/raft.ts';
import { consensusProtocols, registerConsensus } from '../../../src/algorithms/consensus/registry.ts';

it('finds protocols by name, and takes new ones under names of their own', () => {
  expect(consensusProtocols.get('raft')).toBe(raft);
  expect(consensusProtocols.get('multi-paxos')).toBe(multiPaxos);
  expect(() => registerConsensus(raft)).toThrow('"raft" is registered already');
  registerConsensus({ ...raft, name: 'raft-of-mine' });
  expect([...consensusProtocols.keys()]).toEqual(['raft', 'multi-paxos', 'raft-of-mine']);
});

describe.each([raft, multiPaxos])('$name', ({ name, options, owns }) => {
  it('every option has a doc line, a default, its provenance, and its default among the values worth a try', () => {
    for (const [option, { doc, default: standard, source, swarm }] of Object.entries(options)) {
      expect(doc, option).not.toBe('');
      expect(standard, option).toBeDefined();
      expect(source, option).toBeDefined();
      if (swarm !== undefined) expect(swarm, option).toContainEqual(standard);
    }
  });

  it('owns its messages and no others', () => {
    expect(owns({ kind: `${name}/heartbeat` })).toBe(true);
    expect(owns({ kind: 'store/request' })).toBe(false);
  });
});

it('what can be set on Raft can be set on Multi-Paxos, with the same default', () => {
  for (const [option, { type, default: standard }] of Object.entries(raft.options)) {
    expect(multiPaxos.options[option], option).toMatchObject({ type, default: standard });
  }
});
