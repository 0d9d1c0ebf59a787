/** Typed access to parameter values that were validated against their descriptors. */
import type { DistributionSpec } from '../core/distributions/distribution.ts';
import type { Parameters, ParameterValue, ParameterValues } from '../core/parameters.ts';

const wrong = (name: string, expected: string): RangeError => new RangeError(`parameter ${name} must be ${expected}`);

/** Each throws RangeError on a value of another type: a mistake of the caller, since scenarios are validated. */
export const read = {
  number(values: ParameterValues, name: string): number {
    const value = values[name];
    if (typeof value !== 'number') throw wrong(name, 'a number');
    return value;
  },
  boolean(values: ParameterValues, name: string): boolean {
    const value = values[name];
    if (typeof value !== 'boolean') throw wrong(name, 'true or false');
    return value;
  },
  text(values: ParameterValues, name: string): string {
    const value = values[name];
    if (typeof value !== 'string') throw wrong(name, 'a text');
    return value;
  },
  random(values: ParameterValues, name: string): DistributionSpec {
    const value = values[name];
    if (typeof value !== 'object' || !('kind' in value)) throw wrong(name, 'a distribution');
    return value;
  },
} as const;

/** The given values and the defaults of the others. RangeError on an unknown or missing parameter. */
export function withDefaults(kind: string, parameters: Parameters, given: ParameterValues): ParameterValues {
  const unknown = Object.keys(given).find((name) => !(name in parameters));
  if (unknown !== undefined) throw new RangeError(`${kind} has no parameter ${unknown}`);
  const values: Record<string, ParameterValue> = {};
  for (const [name, { default: standard, optional }] of Object.entries(parameters)) {
    const value = given[name] ?? standard;
    if (value !== undefined) values[name] = value;
    else if (!optional) throw new RangeError(`${kind} needs the parameter ${name}`);
  }
  return values;
}
