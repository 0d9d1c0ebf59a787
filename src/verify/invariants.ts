/** Every invariant that runs are held against, for `fivenines list invariants`. */
import { durableAcknowledgement } from './durable-acknowledgement.ts';
import { electionSafety } from './election-safety.ts';
import type { Invariant } from './invariant.ts';
import { monotonicApply } from './monotonic-apply.ts';
import { monotonicTerm } from './monotonic-term.ts';
import { stateMachineAgreement } from './state-machine-agreement.ts';

export const INVARIANTS: readonly Invariant[] = [
  electionSafety,
  stateMachineAgreement,
  durableAcknowledgement,
  monotonicApply,
  monotonicTerm,
];
