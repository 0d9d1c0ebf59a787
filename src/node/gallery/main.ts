/**
 * `npm run gallery [-- --quick] [-- --resume] [-- --only <text>] [-- --out <folder>]`: runs every comparison of
 * scenarios/compare and writes reports/gallery/index.html. Exits with 1 if any of them failed, with 2 on wrong usage.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildGallery } from './build-gallery.ts';

const USAGE = 'npm run gallery [-- --quick] [--resume] [--only <text>] [--scenarios <folder>] [--out <folder>]';

const options = readOptions();
if (options !== undefined) {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  const interrupt = new AbortController();
  process.once('SIGINT', () => interrupt.abort()).once('SIGTERM', () => interrupt.abort());
  const say = (line: string) => process.stderr.write(`${line}\n`);
  try {
    const { entries, page } = await buildGallery({ ...options, version, say, signal: interrupt.signal });
    const failed = entries.filter(({ trouble }) => trouble !== '').map(({ label }) => label);
    if (failed.length > 0) say(`${failed.length} of ${entries.length} failed: ${failed.join(', ')}`);
    if (entries.length === 0) say(`no comparison in ${options.scenarios}`);
    process.stdout.write(`Written   ${page}\n`);
    process.exitCode = interrupt.signal.aborted ? 130 : failed.length > 0 || entries.length === 0 ? 1 : 0;
  } catch (error) {
    const { syscall, message } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    say(message);
    process.exitCode = 2;
  }
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        quick: { type: 'boolean', default: false },
        resume: { type: 'boolean', default: false },
        only: { type: 'string' },
        scenarios: { type: 'string', default: join('scenarios', 'compare') },
        out: { type: 'string', default: join('reports', 'gallery') },
      },
    });
    return values;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}\n`);
    process.exitCode = 2;
    return undefined;
  }
}
