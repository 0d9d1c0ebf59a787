/** Options and parameters of faults, by their descriptors: those that differ from their defaults. */
import type { Parameter, Parameters, ParameterValue, ParameterValues } from '../../core/parameters.ts';
import { printDistribution } from './print-distribution.ts';
import { printQuantity } from './print-quantity.ts';
import { printText } from './print-text.ts';
import { same } from './same.ts';
import type { Entry, Written } from './written.ts';

const printValue = ({ type }: Parameter, value: ParameterValue): Written => {
  if (typeof value === 'object') {
    if ('kind' in value) return printDistribution(value);
    return `${printQuantity('duration', value.min)}..${printQuantity('duration', value.max)}`;
  }
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return printText(value);
  if (typeof type === 'object' || type === 'boolean' || type === 'text' || type === 'target') return String(value);
  if (type === 'duration-range' || type === 'random-duration') return printQuantity('duration', value);
  return printQuantity(type, value);
};

/** In the order of the descriptors. RangeError on a value that none of them describes. */
export const printParameters = (descriptors: Parameters, values: ParameterValues): Entry[] => {
  const stranger = Object.keys(values).find((name) => !Object.hasOwn(descriptors, name));
  if (stranger !== undefined) throw new RangeError(`there is no parameter ${stranger}`);
  return Object.entries(descriptors)
    .filter(([name, { default: standard }]) => name in values && !same(values[name], standard))
    .map(([name, descriptor]): Entry => [name, printValue(descriptor, values[name])]);
};
