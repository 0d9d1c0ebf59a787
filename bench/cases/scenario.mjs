/** A scenario file as `fivenines run` runs it, one seed, for so many simulated seconds. */
import { readFileSync } from 'node:fs';
import { seconds } from '../seconds.mjs';
import { parseScenario, runScenario } from '../simulator.mjs';

export function run({ file, duration, skip }) {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  const parsed = parseScenario({ name: file, text });
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  const scenario = { ...parsed.scenario, duration: duration * 1e6 };
  let result;
  const taken = seconds(() => {
    result = runScenario(scenario, 42, { skip });
  });
  const { events, skippedSeconds, fingerprint } = result;
  return { seconds: taken, events, simulatedSeconds: duration, skippedSeconds, fingerprint };
}
