/** Puts a counterexample into a folder: `<protocol>-<property>.yaml`, and its story beside it as `.txt`. */
import { writeFileWhole } from '../../node/write-file.ts';
import type { ClusterCheckOptions } from './cluster-check-options.ts';
import type { Counterexample } from './counterexample.ts';
import { describeCounterexample } from './describe-counterexample.ts';

/** Overwrites what an earlier check wrote there. Answers the scenario's file. Throws the system's error. */
export function writeCounterexample(found: Counterexample, folder: string, options: ClusterCheckOptions): string {
  const name = `${found.protocol}-${found.property}`.replaceAll(/[^\w.-]+/g, '-');
  const base = `${folder.replace(/\/+$/, '')}/${name}`;
  writeFileWhole(`${base}.yaml`, found.scenario);
  writeFileWhole(`${base}.txt`, `${describeCounterexample(found, options, `${base}.yaml`)}\n`);
  return `${base}.yaml`;
}
