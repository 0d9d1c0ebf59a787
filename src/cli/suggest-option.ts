/** yargs names unknown options without a hint; this adds the nearest known one. */
import { nearestName } from '../core/nearest-name.ts';

/** `options` as yargs knows them after parsing. */
export function suggestOption(message: string, parser: unknown, commands: readonly string[]): string {
  const unknown = /^Unknown arguments?: (.+)$/.exec(message)?.[1].split(', ')[0];
  if (unknown === undefined) return message;
  const known = Object.keys((parser as { getOptions(): { key: Record<string, unknown> } }).getOptions().key);
  const option = nearestName(unknown, known);
  if (option !== undefined) return `unknown option --${unknown}: did you mean --${option}?`;
  const command = nearestName(unknown, commands);
  return command !== undefined
    ? `unknown command ${unknown}: did you mean ${command}?`
    : `unknown argument: ${unknown}`;
}
