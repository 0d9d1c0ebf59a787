/** Option values, checked: yargs would turn `--runs abc` silently into NaN. */
import { UsageError } from './usage-error.ts';

/** A whole number within bounds. */
export function wholeNumber(option: string, text: string | undefined, min: number, max: number): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d[\d_]*$/.test(text) ? Number(text.replaceAll('_', '')) : Number.NaN;
  if (!(value >= min && value <= max)) {
    throw new UsageError(`--${option} takes a whole number from ${min} to ${max}, not "${text}"`);
  }
  return value;
}

/** One or more of a closed list, separated by commas. */
export function choices<T extends string>(option: string, text: string | undefined, known: readonly T[]): T[] {
  if (text === undefined || text === '') return [];
  return text.split(',').map((part) => {
    const choice = known.find((name) => name === part.trim());
    if (choice === undefined)
      throw new UsageError(`--${option} takes any of ${known.join(', ')}, not "${part.trim()}"`);
    return choice;
  });
}

/** Options given twice arrive as arrays: the last one counts. */
export const last = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[value.length - 1] : value;

/** `path=value` pairs of `--set`. */
export function settings(pairs: readonly string[]): [path: string, value: string][] {
  return pairs.map((pair) => {
    const at = pair.indexOf('=');
    if (at <= 0)
      throw new UsageError(`--set takes path=value, such as services.store.options.preVote=false, not "${pair}"`);
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
}
