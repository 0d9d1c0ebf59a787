/** `expect(plan).toHoldInvariants(protocol)`, or of what a run came to: `expect(runScenario(…)).toHoldInvariants()`. */
import type { ConsensusProtocol } from '../../algorithms/consensus/consensus.ts';
import type { Violation } from '../../measure/result.ts';
import { explainRun } from '../explain-run.ts';
import { runCluster } from '../run-cluster.ts';
import { isPlan } from './is-plan.ts';
import type { MatcherResult } from './matcher-result.ts';
import { protocolOf } from './protocol-of.ts';

const TOLD = 5;

/** A plan is run, with `protocol` or the registered one that it names; a failure tells its story. */
export function toHoldInvariants(received: unknown, protocol?: ConsensusProtocol): MatcherResult {
  if (isPlan(received)) {
    const runs = protocolOf(received, protocol);
    const pass = runCluster(runs, received).violations.length === 0;
    return { pass, message: () => (pass ? HELD : explainRun(runs, received).join('\n')) };
  }
  const violations = violationsOf(received);
  return { pass: violations.length === 0, message: () => (violations.length === 0 ? HELD : listed(violations)) };
}

const HELD = 'expected some invariant to be violated, and all of them hold';

function violationsOf(received: unknown): readonly Violation[] {
  if (
    typeof received === 'object' &&
    received !== null &&
    'violations' in received &&
    Array.isArray(received.violations)
  )
    return received.violations;
  throw new TypeError('toHoldInvariants takes a plan, or the result of a run');
}

function listed(violations: readonly Violation[]): string {
  const lines = violations
    .slice(0, TOLD)
    .map(
      ({ property, seed, atSeconds, detail }) => `${property} is violated at ${atSeconds} s of seed ${seed}: ${detail}`,
    );
  const more = violations.length - lines.length;
  return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}
