/** What `checkCluster` throws. */
import type { Counterexample } from './counterexample.ts';

export class BrokenCluster extends Error {
  readonly counterexample: Counterexample;
  /** The scenario that replays it, if it was written. */
  readonly file: string | undefined;

  constructor(message: string, counterexample: Counterexample, file: string | undefined) {
    super(message);
    this.name = 'BrokenCluster';
    this.counterexample = counterexample;
    this.file = file;
  }
}
