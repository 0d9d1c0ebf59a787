/** A random quantity: a bare quantity is constant, otherwise `{lognormal: {median: 1ms, p99: 8ms}}` and kin. */
import type { DistributionSpec } from '../../core/distributions/distribution.ts';
import { YEAR } from '../../core/time.ts';
import { parseShare } from '../../core/units/parse-share.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { TreeNode } from '../yaml/tree.ts';
import { definition } from './definition.ts';
import { either } from './either.ts';
import { expectMap } from './expect-node.ts';
import { required } from './field.ts';
import { listOf } from './list-of.ts';
import { oneKey } from './one-key.ts';
import type { Bounds } from './quantity.ts';
import { quantity } from './quantity.ts';
import type { QuantityKind } from './quantity-kinds.ts';
import { quantityRange } from './quantity-range.ts';
import { record } from './record.ts';
import { refine } from './refine.ts';
import type { Shape } from './shape.ts';

const SHAPE_PARAMETER = quantity('number', { above: 0, max: 1_000 });
/** Below it, draws of a Weibull or gamma distribution leave the range of floating-point numbers. */
const SPREAD_PARAMETER = quantity('number', { min: 0.01, max: 1_000 });
/** Standard deviations below zero where a normal distribution is still drawn from. */
const TRUNCATED_MAX = 8;
/** What the weights of a mixture or a mix may add up to besides 1, for rounding. */
const SUM_TOLERANCE = 1e-9;

/** p50, p99.9. */
const QUANTILE = /^p\d{1,3}(?:\.\d+)?$/;

type Of<K extends DistributionSpec['kind']> = Extract<DistributionSpec, { kind: K }>;

/** p0, p50, p99.9, …, p100: shares from the key, ascending values. */
const empirical = (what: string, value: Shape<number>): Shape<DistributionSpec> => ({
  what: `quantiles such as {p0: …, p50: …, p100: …}, each ${what}`,
  schema: (definitions) => ({
    type: 'object',
    required: ['p0', 'p100'],
    additionalProperties: false,
    patternProperties: { [QUANTILE.source]: value.schema(definitions) },
  }),
  decode: (node, reporter) => {
    const map = expectMap(node, 'quantiles such as {p0: …, p50: …, p100: …}', reporter);
    if (map === undefined) return undefined;
    const quantiles: { p: number; value: number; node: TreeNode }[] = [];
    let failed = false;
    for (const entry of map.entries) {
      const share = QUANTILE.test(entry.key.text) ? parseShare(`${entry.key.text.slice(1)}%`) : undefined;
      const p = share?.ok ? share.value : undefined;
      if (p === undefined) reporter.report(entry.key, messages.notAQuantile(entry.key.text));
      const decoded = value.decode(entry.value, reporter);
      if (p === undefined || decoded === undefined) failed = true;
      else quantiles.push({ p, value: decoded, node: entry.value });
    }
    if (failed) return undefined;
    quantiles.sort((a, b) => a.p - b.p);
    for (const [index, { p, value: high, node: where }] of quantiles.entries()) {
      if (index > 0 && quantiles[index - 1].p === p) {
        reporter.report(where.key ?? where, messages.sameQuantile());
        return undefined;
      }
      if (index > 0 && quantiles[index - 1].value > high) {
        reporter.report(where, messages.quantilesDescend());
        return undefined;
      }
    }
    if (quantiles.length < 2 || quantiles[0].p !== 0 || quantiles[quantiles.length - 1].p !== 1) {
      reporter.report(map.key ?? map, messages.quantileEndsMissing());
      return undefined;
    }
    return { kind: 'empirical', quantiles: quantiles.map(({ p, value: high }) => ({ p, value: high })) };
  },
});

const mixture = (self: Shape<DistributionSpec>): Shape<DistributionSpec> => {
  const part = record('a part such as {weight: 90%, of: 1ms}', {
    weight: required(quantity('share', { above: 0, max: 1 }), 'share of the draws that come from this part'),
    of: required(self, 'what they are drawn from'),
  });
  return refine(listOf('a list of parts such as {weight: 90%, of: 1ms}', part), (parts, node, reporter: Reporter) => {
    if (node.type !== 'list' || parts.length < node.items.length) return undefined;
    const total = parts.reduce((sum, { weight }) => sum + weight, 0);
    if (Math.abs(total - 1) > SUM_TOLERANCE) {
      reporter.report(node.key ?? node, messages.weightsOff('the weights of the mixture', total));
      return undefined;
    }
    return { kind: 'mixture', parts };
  });
};

const variants = (kind: QuantityKind, bounds: Bounds, self: Shape<DistributionSpec>) => {
  const value = quantity(kind, bounds);
  const positive = quantity(kind, { ...bounds, above: 0 });
  const shapes: { readonly [K in Exclude<DistributionSpec['kind'], 'constant'>]: Shape<DistributionSpec> } = {
    uniform: refine(quantityRange(kind, bounds), ({ min, max }): Of<'uniform'> => ({ kind: 'uniform', min, max })),
    exponential: refine(positive, (mean): Of<'exponential'> => ({ kind: 'exponential', mean })),
    normal: refine(
      record('{mean: …, sd: …}', {
        mean: required(value, 'mean before truncation at zero'),
        sd: required(quantity(kind, { min: 0 }), 'standard deviation before truncation at zero'),
      }),
      ({ mean, sd }, node, reporter): Of<'normal'> | undefined => {
        if (mean >= -TRUNCATED_MAX * sd) return { kind: 'normal', mean, standardDeviation: sd };
        reporter.report(node.key ?? node, messages.normalBelowZero(TRUNCATED_MAX));
        return undefined;
      },
    ),
    lognormal: refine(
      record('{median: …, p99: …}', {
        median: required(positive, 'half of the draws are below it'),
        p99: required(positive, '99 % of the draws are below it'),
      }),
      ({ median, p99 }, node, reporter): Of<'lognormal'> | undefined => {
        if (p99 >= median) return { kind: 'lognormal', median, p99 };
        reporter.report(node.key ?? node, messages.p99BelowMedian());
        return undefined;
      },
    ),
    pareto: refine(
      record('{min: …, shape: …}', {
        min: required(positive, 'the smallest value'),
        shape: required(SHAPE_PARAMETER, 'tail exponent; the mean is infinite at 1 and below'),
      }),
      ({ min, shape }): Of<'pareto'> => ({ kind: 'pareto', scale: min, shape }),
    ),
    weibull: refine(
      record('{scale: …, shape: …}', {
        scale: required(positive, '63.2 % of the draws are below it'),
        shape: required(SPREAD_PARAMETER, 'below 1: failures of youth; above: wear'),
      }),
      ({ scale, shape }): Of<'weibull'> => ({ kind: 'weibull', scale, shape }),
    ),
    gamma: refine(
      record('{shape: …, scale: …}', {
        shape: required(SPREAD_PARAMETER, 'number of exponential stages, not necessarily whole'),
        scale: required(positive, 'mean of a stage'),
      }),
      ({ shape, scale }): Of<'gamma'> => ({ kind: 'gamma', shape, scale }),
    ),
    empirical: empirical(value.what, value),
    mixture: mixture(self),
  };
  return { value, shapes };
};

/** `name` names the shared schema definition; `bounds` hold for every value a user writes. */
export const randomQuantity = (name: string, kind: QuantityKind, bounds: Bounds = {}): Shape<DistributionSpec> => {
  const what = `${quantity(kind, bounds).what} or a distribution such as {exponential: …}`;
  const self: Shape<DistributionSpec> = definition(name, what, () => {
    const { value, shapes } = variants(kind, bounds, self);
    const constant = refine(value, (written): Of<'constant'> => ({ kind: 'constant', value: written }));
    return either(constant, oneKey('distribution', shapes));
  });
  return self;
};

/** A random length of time, never negative. */
export const randomDuration = randomQuantity('randomDuration', 'duration');
/** A random length of time that is not always zero. */
export const randomGap = randomQuantity('randomGap', 'duration', { above: 0 });
/** A random shift in time, either way. */
export const randomOffset = randomQuantity('randomOffset', 'duration', { min: -YEAR, max: YEAR });
