/**
 * Why a run went wrong, as sentences in order of time: faults, who voted for whom and had promised what, who led, what
 * became of the entries in question, what clients were told, and the violation at the end. Says nothing that it did not
 * observe, and nothing of what is the same in every run.
 */
import { SECOND } from '../../core/time.ts';
import type { Line } from './line.ts';
import type { RecordedRun } from './recorded-run.ts';
import { tellElections } from './tell-elections.ts';
import { tellLogs } from './tell-logs.ts';
import { tellMachines } from './tell-machines.ts';
import { tellMessages } from './tell-messages.ts';
import { tellOperations } from './tell-operations.ts';

/** Lines that are read to the end. */
const ENOUGH = 60;

export function narrate(run: RecordedRun): readonly Line[] {
  const end = Math.round(run.violation.atSeconds * SECOND);
  const tellers = [tellMachines, tellOperations, tellMessages, tellElections, tellLogs];
  const lines = tellers.flatMap((tell) => tell(run)).filter(({ time }) => time <= end);
  const ordered = lines
    .sort((a, b) => a.time - b.time)
    .filter(({ time, text }, i, all) => all[i - 1]?.time !== time || all[i - 1].text !== text);
  return [...thinned(ordered), conclusion(run, end)];
}

function conclusion({ violation }: RecordedRun, time: number): Line {
  const text = `${violation.property} is violated: ${violation.detail}`;
  return { time, node: undefined, subject: 'violation', text, routine: false };
}

/** What is routine goes first, then the middle. */
function thinned(lines: readonly Line[]): Line[] {
  if (lines.length <= ENOUGH) return [...lines];
  const rest = lines.filter(({ routine }) => !routine);
  if (rest.length <= ENOUGH) return rest;
  const head = rest.slice(0, ENOUGH / 3);
  const tail = rest.slice(-(2 * ENOUGH) / 3);
  const { time } = head[head.length - 1];
  const gap = `(${rest.length - head.length - tail.length} lines left out)`;
  return [...head, { time, node: undefined, subject: 'machine', text: gap, routine: true }, ...tail];
}
