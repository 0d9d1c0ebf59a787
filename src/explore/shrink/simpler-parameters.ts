/** Simpler values for the parameters of a fault: left out, or smaller and rounder; never larger in effect. */
import { constantSpec } from '../../core/distributions/distribution.ts';
import type { Parameter, Parameters, ParameterValue, ParameterValues } from '../../core/parameters.ts';
import { rounderTimes, smallerNumbers } from './rounder.ts';

/** One parameter changed at a time, in the order of their names. */
export function* simplerParameters(values: ParameterValues, known: Parameters): Generator<ParameterValues> {
  for (const name of Object.keys(values).sort()) {
    const parameter = known[name];
    if (parameter === undefined) continue;
    const { [name]: value, ...others } = values;
    if (mayDrop(parameter, value)) yield others;
    for (const simpler of simplerValues(parameter, value)) {
      if (isWithin(parameter, simpler)) yield { ...values, [name]: simpler };
    }
  }
}

/**
 * The default must not be more than what was there: a clock that drifts further may be more than the protocol bears.
 * A text that may be absent narrows what is struck.
 */
function mayDrop({ default: standard, optional }: Parameter, value: ParameterValue): boolean {
  if (standard === undefined) return optional === true && typeof value !== 'string';
  return typeof standard !== 'number' || typeof value !== 'number' || Math.abs(standard) <= Math.abs(value);
}

function* simplerValues({ type }: Parameter, value: ParameterValue): Generator<ParameterValue> {
  if (typeof value === 'number') {
    yield* smallerNumbers(value);
    if (type === 'duration') for (const time of rounderTimes(value)) if (time < value) yield time;
  } else if (typeof value === 'object' && 'kind' in value && value.kind === 'constant') {
    for (const time of rounderTimes(value.value)) yield constantSpec(time);
  } else if (typeof value === 'object' && 'kind' in value && value.kind === 'uniform') {
    yield constantSpec(value.max);
    yield constantSpec(value.min);
  }
}

const isWithin = ({ min, max }: Parameter, value: ParameterValue): boolean =>
  typeof value !== 'number' || ((min === undefined || value >= min) && (max === undefined || value <= max));
