/** Every sentence of this floor that a user can see when a comparison cannot be made. */
import { formatCount } from '../core/units/format-count.ts';

/** Beyond reading as powers of ten. */
const count = (value: number): string => (value < 1e9 ? formatCount(value) : value.toExponential(1).replace('e+', 'e'));

export const messages = {
  varyForm: (text: string) =>
    `--vary takes path=value,value,… such as services.store.consensus=raft,multi-paxos, not "${text}"`,
  emptyValue: (path: string) => `--vary ${path}: a value is missing between commas`,
  inVary: (path: string, message: string) => `--vary ${path}: ${message}`,
  valueTwice: (path: string, value: string) => `--vary ${path}: "${value}" is named twice`,
  varyTwice: (path: string) => `--vary ${path} is given twice: name all its values in one`,
  commonToAll: (key: string) => `--vary ${key}: all variants have it in common, and pairs are runs with the same seed`,
  axesOverlap: (path: string, within: string) =>
    `--vary ${within} lies within ${path}, which is varied as well: vary one`,
  nothingVaried: () =>
    'nothing to compare: name two values or more, as in --vary services.store.consensus=raft,multi-paxos, ' +
    'or write `compare:` into the file',
  untilForm: (text: string) =>
    `--until takes a metric and half a width, such as 'availability.time ± 0.01%', not "${text}"`,
  untilWidth: (metric: string, message: string) => `--until ${metric}: ${message}`,
  untilZero: (metric: string) => `--until ${metric}: the width must be above 0`,
  unknownMetric: (metric: string, nearest: string | undefined, some: readonly string[]) =>
    `no variant has the metric "${metric}": ${
      nearest === undefined ? `expected such as ${some.join(', ')}` : `did you mean ${nearest}?`
    }`,
  incomparableMetric: (metric: string, instead: string) =>
    `${metric} says nothing about a single run, or is infinite when all is well: compare ${instead}`,
  tooManyVariants: (variants: number, runs: number, most: number) =>
    `${count(variants)} variants with ${count(runs)} runs are more than can be compared: at most ${count(most)} variants`,
  tooManyRuns: (variants: number, runs: number, most: number) =>
    `${count(variants)} variants with ${count(runs)} runs are more than can be compared: at most ${count(most)} runs`,
  tooManyPairs: (variants: number, pairs: number, most: number) =>
    `${count(variants)} variants make ${count(pairs)} pairs, more than can be compared: at most ${count(most)}`,
  tooCostly: (variants: number, runs: number, events: number) =>
    `${count(variants)} variants with ${count(runs)} runs would take about ${count(events)} events: ` +
    'smaller sizes, or --force if it is meant',
};
