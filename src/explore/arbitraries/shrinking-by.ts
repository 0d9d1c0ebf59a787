/**
 * An arbitrary whose values shrink by rules of the domain instead of by how they were drawn. It can therefore shrink
 * values that it did not draw: counterexamples read from a file, plans found by a hunt.
 */
import * as fc from 'fast-check';

export interface Shrinking<T> {
  /** Simpler values, the boldest first. Must come to an end when followed greedily. */
  readonly simpler: (value: T) => Iterable<T>;
  readonly accepts: (value: unknown) => value is T;
}

export const shrinkingBy = <T>(source: fc.Arbitrary<T>, shrinking: Shrinking<T>): fc.Arbitrary<T> =>
  new ShrinkingArbitrary(source, shrinking);

class ShrinkingArbitrary<T> extends fc.Arbitrary<T> {
  private readonly source: fc.Arbitrary<T>;
  private readonly shrinking: Shrinking<T>;

  constructor(source: fc.Arbitrary<T>, shrinking: Shrinking<T>) {
    super();
    this.source = source;
    this.shrinking = shrinking;
  }

  generate(random: fc.Random, biasFactor: number | undefined): fc.Value<T> {
    return new fc.Value(this.source.generate(random, biasFactor).value, undefined);
  }

  canShrinkWithoutContext(value: unknown): value is T {
    return this.shrinking.accepts(value);
  }

  shrink(value: T): fc.Stream<fc.Value<T>> {
    return fc.stream(this.simplerValues(value));
  }

  private *simplerValues(value: T): Generator<fc.Value<T>> {
    for (const simpler of this.shrinking.simpler(value)) yield new fc.Value(simpler, undefined);
  }
}
