// Who has more at once than the playbook allows: each person once, however many cards say so. Pure.
import type { Playbook } from '../domain/playbook/playbook.ts';
import type { CustomerResultStatus, OverloadStatus } from '../web/board-status.ts';

type Person = { id: number; name: string };

const LOADS = [
  { rule: 'member-load', peopleOf: ({ team }: CustomerResultStatus): Person[] => team },
  { rule: 'supporter-load', peopleOf: ({ supporters }: CustomerResultStatus): Person[] => supporters },
] as const;

/** People with too much, whoever has most first; nobody where the playbook has no such rule, or it is waived on all of theirs. */
export function overloadsIn(
  customerResults: readonly CustomerResultStatus[],
  { rules }: Pick<Playbook, 'rules'>,
): OverloadStatus[] {
  return LOADS.flatMap(({ rule, peopleOf }) => {
    const max = rules[rule]?.max;
    if (max === undefined) return [];
    const busy = new Map<number, { person: Person; of: CustomerResultStatus[] }>();
    for (const result of customerResults) {
      if (!isTaken(result)) continue;
      for (const person of peopleOf(result)) {
        const one = busy.get(person.id) ?? { person, of: [] };
        busy.set(person.id, { ...one, of: [...one.of, result] });
      }
    }
    return [...busy.values()]
      .filter(({ of }) => of.length > max && of.some(result => failsAt(result, rule)))
      .sort((one, other) => other.of.length - one.of.length || (one.person.name < other.person.name ? -1 : 1))
      .map(({ person: { id, name }, of }) => ({
        id,
        name,
        rule,
        max,
        customerResults: of.map(result => ({ id: result.id, name: result.name, url: result.url })),
      }));
  });
}

/** What is forming counts as well: it will be work. */
function isTaken({ phase }: CustomerResultStatus): boolean {
  return phase === 'forming' || phase === 'running' || phase === 'evaluating';
}

function failsAt({ findings }: CustomerResultStatus, rule: string): boolean {
  return findings.some(finding => finding.rule === rule && finding.state === 'fails');
}
