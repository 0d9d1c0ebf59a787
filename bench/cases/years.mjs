/** Years of a scenario file, a seed each, as `fivenines run` simulates them: seconds are those of one year. */
import { readFileSync } from 'node:fs';
import { seconds } from '../seconds.mjs';
import { parseScenario, runScenario } from '../simulator.mjs';

const YEAR = 365 * 86_400;

export function run({ file, years }) {
  const text = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
  const parsed = parseScenario({ name: file, text });
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  const scenario = { ...parsed.scenario, duration: YEAR * 1e6 };
  let events = 0;
  let skippedSeconds = 0;
  const fingerprints = [];
  const taken = seconds(() => {
    for (let seed = 1; seed <= years; seed++) {
      const result = runScenario(scenario, seed, { skip: true });
      events += result.events;
      skippedSeconds += result.skippedSeconds;
      fingerprints.push(result.fingerprint);
    }
  });
  return {
    seconds: taken / years,
    events: events / years,
    simulatedSeconds: YEAR,
    skippedSeconds: skippedSeconds / years,
    fingerprints,
  };
}
