/** The description of a scenario: folded over lines where it is a paragraph, else as any other text. */
import { printText } from './print-text.ts';

const WIDTH = 118;
/** Words with single spaces between them: what folding gives back as it was. */
const PARAGRAPH = /^[!-~\p{L}\p{N}\p{P}\p{S}]+(?: [!-~\p{L}\p{N}\p{P}\p{S}]+)*$/u;

const fold = (text: string): string[] => {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= WIDTH) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
};

/** `indent`: of the lines below the key; as it is for a key at the top of the file. */
export const printProse = (text: string, indent = '  '): string => {
  const newline = text.endsWith('\n') ? 1 : 0;
  const paragraph = text.slice(0, text.length - newline);
  if (!PARAGRAPH.test(paragraph) || (newline === 0 && text.length < WIDTH / 2)) return printText(text);
  return [newline === 0 ? '>-' : '>', ...fold(paragraph).map((line) => `${indent}${line}`)].join('\n');
};
