// `npm run sbom`: everything that a running Liaison consists of, as CycloneDX on standard output. npm makes the list, of a
// manifest without tools for development: with `--omit dev` it leaves out what such a tool needs as well, such as zod.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeProductionManifest } from './production-manifest.mjs';

const around = mkdtempSync(join(tmpdir(), 'sbom-'));
try {
  // npm names the program by its folder.
  const folder = join(around, 'liaison');
  writeProductionManifest(folder);
  const args = ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'];
  execFileSync('npm', args, { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' });
} finally {
  rmSync(around, { recursive: true, force: true });
}
