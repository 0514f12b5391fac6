// The doctor's checks as a terminal shows them.
import { expect, it } from 'vitest';
import { doctorText } from '../../src/cli/render/doctor-text.ts';
import { showsUnicode } from '../../src/config/env.ts';

const check = {
  group: 'store',
  name: 'reachable',
  message: '“A” is there.',
  hint: null,
  docs: 'docs/doctor.md#x',
};
const checks = [
  { ...check, state: 'ok' as const },
  { ...check, name: 'settings', state: 'warn' as const, hint: 'Look at it.' },
  { ...check, group: 'cards', state: 'fail' as const, hint: 'Mend it → now.' },
];

it('shows groups, marks, hints, and where the documentation says more, of what is not well', () => {
  expect(doctorText({ ok: false, checks })).toBe(
    [
      'store',
      '  ✓ reachable: “A” is there.',
      '  ! settings: “A” is there.',
      '      Look at it.',
      '      docs/doctor.md#x',
      '',
      'cards',
      '  ✗ reachable: “A” is there.',
      '      Mend it → now.',
      '      docs/doctor.md#x',
      '',
      '1 of 3 checks failed, 1 needs a look.',
    ].join('\n'),
  );
  expect(doctorText({ ok: true, checks: checks.slice(0, 2) })).toContain(
    'Liaison can start; 1 needs a look.',
  );
});

it('shows nothing of its own beyond ASCII where the terminal may not show it', () => {
  const text = doctorText({ ok: false, checks }, { isPlain: true });
  expect(text).not.toMatch(/[^ -~\n]/);
  expect(text).toContain('x reachable: "A" is there.');
});

it.each([
  [{}, true],
  [{ LANG: 'de_DE.UTF-8' }, true],
  [{ LANG: 'C' }, false],
  [{ LANG: 'en_US.UTF-8', LC_ALL: 'C' }, false],
  [{ LANG: 'C', LC_CTYPE: 'C.utf8' }, true],
  [{ LANG: 'de_DE.ISO-8859-1' }, false],
  [{ LANG: 'en_US.UTF-8', TERM: 'linux' }, false],
])('takes the locale %j at its word', (source, expected) => {
  expect(showsUnicode(source)).toBe(expected);
});
