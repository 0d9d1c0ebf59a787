/** Kubernetes' own cases for its replica calculator (../shared/truth/hpa-cases.json), integer exact. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ObservedInstance } from '../../../src/algorithms/autoscaling/autoscaler.ts';
import type { Proposal } from '../../../src/algorithms/autoscaling/horizontal/proposal.ts';
import {
  replicasByAverage,
  replicasByUtilization,
} from '../../../src/algorithms/autoscaling/horizontal/replicas-by-instance.ts';
import { replicasByShare, replicasByTotal } from '../../../src/algorithms/autoscaling/horizontal/replicas-by-total.ts';
import { MINUTE, SECOND } from '../../../src/core/time.ts';
import { instance, NOON } from './observations.ts';

interface Case {
  readonly name: string;
  readonly kind:
    | 'resource-utilization'
    | 'podMetric'
    | 'objectMetric'
    | 'externalMetric'
    | 'objectPerPodMetric'
    | 'externalPerPodMetric';
  readonly currentReplicas: number;
  readonly expectedReplicas: number | null;
  readonly expectedUtilizationPercent?: number | null;
  readonly expectedUtilizationMilli?: number;
  readonly targetUtilizationPercent?: number;
  readonly targetMilli?: number;
  readonly perPodTargetMilli?: number;
  readonly podRequestMilli?: readonly number[];
  readonly podUsageMilli?: readonly number[];
  readonly metricMilli?: readonly number[];
  readonly metricPodNamesDoNotMatch?: boolean;
  readonly pods: readonly {
    readonly ready: boolean;
    readonly inCpuInitPeriodWithStaleMetric: boolean;
    readonly phase: 'Running' | 'Pending' | 'Failed';
    readonly terminating: boolean;
  }[];
}

const FILE = resolve(import.meta.dirname, '../../../../shared/truth/hpa-cases.json');
const present = existsSync(FILE);
const cases: Case[] = present ? JSON.parse(readFileSync(FILE, 'utf8')).cases : [];

const TOLERANCE = 0.1;
const RULES = { cpuInitializationPeriod: 2 * MINUTE, initialReadinessDelay: 10 * SECOND };

function instancesOf({
  pods,
  podRequestMilli,
  podUsageMilli,
  metricMilli,
  metricPodNamesDoNotMatch,
}: Case): ObservedInstance[] {
  return pods.map((pod, index) => {
    const milli = metricPodNamesDoNotMatch ? undefined : (podUsageMilli ?? metricMilli ?? [])[index];
    const started = pod.inCpuInitPeriodWithStaleMetric ? NOON : NOON - 60 * MINUTE;
    return instance(`pod-${index}`, milli === undefined ? undefined : milli / 1000, {
      phase: pod.phase.toLowerCase() as ObservedInstance['phase'],
      terminating: pod.terminating,
      ready: pod.ready,
      startedAt: started,
      readinessChangedAt: started,
      request: (podRequestMilli?.[index] ?? 0) / 1000,
    });
  });
}

function propose(test: Case): Proposal {
  const observation = { now: NOON, replicas: test.currentReplicas, instances: instancesOf(test) };
  const total = (test.metricMilli ?? []).reduce((sum, value) => sum + value, 0);
  switch (test.kind) {
    case 'resource-utilization':
      return replicasByUtilization(observation, test.targetUtilizationPercent!, TOLERANCE, RULES);
    case 'podMetric':
      return replicasByAverage(observation, test.targetMilli!, TOLERANCE);
    case 'objectMetric':
    case 'externalMetric':
      return replicasByTotal(observation, total, test.targetMilli!, TOLERANCE);
    case 'objectPerPodMetric':
    case 'externalPerPodMetric':
      return replicasByShare(observation, total, test.perPodTargetMilli!, TOLERANCE);
  }
}

describe.skipIf(!present)('the cases of Kubernetes', () => {
  it('are 25', () => expect(cases).toHaveLength(25));

  it.each(cases)('$name: $currentReplicas → $expectedReplicas', (test) => {
    const proposal = propose(test);
    if (test.expectedReplicas === null) expect(proposal.ok).toBe(false);
    else
      expect(proposal).toEqual({
        ok: true,
        replicas: test.expectedReplicas,
        value: test.expectedUtilizationPercent ?? test.expectedUtilizationMilli,
      });
  });
});
