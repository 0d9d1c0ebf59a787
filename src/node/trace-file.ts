/** Writes the observations of one run to a file, in pieces, under a temporary name until it is whole. */
import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Trace } from '../kernel/trace.ts';
import { createJsonLines } from '../report/trace/jsonl.ts';
import { createPerfetto } from '../report/trace/perfetto.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { temporaryName } from './write-file.ts';

export interface TraceFile {
  watch(trace: Trace): void;
  /** Gives the file its name. */
  close(): void;
  /** Leaves nothing behind. */
  discard(): void;
}

const KINDS = [
  ...(['node', 'fault', 'protocol', 'apply', 'operation', 'message', 'disk', 'skip'] as const),
  ...(['attempt', 'routing', 'scaling', 'instance', 'task', 'job'] as const),
];
const BUFFER_LENGTH = 1 << 20;

/** `.jsonl` gives JSON Lines, anything else the Chrome trace-event format. */
export function openTraceFile(file: string, scenario: Scenario): TraceFile {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = temporaryName(file);
  const descriptor = openSync(temporary, 'w');
  const names = scenario.topology.nodes.map(({ name }) => name);
  const format = file.endsWith('.jsonl') ? createJsonLines() : createPerfetto({ nodes: names });
  let buffer = format.header();
  let open = true;
  const shut = () => {
    if (open) closeSync(descriptor);
    open = false;
  };
  const flush = () => {
    writeSync(descriptor, buffer);
    buffer = '';
  };
  return {
    watch(trace) {
      for (const kind of KINDS) {
        trace.subscribe(kind, (observation) => {
          buffer += format.observation(observation);
          if (buffer.length > BUFFER_LENGTH) flush();
        });
      }
    },
    close() {
      buffer += format.footer();
      flush();
      shut();
      renameSync(temporary, file);
    },
    discard() {
      shut();
      rmSync(temporary, { force: true });
    },
  };
}
