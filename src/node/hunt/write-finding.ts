/** Writes a finding: the scenario that replays it, its story as text, and a page with its diagram. */
import { join } from 'node:path';
import { renderFinding } from '../../explore/explain/render-finding.ts';
import { planToScenario } from '../../explore/plan-to-scenario.ts';
import { printScenario } from '../../scenario/print/print-scenario.ts';
import { writeFileWhole } from '../write-file.ts';
import type { FindingGroup } from './finding-groups.ts';
import { HANG } from './hung-outcome.ts';

/** The scenario file of a group. */
export const findingFile = (folder: string, { property, number }: FindingGroup): string =>
  join(folder, `${property}-${number}.yaml`);

/** Replaces what an earlier, larger finding of the group left. */
export async function writeFinding(
  folder: string,
  group: FindingGroup,
  { version, plugins }: { readonly version: string; readonly plugins: readonly string[] },
): Promise<void> {
  const file = findingFile(folder, group);
  const command = ['fivenines run', file, ...plugins.map((plugin) => `--plugin ${plugin}`)].join(' ');
  const { plan, detail } = group.best;
  if (group.property === HANG) {
    // To tell its story it would have to be run.
    const comment = `Found by fivenines ${version}: ${detail}\nReplay: ${command}`;
    writeFileWhole(file, printScenario(planToScenario(plan), { comment }));
    return;
  }
  const { yaml, text, html } = await renderFinding({ plan, command, version });
  const stem = file.slice(0, -'.yaml'.length);
  writeFileWhole(file, yaml);
  writeFileWhole(`${stem}.txt`, text);
  writeFileWhole(`${stem}.html`, html);
}
