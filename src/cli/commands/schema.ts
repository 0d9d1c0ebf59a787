/** `fivenines schema`: JSON Schema of the scenario format, for editors. */
import type { CommandModule } from 'yargs';
import { jsonSchema } from '../../scenario/json-schema.ts';

export const schemaCommand: CommandModule<object, { json: boolean }> = {
  command: 'schema',
  describe: 'Print the JSON Schema of scenario files',
  builder: (yargs) =>
    yargs
      .option('json', { type: 'boolean', default: true, describe: 'JSON (there is no other form)' })
      .example('$0 schema > scenario.schema.json', 'for completion in an editor') as never,
  handler() {
    process.stdout.write(`${JSON.stringify(jsonSchema(), null, 2)}\n`);
  },
};
