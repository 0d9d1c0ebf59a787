/**
 * The options of a service that its file sets, whatever to: a hunt leaves these as they are. A validated scenario has the
 * defaults of all others beside them, so the text itself is asked.
 */
import { parse } from 'yaml';

/** `text`: of a scenario that was found to be right. Names, in the order written. */
export function fixedOptions(text: string, service: string): string[] {
  const options = at(at(at(parse(text, { merge: true }), 'services'), service), 'options');
  return isRecord(options) ? Object.keys(options) : [];
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const at = (value: unknown, key: string): unknown => (isRecord(value) ? value[key] : undefined);
