/** The whole file. */
import { optional, required, withDefault } from '../decode/field.ts';
import { listOf } from '../decode/list-of.ts';
import { located } from '../decode/located.ts';
import { mapOf } from '../decode/map-of.ts';
import { quantity } from '../decode/quantity.ts';
import { partialRecord } from '../decode/record.ts';
import type { Decoded } from '../decode/shape.ts';
import { text } from '../decode/text.ts';
import { DEFAULTS } from '../defaults.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { clientShape } from './client-shape.ts';
import { compareShape } from './compare-shape.ts';
import { faultShape } from './fault-shape.ts';
import { jobShape } from './job-shape.ts';
import { rareEventsShape } from './rare-events-shape.ts';
import { serviceShape } from './service-shape.ts';
import { topologyShape } from './topology-shape.ts';
import { verifyShape } from './verify-shape.ts';

/** Their results are held in memory together. */
export const RUNS_MAX = 1_000_000;

export const scenarioShape = (vocabulary: Vocabulary) =>
  partialRecord('a mapping with name, duration, topology, services and clients', {
    name: required(text('a title'), 'title of the scenario'),
    description: optional(text('a text'), 'what it is about'),
    duration: required(located(quantity('duration', { above: 0 })), 'calendar time measured, after the warm-up'),
    warmup: withDefault(quantity('duration'), DEFAULTS.warmup, 'calendar time before that, not measured'),
    runs: withDefault(located(quantity('integer', { min: 1, max: RUNS_MAX })), DEFAULTS.runs, 'independent seeds'),
    seed: withDefault(quantity('integer', { min: 0 }), DEFAULTS.seed, 'of the first run; the others count up from it'),
    topology: required(located(topologyShape), 'where machines stand and what they are made of'),
    services: required(
      mapOf('services such as {store: {kind: replicated-store, consensus: raft}}', serviceShape(vocabulary)),
      'what the cluster runs, by name',
    ),
    clients: optional(
      mapOf('clients such as {web: {target: store, arrivals: {poisson: 200/s}}}', clientShape),
      'who calls the services, by name',
    ),
    jobs: optional(
      mapOf('jobs such as {reports: {target: batch, arrivals: {poisson: 2/min}, runtime: 30s}}', jobShape),
      'classes of jobs that are submitted to batch clusters, by name',
    ),
    faults: optional(
      listOf('a list of faults such as {crash: n1, at: 10s}', located(faultShape(vocabulary.faults))),
      'what breaks',
    ),
    expect: optional(
      listOf(
        'a list of expectations such as availability.time >= 99.99%',
        located(text('an expectation such as availability.time >= 99.99%')),
      ),
      'what must hold of the results',
    ),
    rareEvents: optional(rareEventsShape, 'also look for what is too rare to be seen in the runs'),
    compare: optional(located(compareShape), 'what fivenines compare varies, and what one should see'),
    verify: optional(verifyShape, 'what every run is checked for, besides the invariants that are always on'),
  });

export type ScenarioDraft = Decoded<ReturnType<typeof scenarioShape>>;
