/** `fivenines validate FILE…`: is it a scenario? All errors at once, nothing is run. With `--print`, how it was understood. */
import type { CommandModule } from 'yargs';
import { loadScenario } from '../../node/load-scenario.ts';
import { printScenario } from '../../scenario/print/print-scenario.ts';
import { EXIT } from '../exit-code.ts';
import { reportProblems, reportWarnings } from '../report-problems.ts';

export const validateCommand: CommandModule<object, { files: string[]; json: boolean; print: boolean }> = {
  command: 'validate <files..>',
  describe: 'Check scenario files without running them',
  builder: (yargs) =>
    yargs
      .positional('files', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'Scenario files (- for standard input)',
      })
      .option('json', { type: 'boolean', default: false, describe: 'Problems as JSON on standard output' })
      .option('print', {
        type: 'boolean',
        default: false,
        describe: 'Show each scenario as it was understood, without what is default',
      })
      .example('$0 validate scenarios/*.yaml', 'check all scenarios')
      .example('$0 validate --print mine.yaml', 'with aliases, places and units resolved') as never,
  handler({ files, json, print }) {
    const outcomes = files.map((file) => ({ file, loaded: loadScenario(file, {}) }));
    if (json) {
      process.stdout.write(
        `${JSON.stringify(
          outcomes.map(({ file, loaded }) =>
            loaded.ok
              ? {
                  file,
                  valid: true,
                  problems: [],
                  warnings: loaded.warnings,
                  ...(print ? { printed: printScenario(loaded.scenario) } : {}),
                }
              : {
                  file,
                  valid: false,
                  problems: 'problems' in loaded ? loaded.problems : [{ message: loaded.unreadable }],
                  warnings: 'problems' in loaded ? loaded.warnings : [],
                },
          ),
          null,
          2,
        )}\n`,
      );
    } else {
      for (const { file, loaded } of outcomes) {
        if (!('unreadable' in loaded)) reportWarnings(loaded.warnings);
        if (loaded.ok) {
          process.stdout.write(print ? printScenario(loaded.scenario, { comment: file }) : `${file}: valid\n`);
        } else reportProblems(loaded);
      }
    }
    process.exitCode = outcomes.every(({ loaded }) => loaded.ok) ? EXIT.ok : EXIT.usage;
  },
};
