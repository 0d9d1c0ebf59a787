/**
 * The same scenarios in every world that there is, compared down to the last bit: fingerprints and whole results. One
 * bundle of the library runs in all of them; worker threads run the build.
 */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Kernel } from '../../src/kernel/kernel.ts';
import type { ObservationKind } from '../../src/kernel/observation.ts';
import type { Trace } from '../../src/kernel/trace.ts';
import type { RunResult } from '../../src/measure/result.ts';
import { recordEvents } from '../../src/node/determinism/record-events.ts';
import type { SimulateOptions } from '../../src/node/simulate-all.ts';
import { parseScenario } from '../../src/scenario/parse-scenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { PROJECT, temporaryFolder } from '../cli/fivenines.ts';
import { type Bundle, bundleWorld } from './bundle.ts';
import { nodeBinary } from './node-binary.ts';
import type { Found, runAll, Texts } from './world.ts';

const SCENARIOS = join(import.meta.dirname, 'scenarios');
/** The oldest that is supported, and one of each line after it. */
const NODE_VERSIONS = ['20.19.0', '22.23.3', '24.21.0'];
const CHROMIUM = '/usr/bin/chromium';
const OUTPUT_MAX = 1 << 28;
const SEEDS = 2;
const TIMEOUT_MS = 300_000;

const execute = promisify(execFile);
const files = readdirSync(SCENARIOS).map((name) => join(SCENARIOS, name));
const texts: Texts = Object.fromEntries(files.map((file) => [basename(file, '.yaml'), readFileSync(file, 'utf8')]));

let bundle: Bundle;
let bundleFile: string;
let world: { readonly runAll: typeof runAll };
let reference: string;

beforeAll(async () => {
  bundle = await bundleWorld();
  const folder = temporaryFolder();
  bundleFile = join(folder, 'world.mjs');
  writeFileSync(bundleFile, bundle.code);
  writeFileSync(join(folder, 'texts.json'), JSON.stringify(texts));
  world = (await import(pathToFileURL(bundleFile).href)) as typeof world;
  reference = world.runAll(texts);
});

/** Compares values first, so that a failure shows which ones differ. */
function expectSame(found: string): void {
  expect(JSON.parse(found)).toEqual(JSON.parse(reference));
  expect(found === reference).toBe(true);
}

/** The bundle in a process of its own. */
async function inProcess(node: string): Promise<string> {
  const url = JSON.stringify(pathToFileURL(bundleFile).href);
  const script = `
    import { readFileSync } from 'node:fs';
    import { runAll } from ${url};
    process.stdout.write(runAll(JSON.parse(readFileSync(new URL('texts.json', ${url}), 'utf8'))));
  `;
  return (await execute(node, ['--input-type=module', '--eval', script], { maxBuffer: OUTPUT_MAX })).stdout;
}

/** On the worker threads of the build, as the command line does: two seeds of each scenario. */
async function onThreads(names: readonly string[], options: Partial<SimulateOptions>): Promise<RunResult[][]> {
  const { simulateAll } = (await import(
    built('node/simulate-all.js')
  )) as typeof import('../../src/node/simulate-all.ts');
  const results: RunResult[][] = [];
  for (const name of names) {
    const scenario = { ...parsed(name), runs: SEEDS };
    const { runs } = await simulateAll(scenario, { jobs: 1, plugins: [], timelineSeed: -1, ...options });
    results.push(runs.map(({ result }) => result));
  }
  return results;
}

/** The build again, without threads. */
async function onThisThread(names: readonly string[]): Promise<RunResult[][]> {
  const { runScenario } = (await import(built('index.js'))) as typeof import('../../src/index.ts');
  return names.map((name) => {
    const { seed } = parsed(name);
    return Array.from({ length: SEEDS }, (_, i) => runScenario(parsed(name), seed + i));
  });
}

const built = (path: string): string => pathToFileURL(join(PROJECT, 'dist', path)).href;

function parsed(name: string): Scenario {
  const outcome = parseScenario({ name, text: texts[name], sha256: '' });
  if (!outcome.ok) throw new Error(`${name} is not valid`);
  return outcome.scenario;
}

describe('the same seed gives the same run, bit for bit', { timeout: TIMEOUT_MS }, () => {
  it('the scenarios reach what they are meant to reach', () => {
    const { maths, runs: results } = JSON.parse(reference) as Found;
    expect(Object.keys(maths).length).toBe(21);
    expect(Object.keys(results).length).toBe(5);
    for (const { fingerprint, events } of Object.values(results)) {
      expect(fingerprint).toMatch(/^[0-9a-f]{16}$/);
      expect(events).toBeGreaterThan(10_000);
    }
    expect(results.faults.incidents.length).toBeGreaterThan(5);
    expect(results.lossy.failovers.length).toBeGreaterThan(0);
    expect(results.overload.availability.counts.failed + results.overload.availability.counts.unknown).toBeGreaterThan(
      0,
    );
    expect(results.membership.failovers.length).toBeGreaterThan(1);
    expect(results['at-rest'].skippedSeconds).toBeGreaterThan(1e6);
    expect(new Set(Object.values(results).map(({ fingerprint }) => fingerprint)).size).toBe(5);
  });

  it('twice in this process', () => {
    expectSame(world.runAll(texts));
  });

  it('with everything observed', () => {
    const kinds: ObservationKind[] = [
      'node',
      'fault',
      'protocol',
      'apply',
      'operation',
      'message',
      'disk',
      'served',
      'skip',
    ];
    const seen = new Map<string, number>();
    const watch = (trace: Trace): void => {
      for (const kind of kinds) trace.subscribe(kind, () => seen.set(kind, (seen.get(kind) ?? 0) + 1));
    };
    expectSame(world.runAll(texts, { watch }));
    expect([...seen.keys()].sort()).toEqual([...kinds].sort());
  });

  it('with every event recorded', () => {
    const { membership } = texts;
    let recorded = -1;
    const recorder = recordEvents((events) => {
      recorded += events.length;
    });
    const watch = (trace: Trace, kernel: Kernel): void => recorder.watch(trace, kernel);
    const found = JSON.parse(world.runAll({ membership }, { watch })) as Found;
    recorder.end();
    expect(found.runs.membership).toEqual((JSON.parse(reference) as Found).runs.membership);
    expect(recorded).toBe(found.runs.membership.events);
  });

  it.concurrent('in a second process', async () => {
    expectSame(await inProcess(process.execPath));
  });

  it.concurrent.for(NODE_VERSIONS)('under Node %s', async (version, { skip }) => {
    const binary = await nodeBinary(version);
    if (!binary.ok) return skip(`no Node ${version}: ${binary.why}`);
    expectSame(await inProcess(binary.file));
  });

  it.concurrent('on worker threads, with 1 and 2 jobs', async () => {
    const names = Object.keys(texts);
    const one = await onThreads(names, { jobs: 1 });
    expect(one).toEqual(await onThisThread(names));
    expect(await onThreads(names, { jobs: 2 })).toEqual(one);
  });

  it.concurrent('with a trace written', async () => {
    const file = join(temporaryFolder(), 'trace.jsonl');
    const { seed } = parsed('membership');
    expect(await onThreads(['membership'], { trace: { seed, file } })).toEqual(await onThisThread(['membership']));
    expect(statSync(file).size).toBeGreaterThan(1e6);
  });

  it.concurrent('in Chromium', async ({ skip }) => {
    skip(!existsSync(CHROMIUM), `no ${CHROMIUM}`);
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    try {
      const page = await browser.newPage();
      await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
      await page.route('**/world.mjs', (route) => route.fulfill({ contentType: 'text/javascript', body: bundle.code }));
      await page.goto('http://fivenines.test/');
      const found = await page.evaluate(`import('/world.mjs').then((world) => world.runAll(${JSON.stringify(texts)}))`);
      expectSame(found as string);
    } finally {
      await browser.close();
    }
  });

  it('a bundle for the browser needs nothing of Node', () => {
    expect(bundle.imports).toEqual([]);
    expect(bundle.code).not.toMatch(/['"]node:/);
  });
});
