/** What breaks, where, when and for how long. */
import type { FaultSchedule, FaultSpec } from '../../faults/fault.ts';
import { DEFAULTS } from '../defaults.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { printDistribution } from './print-distribution.ts';
import { printParameters } from './print-parameters.ts';
import { printQuantity } from './print-quantity.ts';
import { printText } from './print-text.ts';
import { type Entry, type Mapping, mapping, oneOrMore } from './written.ts';

const duration = (value: number): string => printQuantity('duration', value);

const printSchedule = (schedule: FaultSchedule): Entry[] => {
  switch (schedule.type) {
    case 'at':
      return [['at', oneOrMore(schedule.times.map(duration))]];
    case 'every':
      return [['every', printDistribution(schedule.gap)]];
    case 'mtbf':
      return [
        ['mtbf', printDistribution(schedule.mtbf)],
        ['repair', printDistribution(schedule.repair)],
      ];
  }
};

const printBurst = ({ share, within, spread }: NonNullable<FaultSpec['burst']>): Mapping => {
  const written = duration(spread);
  return mapping(
    ['share', printQuantity('share', share)],
    ['within', within],
    ['spread', written === DEFAULTS.burstSpread.text ? undefined : written],
  );
};

/** `position` in the list, from 1: it names a fault that has no name. RangeError on a kind that nobody knows. */
export const printFault = (fault: FaultSpec, position: number, { faults }: Vocabulary): Mapping => {
  const kind = faults.get(fault.kind);
  if (kind === undefined) throw new RangeError(`there is no kind of fault ${fault.kind}`);
  const { [kind.subject ?? '']: subject, ...parameters } = fault.parameters;
  const targets = subject === undefined ? fault.targets : [String(subject)];
  const named = fault.name !== `${fault.kind}#${position}`;
  return mapping(
    [fault.kind, targets.length === 0 ? 'null' : oneOrMore(targets.map(printText))],
    ...printParameters(kind.parameters, parameters),
    ...printSchedule(fault.schedule),
    ['for', fault.length && printDistribution(fault.length)],
    ['from', fault.from === undefined ? undefined : duration(fault.from)],
    ['to', fault.to === undefined ? undefined : duration(fault.to)],
    ['limit', fault.limit === undefined ? undefined : printQuantity('integer', fault.limit)],
    ['burst', fault.burst && printBurst(fault.burst)],
    ['name', named ? printText(fault.name) : undefined],
  );
};
