/** The kinds of key choice, described once: for `fivenines list`, the scenario schema and the docs. */
import type { WorkloadKind } from './arrival-kinds.ts';
import type { KeySpec } from './client.ts';

const COUNT = { type: 'integer', doc: 'number of keys', min: 1 } as const;

export const KEY_KINDS: readonly WorkloadKind<KeySpec['kind']>[] = [
  {
    name: 'uniform',
    summary: 'every key is as likely as any other',
    parameters: { count: COUNT },
    example: 'keys: {uniform: {count: 10000}}',
  },
  {
    name: 'zipf',
    summary: "Zipf's law: the k-th key with probability proportional to k^−exponent",
    source: 'rejection-inversion, Hörmann & Derflinger 1996; exponent 0.99 as in YCSB (Cooper et al., SoCC 2010)',
    parameters: {
      zipf: { type: 'number', doc: 'exponent; 0 is uniform', min: 0 },
      count: { ...COUNT, default: 10_000 },
    },
    example: 'keys: {zipf: 0.99, count: 10000}',
  },
  {
    name: 'hot-set',
    summary: 'a share of the accesses goes to a few hot keys, the rest to the others',
    parameters: {
      count: COUNT,
      hot: { type: 'integer', doc: 'how many of them are hot', min: 1 },
      share: { type: 'share', doc: 'share of the accesses that goes to the hot keys', min: 0, max: 1 },
    },
    example: 'keys: {hot-set: {count: 10000, hot: 100, share: 90%}}',
  },
];
