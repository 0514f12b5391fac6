// The doctor's checks as people read them in a terminal.

import type { Check } from '../../queries/doctor/check.ts';

const MARKS = { ok: '✓', warn: '!', fail: '✗' } as const;
/** What stands for signs that a terminal may not show. */
const PLAIN: Readonly<Record<string, string>> = {
  '✓': '+',
  '✗': 'x',
  '“': '"',
  '”': '"',
  '„': '"',
  '’': "'",
  '…': '...',
  '→': '->',
  '–': '-',
};

/**
 * One line per check, grouped; below each that is not well what to do, and where the documentation says more. `isPlain`
 * writes signs beyond ASCII with others; names of people and lists stay as they are.
 */
export function doctorText(
  { ok, checks }: { ok: boolean; checks: readonly Check[] },
  { isPlain = false }: { isPlain?: boolean } = {},
): string {
  const lines: string[] = [];
  let group = '';
  for (const check of checks) {
    if (check.group !== group) {
      if (group !== '') lines.push('');
      lines.push(check.group);
      group = check.group;
    }
    lines.push(`  ${MARKS[check.state]} ${check.name}: ${check.message}`);
    if (check.hint) lines.push(`      ${check.hint}`);
    if (check.state !== 'ok') lines.push(`      ${check.docs}`);
  }
  lines.push('', endOf(ok, checks));
  const text = lines.join('\n');
  return isPlain ? text.replaceAll(/[✓✗“”„’…→–]/g, sign => PLAIN[sign] ?? sign) : text;
}

function endOf(ok: boolean, checks: readonly Check[]): string {
  const count = (state: Check['state']) => checks.filter(check => check.state === state).length;
  const failures = count('fail');
  const warnings = count('warn');
  const looks = `${warnings} ${warnings === 1 ? 'needs' : 'need'} a look`;
  if (ok) return warnings === 0 ? 'Liaison can start.' : `Liaison can start; ${looks}.`;
  return `${failures} of ${checks.length} checks failed${warnings === 0 ? '' : `, ${looks}`}.`;
}
