// What observing and reconciling need to know of a company.
import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import { readLagOf } from '../domain/playbook/read-lag.ts';
import type { CompanySettings } from '../reconcile/observe-deps.ts';

/** What a company wrote down, for whoever observes or reconciles. */
export function companySettings({ playbook, calendar }: LoadedPlaybook): CompanySettings {
  return { playbook, calendar, readLagMs: readLagOf(playbook) };
}
