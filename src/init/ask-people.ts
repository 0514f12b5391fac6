// Who works with customer results: supporters, functions, owner.
import type { FieldRef } from '../clickup/places/fields.ts';
import type { Group } from '../domain/observation.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import type { Answers } from './answers.ts';
import { nameIn } from './ask-board.ts';
import type { Asker, Option } from './asker.ts';
import { type Given, NONE, pairOf, refuseTwice } from './flags.ts';
import { AS_BEFORE, asBefore, type FormerAnswer, formerOf, means } from './former.ts';
import { flocksIn, likelyGroup, likelySupporters } from './proposals.ts';
import { namedBy, settle, settleOne } from './settle.ts';
import type { Survey } from './survey.ts';

/** Settles who may support, who works in which function and flock, and who owns the board. */
export async function askPeople(
  asker: Asker,
  { groups, people, me }: Survey,
  functionsField: FieldRef | null,
  given: Given,
  former: Playbook | null,
): Promise<Pick<Answers, 'supporters' | 'functions' | 'labelsAlone' | 'flocks' | 'owner'>> {
  const supporters = await settleOne(asker, {
    flag: '--supporters',
    message: 'Which user group may support customer results?',
    label: 'User group of the supporters',
    kind: 'user group',
    given: given.supporters,
    all: groups,
    likely: likelySupporters(groups),
    former: former ? { key: 'people.supporters', text: former.people.supporters } : undefined,
  });
  const others = groups.filter(({ id }) => id !== supporters.id);
  const labels = await askFunctions(asker, functionsField, { groups, others }, given, former);
  const flocks = flocksIn(others).map(([flock, group]): [string, string] => [flock, nameIn(group, groups)]);
  const owner = await askOwner(asker, { people, me }, given, former);
  return { ...labels, supporters: nameIn(supporters, groups, former?.people.supporters), flocks, owner };
}

async function askOwner(
  asker: Asker,
  { people, me }: Pick<Survey, 'people' | 'me'>,
  given: Given,
  former: Playbook | null,
): Promise<Answers['owner']> {
  const everybody = people.map(({ id, name }) => ({ id: String(id), name }));
  const before = former?.people.owner;
  const meant = byMail(before, people);
  const candidates = people.filter(({ id, isGuest }) => id !== me.id && !isGuest);
  const owner = await settle(asker, {
    flag: '--owner',
    message: 'Who owns the board, and is asked when nobody else can mend something?',
    label: 'Owner of the board',
    kind: 'person of the workspace',
    given: byMail(given.owner, people),
    all: candidates.map(({ id, name }) => ({ id: String(id), name })),
    others: people.map(({ id, name, isGuest }) => ({
      id: String(id),
      name,
      what: isGuest
        ? 'a guest, and guests own no board'
        : 'the owner of the token, and Liaison asks nobody but people',
    })),
    likely: null,
    former: former ? { key: 'people.owner', text: meant ?? null, among: everybody } : undefined,
    orNone: 'nobody is asked then',
  });
  if (!owner) return null;
  const id = Number(owner.id);
  const isSame = meant !== undefined && means(meant, owner, everybody);
  return { id, name: owner.name, written: isSame && before !== undefined ? before : id };
}

/** Settles whose group each label of the functions field is. What stands there for other functions stays. */
async function askFunctions(
  asker: Asker,
  field: FieldRef | null,
  { groups, others }: { groups: readonly Group[]; others: readonly Group[] },
  given: Given,
  former: Playbook | null,
): Promise<Pick<Answers, 'functions' | 'labelsAlone'>> {
  const functions: Answers['functions'] = [];
  const labelsAlone: string[] = [];
  const said = saidFunctions(field, given.function ?? [], groups);
  const before = new Map(Object.entries(former?.people.functions ?? {}));
  const named = former?.fields.functions;
  const isSameField = field !== null && named !== undefined && means(named, field, [field]);
  for (const { name: label } of field?.options ?? []) {
    const key = [...before.keys()].find(one => one.toLowerCase() === label.toLowerCase()) ?? label;
    const text = before.get(key) ?? (isSameField ? null : undefined);
    const formerly = text === undefined ? undefined : { key: `people.functions.${key}`, text };
    const group = await askGroup(asker, label, said.get(label), { groups, others }, formerly);
    if (group) functions.push([key, nameIn(group, groups, before.get(key))]);
    else labelsAlone.push(label);
    before.delete(key);
  }
  for (const [name, group] of before) {
    functions.push([name, group]);
    if (field) asker.say(`people.functions names “${name}”, which is no label of ${field.name}. It stays.`);
  }
  return { functions, labelsAlone };
}

function byMail(given: string | undefined, people: Survey['people']): string | undefined {
  const person = people.find(({ email }) => email !== null && email.toLowerCase() === given?.toLowerCase());
  return person ? String(person.id) : given;
}

function saidFunctions(
  field: FieldRef | null,
  pairs: readonly string[],
  groups: readonly Group[],
): Map<string, Group | null> {
  const labels = (field?.options ?? []).map(({ name }) => ({ id: name, name }));
  const said = new Map<string, Group | null>();
  for (const pair of pairs) {
    const [text, group] = pairOf('--function', pair, `LABEL=GROUP, or LABEL=${NONE}`);
    const chosen = namedBy({ flag: '--function', all: labels, kind: 'label of the functions field' }, text);
    const label = chosen?.name ?? text;
    refuseTwice('--function', label, pair, said.has(label));
    const orNone = 'nobody speaks for that label';
    said.set(label, namedBy({ flag: '--function', all: groups, kind: 'user group', orNone }, group));
  }
  return said;
}

async function askGroup(
  asker: Asker,
  label: string,
  said: Group | null | undefined,
  { groups, others }: { groups: readonly Group[]; others: readonly Group[] },
  formerly: FormerAnswer<Group> | undefined,
): Promise<Group | null> {
  if (said !== undefined) return said;
  const likely = likelyGroup(label, others);
  const former = formerOf(asker, { former: formerly, all: groups, kind: 'user group' });
  if (likely && (former === undefined || former?.id === likely.id)) {
    asker.say(`Function ${label}: ${likely.name}${former ? ` (${AS_BEFORE})` : ''}`);
    return likely;
  }
  const offered = groups.filter(one => one.id === former?.id || others.includes(one));
  const hinted = (isFormer: boolean) => (isFormer ? { hint: AS_BEFORE } : {});
  const none = asBefore('nobody speaks for that label', former === null) ?? '';
  const options: Option<Group | null>[] = [
    { value: null, label: NONE, hint: none },
    ...offered.map(group => ({ value: group, label: group.name, ...hinted(group.id === former?.id) })),
  ];
  return asker.choose({
    flag: `--function "${label}=GROUP"`,
    message: `Which user group has the people of “${label}”?`,
    options,
    proposed: former === undefined ? null : (options.find(({ value }) => value?.id === former?.id) ?? null),
    mayGoOn: true,
  });
}
