/** The matchers of this folder for `expect.extend`, in vitest and jest; neither is needed to load them. */
import type { ConsensusProtocol } from '../../algorithms/consensus/consensus.ts';
import type { CheckOptions } from '../../verify/linearizability/check-linearizability.ts';
import type { Model } from '../../verify/linearizability/model.ts';
import { toBeLinearizable } from './to-be-linearizable.ts';
import { toHoldInvariants } from './to-hold-invariants.ts';
import { toReplay } from './to-replay.ts';

/** @example expect.extend(matchers); */
export const matchers = { toBeLinearizable, toHoldInvariants, toReplay };

/**
 * As `expect` has them. For TypeScript, say once:
 *
 * @example
 * declare module 'vitest' { interface Matchers<T> extends ClusterMatchers<T> {} }
 */
export interface ClusterMatchers<R = void> {
  /** Of a history: its text, events or operations. `model` by name or as such; default `kv`. */
  toBeLinearizable(model?: string | Model, options?: CheckOptions): R;
  /** Of a plan, which is run, or of the result of a run. */
  toHoldInvariants(protocol?: ConsensusProtocol): R;
  /** Of a plan or a scenario: two runs have the same fingerprint. */
  toReplay(protocol?: ConsensusProtocol): R;
}
