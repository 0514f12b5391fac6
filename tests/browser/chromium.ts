// A real browser for the pages: the machine's Chromium, driven by playwright-core.
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executable = process.env['CHROMIUM'] ?? CANDIDATES.find(path => existsSync(path));

/** Why pages cannot be looked at here, or null. In CI nothing may be skipped. */
export function whyNoBrowser(): string | null {
  if (executable !== undefined) return null;
  if (process.env['CI'] === 'true')
    throw new Error(`In CI one of these must be there: ${CANDIDATES.join(', ')}.`);
  return 'skipped: no Chromium on this machine; CHROMIUM may name one';
}

/** Opens the browser without a window; it speaks to this machine only. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(executable === undefined ? {} : { executablePath: executable }),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
