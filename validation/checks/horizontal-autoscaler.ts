/**
 * How many pods Kubernetes would run, integer exact.
 *
 * Source: Kubernetes' own test of its replica calculator (`kubernetes-cases.ts`).
 */
import type { ObservedInstance } from '../../src/algorithms/autoscaling/autoscaler.ts';
import type { Proposal } from '../../src/algorithms/autoscaling/horizontal/proposal.ts';
import {
  replicasByAverage,
  replicasByUtilization,
} from '../../src/algorithms/autoscaling/horizontal/replicas-by-instance.ts';
import { replicasByShare, replicasByTotal } from '../../src/algorithms/autoscaling/horizontal/replicas-by-total.ts';
import type { Check } from '../check.ts';
import { type KubernetesCase, kubernetesCases } from '../kubernetes-cases.ts';

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const NOW = 1000 * MINUTE;
const WINDOW = MINUTE;
const TOLERANCE = 0.1;
const RULES = { cpuInitializationPeriod: 2 * MINUTE, initialReadinessDelay: 10 * SECOND };

const PHASES: Readonly<Record<string, ObservedInstance['phase']>> = { p: 'pending', f: 'failed' };

const instancesOf = ({ pods, requests = [], usages }: KubernetesCase): ObservedInstance[] =>
  [...pods].map((pod, index) => {
    const young = pod !== pod.toLowerCase();
    const changedAt = young ? NOW : NOW - 60 * MINUTE;
    const reports = index < usages.length;
    return {
      name: `pod-${index}`,
      phase: PHASES[pod] ?? 'running',
      terminating: false,
      ready: pod.toLowerCase() === 'r',
      startedAt: changedAt,
      readinessChangedAt: changedAt,
      request: (requests[index] ?? 0) / 1000,
      ...(reports ? { usage: { cores: usages[index] / 1000, sampledAt: NOW, window: WINDOW } } : {}),
    };
  });

export function proposalOf(test: KubernetesCase): Proposal {
  const { kind, target, usages } = test;
  const observation = { now: NOW, replicas: test.replicas, instances: instancesOf(test) };
  const total = usages.reduce((sum, usage) => sum + usage, 0);
  switch (kind) {
    case 'utilization':
      return replicasByUtilization(observation, target, TOLERANCE, RULES);
    case 'average':
      return replicasByAverage(observation, target, TOLERANCE);
    case 'total':
      return replicasByTotal(observation, total, target, TOLERANCE);
    case 'share':
      return replicasByShare(observation, total, target, TOLERANCE);
  }
}

const agrees = (test: KubernetesCase): boolean => {
  const proposal = proposalOf(test);
  return proposal.ok
    ? proposal.replicas === test.expected && proposal.value === test.value
    : test.expected === undefined;
};

export const horizontalAutoscaler: Check = {
  name: 'autoscaling/kubernetes',
  title: "Kubernetes' horizontal autoscaler",
  source: 'kubernetes/kubernetes, replica_calculator_test.go',
  exercised: 'replicas as the horizontal autoscaler proposes them',
  figures: [
    {
      quantity: `cases in which replicas and metric are the same, of ${kubernetesCases.length}`,
      expected: kubernetesCases.length,
      tolerance: { kind: 'absolute', by: 0 },
    },
  ],
  trials: { full: 1, short: 1 },
  simulate: () => [{ value: kubernetesCases.filter(agrees).length }],
};
