/** Registry entries as text. */
import type { Parameter, ParameterValue } from '../core/parameters.ts';
import { formatBytes } from '../core/units/format-bytes.ts';
import { formatDuration } from '../core/units/format-duration.ts';
import { formatShare } from '../core/units/format-share.ts';

export interface ListEntry {
  readonly name: string;
  readonly summary: string;
  readonly source?: string;
  /** Of an algorithm: what one decision costs. */
  readonly complexity?: string;
  readonly example?: string;
  readonly parameters?: readonly ({ readonly name: string } & Parameter)[];
}

/** `brief`: one line an entry. `sources`: its source below. `full`: further its example, cost and parameters. */
export type ListDetail = 'brief' | 'sources' | 'full';

export function formatEntries(entries: readonly ListEntry[], detail: ListDetail): string {
  const width = Math.max(...entries.map(({ name }) => name.length)) + 2;
  return entries
    .map((entry) => {
      const head = `  ${entry.name.padEnd(width)}${entry.summary}\n`;
      if (detail === 'full') return head + details(entry);
      return detail === 'sources' ? `${head}  ${''.padEnd(width)}${entry.source}\n` : head;
    })
    .join(detail === 'full' ? '\n' : '');
}

function details({ example, source, complexity, parameters = [] }: ListEntry): string {
  const lines: string[] = [];
  if (example !== undefined) lines.push(`    example: ${example}`);
  if (source !== undefined) lines.push(`    source: ${source}`);
  if (complexity !== undefined) lines.push(`    cost: ${complexity}`);
  for (const parameter of parameters)
    lines.push(`    ${parameter.name} (${typeName(parameter)}${defaultOf(parameter)}): ${parameter.doc}`);
  return lines.map((line) => `${line}\n`).join('');
}

const typeName = ({ type }: Parameter): string => (typeof type === 'string' ? type : type.oneOf.join(' | '));

function defaultOf(parameter: Parameter): string {
  if (parameter.default === undefined) return parameter.optional ? ', optional' : ', required';
  const source = parameter.source === undefined ? '' : `, ${parameter.source}`;
  return `, default ${formatValue(parameter, parameter.default)}${source}`;
}

function formatValue({ type }: Parameter, value: ParameterValue): string {
  if (typeof value === 'object' && 'min' in value && !('kind' in value)) {
    return `${formatDuration(value.min)}..${formatDuration(value.max)}`;
  }
  if (typeof value === 'object')
    return 'kind' in value && value.kind === 'constant' ? formatDuration(value.value) : JSON.stringify(value);
  if (typeof value !== 'number') return String(value) === '' ? 'none' : String(value);
  if (type === 'duration' || type === 'random-duration') return formatDuration(value);
  if (type === 'share') return formatShare(value);
  if (type === 'size') return Number.isFinite(value) ? formatBytes(value) : 'unlimited';
  return String(value);
}
