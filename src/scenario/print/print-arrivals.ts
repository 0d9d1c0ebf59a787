/** When requests or jobs arrive. Arrivals that were recorded in a file refer to that file. */
import type { ArrivalSpec } from '../../workload/client.ts';
import { printDistribution } from './print-distribution.ts';
import { printQuantity } from './print-quantity.ts';
import { printText } from './print-text.ts';
import { type Mapping, mapping } from './written.ts';

const duration = (value: number): string => printQuantity('duration', value);
const rate = (value: number): string => printQuantity('rate', value);

export const printArrivals = (arrivals: ArrivalSpec): Mapping => {
  switch (arrivals.kind) {
    case 'poisson':
    case 'constant':
      return mapping([arrivals.kind, rate(arrivals.rate)]);
    case 'on-off':
      return mapping([
        'on-off',
        mapping(
          ['rate', rate(arrivals.rate)],
          ['on', printDistribution(arrivals.on)],
          ['off', printDistribution(arrivals.off)],
        ),
      ]);
    case 'diurnal':
      return mapping([
        'diurnal',
        mapping(
          ['low', rate(arrivals.low)],
          ['high', rate(arrivals.high)],
          ['period', duration(arrivals.period)],
          ['peak', duration(arrivals.peak)],
        ),
      ]);
    case 'timestamps':
    case 'rates':
      return mapping([arrivals.kind, printText(arrivals.source)]);
  }
};
