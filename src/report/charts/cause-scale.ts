/** One colour and one shape for each cause of downtime, the same in every chart of a result. */
import type { Result, RunResult } from '../../measure/result.ts';
import { CATEGORY_COLOURS, CATEGORY_SHAPES } from '../theme/palette.ts';

export interface CauseScale {
  readonly domain: string[];
  readonly colours: string[];
  readonly shapes: string[];
}

/** Causes by the downtime they cost, then those that only incidents mention. */
export function causeScale(result: Result, runs: readonly RunResult[]): CauseScale {
  const domain = [
    ...new Set([
      ...result.summary.downtime.map((entry) => entry.cause),
      ...runs.flatMap((run) => run.incidents.map((incident) => incident.cause)),
    ]),
  ];
  return {
    domain,
    colours: domain.map((_, i) => CATEGORY_COLOURS[i % CATEGORY_COLOURS.length]),
    shapes: domain.map((_, i) => CATEGORY_SHAPES[i % CATEGORY_SHAPES.length]),
  };
}
