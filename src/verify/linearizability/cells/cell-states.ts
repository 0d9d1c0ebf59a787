/**
 * The states of one key that anybody observes: values that some read found or some cas expected, and, as appends build
 * lists element by element, all beginnings of the lists among them. Everything else is one state, UNSEEN: no read and no
 * cas can succeed in it, and appending to it leaves it.
 */
import { getOrCreate } from '../../../core/get-or-create.ts';
import { type HistoryValue, isList, valueText } from '../../history/history-value.ts';

/** Nothing was written, or it was deleted. An empty list is nothing, too, where there are lists. */
export const ABSENT = 0;
export const UNSEEN = 1;

export interface CellStates {
  /** Makes the value one that is told from others. */
  observe(value: HistoryValue): number;
  /** The state after a write of `value`. */
  written(value: HistoryValue): number;
  /** The state after appending `element` to `state`. */
  appended(state: number, element: HistoryValue): number;
  text(state: number): string;
  /** How a list came about: the state before its last element. Undefined for scalars. */
  parent(state: number): number | undefined;
  /** States that `element` was seen to lead to. */
  withLast(element: HistoryValue): readonly number[];
  /** Whether the state is a list of one element. */
  isFirst(state: number): boolean;
  /** The state of the scalar with this text, if it is told from others. */
  scalarOf(text: string): number | undefined;
}

/** An element as a key: a number itself, anything else its text, which never looks like a number. */
type Element = number | string;

const elementOf = (value: HistoryValue): Element => (typeof value === 'number' ? value : valueText(value));

/** `lists`: whether arrays are lists that appends build; otherwise they are values like any other. */
export function createCellStates(lists: boolean): CellStates {
  /** Of a list, its last element. */
  const texts = ['nothing', 'a value that nobody saw'];
  const parents: (number | undefined)[] = [undefined, undefined];
  const scalars = new Map<string, number>();
  /** By state. Most lists go on in one way only, so that is kept outside of maps. */
  const firstElements: (Element | undefined)[] = [undefined, undefined];
  const firstChildren: number[] = [UNSEEN, UNSEEN];
  const otherChildren = new Map<number, Map<Element, number>>();
  const byLast = new Map<Element, number[]>();

  const add = (text: string, parent: number | undefined): number => {
    texts.push(text);
    parents.push(parent);
    firstElements.push(undefined);
    firstChildren.push(UNSEEN);
    return texts.length - 1;
  };

  const childOf = (state: number, element: Element): number =>
    firstElements[state] === element ? firstChildren[state] : (otherChildren.get(state)?.get(element) ?? UNSEEN);

  function addChild(state: number, element: Element): number {
    const child = add(String(element), state);
    if (firstElements[state] === undefined) {
      firstElements[state] = element;
      firstChildren[state] = child;
    } else {
      getOrCreate(otherChildren, state, () => new Map<Element, number>()).set(element, child);
    }
    getOrCreate(byLast, element, (): number[] => []).push(child);
    if (state === ABSENT) observeScalar(String(element));
    return child;
  }

  function observeList(list: readonly HistoryValue[]): number {
    let state = ABSENT;
    for (const value of list) {
      const element = elementOf(value);
      const child = childOf(state, element);
      state = child === UNSEEN ? addChild(state, element) : child;
    }
    return state;
  }

  function observeScalar(text: string): number {
    const known = scalars.get(text);
    if (known !== undefined) return known;
    const state = add(text, undefined);
    scalars.set(text, state);
    return state;
  }

  return {
    observe(value) {
      if (value === null) return ABSENT;
      return lists && isList(value) ? observeList(value) : observeScalar(valueText(value));
    },
    written(value) {
      if (value === null) return ABSENT;
      if (!lists || !isList(value)) return scalars.get(valueText(value)) ?? UNSEEN;
      let state = ABSENT;
      for (const element of value) state = childOf(state, elementOf(element));
      return state;
    },
    appended(state, element) {
      if (state === UNSEEN) return UNSEEN;
      let from = state;
      if (state !== ABSENT && parents[state] === undefined) {
        // Appending to a scalar makes a list of both.
        from = childOf(ABSENT, elementOf(JSON.parse(texts[state])));
      }
      return childOf(from, elementOf(element));
    },
    text(state) {
      if (parents[state] === undefined) return texts[state];
      const elements: string[] = [];
      for (let at = state; at !== ABSENT; at = parents[at] ?? ABSENT) elements.push(texts[at]);
      return `[${elements.reverse().join(',')}]`;
    },
    parent: (state) => parents[state],
    withLast: (element) => byLast.get(elementOf(element)) ?? [],
    isFirst: (state) => parents[state] === ABSENT,
    scalarOf: (text) => scalars.get(text),
  };
}
