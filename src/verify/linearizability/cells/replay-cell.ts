/** What one key holds after operations in a legal order: for people, where the search told values apart only if it had to. */
import { type HistoryValue, isList, valueText } from '../../history/history-value.ts';
import type { Operation } from '../../history/operation.ts';

/** `lists`: as in `createCellStates`. */
export function replayCell(order: readonly Operation[], options: { readonly lists: boolean }): string {
  let held: HistoryValue = null;
  for (const { f, value, outcome } of order) {
    if (outcome === 'fail') continue;
    if (f === 'write') held = value;
    else if (f === 'delete') held = null;
    else if (f === 'cas') held = (value as readonly HistoryValue[])[1];
    else if (f === 'append') held = held === null ? [value] : isList(held) ? [...held, value] : [held, value];
  }
  return held === null || (options.lists && isList(held) && held.length === 0) ? 'nothing' : valueText(held);
}
