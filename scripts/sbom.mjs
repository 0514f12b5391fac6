// `npm run sbom`: everything that a running Liaison consists of, as CycloneDX on standard output. npm makes the list, of a
// copy without tools for development: with `--omit dev` it leaves out what such a tool needs as well, such as zod.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const read = file => JSON.parse(readFileSync(file, 'utf8'));
const { devDependencies: _, ...manifest } = read('package.json');
const lock = read('package-lock.json');
const used = Object.entries(lock.packages).filter(([, { dev }]) => dev !== true);
const { devDependencies: __, ...root } = lock.packages[''];

const around = mkdtempSync(join(tmpdir(), 'sbom-'));
try {
  // npm names the program by its folder.
  const folder = join(around, manifest.name);
  mkdirSync(folder);
  const packages = { ...Object.fromEntries(used), '': root };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ ...lock, packages }));
  const args = ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'];
  execFileSync('npm', args, { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' });
} finally {
  rmSync(around, { recursive: true, force: true });
}
