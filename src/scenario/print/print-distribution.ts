/** A random duration as a file has it. */
import type { DistributionSpec } from '../../core/distributions/distribution.ts';
import { printQuantity } from './print-quantity.ts';
import { type Mapping, mapping, type Written } from './written.ts';

const duration = (micros: number): string => printQuantity('duration', micros);
const number = (value: number): string => printQuantity('number', value);

/** `p50`, `p99.9`: per cent without an exponent, the point moved in the text since 100 · p could round. */
const quantileKey = (p: number): string => {
  const [digits, exponent = '0'] = String(p).split('e');
  const [whole, fraction = ''] = digits.split('.');
  const point = whole.length + Number(exponent) + 2;
  const all = `${'0'.repeat(Math.max(0, 1 - point))}${whole}${fraction}`.padEnd(Math.max(point, 1), '0');
  const at = Math.max(point, 1);
  const rest = all.slice(at).replace(/0+$/, '');
  const integer = all.slice(0, at).replace(/^0+(?=\d)/, '');
  return `p${integer}${rest === '' ? '' : `.${rest}`}`;
};

const empirical = ({ quantiles }: Extract<DistributionSpec, { kind: 'empirical' }>): Mapping =>
  mapping(...quantiles.map(({ p, value }): [string, string] => [quantileKey(p), duration(value)]));

export const printDistribution = (spec: DistributionSpec): Written => {
  switch (spec.kind) {
    case 'constant':
      return duration(spec.value);
    case 'uniform':
      return mapping(['uniform', `${duration(spec.min)}..${duration(spec.max)}`]);
    case 'exponential':
      return mapping(['exponential', duration(spec.mean)]);
    case 'normal':
      return mapping(['normal', mapping(['mean', duration(spec.mean)], ['sd', duration(spec.standardDeviation)])]);
    case 'lognormal':
      return mapping(['lognormal', mapping(['median', duration(spec.median)], ['p99', duration(spec.p99)])]);
    case 'pareto':
      return mapping(['pareto', mapping(['min', duration(spec.scale)], ['shape', number(spec.shape)])]);
    case 'weibull':
      return mapping(['weibull', mapping(['scale', duration(spec.scale)], ['shape', number(spec.shape)])]);
    case 'gamma':
      return mapping(['gamma', mapping(['shape', number(spec.shape)], ['scale', duration(spec.scale)])]);
    case 'empirical':
      return mapping(['empirical', empirical(spec)]);
    case 'mixture':
      return mapping([
        'mixture',
        spec.parts.map(({ weight, of }) =>
          mapping(['weight', printQuantity('share', weight)], ['of', printDistribution(of)]),
        ),
      ]);
  }
};
