/**
 * A bug that somebody shipped, as a small patch of a correct algorithm's source. The algorithms carry no switches: a
 * patch is applied to the text when a module is loaded, and one that no longer applies fails its test.
 */
export interface Mutant {
  /** The row of the zoo, with a letter where a row has several. */
  readonly id: string;
  readonly protocol: 'raft' | 'multi-paxos';
  /** What the wrong code does, in one line. */
  readonly wrong: string;
  /** Where it was reported, or the rule of the paper that it breaks. */
  readonly source: string;
  /** The properties that a right report names first: the one that the zoo names and those that follow from it at once. */
  readonly properties: readonly string[];
  /** The zoo's smallest pattern. */
  readonly pattern: string;
  /** Its decisions: faults, orders, client operations that the pattern needs. */
  readonly decisions: number;
  readonly patches: readonly Patch[];
}

export interface Patch {
  /** Below `src/`. */
  readonly file: string;
  /** Occurs exactly once in it. */
  readonly find: string;
  readonly replace: string;
}
