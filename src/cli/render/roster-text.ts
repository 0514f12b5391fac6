// The roster as people read it in a terminal: a block per customer result, a line per person.
import pc from 'picocolors';
import type { Roster, TeamReport } from '../../queries/roster-report.ts';
import { wrapped } from './wrapped.ts';

/** Who is on which team; `colours` only where a person reads it. */
export function rosterText({ customerResults, requests }: Roster, { colours }: { colours: boolean }): string {
  const { dim } = pc.createColors(colours);
  const lines = customerResults.flatMap(result => [...teamLines(result, colours), '']);
  if (customerResults.length === 0) lines.push('No customer result is forming or at work.', '');
  lines.push(dim(`(${requests.reads} ${requests.reads === 1 ? 'read' : 'reads'})`));
  return lines.join('\n');
}

function teamLines(team: TeamReport, colours: boolean): string[] {
  const { bold, dim, yellow } = pc.createColors(colours);
  const { name, phase, url, supporters, outOfSight, members, unspoken } = team;
  const width = Math.max(...members.map(member => member.name.length), 'supporter'.length);
  const supporter = supporters.map(person => person.name).join(', ');
  const nobody = outOfSight?.includes('supporter') ? 'not known: Liaison can’t see the field' : 'nobody yet';
  const lines = [
    bold(name),
    dim(`${phase ?? 'in no phase of the playbook'} · ${url}`),
    `  ${'supporter'.padEnd(width)}  ${supporter || nobody}`,
    ...members.flatMap(member => {
      const { length } = `  ${' '.repeat(width)}  `;
      return wrapped(`${member.name.padEnd(width)}  ${rolesOf(member)}`, '  ', ' '.repeat(length - 2));
    }),
  ];
  if (members.length === 0) lines.push('  Nobody is on the team yet.');
  const missing = [...unspoken.functions, ...unspoken.flocks.map(flock => `the flock ${flock}`)];
  if (missing.length > 0) {
    const text = `○ Nobody speaks for ${missing.join(', ')}.`;
    lines.push(...wrapped(text, '  ', '  ').map(line => yellow(line)));
  }
  return lines;
}

function rolesOf({ functions, flocks }: TeamReport['members'][number]): string {
  const roles = [
    functions.join(', ') || 'no function of the playbook',
    ...(flocks.length > 0 ? [`liaison to ${flocks.join(', ')}`] : []),
  ];
  return roles.join(' · ');
}
