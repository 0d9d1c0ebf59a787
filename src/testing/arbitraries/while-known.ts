/** An arbitrary that needs its protocol to be registered, while it draws and while it shrinks. */
import * as fc from 'fast-check';
import type { ConsensusProtocol } from '../../algorithms/consensus/consensus.ts';
import { withConsensus } from '../../algorithms/consensus/registry.ts';

export const whileKnown = <T>(protocol: ConsensusProtocol, source: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  new WhileKnown(protocol, source);

class WhileKnown<T> extends fc.Arbitrary<T> {
  private readonly protocol: ConsensusProtocol;
  private readonly source: fc.Arbitrary<T>;

  constructor(protocol: ConsensusProtocol, source: fc.Arbitrary<T>) {
    super();
    this.protocol = protocol;
    this.source = source;
  }

  generate(random: fc.Random, biasFactor: number | undefined): fc.Value<T> {
    return withConsensus(this.protocol, () => this.source.generate(random, biasFactor));
  }

  canShrinkWithoutContext(value: unknown): value is T {
    return this.source.canShrinkWithoutContext(value);
  }

  shrink(value: T, context: unknown): fc.Stream<fc.Value<T>> {
    return fc.stream(this.stepByStep(value, context));
  }

  /** Candidates are made one at a time, when they are asked for. */
  private *stepByStep(value: T, context: unknown): Generator<fc.Value<T>> {
    const candidates = withConsensus(this.protocol, () => this.source.shrink(value, context));
    for (;;) {
      const { done, value: candidate } = withConsensus(this.protocol, () => candidates.next());
      if (done) return;
      yield candidate;
    }
  }
}
