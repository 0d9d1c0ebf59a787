/** How a hunt goes, in one line on a terminal's standard error; silent everywhere else. */
import { formatCount } from '../core/units/format-count.ts';
import type { HuntProgress } from '../node/hunt/hunt-all.ts';
import { widthOf } from './terminal.ts';

const CLEAR_LINE = '\r\x1b[2K';

export interface HuntTicker {
  update(progress: HuntProgress): void;
  /** Takes the line away. */
  end(): void;
}

export function createHuntTicker(label: string, stream: NodeJS.WriteStream = process.stderr): HuntTicker {
  if (stream.isTTY !== true) return { update: () => {}, end: () => {} };
  return {
    update: (progress) => stream.write(CLEAR_LINE + `${label} ${describe(progress)}`.slice(0, widthOf(stream) - 1)),
    end: () => stream.write(CLEAR_LINE),
  };
}

function describe({ runs, runsPerSecond, states, failures, shrinking }: HuntProgress): string {
  const broken = Object.entries(failures).map(([property, count]) => `${property} ×${count}`);
  return [
    `${formatCount(runs)} runs`,
    `${Math.round(runsPerSecond)}/s`,
    `${formatCount(states)} states`,
    ...(broken.length === 0 ? ['nothing found'] : broken),
    ...(shrinking === 0 ? [] : [`shrinking ${shrinking}`]),
  ].join(' · ');
}
