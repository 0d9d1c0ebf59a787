/**
 * What a protocol is owed in return for its promises. A candidate that breaks a rule which the plan it came from kept is
 * no counterexample: a correct protocol might fail there as well.
 */
import type { ConsensusProtocol } from '../../algorithms/consensus/consensus.ts';
import { consensusProtocols } from '../../algorithms/consensus/registry.ts';
import { driftBoundOf } from '../draw/draw-configuration.ts';
import { withDefaultOptions } from '../draw/draw-options.ts';
import { boundOfLiveness, changesVoters, keepsItsLeader, quorumsOf, rhythmOf, upToTenth } from '../draw/rhythm-of.ts';
import type { Plan } from '../plan.ts';
import { partsOf } from './machine-names.ts';

/** Answers true where the plan keeps the rule. */
type Rule = (plan: Plan, protocol: ConsensusProtocol) => boolean;

const inTime: Rule = ({ faults, orders, operations, duration }) =>
  [...faults, ...orders, ...operations].every(({ at }) => at >= 0 && at < duration);

const optionsWorkTogether: Rule = ({ options, voters }, protocol) =>
  protocol.check?.(withDefaultOptions(protocol, options), voters) === undefined;

/** Clocks drift within the bound, each under one fault. */
const clocksBorne: Rule = ({ faults, options }, protocol) => {
  const drifts = faults.filter(({ kind }) => kind === 'clock-drift');
  const bound = driftBoundOf(protocol, withDefaultOptions(protocol, options));
  const machines = drifts.flatMap(({ groups }) => groups.flatMap(partsOf));
  const rates = drifts.map(({ parameters }) =>
    typeof parameters.rate === 'number' ? Math.abs(parameters.rate) : bound,
  );
  return rates.every((rate) => rate <= bound) && new Set(machines).size === machines.length;
};

/** Every change of membership leaves some voter. */
const somebodyVotes: Rule = ({ voters, orders }) => {
  let members = new Set(Array.from({ length: voters }, (_, machine) => machine));
  return orders.every(({ type, nodes }) => {
    if (type === 'replace') members = new Set(nodes);
    for (const node of nodes) {
      if (type === 'add-voter') members.add(node);
      else if (type === 'remove' || type === 'add-learner') members.delete(node);
    }
    return members.size > 0;
  });
};

/** A connected majority is left to itself, with timeouts that a leader can meet, until the bound has passed. */
const livenessOwed: Rule = (plan, protocol) => {
  const { healing, faults, orders, voters, options, duration } = plan;
  if (healing === undefined || healing.within <= 0 || healing.at + healing.within > duration) return false;
  if ([...faults, ...orders].some(({ at }) => at > healing.at)) return false;
  const cutOff = healing.without.filter((machine) => machine < voters).length;
  const filled = withDefaultOptions(protocol, options);
  if (2 * cutOff >= voters || (cutOff > 0 && orders.some(changesVoters))) return false;
  if (quorumsOf(filled, voters).some((size) => size > voters - cutOff)) return false;
  return keepsItsLeader(rhythmOf(filled, plan));
};

export function withinContract(candidate: Plan, original: Plan, liveness: boolean): boolean {
  const protocol = consensusProtocols.get(candidate.protocol);
  if (protocol === undefined) throw new RangeError(`unknown consensus protocol: ${candidate.protocol}`);
  const rules = [inTime, optionsWorkTogether, clocksBorne, somebodyVotes, ...(liveness ? [livenessOwed] : [])];
  return rules.every((rule) => rule(candidate, protocol) || !rule(original, protocol));
}

/** The candidate with the bound on liveness that its own options and delays call for, by as much as they differ. */
export function withItsBound(candidate: Plan, original: Plan): Plan {
  const { healing } = candidate;
  if (healing === undefined || original.healing === undefined) return candidate;
  const within = upToTenth(original.healing.within + boundOf(candidate) - boundOf(original));
  return { ...candidate, healing: { ...healing, within }, duration: healing.at + within };
}

function boundOf(plan: Plan): number {
  const protocol = consensusProtocols.get(plan.protocol);
  return protocol === undefined ? 0 : boundOfLiveness(rhythmOf(withDefaultOptions(protocol, plan.options), plan));
}
