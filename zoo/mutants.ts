/** All of them, in the order of the zoo. */
import type { Mutant } from './mutant.ts';
import { elections } from './mutants/elections.ts';
import { liveness } from './mutants/liveness.ts';
import { membership } from './mutants/membership.ts';
import { paxos } from './mutants/paxos.ts';
import { reads } from './mutants/reads.ts';
import { replication } from './mutants/replication.ts';
import { storage } from './mutants/storage.ts';

export const MUTANTS: readonly Mutant[] = [
  ...elections,
  ...replication,
  ...storage,
  ...membership,
  ...reads,
  ...liveness,
  ...paxos,
];
