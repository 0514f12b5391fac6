// The record as text at the end of a description. It must survive what an editor may do to it: wrapped or joined
// lines, other quotes, spaces and case, links, Markdown escapes. So it is base32 with a checksum, read leniently.
import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { TeamRecord } from '../domain/mirror/record.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const LINE_LENGTH = 60;
const CHECKSUM_BYTES = 5;
/** A record of a hundred templates has some 20 kB; more than this is no record. */
const LARGEST_RECORD_BYTES = 1024 * 1024;

const BEGINS = 'LIAISON RECORD BEGINS';
const ENDS = 'LIAISON RECORD ENDS';
const BEGIN_MARK = new RegExp(spread(BEGINS), 'gi');
const END_MARK = new RegExp(spread(ENDS), 'i');

/** The lines that hold the record, marks included. */
export function writeRecord(record: TeamRecord): string {
  const json = Buffer.from(JSON.stringify(record));
  const code = toBase32(Buffer.concat([checksumOf(json), deflateRawSync(json, { level: 9 })]));
  const lines = code.match(new RegExp(`.{1,${LINE_LENGTH}}`, 'g')) ?? [];
  return [BEGINS, ...lines, ENDS].join('\n');
}

/** The record in a description: null if there are no marks, `unreadable` if what they hold is damaged. */
export function readRecord(description: string): TeamRecord | 'unreadable' | null {
  const text = plain(description);
  const begin = [...text.matchAll(BEGIN_MARK)].at(-1);
  if (!begin) return null;
  const rest = text.slice(begin.index + begin[0].length);
  const code = (rest.split(END_MARK, 1)[0] ?? '').toUpperCase().replaceAll(/[^A-Z2-7]/g, '');
  const bytes = fromBase32(code);
  try {
    const json = inflateRawSync(bytes.subarray(CHECKSUM_BYTES), { maxOutputLength: LARGEST_RECORD_BYTES });
    if (!checksumOf(json).equals(bytes.subarray(0, CHECKSUM_BYTES))) return 'unreadable';
    const record = TeamRecord.safeParse(JSON.parse(json.toString()));
    return record.success ? record.data : 'unreadable';
  } catch {
    return 'unreadable';
  }
}

/** Takes off what editors put on: entities, tags, links, invisible characters. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/&(?:[a-z]{2,8}|#\d{1,6}|#x[\da-f]{1,5});/gi, ' ')
    .replaceAll(/\[([^\][]*)\]\([^()]*\)/g, '$1')
    .replaceAll(/<\/?[a-z][^<>]*>/gi, ' ')
    .replaceAll(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '');
}

/** A pattern for the letters of a mark, whatever an editor put between them. */
function spread(mark: string): string {
  return mark.replaceAll(' ', '').split('').join(String.raw`[\W_]*`);
}

function checksumOf(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest().subarray(0, CHECKSUM_BYTES);
}

function toBase32(bytes: Buffer): string {
  let code = '';
  let held = 0;
  let heldBits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    heldBits += 8;
    while (heldBits >= 5) {
      heldBits -= 5;
      code += ALPHABET[(held >>> heldBits) & 31];
    }
    held &= (1 << heldBits) - 1;
  }
  return heldBits === 0 ? code : code + ALPHABET[(held << (5 - heldBits)) & 31];
}

/** `code` holds letters of the alphabet only; bits that fill no byte are padding. */
function fromBase32(code: string): Buffer {
  const bytes: number[] = [];
  let held = 0;
  let heldBits = 0;
  for (const letter of code) {
    held = (held << 5) | ALPHABET.indexOf(letter);
    heldBits += 5;
    if (heldBits >= 8) {
      heldBits -= 8;
      bytes.push(held >>> heldBits);
    }
    held &= (1 << heldBits) - 1;
  }
  return Buffer.from(bytes);
}
