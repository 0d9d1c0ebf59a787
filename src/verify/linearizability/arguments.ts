/** What is wrong with the arguments and results of an operation: sentences for messages, undefined where all is well. */
import { type HistoryValue, isList, valueText } from '../history/history-value.ts';
import type { Operation } from '../history/operation.ts';

/** A value in a message. */
export function short(value: HistoryValue | undefined): string {
  const text = valueText(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

export const isPair = (value: HistoryValue): value is readonly [HistoryValue, HistoryValue] =>
  isList(value) && value.length === 2;

export const pairFault = ({ f, value }: Operation, parts: string): string | undefined =>
  isPair(value) ? undefined : `the value of ${f} is ${short(value)}, not ${parts}`;

export const listFault = ({ f, result, outcome }: Operation): string | undefined =>
  outcome !== 'ok' || result === null || isList(result) ? undefined : `${f} found ${short(result)}, which is no list`;

export const integerFault = (f: string, value: HistoryValue | undefined): string | undefined =>
  Number.isSafeInteger(value) ? undefined : `${f} has ${short(value)}, not a whole number`;
