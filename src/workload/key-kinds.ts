/** The kinds of key choice, described once: for `fivenines list`, the scenario schema and the docs. */
import type { WorkloadKind } from './arrival-kinds.ts';
import type { KeySpec } from './client.ts';

const COUNT = { type: 'integer', doc: 'Number of keys.', min: 1 } as const;

export const keyKinds: Readonly<Record<KeySpec['kind'], WorkloadKind>> = {
  uniform: {
    summary: 'Every key is as likely as any other.',
    parameters: { count: COUNT },
    example: 'keys: {uniform: 10000}',
  },
  zipf: {
    summary: "Zipf's law: the k-th key with probability proportional to k^−exponent.",
    source: 'rejection-inversion, Hörmann & Derflinger 1996; exponent 0.99 as in YCSB (Cooper et al., SoCC 2010)',
    parameters: { zipf: { type: 'number', doc: 'Exponent; 0 is uniform.', default: 0.99, min: 0 }, count: COUNT },
    example: 'keys: {zipf: 0.99, count: 10000}',
  },
  'hot-set': {
    summary: 'A share of the accesses goes to a few hot keys, the rest to the others.',
    parameters: {
      count: COUNT,
      hot: { type: 'integer', doc: 'How many of them are hot.', min: 1 },
      share: { type: 'share', doc: 'Share of the accesses that goes to the hot keys.', min: 0, max: 1 },
    },
    example: 'keys: {hot-set: {count: 10000, hot: 100, share: 90%}}',
  },
};
