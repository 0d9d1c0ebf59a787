/** `services.<name>`: what the cluster runs. Which keys it has depends on its kind. */
import { byKind } from '../decode/by-kind.ts';
import type { Shape } from '../decode/shape.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { type BatchDraft, batchShape } from './batch-shape.ts';
import { type PoolDraft, poolShape } from './pool-shape.ts';
import { type StoreDraft, storeShape } from './store-shape.ts';

export type ServiceDraft = StoreDraft | PoolDraft | BatchDraft;

/** Keys that only this kind has, for files that forget to say it. */
const guess = (keys: readonly string[]): ServiceDraft['kind'] => {
  if (keys.includes('scheduler')) return 'batch';
  return keys.includes('serviceTime') || keys.includes('balancer') ? 'pool' : 'replicated-store';
};

export const serviceShape = (vocabulary: Vocabulary): Shape<ServiceDraft> =>
  byKind<ServiceDraft, ServiceDraft['kind']>(
    'kind of service',
    'a service such as {kind: replicated-store, consensus: raft} or {kind: pool, serviceTime: {exponential: 10ms}}',
    { 'replicated-store': storeShape(vocabulary), pool: poolShape(vocabulary), batch: batchShape(vocabulary) },
    guess,
  );
