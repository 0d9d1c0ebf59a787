/** Every invariant that runs are held against, for `fivenines list invariants`. The cheap ones first. */
import { ballotMonotonicity } from './ballot-monotonicity.ts';
import { commitQuorum } from './commit-quorum.ts';
import { durableAcknowledgement } from './durable-acknowledgement.ts';
import { electionSafety } from './election-safety.ts';
import { flowConservation } from './flow-conservation.ts';
import { halted } from './halted.ts';
import type { Invariant } from './invariant.ts';
import { leaderAppendOnly } from './leader-append-only.ts';
import { leaderCompleteness } from './leader-completeness.ts';
import { littlesLaw } from './littles-law.ts';
import { logMatching } from './log-matching.ts';
import { monotonicApply } from './monotonic-apply.ts';
import { monotonicCommit } from './monotonic-commit.ts';
import { monotonicTerm } from './monotonic-term.ts';
import { oneValuePerBallot } from './one-value-per-ballot.ts';
import { oneVotePerTerm } from './one-vote-per-term.ts';
import { promiseKept } from './promise-kept.ts';
import { quorumIntersection } from './quorum-intersection.ts';
import { sessionExactlyOnce } from './session-exactly-once.ts';
import { stateMachineAgreement } from './state-machine-agreement.ts';
import { validity } from './validity.ts';

export const INVARIANTS: readonly Invariant[] = [
  ...[electionSafety, oneVotePerTerm, stateMachineAgreement, durableAcknowledgement, monotonicApply, monotonicTerm],
  ...[leaderAppendOnly, logMatching, leaderCompleteness, commitQuorum, quorumIntersection, monotonicCommit],
  ...[promiseKept, ballotMonotonicity, oneValuePerBallot],
  ...[sessionExactlyOnce, validity, halted],
  ...[flowConservation, littlesLaw],
];
