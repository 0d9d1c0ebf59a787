/** How balancers of a pool see it, and from which servers they keep away. */
import { withDefault } from '../decode/field.ts';
import { quantity } from '../decode/quantity.ts';
import { record } from '../decode/record.ts';
import { DEFAULTS } from '../defaults.ts';
import { unlimitedOr } from './unlimited.ts';

const duration = quantity('duration');
const positive = quantity('duration', { above: 0 });
const inARow = quantity('integer', { min: 1, max: 1e6 });
const share = quantity('share', { min: 0, max: 1 });

export const balancersShape = record('{instances: 10, poll: 1s, propagation: 50ms, discovery: 1s}', {
  instances: withDefault(
    quantity('integer', { min: 1, max: 100_000 }),
    DEFAULTS.instances,
    'balancers on every client machine, each with a share of the requests; servers that call have one each',
  ),
  poll: withDefault(duration, DEFAULTS.now, 'how often they are told the load of the servers; 0s: always as it is'),
  propagation: withDefault(duration, DEFAULTS.now, 'how old the load is that they are told'),
  discovery: withDefault(duration, DEFAULTS.discovery, 'until they know of servers that came or went'),
});

export const healthChecksShape = record('health checks such as {every: 5s, timeout: 1s}', {
  every: withDefault(positive, DEFAULTS.healthCheckEvery, 'each balancer asks each server so often'),
  timeout: withDefault(positive, DEFAULTS.healthCheckTimeout, 'no answer within it is a failure'),
  unhealthyAfter: withDefault(inARow, DEFAULTS.unhealthyAfter, 'failures in a row'),
  healthyAfter: withDefault(inARow, DEFAULTS.healthyAfter, 'successes in a row'),
});

export const outlierEjectionShape = record('outlier ejection such as {consecutiveFailures: 5}', {
  consecutiveFailures: withDefault(inARow, DEFAULTS.consecutiveFailures, 'requests that fail in a row eject a server'),
  baseTime: withDefault(positive, DEFAULTS.baseEjectionTime, 'for so long, times how often that has happened'),
  maxTime: withDefault(positive, DEFAULTS.maxEjectionTime, 'and no longer'),
  maxShare: withDefault(
    share,
    DEFAULTS.maxEjected,
    'of the servers that may be ejected at a time; where that is less than one, none is',
  ),
});

export const circuitBreakerShape = record('a circuit breaker such as {window: 10s, failures: 50%}', {
  window: withDefault(positive, DEFAULTS.breakerWindow, 'what answers are counted over'),
  minimum: withDefault(inARow, DEFAULTS.breakerMinimum, 'answers in the window before it may open'),
  failures: withDefault(
    quantity('share', { above: 0, max: 1 }),
    DEFAULTS.breakerFailures,
    'share of failures in the window at which it opens',
  ),
  open: withDefault(positive, DEFAULTS.breakerOpen, 'how long it lets nothing through'),
  probes: withDefault(
    inARow,
    DEFAULTS.breakerProbes,
    'requests that it then lets through; all must succeed to close it',
  ),
  maxInFlight: withDefault(
    unlimitedOr('integer', { min: 1, max: 1e9 }),
    DEFAULTS.unlimited,
    'requests that one balancer may have under way',
  ),
});
