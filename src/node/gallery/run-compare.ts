/** One `fivenines compare` as a process of its own: a scenario that ends it takes nothing else along. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface CompareEnd {
  /** null: ended by a signal. */
  readonly code: number | null;
  /** What it wrote on standard error, without colours. */
  readonly said: string;
}

const MAIN = fileURLToPath(new URL('../../cli/main.js', import.meta.url));
/** Of what it says, the end is kept. */
const SAID_MAX = 4_000;

/** `words`: everything after `compare`. */
export function runCompare(words: readonly string[], signal?: AbortSignal): Promise<CompareEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, 'compare', ...words], {
      // Not in the group that a terminal interrupts: it would hear of it twice, which means at once.
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, NO_COLOR: '1' },
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-SAID_MAX);
    });
    const stop = () => child.kill('SIGINT');
    signal?.addEventListener('abort', stop, { once: true });
    child.on('error', reject);
    child.on('close', (code) => {
      signal?.removeEventListener('abort', stop);
      resolve({ code, said: said.trim() });
    });
  });
}
