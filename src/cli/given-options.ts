// The options of commands as they were given: what a definition hands to its action. Only types.

import type { Given } from '../init/flags.ts';

export type DigestOptions = { playbook: string; now?: number; on?: string; json?: boolean };

export type RehearseOptions = {
  playbook: string;
  weeks: number;
  board?: string;
  script?: string;
  saveBoard?: string;
  now?: number;
  json?: boolean;
};

export type WebhooksOptions = { playbook: string; json?: boolean; dryRun?: boolean; takeOver?: boolean };

export type RunFlags = { playbook: string; role: 'all' | 'web' | 'worker' };

export type PlanOptions = { playbook: string; now?: number; json?: boolean; brief?: boolean; out?: string };

export type SyncOptions = { playbook: string; now?: number; json?: boolean; plan?: string };

export type InitOptions = Omit<Given, 'place'> & {
  playbook: string;
  yes?: boolean;
  force?: boolean;
  /** False with --no-env. */
  env: boolean;
  json?: boolean;
};

export type HistoryOptions = { playbook: string; since?: string; limit: number; json?: boolean };

export type TrendsOptions = { playbook: string; since?: string; json?: boolean };

export type DeliveriesOptions = HistoryOptions & { replay?: string };

export type FailedOptions = { playbook: string; retry?: string; json?: boolean };
