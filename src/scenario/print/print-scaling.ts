/** The autoscaler of a pool, its bounds and its node pools. */
import type { NodePlan } from '../../cluster/topology.ts';
import type { NodeId } from '../../kernel/observation.ts';
import type { NodePoolSpec, ScalingSpec } from '../../services/pool/pool.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { differing } from './differing.ts';
import { nodeList } from './node-list.ts';
import { printAlgorithm } from './print-algorithm.ts';
import { printDistribution } from './print-distribution.ts';
import { printQuantity } from './print-quantity.ts';
import { printText } from './print-text.ts';
import { same } from './same.ts';
import { unspokenService } from './unspoken.ts';
import { type Mapping, mapping, unlessEmpty, type Written } from './written.ts';

const duration = (value: number): string => printQuantity('duration', value);
const count = (value: number): string => printQuantity('integer', value);
const number = (value: number): string => printQuantity('number', value);

const printNodePool = (pool: NodePoolSpec, standard: NodePoolSpec, servers: readonly NodePlan[]): Mapping =>
  mapping(
    ['name', printText(pool.name)],
    ['nodes', nodeList(pool.nodes, servers)],
    ['price', differing(pool.pricePerHour, standard.pricePerHour, number)],
    ['provisioning', differing(pool.provisioning, standard.provisioning, printDistribution)],
  );

/** `cores`: of the largest machine. */
const printBounds = (
  scaling: ScalingSpec,
  cores: number,
  nodes: readonly NodeId[],
  servers: readonly NodePlan[],
): Mapping | undefined => {
  const standard = unspokenService('pool').scaling ?? scaling;
  const [standardPool] = standard.nodePools;
  const { min, max, every, metrics, request, nodePools } = scaling;
  return unlessEmpty(
    mapping(
      ['min', differing(min, standard.min, count)],
      ['max', differing(max, nodes.length, count)],
      ['every', differing(every, standard.every, duration)],
      [
        'metrics',
        unlessEmpty(
          mapping(
            ['every', differing(metrics.every, standard.metrics.every, duration)],
            ['window', differing(metrics.window, standard.metrics.window, duration)],
            ['delay', differing(metrics.delay, standard.metrics.delay, duration)],
          ),
        ),
      ],
      ['request', differing(request, cores, number)],
      [
        'pools',
        same(nodePools, [{ ...standardPool, nodes }])
          ? undefined
          : { rows: nodePools.map((pool) => printNodePool(pool, standardPool, servers)) },
      ],
    ),
  );
};

export const printScaling = (
  scaling: ScalingSpec | undefined,
  cores: number,
  nodes: readonly NodeId[],
  servers: readonly NodePlan[],
  { autoscaling }: Vocabulary,
): [string, Written | undefined][] =>
  scaling === undefined
    ? []
    : [
        ['autoscaler', printAlgorithm('autoscaler', scaling.algorithm, scaling.options, autoscaling)],
        ['scaling', printBounds(scaling, cores, nodes, servers)],
      ];
