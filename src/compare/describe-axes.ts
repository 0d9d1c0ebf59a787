/** From what is varied to what people see of it: short names, and the numbers behind quantities. */
import { parseQuantity, type QuantityKind } from '../core/units/parse-quantity.ts';
import type { CompareAxis } from '../scenario/compare-spec.ts';
import type { Axis } from './comparison.ts';

/** The first in which all values of an axis can be read is taken. */
const KINDS: readonly QuantityKind[] = ['number', 'duration', 'rate', 'share', 'size', 'bandwidth', 'ppm'];

/** `{power-of-d-choices: {d: 3}}` */
const NAMED_OPTIONS = /^\{\s*([\w-]+)\s*:\s*(\{.*\})\s*\}$/s;

/** In the order given, which is that of variants. */
export function describeAxes(axes: readonly CompareAxis[]): Axis[] {
  return axes.map(({ path, label, values }) => {
    const numbers = numbersOf(values);
    const shortened = values.map((value) => value.replace(NAMED_OPTIONS, '$1 $2'));
    const texts = new Set(shortened).size === values.length ? shortened : values;
    return {
      path,
      label: label ?? shortestLabel(path, axes),
      values: texts.map((text, i) => ({ text, number: numbers[i] })),
    };
  });
}

/** As many of the last parts of the path as tell it from the other axes. */
function shortestLabel(path: string, axes: readonly CompareAxis[]): string {
  const parts = path.split('.');
  for (let length = 1; length < parts.length; length++) {
    const label = parts.slice(-length).join('.');
    const alike = axes.filter((axis) => axis.path === label || axis.path.endsWith(`.${label}`) || axis.label === label);
    if (alike.length <= 1) return label;
  }
  return path;
}

/** In units of results: seconds, shares, per second. null for all where one of them is no quantity. */
function numbersOf(values: readonly string[]): (number | null)[] {
  for (const kind of KINDS) {
    const parsed = values.map((value) => parseQuantity(value, kind));
    const numbers = parsed.flatMap((each) => (each.ok ? [kind === 'duration' ? each.value / 1e6 : each.value] : []));
    if (numbers.length === values.length) return numbers;
  }
  return values.map(() => null);
}
