// The doctor of a running Liaison, for whoever opens its page: pages are opened again and again, and requests are few.
import type { Env } from '../config/env.ts';
import { type Examination, examine } from '../queries/doctor/doctor.ts';

/** Within so many milliseconds the last examination is shown again. */
const ANEW_MS = 60_000;

/** Examines with what this process runs with; at most once a minute, and those who ask meanwhile share the answer. */
export function examineSparingly({
  env,
  token,
  loaded,
  clock,
  log,
}: { env: Env } & Pick<
  Parameters<typeof examine>[0],
  'token' | 'loaded' | 'clock' | 'log'
>): () => Promise<Examination> {
  const { clickupApiUrl: apiUrl, storeUrl, publicUrl, adminSecret } = env;
  let last: { at: number; examination: Promise<Examination> } | null = null;
  return () => {
    const now = clock.now();
    if (last && now - last.at < ANEW_MS) return last.examination;
    const examination = examine({ apiUrl, token, loaded, clock, log, storeUrl, publicUrl, adminSecret });
    last = { at: now, examination };
    // One that failed is no answer for a minute.
    examination.catch(() => {
      last = null;
    });
    return examination;
  };
}
