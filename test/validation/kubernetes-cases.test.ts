/** The figures of Kubernetes' cases are those of the file beside the project that they were copied from. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { proposalOf } from '../../validation/checks/horizontal-autoscaler.ts';
import { kubernetesCases } from '../../validation/kubernetes-cases.ts';

const FILE = resolve(import.meta.dirname, '../../../shared/truth/hpa-cases.json');

interface FileCase {
  readonly name: string;
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
  readonly pods: readonly unknown[];
}

describe.skipIf(!existsSync(FILE))('the cases of Kubernetes', () => {
  it('are all there, as they are', () => {
    const cases: readonly FileCase[] = JSON.parse(readFileSync(FILE, 'utf8')).cases;
    expect(
      kubernetesCases.map(({ pods, kind: _, requests, ...figures }) => ({ ...figures, pods: pods.length, requests })),
    ).toEqual(
      cases.map((test) => ({
        name: test.name.replace('TestReplicaCalc', ''),
        replicas: test.currentReplicas,
        expected: test.expectedReplicas ?? undefined,
        target: test.targetUtilizationPercent ?? test.targetMilli ?? test.perPodTargetMilli,
        value: test.expectedUtilizationPercent ?? test.expectedUtilizationMilli ?? undefined,
        pods: test.pods.length,
        requests: test.podRequestMilli,
        usages: test.metricPodNamesDoNotMatch ? [] : (test.podUsageMilli ?? test.metricMilli),
      })),
    );
  });
});

describe('the replicas of Kubernetes', () => {
  it.each(kubernetesCases)('$name: $replicas → $expected', (test) => {
    const proposal = proposalOf(test);
    expect(proposal.ok ? proposal.replicas : undefined).toBe(test.expected);
    if (proposal.ok) expect(proposal.value).toBe(test.value);
  });
});
