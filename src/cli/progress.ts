/** One line on a terminal's standard error, rewritten in place; silent everywhere else. */
import { performance } from 'node:perf_hooks';
import { formatDuration } from '../core/units/format-duration.ts';
import { widthOf } from './terminal.ts';

export interface Progress {
  update(share: number, finished: number): void;
  /** Takes the line away. */
  end(): void;
}

const BAR_WIDTH = 24;
const CLEAR_LINE = '\r\x1b[2K';
/** Before this share the time left is a guess that would jump about. */
const ETA_FROM_SHARE = 0.03;

export function createProgress(label: string, runs: number, stream: NodeJS.WriteStream = process.stderr): Progress {
  if (stream.isTTY !== true) return { update: () => {}, end: () => {} };
  const begin = performance.now();
  return {
    update(share, finished) {
      const elapsed = (performance.now() - begin) / 1000;
      const filled = Math.round(share * BAR_WIDTH);
      const bar = '━'.repeat(filled) + '─'.repeat(BAR_WIDTH - filled);
      const left =
        share > ETA_FROM_SHARE ? ` ${formatDuration(Math.round((elapsed / share - elapsed) * 10) * 1e5)} left` : '';
      const line = `${label} ${bar} ${Math.floor(share * 100)} % · ${finished}/${runs} runs${left}`;
      stream.write(CLEAR_LINE + line.slice(0, widthOf(stream) - 1));
    },
    end: () => stream.write(CLEAR_LINE),
  };
}
