/** What the descriptors say where nothing is given. */
import type { Parameters, ParameterValue, ParameterValues } from './parameters.ts';

/** The defaults by name; parameters without one are left out. */
export function defaultValues(parameters: Parameters): ParameterValues {
  const values: Record<string, ParameterValue> = {};
  for (const [name, parameter] of Object.entries(parameters)) {
    if (parameter.default !== undefined) values[name] = parameter.default;
  }
  return values;
}
