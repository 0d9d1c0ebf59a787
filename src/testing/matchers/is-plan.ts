/** Tells plans, scenarios and results apart by what they have. */
import type { Plan } from '../../explore/plan.ts';
import type { Scenario } from '../../scenario/scenario.ts';

const has = (value: unknown, ...names: readonly string[]): boolean =>
  typeof value === 'object' && value !== null && names.every((name) => name in value);

export const isPlan = (value: unknown): value is Plan => has(value, 'protocol', 'voters', 'faults', 'operations');

export const isScenario = (value: unknown): value is Scenario => has(value, 'topology', 'services', 'faults');
