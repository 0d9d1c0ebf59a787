/**
 * As KEDA scales consumers of a queue (keda.sh, "Scaling Deployments", with a queue scaler such as SQS or RabbitMQ):
 * ⌈backlog / target⌉ instances, through Kubernetes' horizontal autoscaler with its tolerance, windows and policies. KEDA
 * itself only switches between none and some: on as soon as the backlog exceeds `activation`, off once it has not done so
 * for `cooldown` (and only if the bounds allow 0).
 *
 * What is in progress counts as backlog (KEDA's scaleOnInFlight); otherwise a busy service with an empty queue would be
 * scaled down to nothing.
 */
import { MINUTE, type Micros } from '../../core/time.ts';
import type { AutoscalingAlgorithm } from './autoscaler.ts';
import { behaviourOptions, checkBehaviour, createBehaviour } from './horizontal/behaviour.ts';
import { replicasByShare } from './horizontal/replicas-by-total.ts';
import { decide } from './parts/decide.ts';
import { say } from './parts/say.ts';

export const queueLength: AutoscalingAlgorithm = {
  name: 'queue-length',
  summary: 'instances in proportion to the backlog; none while there is no backlog, if the bounds allow',
  source: 'KEDA, queue scalers over the HorizontalPodAutoscaler',
  options: {
    target: {
      type: 'number',
      doc: 'requests, waiting or in progress, that an instance is there for',
      default: 5,
      source: 'KEDA, aws-sqs-queue: queueLength',
      min: 0.001,
      max: 1e9,
      swarm: [5, 1, 20],
    },
    activation: {
      type: 'number',
      doc: 'backlog above which there is anything to do at all',
      default: 0,
      source: 'KEDA, activationQueueLength',
      min: 0,
      max: 1e9,
      swarm: [0, 10],
    },
    cooldown: {
      type: 'duration',
      doc: 'how long there must have been nothing to do before the last instances go',
      default: 5 * MINUTE,
      source: 'KEDA, cooldownPeriod',
      min: 0,
      swarm: [5 * MINUTE, 0],
    },
    tolerance: {
      type: 'share',
      doc: 'backlog over target may be this far from 1 before anything changes',
      default: 0.1,
      source: 'Kubernetes, --horizontal-pod-autoscaler-tolerance',
      min: 0,
      max: 1,
      swarm: [0.1, 0],
    },
    ...behaviourOptions,
  },
  check: checkBehaviour,
  create(options, bounds) {
    const target = Math.max(1, Math.round((options.target as number) * 1000));
    const behaviour = createBehaviour(options);
    let lastActive: Micros | undefined;
    return {
      decide(observation) {
        const { now, replicas: current, queueLength: backlog } = observation;
        lastActive ??= now;
        if (backlog === undefined) return decide(observation, bounds, current, 'backlog: nothing has arrived');
        const because = `backlog ${say.count(backlog)}, ${say.count(options.target as number)} per instance`;
        const active = backlog > (options.activation as number);
        if (active) lastActive = now;
        if (current === 0) return decide(observation, bounds, active ? Math.max(1, bounds.min) : 0, because);
        if (!active && bounds.min === 0 && now - lastActive >= (options.cooldown as Micros))
          return decide(observation, bounds, 0, `${because}, nothing to do`);
        const proposal = replicasByShare(observation, Math.round(backlog * 1000), target, options.tolerance as number);
        const wanted = proposal.ok ? Math.max(1, proposal.replicas) : current;
        const restrained = behaviour.restrain(now, current, wanted);
        const decision = decide(observation, bounds, restrained.replicas, because + restrained.because);
        behaviour.scaled(now, current, decision.replicas);
        return decision;
      },
    };
  },
};
