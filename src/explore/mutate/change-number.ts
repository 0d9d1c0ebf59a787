/** A fault that lasts longer or shorter, or does more or less. */
import type { ParameterValue, ParameterValues } from '../../core/parameters.ts';
import { faultKinds } from '../../faults/registry.ts';
import type { Draw } from '../draw/draw.ts';
import type { PlannedFault } from '../plan.ts';
import type { Mutation } from './mutation.ts';

export const changeNumber: Mutation = {
  name: 'change-number',
  weight: 3,
  apply(plan, { draw }) {
    const { faults } = plan;
    if (faults.length === 0) return plan;
    const place = draw.integer(faults.length);
    return { ...plan, faults: faults.with(place, changed(faults[place], draw)) };
  },
};

function changed(fault: PlannedFault, draw: Draw): PlannedFault {
  const numbers = Object.entries(fault.parameters).filter(([, value]) => typeof value === 'number');
  if (fault.for !== undefined && (numbers.length === 0 || draw.chance(0.6))) {
    return { ...fault, for: Math.max(1, Math.round(scaled(fault.for, draw))) };
  }
  if (numbers.length === 0) return fault;
  const [name, value] = draw.pick(numbers);
  return { ...fault, parameters: withNumber(fault, name, scaled(value as number, draw)) };
}

const scaled = (value: number, draw: Draw): number => value * draw.pick([0.25, 0.5, 0.8, 1.25, 2, 4]);

/** Within the bounds of the parameter, and whole unless it is a share or a plain number. */
function withNumber({ kind, parameters }: PlannedFault, name: string, value: number): ParameterValues {
  const parameter = faultKinds.get(kind)?.parameters[name];
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = parameter ?? {};
  const fractions = parameter?.type === 'share' || parameter?.type === 'number';
  const bounded: ParameterValue = Math.max(min, Math.min(max, fractions ? value : Math.round(value)));
  return { ...parameters, [name]: bounded };
}
