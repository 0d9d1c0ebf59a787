/**
 * A plan near another one: what the hunter tries around runs that reached something new. A few small steps, each one a
 * thing that a person would try: once more with other luck, without this, that again, a little later, somewhere else, and
 * then more trouble. A pure function of its arguments.
 */
import { consensusProtocols } from '../algorithms/consensus/registry.ts';
import { randomStream } from '../core/random/random-stream.ts';
import { createDraw } from './draw/draw.ts';
import type { HuntSpace } from './hunt-space.ts';
import { endOfTroubles, keepToContract } from './keep-to-contract.ts';
import { MUTATIONS } from './mutate/mutations.ts';
import type { Plan } from './plan.ts';

const STEPS_MAX = 4;
/** How often a mutant has random streams of its own. */
const OTHER_LUCK = 0.5;

/** `other`: may lend decisions. RangeError if the registry does not know the protocol of the space. */
export function mutatePlan(space: HuntSpace, plan: Plan, other: Plan, seed: number): Plan {
  const protocol = consensusProtocols.get(space.protocol);
  if (protocol === undefined) throw new RangeError(`unknown consensus protocol: ${space.protocol}`);
  const draw = createDraw(randomStream(seed, 'hunt/mutation'));
  let mutant: Plan = draw.chance(OTHER_LUCK) ? { ...plan, seed } : plan;
  const steps = 1 + draw.integer(STEPS_MAX);
  for (let step = 0; step < steps; step++) {
    mutant = draw.weighted(MUTATIONS).apply(mutant, { draw, space, protocol, other });
  }
  return keepToContract(mutant, endOfTroubles(mutant), space, protocol);
}
