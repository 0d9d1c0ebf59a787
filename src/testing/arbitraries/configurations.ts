/** Options of a protocol, out of the values that its descriptors say are worth a try (`Parameter.swarm`). */
import type * as fc from 'fast-check';
import type { ConsensusProtocol } from '../../algorithms/consensus/consensus.ts';
import type { ParameterValues } from '../../core/parameters.ts';
import { optionsArbitrary } from '../../explore/arbitraries/options-arbitrary.ts';
import { withDefaultOptions } from '../../explore/draw/draw-options.ts';

/**
 * Those that differ from their defaults, and work together by the protocol's own `check`. Shrinks towards defaults.
 *
 * @example
 * fc.property(configurations(raft), (options) => {
 *   expect(runCluster(raft, planOf(raft, { options }))).toHoldInvariants();
 * });
 */
export const configurations = (protocol: ConsensusProtocol): fc.Arbitrary<ParameterValues> =>
  optionsArbitrary(protocol.options).filter(
    (options) => protocol.check?.(withDefaultOptions(protocol, options)) === undefined,
  );
