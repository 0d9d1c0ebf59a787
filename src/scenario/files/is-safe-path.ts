/** Whether a path that a scenario names stays inside the scenario's folder, on every operating system. */
export const isSafePath = (path: string): boolean => {
  if (path === '' || path.length > 255 || /[\\:\p{Cc}]/u.test(path) || path.startsWith('~')) return false;
  // An absolute path begins with an empty segment.
  return path.split('/').every((segment) => segment !== '' && segment !== '..');
};
