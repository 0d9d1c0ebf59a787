#!/usr/bin/env node
/** The command line. Decisions are made here; everything below returns values. */
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { explain, STANDARD_INPUT } from '../node/load-scenario.ts';
import { compareCommand } from './commands/compare.ts';
import { huntCommand } from './commands/hunt.ts';
import { linearizableCommand } from './commands/linearizable.ts';
import { listCommand } from './commands/list.ts';
import { runCommand } from './commands/run.ts';
import { schemaCommand } from './commands/schema.ts';
import { validateCommand } from './commands/validate.ts';
import { EXIT } from './exit-code.ts';
import { explainUsage } from './explain-usage.ts';
import { UsageError } from './usage-error.ts';
import { packageVersion } from './version.ts';

const COMMANDS = ['run', 'compare', 'hunt', 'linearizable', 'validate', 'list', 'schema'];

// A reader that closes the pipe early (`| head`) has had enough; that is no error, and the report is still written.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return;
  process.stderr.write(`fivenines: cannot write to standard output: ${explain(error)}\n`);
  process.exit(EXIT.usage);
});
process.stderr.on('error', () => {});

// yargs drops a lone dash among positional words.
const words = hideBin(process.argv).map((word) => (word === '-' ? STANDARD_INPUT : word));

const parser = yargs(words)
  .scriptName('fivenines')
  .usage('$0 <command>\n\nA cluster in a bottle: real consensus code on a virtual clock, through faults and load.')
  .command(runCommand)
  .command(compareCommand)
  .command(huntCommand)
  .command(linearizableCommand)
  .command(validateCommand)
  .command(listCommand)
  .command(schemaCommand)
  .demandCommand(1, 'Name a command; `fivenines --help` lists them.')
  .strict()
  .recommendCommands()
  .parserConfiguration({ 'duplicate-arguments-array': true })
  .version(packageVersion())
  .help()
  .alias('help', 'h')
  .wrap(Math.min(100, process.stdout.columns ?? 100))
  .example('$0 run scenarios/five-nines.yaml', 'simulate, print the verdict, write a report')
  .example('$0 list faults', 'what can break, with all parameters')
  .epilogue(
    'Exit codes: 0 all well, 1 an expectation missed or an invariant broken, 2 wrong input or usage, 3 no verdict, ' +
      '70 a bug of ours, 130 interrupted.',
  )
  .exitProcess(false)
  .fail((message, error) => {
    throw error ?? new UsageError(message);
  });

try {
  await parser.parseAsync();
} catch (error) {
  if (error instanceof UsageError || (error as Error)?.name === 'YError') {
    const message = (error as Error).message;
    process.stderr.write(`fivenines: ${explainUsage(message, parser, COMMANDS)}\n`);
    process.exitCode = EXIT.usage;
  } else {
    process.stderr.write(`fivenines: a fault of its own, please report it:\n${(error as Error)?.stack ?? error}\n`);
    process.exitCode = EXIT.internal;
  }
}
