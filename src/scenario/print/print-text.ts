/** Texts as YAML scalars that read back the same, in brackets or not: without quotes where that is safe. */

/** Words of harmless characters with single spaces between them. */
const PLAIN = /^[\p{L}\p{N}_.][\p{L}\p{N}_./@%+<>=!#'()-]*(?: [\p{L}\p{N}_./@%+<>=!'()-]+)*$/u;
/** What YAML, or the readers of it, take for something else than a text. */
const OTHERWISE_READ = /^(?:null|true|false|[-+]?\.?\d[\d_.]*(?:e[-+]?\d+)?|[-+]?\.(?:inf|nan)|\.+|-+)$/i;
const PRINTABLE = /^[ -~]*$/;

/** YAML's double-quoted escapes include those of JSON; what is invisible is escaped as well. */
const escaped = (text: string): string =>
  JSON.stringify(text).replace(
    /[\u007f-\u00a0\u00ad\u061c\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff0-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** In quotes. */
const quoted = (text: string): string => (PRINTABLE.test(text) ? `'${text.replaceAll("'", "''")}'` : escaped(text));

export const printText = (text: string): string =>
  PLAIN.test(text) && !OTHERWISE_READ.test(text) ? text : quoted(text);
