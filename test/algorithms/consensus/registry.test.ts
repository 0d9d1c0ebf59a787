import { expect, it } from 'vitest';
import { raft } from '../../../src/algorithms/consensus/raft/raft.ts';
import { consensusProtocols, registerConsensus } from '../../../src/algorithms/consensus/registry.ts';

it('finds protocols by name, and takes new ones under names of their own', () => {
  expect(consensusProtocols.get('raft')).toBe(raft);
  expect(() => registerConsensus(raft)).toThrow('"raft" is registered already');
  registerConsensus({ ...raft, name: 'raft-of-mine' });
  expect([...consensusProtocols.keys()]).toEqual(['raft', 'raft-of-mine']);
});

it('every option has a doc line, a default and its provenance', () => {
  for (const [name, option] of Object.entries(raft.options)) {
    expect(option.doc, name).not.toBe('');
    expect(option.default, name).toBeDefined();
    expect(option.source, name).toBeDefined();
  }
});

it('owns its messages and no others', () => {
  expect(raft.owns({ kind: 'raft/append' })).toBe(true);
  expect(raft.owns({ kind: 'store/request' })).toBe(false);
});
