/** The call as the user would type it again. */
export const commandLine = (): string =>
  [
    'npx fivenines',
    ...process.argv
      .slice(2)
      .map((word) => (/^[\w./:=,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)),
  ].join(' ');
