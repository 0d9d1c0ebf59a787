/** What balancers of a pool know, and from which servers they keep away. */
import type { RoutingSpec } from '../../services/pool/pool.ts';
import { differing } from './differing.ts';
import { printLimit, printQuantity } from './print-quantity.ts';
import { type Mapping, mapping, unlessEmpty, type Written } from './written.ts';

const duration = (value: number): string => printQuantity('duration', value);
const count = (value: number): string => printQuantity('integer', value);
const share = (value: number): string => printQuantity('share', value);

/** Those figures that differ from the standard ones, each written as its writer does. */
const figures = <T extends object>(
  spec: T,
  standard: T | undefined,
  writers: { readonly [K in keyof T]: (value: number) => string },
): Mapping =>
  mapping(
    ...Object.entries(writers).map(([name, write]): [string, Written | undefined] => [
      name,
      differing(spec[name as keyof T], standard?.[name as keyof T], (value) =>
        (write as (value: number) => string)(value as number),
      ),
    ]),
  );

/** `standard` has everything on, each with its defaults. */
export const printRouting = (routing: RoutingSpec, standard: RoutingSpec): [string, Written | undefined][] => {
  const { instances, view, discovery, healthChecks, outlierEjection, circuitBreaker } = routing;
  const balancers = figures(
    { instances, ...view, discovery },
    { instances: standard.instances, ...standard.view, discovery: standard.discovery },
    { instances: count, poll: duration, propagation: duration, discovery: duration },
  );
  return [
    ['balancers', unlessEmpty(balancers)],
    [
      'healthChecks',
      healthChecks &&
        figures(healthChecks, standard.healthChecks, {
          every: duration,
          timeout: duration,
          unhealthyAfter: count,
          healthyAfter: count,
        }),
    ],
    [
      'outlierEjection',
      outlierEjection &&
        figures(outlierEjection, standard.outlierEjection, {
          consecutiveFailures: count,
          baseTime: duration,
          maxTime: duration,
          maxShare: share,
        }),
    ],
    [
      'circuitBreaker',
      circuitBreaker &&
        figures(circuitBreaker, standard.circuitBreaker, {
          window: duration,
          minimum: count,
          failures: share,
          open: duration,
          probes: count,
          maxInFlight: (value) => printLimit('integer', value),
        }),
    ],
  ];
};
