/** What the README says is what happens. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fivenines, PROJECT, temporaryFolder } from './cli/fivenines.ts';

const README = readFileSync(join(PROJECT, 'README.md'), 'utf8');
/** The first one, of the whole or of the section with that title. */
const block = (language: string, title = ''): string => {
  const [, text = ''] = title === '' ? ['', README] : README.split(`\n## ${title}\n`);
  return new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(text)?.[1] ?? '';
};

const SCENARIO = block('yaml');
const COMMANDS = [...README.matchAll(/^npx fivenines (.*?)(?: {2,}#.*)?$/gm)]
  .map(([, words]) => words.split(/ [|>]/)[0].trim())
  .filter((words) => words.includes('mine.yaml') || words.startsWith('list') || words.startsWith('schema'));

const LOAD = 'Load: compare algorithms';
const LOAD_SCENARIO = block('yaml', LOAD);
const LOAD_COMMANDS = [...block('sh', LOAD).matchAll(/^npx fivenines (.*load\.yaml.*?)(?: {2,}#.*)?$/gm)].map(
  ([, words]) => words,
);

describe('README', () => {
  it('starts with the two commands', () => {
    const script = block('sh');
    expect(script).toContain('npm ci && npm start ');
    expect(script).toContain('npm ci && npm test ');
  });

  it('has a scenario and commands to try', () => {
    expect(SCENARIO).toContain('name:');
    expect(COMMANDS.length).toBeGreaterThanOrEqual(8);
    expect(LOAD_COMMANDS).toHaveLength(4);
  });

  it.each(COMMANDS)('fivenines %s', (command) => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'mine.yaml'), SCENARIO.replace('duration: 10min', 'duration: 1min'));
    const { status, stdout, stderr } = fivenines(
      command.split(' ').map((word) => (word === '100' ? '4' : word)),
      { cwd },
    );
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).not.toBe('');
  });

  it.each(LOAD_COMMANDS)('fivenines %s', (command) => {
    const cwd = temporaryFolder();
    const shorter = LOAD_SCENARIO.replace('duration: 1min', 'duration: 3s')
      .replace('warmup: 10s', 'warmup: 500ms')
      .replace('at: 20s, for: 20s', 'at: 1s, for: 1s');
    writeFileSync(join(cwd, 'load.yaml'), shorter);
    const words = command.split(' ').map((word) => (word === '20' ? '3' : word));
    const { status, stdout, stderr } = fivenines(words, { cwd });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toContain('Ten servers, one of them slow');
  });

  it('leads to a bug that was planted in Raft, and replays it', () => {
    const cwd = temporaryFolder();
    cpSync(join(PROJECT, 'dist'), join(cwd, 'broken'), { recursive: true });
    cpSync(join(PROJECT, 'package.json'), join(cwd, 'package.json'));
    cpSync(join(PROJECT, 'scenarios/hunt'), join(cwd, 'scenarios/hunt'), { recursive: true });
    symlinkSync(join(PROJECT, 'node_modules'), join(cwd, 'node_modules'));
    const [plant] = /^sed -i .*$/m.exec(README) ?? [];
    expect(spawnSync('sh', ['-c', plant ?? 'false'], { cwd }).status).toBe(0);
    writeFileSync(join(cwd, 'broken-raft.mjs'), block('js', 'Hunt for bugs'));
    const [hunt, replay] = README.split('## Hunt for bugs')[1].matchAll(/^npx fivenines (.*)$/gm);

    const hunted = fivenines([...hunt[1].split(' '), '--seed', '1'], { cwd });
    expect(hunted.stdout).toContain('leader-completeness');
    expect(hunted.status).toBe(1);
    const replayed = fivenines(replay[1].split(' '), { cwd });
    expect(replayed.stdout).toContain('leader-completeness, seed');
    expect(replayed.status).toBe(1);
  });

  it('shows how to use the library', () => {
    const script = block('ts').replace(
      "'fivenines'",
      JSON.stringify(pathToFileURL(join(PROJECT, 'dist/index.js')).href),
    );
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'mine.yaml'), SCENARIO.replace('duration: 10min', 'duration: 1min'));
    writeFileSync(join(cwd, 'mine.mjs'), script);
    const { status, stdout, stderr } = spawnSync(process.execPath, ['mine.mjs'], { cwd, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(Number(stdout)).toBeGreaterThan(0.5);
  });

  it('shows how to test a protocol', () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'node_modules'));
    symlinkSync(PROJECT, join(cwd, 'node_modules/fivenines'));
    writeFileSync(join(cwd, 'package.json'), '{"name": "mine", "type": "module"}');
    writeFileSync(join(cwd, 'mine.js'), block('js', 'Test your own protocol'));
    const { status, stdout, stderr } = spawnSync(process.execPath, ['mine.js'], { cwd, encoding: 'utf8' });
    expect(stdout + stderr).toBe('');
    expect(status).toBe(0);
  });

  it('names files that exist', () => {
    const links = [...README.matchAll(/\]\(([^)#:]+)\)/g)].map(([, target]) => target);
    expect(links.length).toBeGreaterThan(1);
    for (const link of links) expect(() => readFileSync(join(PROJECT, link)), link).not.toThrow();
  });
});
