// A certificate for a name that exists nowhere, made anew for each run, so that no key has to be kept.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const TOOL = 'openssl';

export type TlsIdentity = {
  folder: string;
  certificateFile: string;
  keyFile: string;
  key: string;
  cert: string;
};

/** Makes a self-signed one by the openssl of this machine. Throws if there is none. */
export function makeTlsIdentity(name: string): TlsIdentity {
  const folder = mkdtempSync(join(tmpdir(), 'tls-identity-'));
  const certificateFile = join(folder, 'certificate.pem');
  const keyFile = join(folder, 'key.pem');
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`, '-days', '2'];
  const files = ['-keyout', keyFile, '-out', certificateFile];
  execFileSync(TOOL, ['req', '-x509', ...curve, ...subject, ...files], { stdio: 'pipe' });
  return {
    folder,
    certificateFile,
    keyFile,
    key: readFileSync(keyFile, 'utf8'),
    cert: readFileSync(certificateFile, 'utf8'),
  };
}
