/** An algorithm by its name, with the options that differ from its defaults. */
import type { Parameters, ParameterValues } from '../../core/parameters.ts';
import { printParameters } from './print-parameters.ts';
import { printText } from './print-text.ts';
import { mapping, unlessEmpty, type Written } from './written.ts';

/** RangeError if the vocabulary does not know it; `what` names it then. */
export const printAlgorithm = (
  what: string,
  name: string,
  options: ParameterValues,
  algorithms: ReadonlyMap<string, { readonly options: Parameters }>,
): Written => {
  const algorithm = algorithms.get(name);
  if (algorithm === undefined) throw new RangeError(`there is no ${what} ${name}`);
  const differences = unlessEmpty(mapping(...printParameters(algorithm.options, options)));
  return differences === undefined ? printText(name) : mapping([name, differences]);
};
