/** What the figures on rare events stand on, and where they are not to be trusted. */

import { EFFECTIVE_CYCLES_MIN } from '../measure/rare-events/estimate-rare-events.ts';
import type { RareEventsSummary, RareEventsWarning } from '../measure/rare-events/rare-events-summary.ts';
import { formatCount } from './format/format-count.ts';
import { formatSeconds } from './format/format-seconds.ts';

const WARNINGS: Readonly<Record<RareEventsWarning, string>> = {
  'few-effective-cycles': `fewer than ${EFFECTIVE_CYCLES_MIN} effective cycles: the interval is too narrow, simulate more`,
  'weights-off': 'the mean likelihood ratio is not 1: simulate more cycles, or change rareEvents.bias',
  'cycles-cut-off': 'cycles that did not come to rest in time are left out: the figures are too low',
};

/** Below this a figure rests on a handful of cycles and is not shown. */
const SHOWN_MIN = 10;

/** The causes that were seen often enough to speak of, largest first. */
export const seenCauses = ({ causes }: RareEventsSummary): RareEventsSummary['causes'] =>
  causes.filter(({ unavailability }) => unavailability.effectiveCycles >= SHOWN_MIN);

/** With plain spaces. */
export function rareEventsSentences(rare: RareEventsSummary): string[] {
  const { cycles, cycleSeconds, warnings } = rare;
  const gains = seenCauses(rare)
    .filter(({ unavailability }) => (unavailability.varianceReduction ?? 0) > 1)
    .map(({ cause, unavailability }) => {
      const { varianceReduction, effectiveCycles, relativeError } = unavailability;
      const doubt = effectiveCycles < EFFECTIVE_CYCLES_MIN ? ', too few to trust the interval' : '';
      const error = `±${Math.round((relativeError ?? 0) * 100)} % from ${formatCount(Math.round(effectiveCycles), ' ')} effective cycles${doubt}`;
      const factor = Number((varianceReduction ?? 0).toPrecision(2));
      return `${cause}: ${error}, ${formatCount(factor, ' ')} times fewer events than plain simulation needs`;
    });
  return [
    `${formatCount(cycles, ' ')} cycles of ${formatSeconds(cycleSeconds)} on average, by failure biasing`,
    ...gains.slice(0, 2),
    ...warnings.map((warning) => WARNINGS[warning]),
  ];
}
