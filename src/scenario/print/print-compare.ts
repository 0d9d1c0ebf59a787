/** What is compared. */
import { SECOND } from '../../core/time.ts';
import { metricInfo } from '../../measure/metric-info.ts';
import type { CompareAxis, CompareSpec, CompareUntil } from '../compare-spec.ts';
import { printProse } from './print-prose.ts';
import { printQuantity } from './print-quantity.ts';
import { printText } from './print-text.ts';
import { type Entry, type Mapping, mapping, type Written } from './written.ts';

const printAxis = ({ label, values }: CompareAxis): Written =>
  label === undefined ? values : mapping(['values', values], ['label', printText(label)]);

const printWidth = ({ metric, halfWidth }: CompareUntil): string => {
  switch (metricInfo(metric).unit) {
    case 'seconds':
      return printQuantity('duration', Math.round(halfWidth * SECOND));
    case 'share':
      return printQuantity('share', halfWidth);
    case 'per second':
      return printQuantity('rate', halfWidth);
    default:
      return printQuantity('number', halfWidth);
  }
};

/** Values are YAML already. */
export const printCompare = ({ vary, metrics, text, until }: CompareSpec): Mapping =>
  mapping(
    ['vary', mapping(...vary.map((axis): Entry => [axis.path, printAxis(axis)]))],
    ['metrics', metrics.length === 0 ? undefined : metrics.map(printText)],
    ['until', until && printText(`${until.metric} ± ${printWidth(until)}`)],
    ['text', text === '' ? undefined : printProse(text, '    ')],
  );
