/** What yargs says about wrong usage, said better: the nearest known name, and what is missing. */
import { nearestName } from '../core/nearest-name.ts';

/** `parser` is asked for the options that it knew when it failed. */
export function explainUsage(message: string, parser: unknown, commands: readonly string[]): string {
  if (message.startsWith('Not enough non-option arguments')) {
    const command = process.argv[2];
    if (command === 'linearizable') return 'linearizable needs a history: fivenines linearizable history.jsonl';
    return `${command} needs a scenario file: fivenines ${command} scenarios/five-nines.yaml`;
  }
  const unknown = /^Unknown arguments?: (.+)$/.exec(message)?.[1].split(', ')[0];
  if (unknown === undefined) return message;
  const known = Object.keys((parser as { getOptions(): { key: Record<string, unknown> } }).getOptions().key);
  const option = nearestName(unknown, known);
  if (option !== undefined) return `unknown option --${unknown}: did you mean --${option}?`;
  // A stray word and an unknown option arrive alike: only the command line tells them apart.
  if (process.argv.some((word) => word === `--${unknown}` || word.startsWith(`--${unknown}=`))) {
    return `unknown option --${unknown}: values of a scenario are set by --set ${unknown}=…`;
  }
  const command = nearestName(unknown, commands);
  return command !== undefined
    ? `unknown command ${unknown}: did you mean ${command}?`
    : `unknown argument: ${unknown}`;
}
