// The package as others get it: packed from what was built, and unpacked where somebody else installed it.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Packed = {
  /** The tarball. */
  file: string;
  /** In bytes, packed and unpacked. */
  size: number;
  unpackedSize: number;
  files: { path: string; size: number }[];
};

/** Packs into `folder` what dist/ holds now. */
export function pack(folder: string): Packed {
  const args = ['pack', '--ignore-scripts', '--silent', '--json', '--pack-destination', folder];
  const [packed] = JSON.parse(execFileSync('npm', args, { encoding: 'utf8' })) as (Packed & {
    filename: string;
  })[];
  if (!packed) throw new Error('npm packed nothing.');
  return { ...packed, file: join(folder, packed.filename) };
}

/** Unpacks it to `node_modules/liaison` in `folder`, without what it depends on. Answers where that is. */
export function unpack({ file }: Packed, folder: string): string {
  const place = join(folder, 'node_modules/liaison');
  mkdirSync(place, { recursive: true });
  execFileSync('tar', ['xzf', file, '-C', place, '--strip-components=1']);
  return place;
}

/** What its package.json says. */
export function manifestOf(place: string): {
  version: string;
  bin: Record<string, string>;
  dependencies: Record<string, string>;
} {
  return JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'));
}
