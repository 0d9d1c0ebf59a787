/**
 * How fast Kubernetes lets the number change: `100% per 15s, 4 per 15s` allows, since 15 s ago, to double or to add four.
 * Source: autoscaling/v2 HPAScalingRules; pkg/controller/podautoscaler/horizontal.go, calculateScaleUpLimitWithScalingRules
 * and calculateScaleDownLimitWithBehaviors.
 */
import type { Micros } from '../../../core/time.ts';
import { formatDuration } from '../../../core/units/format-duration.ts';
import { parseDuration } from '../../../core/units/parse-duration.ts';
import type { Parsed } from '../../../core/units/parsed.ts';

export interface ScalingPolicy {
  readonly kind: 'instances' | 'percent';
  readonly value: number;
  readonly period: Micros;
}

export const SELECTIONS = ['max', 'min', 'disabled'] as const;
export type PolicySelection = (typeof SELECTIONS)[number];

/** Instances added (above 0) or removed at a time. */
export interface ScaleEvent {
  readonly time: Micros;
  readonly change: number;
}

const POLICY = /^(\d+)\s*(%?)\s*(?:per|\/)\s*(\S.*)$/;

/** Periods up to 30 min, as in Kubernetes: nothing older is remembered. */
export const LONGEST_PERIOD: Micros = 1_800_000_000;

/** `100% per 15s, 4 per 15s`. */
export function parsePolicies(text: string): Parsed<readonly ScalingPolicy[]> {
  const policies: ScalingPolicy[] = [];
  for (const part of text.split(',').map((piece) => piece.trim())) {
    const match = POLICY.exec(part);
    const value = Number(match?.[1]);
    if (match === null || !(value > 0)) return { ok: false, message: `cannot read "${part}" as a scaling policy` };
    const period = parseDuration(match[3]);
    if (!period.ok) return period;
    if (period.value === 0 || period.value > LONGEST_PERIOD)
      return {
        ok: false,
        message: `the period of "${part}" must be above 0 and at most ${formatDuration(LONGEST_PERIOD)}`,
      };
    policies.push({ kind: match[2] === '%' ? 'percent' : 'instances', value, period: period.value });
  }
  return { ok: true, value: policies };
}

/** Where the number was when the period began. */
const atPeriodStart = (current: number, events: readonly ScaleEvent[], since: Micros): number =>
  events.reduce((replicas, { time, change }) => (time > since ? replicas - change : replicas), current);

/** The most there may be now; not below `current`. */
export function scaleUpLimit(
  current: number,
  policies: readonly ScalingPolicy[],
  selection: PolicySelection,
  events: readonly ScaleEvent[],
  now: Micros,
): number {
  if (selection === 'disabled') return current;
  const limits = policies.map(({ kind, value, period }) => {
    const start = atPeriodStart(current, events, now - period);
    return kind === 'instances' ? start + value : Math.ceil(start * (1 + value / 100));
  });
  return Math.max(current, selection === 'max' ? Math.max(...limits) : Math.min(...limits));
}

/** The fewest there may be now; not above `current`. */
export function scaleDownLimit(
  current: number,
  policies: readonly ScalingPolicy[],
  selection: PolicySelection,
  events: readonly ScaleEvent[],
  now: Micros,
): number {
  if (selection === 'disabled') return current;
  const limits = policies.map(({ kind, value, period }) => {
    const start = atPeriodStart(current, events, now - period);
    return kind === 'instances' ? start - value : Math.trunc(start * (1 - value / 100));
  });
  return Math.min(current, selection === 'max' ? Math.min(...limits) : Math.max(...limits));
}
