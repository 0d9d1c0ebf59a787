/** Options of a protocol as a script sets them: `electionTimeout=300ms..600ms preVote=false`, with the errors of scenario files. */
import type { Parameters, ParameterValues } from '../../core/parameters.ts';
import { definedValues, parameterFields } from '../../scenario/decode/parameter-shape.ts';
import { record } from '../../scenario/decode/record.ts';
import { createReporter } from '../../scenario/problems/reporter.ts';
import { sourceText } from '../../scenario/source/source-text.ts';
import { readYaml } from '../../scenario/yaml/read-yaml.ts';
import { BadDirective } from './read-words.ts';

/** Only those that are named. */
export function readOptions(text: string, parameters: Parameters): ParameterValues {
  const pairs = text.split(/\s+/).map((pair) => /^([^=]+)=(.+)$/.exec(pair) ?? undefined);
  if (pairs.includes(undefined)) throw new BadDirective('options are written name=value');
  const named = Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => [name, { ...parameter, default: undefined, optional: true }]),
  );
  const lines = pairs.map((pair) => `${pair![1]}: ${pair![2]}\n`).join('');
  const reporter = createReporter();
  const tree = readYaml(sourceText('options', lines), reporter);
  const values = tree && record('options', parameterFields(named)).decode(tree, reporter);
  const [problem] = reporter.problems;
  if (problem !== undefined || values === undefined) {
    const { message = 'these are no options', suggestion, expected } = problem ?? {};
    const hint = suggestion !== undefined ? `: did you mean ${suggestion}?` : expected && `; expected ${expected}`;
    throw new BadDirective(`${message}${hint ?? ''}`);
  }
  return definedValues(values);
}
