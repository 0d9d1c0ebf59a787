/** Runs as `fivenines hunt` draws them: swarms of features, motifs of trouble, healing, all within what a protocol bears. */
import * as fc from 'fast-check';
import type { ConsensusProtocol } from '../../algorithms/consensus/consensus.ts';
import { withConsensus } from '../../algorithms/consensus/registry.ts';
import type { ParameterValues, Range } from '../../core/parameters.ts';
import { shrinkingBy } from '../../explore/arbitraries/shrinking-by.ts';
import { drawPlan } from '../../explore/draw-plan.ts';
import type { HuntSpace } from '../../explore/hunt-space.ts';
import { learnMessages } from '../../explore/learn-messages.ts';
import type { Plan } from '../../explore/plan.ts';
import { comparePlans } from '../../explore/shrink/plan-cost.ts';
import { everySimplerPlan } from '../../explore/shrink/simpler-plans.ts';
import { withItsBound, withinContract } from '../../explore/shrink/within-contract.ts';
import { admittedBy } from './admitted-by.ts';
import { whileKnown } from './while-known.ts';

export interface HuntedPlanOptions {
  /**
   * `within` (default): no more trouble than a consensus protocol bears, and it must get going again once that is over.
   * `beyond`: disks that lie, rot or are replaced as well; a correct protocol may break its promises then.
   */
  readonly budget?: 'within' | 'beyond';
  /** How many replicas vote at the start. Default 1 to 7. */
  readonly voters?: Range;
  /** Replicas outside the first membership, at most. Default 2. */
  readonly spares?: number;
  /** Whether the operator changes the membership and hands over leadership. Default true. */
  readonly orders?: boolean;
  /** Of faults, those that may occur; names from `fivenines list faults`. Default all. */
  readonly faults?: readonly string[];
  /** Options of the protocol that every run has. Others are drawn where their descriptors say `swarm`. */
  readonly configuration?: ParameterValues;
}

const SEEDS = 0xffff_ffff;
const ANY_SIZE: Range = { min: 1, max: 7 };
/** Plans of the wanted size are looked for among so many. */
const ATTEMPTS = 2000;

/** RangeError, when it draws, if there is no plan of the wanted size. Shrinks as `plans` do, within what is borne. */
export function huntedPlans(protocol: ConsensusProtocol, options: HuntedPlanOptions = {}): fc.Arbitrary<Plan> {
  const { voters = ANY_SIZE, spares = Number.POSITIVE_INFINITY } = options;
  const space = spaceOf(protocol, options);
  const admitted = admittedBy(options);
  const draw = (first: number): Plan => {
    for (let seed = first; seed < first + ATTEMPTS; seed++) {
      const plan = restricted(drawPlan(space(), seed), options);
      if (admitted(plan)) return plan;
    }
    throw new RangeError(`no plan with ${voters.min} to ${voters.max} voters and at most ${spares} spares is drawn`);
  };
  const drawn = fc.noBias(fc.nat(SEEDS)).map(draw);
  const shrinking = shrinkingBy<Plan>(drawn, {
    accepts: (value): value is Plan =>
      typeof value === 'object' && value !== null && 'protocol' in value && value.protocol === protocol.name,
    *simpler(plan) {
      for (const proposed of everySimplerPlan(plan)) {
        const owed = proposed.healing !== undefined;
        const candidate = owed ? withItsBound(proposed, plan) : proposed;
        if (admitted(candidate) && withinContract(candidate, plan, owed) && comparePlans(candidate, plan) < 0)
          yield candidate;
      }
    },
  });
  return whileKnown(protocol, shrinking);
}

/** What the protocol sends is learned when the first plan is drawn. */
function spaceOf(protocol: ConsensusProtocol, options: HuntedPlanOptions): () => HuntSpace {
  const { budget = 'within', configuration = {} } = options;
  const bare = { protocol: protocol.name, options: configuration, beyond: budget === 'beyond' };
  let space: HuntSpace | undefined;
  return () => {
    space ??= { ...bare, ...withConsensus(protocol, () => learnMessages(bare)) };
    return space;
  };
}

/** Leaving something out asks no more of a protocol. The healing that stands among the faults stays. */
function restricted(plan: Plan, { orders = true, faults }: HuntedPlanOptions): Plan {
  const kept =
    faults === undefined ? plan.faults : plan.faults.filter(({ kind }) => [...faults, 'heal'].includes(kind));
  return { ...plan, faults: kept, orders: orders ? plan.orders : [] };
}
