/** Every scenario file of the project, printed and read again. */
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../../src/scenario/parse-scenario.ts';
import { printScenario } from '../../../src/scenario/print/print-scenario.ts';
import { readScenario, scenarioSource } from '../read-scenario.ts';

const folders = ['../good/', '../../../scenarios/'].map((folder) => fileURLToPath(new URL(folder, import.meta.url)));
const files = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name)),
);

describe('printScenario', () => {
  it.each(files)('%s', (file) => {
    const parsed = readScenario(file);
    if (!parsed.ok) throw new Error('the file is wrong');
    const text = printScenario(parsed.scenario, { comment: 'printed' });
    const again = parseScenario(scenarioSource(join(dirname(file), 'printed.yaml'), text));
    if (!again.ok) throw new Error(`${JSON.stringify(again.problems, null, 2)}\n${text}`);
    expect(again.scenario).toEqual(parsed.scenario);
    expect(printScenario(again.scenario, { comment: 'printed' })).toBe(text);
  });
});
