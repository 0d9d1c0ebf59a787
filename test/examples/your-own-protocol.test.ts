/** The tutorial is followed, command by command, in a copy of the example: red, the counterexample, the fix, green. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { PROJECT, temporaryFolder } from '../cli/fivenines.ts';

const EXAMPLE = 'examples/your-own-protocol';
const TUTORIAL = readFileSync(join(PROJECT, EXAMPLE, 'TUTORIAL.md'), 'utf8');

interface Step {
  readonly language: string;
  readonly text: string;
}

const steps: readonly Step[] = [...TUTORIAL.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language, text]) => ({
  language,
  text,
}));
const commandsIn = ({ text }: Step): readonly string[] => text.trim().split('\n');

/** What `npx` would find. */
const TOOLS: Readonly<Record<string, string>> = {
  vitest: 'node_modules/vitest/vitest.mjs',
  fivenines: 'dist/cli/main.js',
};

/** A folder that is the project to whoever looks from within: the example may be changed there. */
function copyOfProject(): string {
  const folder = temporaryFolder();
  cpSync(join(PROJECT, 'package.json'), join(folder, 'package.json'));
  for (const name of ['dist', 'node_modules']) symlinkSync(join(PROJECT, name), join(folder, name));
  cpSync(join(PROJECT, EXAMPLE), join(folder, EXAMPLE), { recursive: true });
  return folder;
}

interface Finished {
  readonly failed: boolean;
  readonly output: string;
}

function type(command: string, cwd: string): Finished {
  const [line] = command.split(/ +#/);
  const [, settings, tool, rest] = /^((?:\w+=\S+ )*)npx (\w+) (.*)$/.exec(line.trim())!;
  const args = [...rest.matchAll(/'([^']*)'|(\S+)/g)]
    .map(([, quoted, plain]) => quoted ?? plain)
    .flatMap((word) => expanded(word, cwd));
  const env = {
    ...process.env,
    ...Object.fromEntries(
      settings
        .trim()
        .split(' ')
        .map((each) => each.split('=')),
    ),
  };
  for (const name of Object.keys(env)) if (name.startsWith('VITEST')) delete env[name];
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(PROJECT, TOOLS[tool]), ...args], {
    ...{ cwd, env: { ...env, NO_COLOR: '1' }, encoding: 'utf8' },
  });
  return { failed: status !== 0, output: `${stdout}${stderr}` };
}

/** As the shell does it: `folder/*.yaml`. */
function expanded(word: string, cwd: string): readonly string[] {
  const [, path, ending] = /^(.*\/)\*(\.\w+)$/.exec(word) ?? [];
  if (path === undefined) return [word];
  return readdirSync(join(cwd, path)).flatMap((name) => (name.endsWith(ending) ? [`${path}${name}`] : []));
}

/** Of a diff without context: what goes, and what comes. */
function change(text: string, diff: string): string {
  const side = (sign: string): string =>
    diff
      .split('\n')
      .filter((line) => line.startsWith(sign))
      .map((line) => `${line.slice(1)}\n`)
      .join('');
  expect(text).toContain(side('-'));
  return text.replace(side('-'), () => side('+'));
}

describe('the tutorial', () => {
  let folder = '';
  beforeAll(() => {
    folder = copyOfProject();
  });

  it('has steps', () => {
    expect(steps.filter(({ language }) => language === 'sh')).toHaveLength(4);
    expect(steps.filter(({ language }) => language === 'diff')).toHaveLength(1);
  });

  it('shows the test as it is', () => {
    const shown = steps.find(({ language }) => language === 'js')!.text;
    const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');
    expect(flat(readFileSync(join(folder, EXAMPLE, 'view-log.test.js'), 'utf8'))).toContain(flat(shown).trim());
  });

  it('leads from red to green', () => {
    const outputs: string[] = [];
    for (const step of steps) {
      if (step.language === 'diff') {
        const file = join(folder, EXAMPLE, 'view-log.js');
        writeFileSync(file, change(readFileSync(file, 'utf8'), step.text));
      }
      for (const command of step.language === 'sh' ? commandsIn(step) : []) {
        const { failed, output } = type(command, folder);
        expect(failed, `${command}\n${output}`).toBe(command.includes('# fails'));
        outputs.push(output);
      }
    }
    const [red, replayed, green, healed] = outputs;
    const [, property] = /view-log breaks ([\w-]+): /.exec(red) ?? [];
    expect(red).toContain('1 failed | 2 passed');
    expect(replayed).toContain(property);
    expect(green).toContain('3 passed');
    expect(healed).toContain('Violations  none');
  }, 120_000);

  it('names files that exist', () => {
    const links = [...TUTORIAL.matchAll(/\]\(([^)#:]+)\)/g)].map(([, target]) => target);
    expect(links.length).toBeGreaterThan(1);
    for (const link of links) expect(existsSync(join(PROJECT, EXAMPLE, link)), link).toBe(true);
  });

  it('has types that check', () => {
    const options =
      '--noEmit --allowJs --checkJs --strict --module nodenext --target es2023 --skipLibCheck --types node';
    const files = ['view-log.js', 'view-log.test.js'].map((name) => join(EXAMPLE, name));
    const tsc = join(PROJECT, 'node_modules/typescript/bin/tsc');
    const args = [tsc, ...options.split(' '), ...files];
    const { status, stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });
});
