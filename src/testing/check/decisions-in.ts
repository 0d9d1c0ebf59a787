/** How much happens in a plan: its faults, orders and operations. */
import type { Plan } from '../../explore/plan.ts';

export const decisionsIn = ({ faults, orders, operations }: Plan): number =>
  faults.length + orders.length + operations.length;
