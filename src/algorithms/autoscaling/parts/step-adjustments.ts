/**
 * Step adjustments as text: `70% +1, 85% +30%` adds one instance from 70 % on and 30 % of the capacity from 85 % on;
 * `40% -1` removes one at 40 % and below; `90% =20` makes it 20.
 * Source: AWS, "Step and simple scaling policies for Amazon EC2 Auto Scaling", its rounding included.
 */
import type { Parsed } from '../../../core/units/parsed.ts';
import type { Metric } from './metric.ts';
import { LEVEL_EXAMPLES, parseLevel } from './parse-level.ts';

export interface StepAdjustment {
  /** Of the metric, as `readMetric` gives it. */
  readonly level: number;
  readonly kind: 'change' | 'percent' | 'exact';
  /** Negative: fewer. */
  readonly value: number;
  /** As written. */
  readonly text: string;
}

const STEP = /^(\S+)\s+([+-]|=)\s*(\d+)\s*(%?)$/;

/** By level, ascending. An empty text: none. */
export function parseSteps(metric: Metric, text: string): Parsed<readonly StepAdjustment[]> {
  const steps: StepAdjustment[] = [];
  for (const part of text.split(',').map((piece) => piece.trim())) {
    if (part === '') continue;
    const match = STEP.exec(part);
    if (match === null || (match[2] === '=' && match[4] === '%'))
      return {
        ok: false,
        message: `cannot read "${part}" as a step: expected one such as "${LEVEL_EXAMPLES[metric]} +2"`,
      };
    const level = parseLevel(metric, match[1]);
    if (!level.ok) return level;
    const kind = match[2] === '=' ? 'exact' : match[4] === '%' ? 'percent' : 'change';
    const value = match[2] === '-' ? 0 - Number(match[3]) : Number(match[3]);
    steps.push({ level: level.value, kind, value, text: part });
  }
  return { ok: true, value: steps.sort((a, b) => a.level - b.level) };
}

/** The step that a metric at `value` takes when it is high: the highest level that it has reached. */
export const stepUpFor = (steps: readonly StepAdjustment[], value: number): StepAdjustment | undefined =>
  steps.findLast(({ level }) => value >= level);

/** When it is low: the lowest level that it has not left behind. */
export const stepDownFor = (steps: readonly StepAdjustment[], value: number): StepAdjustment | undefined =>
  steps.find(({ level }) => value <= level);

/** `capacity` after the step; per cent change at least `least` instances. */
export function adjusted(capacity: number, { kind, value }: StepAdjustment, least: number): number {
  if (kind === 'exact') return value;
  if (kind === 'change') return capacity + value;
  const change = (capacity * value) / 100;
  // AWS: above 1 rounded down, between 0 and 1 to 1; the same below zero.
  const size = Math.max(least, Math.abs(change) < 1 ? Math.ceil(Math.abs(change)) : Math.floor(Math.abs(change)));
  return change < 0 ? capacity - size : change > 0 ? capacity + size : capacity;
}
