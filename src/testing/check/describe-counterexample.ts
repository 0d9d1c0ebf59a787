/** A counterexample as the message of a failed test: what broke, how it came about, how to see it again. */
import type { ClusterCheckOptions } from './cluster-check-options.ts';
import type { Counterexample } from './counterexample.ts';
import { decisionsIn } from './decisions-in.ts';

/** `file`: where the scenario was written; undefined if it was not. */
export function describeCounterexample(
  found: Counterexample,
  options: ClusterCheckOptions,
  file: string | undefined,
): string {
  const { protocol, property, detail, seed, path, runs, original, plan, shrinkRuns, narrative } = found;
  const size = `${decisionsIn(plan)} of ${decisionsIn(original)} decisions, ${plan.voters} of ${original.voters} voters`;
  return [
    `${protocol} breaks ${property}: ${detail}`,
    '',
    `seed ${seed}, path ${JSON.stringify(path)}: run ${runs}, shrunk to ${size} in ${shrinkRuns} runs`,
    '',
    ...narrative.map((line) => `  ${line}`),
    '',
    ...(file === undefined
      ? ['To replay it as a scenario, give writeTo a folder.']
      : [`Replay it:   ${replayCommand(file, options.plugin)}`]),
    `Check again: checkCluster(protocol, ${again(options, seed, path)})`,
  ].join('\n');
}

export const replayCommand = (file: string, plugin: string | undefined): string =>
  `npx fivenines run ${file}${plugin === undefined ? '' : ` --plugin ${plugin}`}`;

/** All options, as they would be typed. */
function again(options: ClusterCheckOptions, seed: number, path: string): string {
  const given = Object.entries({ ...options, seed, path }).filter(([, value]) => value !== undefined);
  return `{ ${given.map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join(', ')} }`;
}
