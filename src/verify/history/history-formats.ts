/** The formats in which histories are read, and how to tell them apart. */
import { parseEdn } from './parse-edn.ts';
import { parseEtcdLog } from './parse-etcd-log.ts';
import { parseJsonl } from './parse-jsonl.ts';
import type { ParsedHistory } from './parsed-history.ts';

export const HISTORY_FORMATS = ['jsonl', 'edn', 'etcd-log'] as const;
export type HistoryFormat = (typeof HISTORY_FORMATS)[number];

const PARSERS: Readonly<Record<HistoryFormat, (text: string) => ParsedHistory>> = {
  jsonl: parseJsonl,
  edn: parseEdn,
  'etcd-log': parseEtcdLog,
};

/** Enough to see a first line; a file may begin with a licence or with other loggers' lines. */
const LOOK_AT = 1 << 16;

/** Told by the first lines: JSON has names in quotes, EDN has keywords, a log has its logger. */
export function detectFormat(text: string): HistoryFormat {
  const head = text.slice(0, LOOK_AT);
  if (/^\s*INFO\s+jepsen\.util\s+-\s/m.test(head)) return 'etcd-log';
  const [first = ''] = head.split('\n').filter((line) => !/^\s*(?:;.*)?$/.test(line));
  if (/^\s*\{\s*(?:"|\}|$)/.test(first)) return 'jsonl';
  return /^\s*(?:[[({]|#)/.test(first) ? 'edn' : 'jsonl';
}

export const parseHistory = (text: string, format: HistoryFormat): ParsedHistory => PARSERS[format](text);
