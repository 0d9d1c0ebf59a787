/** How a plan came about: enough to make it again, small enough to be handed around. */
import { drawPlan } from './draw-plan.ts';
import type { HuntSpace } from './hunt-space.ts';
import { mutatePlan } from './mutate-plan.ts';
import type { Plan } from './plan.ts';

export interface Recipe {
  readonly seed: number;
  /** Absent: drawn from nothing. */
  readonly near?: { readonly plan: Plan; readonly other: Plan };
}

export const cook = (space: HuntSpace, { seed, near }: Recipe): Plan =>
  near === undefined ? drawPlan(space, seed) : mutatePlan(space, near.plan, near.other, seed);
