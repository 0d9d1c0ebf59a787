/**
 * What keeps Kubernetes' autoscaler from thrashing (horizontal.go, normalizeDesiredReplicasWithBehaviors): it scales up
 * no higher than the lowest recommendation of the last `upWindow` and down no lower than the highest one of the last
 * `downWindow`, and no faster than the scaling policies allow.
 */
import type { OptionConflict } from '../../../core/option-conflict.ts';
import type { Parameters, ParameterValues } from '../../../core/parameters.ts';
import { MINUTE, type Micros } from '../../../core/time.ts';
import { say } from '../parts/say.ts';
import {
  LONGEST_PERIOD,
  type PolicySelection,
  parsePolicies,
  type ScaleEvent,
  type ScalingPolicy,
  SELECTIONS,
  scaleDownLimit,
  scaleUpLimit,
} from './scaling-policies.ts';

const EXAMPLE = 'policies such as "100% per 15s, 4 per 15s"';

export const behaviourOptions: Parameters = {
  upWindow: {
    type: 'duration',
    doc: 'scales up no higher than the lowest recommendation of this long',
    default: 0,
    source: 'Kubernetes autoscaling/v2, behavior.scaleUp',
    min: 0,
    max: 60 * MINUTE,
    swarm: [0, MINUTE],
  },
  upPolicies: {
    type: 'text',
    doc: 'how much may be added within a time',
    default: '100% per 15s, 4 per 15s',
    source: 'Kubernetes autoscaling/v2, behavior.scaleUp',
    swarm: ['100% per 15s, 4 per 15s', '1 per 1min'],
  },
  upSelect: {
    type: { oneOf: SELECTIONS },
    doc: 'which of the policies holds: max, the one that allows most; min, least; disabled, never up',
    default: 'max',
    source: 'Kubernetes autoscaling/v2, selectPolicy',
    swarm: SELECTIONS,
  },
  downWindow: {
    type: 'duration',
    doc: 'scales down no lower than the highest recommendation of this long',
    default: 5 * MINUTE,
    source: 'Kubernetes, --horizontal-pod-autoscaler-downscale-stabilization',
    min: 0,
    max: 60 * MINUTE,
    swarm: [5 * MINUTE, 0],
  },
  downPolicies: {
    type: 'text',
    doc: 'how much may be removed within a time',
    default: '100% per 15s',
    source: 'Kubernetes autoscaling/v2, behavior.scaleDown',
    swarm: ['100% per 15s', '10% per 1min, 1 per 1min'],
  },
  downSelect: {
    type: { oneOf: SELECTIONS },
    doc: 'which of the policies holds: max, the one that allows most; min, least; disabled, never down',
    default: 'max',
    source: 'Kubernetes autoscaling/v2, selectPolicy',
    swarm: SELECTIONS,
  },
};

/** The first policy list that cannot be read. */
export function checkBehaviour(options: ParameterValues): OptionConflict | undefined {
  for (const option of ['upPolicies', 'downPolicies']) {
    const parsed = parsePolicies(options[option] as string);
    if (!parsed.ok) return { option, message: parsed.message, expected: EXAMPLE };
  }
  return undefined;
}

export interface Behaviour {
  /** `current` instances, `wanted` by the metrics: how many it shall be, and what held it back if something did. */
  restrain(now: Micros, current: number, wanted: number): { readonly replicas: number; readonly because: string };
  /** The number is changed from `current` to `replicas`. */
  scaled(now: Micros, current: number, replicas: number): void;
}

/** Throws a RangeError if the policies cannot be read (`checkBehaviour` says so beforehand). */
export function createBehaviour(options: ParameterValues): Behaviour {
  const up = policiesOf(options.upPolicies);
  const down = policiesOf(options.downPolicies);
  const upWindow = options.upWindow as Micros;
  const downWindow = options.downWindow as Micros;
  let recommended: { readonly time: Micros; readonly replicas: number }[] = [];
  let events: ScaleEvent[] = [];

  const stabilize = (now: Micros, current: number, wanted: number): number => {
    // The number at first sight counts as recommended, so that a new controller does not scale down at once.
    if (recommended.length === 0) recommended.push({ time: now, replicas: current });
    recommended = recommended.filter(({ time }) => time >= now - Math.max(upWindow, downWindow));
    let lowest = wanted;
    let highest = wanted;
    for (const { time, replicas } of recommended) {
      if (time > now - upWindow) lowest = Math.min(lowest, replicas);
      if (time > now - downWindow) highest = Math.max(highest, replicas);
    }
    recommended.push({ time: now, replicas: wanted });
    return Math.min(highest, Math.max(lowest, current));
  };

  return {
    restrain(now, current, wanted) {
      const stable = stabilize(now, current, wanted);
      events = events.filter(({ time }) => time > now - LONGEST_PERIOD);
      const most = scaleUpLimit(current, up, options.upSelect as PolicySelection, events, now);
      const fewest = scaleDownLimit(current, down, options.downSelect as PolicySelection, events, now);
      const replicas = Math.max(fewest, Math.min(most, stable));
      const because: string[] = [];
      if (stable !== wanted) {
        const held =
          stable < wanted ? `the lowest of ${say.duration(upWindow)}` : `the highest of ${say.duration(downWindow)}`;
        because.push(`, wants ${wanted}, ${held} is ${stable}`);
      }
      if (replicas !== stable) because.push(`, ${stable} would be too fast`);
      return { replicas, because: because.join('') };
    },
    scaled(now, current, replicas) {
      if (replicas !== current) events.push({ time: now, change: replicas - current });
    },
  };
}

function policiesOf(text: unknown): readonly ScalingPolicy[] {
  const parsed = parsePolicies(text as string);
  if (!parsed.ok) throw new RangeError(parsed.message);
  return parsed.value;
}
