/** `fivenines validate FILE…`: is it a scenario? All errors at once, nothing is run. */
import type { CommandModule } from 'yargs';
import { loadScenario } from '../../node/load-scenario.ts';
import { EXIT } from '../exit-code.ts';
import { reportProblems, reportWarnings } from '../report-problems.ts';

export const validateCommand: CommandModule<object, { files: string[]; json: boolean }> = {
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
      .example('$0 validate scenarios/*.yaml', 'check all scenarios') as never,
  handler({ files, json }) {
    const outcomes = files.map((file) => ({ file, loaded: loadScenario(file, {}) }));
    if (json) {
      process.stdout.write(
        `${JSON.stringify(
          outcomes.map(({ file, loaded }) =>
            loaded.ok
              ? { file, valid: true, problems: [], warnings: loaded.warnings }
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
        if (loaded.ok) process.stdout.write(`${file}: valid\n`);
        else reportProblems(loaded);
      }
    }
    process.exitCode = outcomes.every(({ loaded }) => loaded.ok) ? EXIT.ok : EXIT.usage;
  },
};
