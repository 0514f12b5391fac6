// The doctor's checks as people read them in a terminal.

type Check = {
  group: string;
  name: string;
  state: 'ok' | 'warn' | 'fail';
  message: string;
  hint: string | null;
};

const MARKS = { ok: '✓', warn: '!', fail: '✗' } as const;

/** One line per check, grouped; a hint below each that needs one. */
export function doctorText({ ok, checks }: { ok: boolean; checks: readonly Check[] }): string {
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
  }
  const failures = checks.filter(check => check.state === 'fail').length;
  lines.push('', ok ? 'Liaison can start.' : `${failures} of ${checks.length} checks failed.`);
  return lines.join('\n');
}
