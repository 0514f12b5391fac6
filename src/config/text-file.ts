// Text that people saved in a file: read as UTF-8 or refused in words. It knows nothing of what the text means.
import { readFileSync, statSync } from 'node:fs';

/** What is wrong with a file, in the words of a problem; `isMissing` if there is no such file. */
export type UnreadableFile = { given: string; hint: string | null; isMissing: boolean };

const SAVE_AS_UTF8 = 'Save it as UTF-8 (in an editor: "Save with encoding").';
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
  ELOOP: 'its links lead in a circle',
  EIO: 'the disk could not be read',
};

/** The text of a file without a byte order mark, or why there is none. */
export function readTextFile(file: string): { text: string } | UnreadableFile {
  let bytes: Buffer;
  try {
    if (statSync(file).isDirectory()) return unreadable('a folder', 'Name a file in it.');
    bytes = readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    // A folder where the path says that there is a file.
    const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
    if (isMissing) return { given: 'a file that does not exist', hint: null, isMissing };
    const reason = REASONS[code];
    return unreadable(`a file that cannot be read (${reason === undefined ? code : `${reason}, ${code}`})`);
  }
  return textOf(bytes);
}

/** What the bytes of a file say, if they are UTF-8. */
function textOf(bytes: Buffer): { text: string } | UnreadableFile {
  if (isUtf16(bytes)) return unreadable('a file in UTF-16', SAVE_AS_UTF8);
  try {
    // A byte order mark is taken off.
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    const line = lineOfFirstStrangeByte(bytes);
    return unreadable(`bytes that are no UTF-8, first in line ${line}`, `${SAVE_AS_UTF8} It may be Latin-1.`);
  }
}

function unreadable(given: string, hint: string | null = null): UnreadableFile {
  return { given, hint, isMissing: false };
}

function isUtf16(bytes: Buffer): boolean {
  const [first, second] = bytes;
  const hasMark = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  // Without a mark every other byte of Western text is zero, which UTF-8 never needs.
  return hasMark || bytes.subarray(0, 1_024).includes(0);
}

function lineOfFirstStrangeByte(bytes: Buffer): number {
  let line = 1;
  for (let from = 0; ; line++) {
    const end = bytes.indexOf(0x0a, from);
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(from, end === -1 ? undefined : end));
    } catch {
      return line;
    }
    if (end === -1) return line;
    from = end + 1;
  }
}
