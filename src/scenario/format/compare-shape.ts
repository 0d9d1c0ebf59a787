/** `compare`: what `fivenines compare` varies, what it looks at, and what one should see. */
import { optional, required } from '../decode/field.ts';
import { listOf } from '../decode/list-of.ts';
import { located } from '../decode/located.ts';
import { record } from '../decode/record.ts';
import type { Decoded } from '../decode/shape.ts';
import { text } from '../decode/text.ts';
import { varyShape } from './vary-shape.ts';

export const compareShape = record('a comparison such as {vary: {services.web.balancer: [random, power-of-two]}}', {
  vary: required(
    varyShape,
    'paths of this file, as in --set, each with the values to compare; one variant for every combination',
  ),
  metrics: optional(
    listOf('a list of metrics such as latency.web.call.p99', located(text('a metric such as latency.web.call.p99'))),
    'what to rank the variants by, the most important first; everything else is measured too',
  ),
  text: optional(text('a text'), 'what to look at, what one should see, and the literature'),
  until: optional(
    located(text('a metric and half a width such as availability.time ± 0.01%')),
    'further seeds are run until the 95 % intervals are as narrow (default: as many seeds as runs says)',
  ),
});

export type CompareDraft = Decoded<typeof compareShape>;
