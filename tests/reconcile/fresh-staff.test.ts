// Who may tell Liaison what depends on groups, of whose changes no delivery tells: a command has them read anew.
import { describe, expect, it } from 'vitest';
import { answers, askedAbout, say, WAIVE, WAIVED } from './commanding.ts';

describe.each([true, false])('a person who joined a group just now (webhooks: %s)', hearsWebhooks => {
  it('may waive what the group may, and asking costs people and groups once', async () => {
    const waivableBy = ['Supporters'];
    const { world, card, ana } = await askedAbout({
      hearsWebhooks,
      playbook: { rules: { 'supporter-present': { enforce: 'warn', waivableBy } } },
    });
    let reads = 0;
    const { readStaff } = world.clickUp;
    world.clickUp.readStaff = async () => {
      reads += 1;
      const staff = await readStaff();
      const joined = ({ name, members }: { name: string; members: number[] }) =>
        name === 'Supporters' ? [...members, ana.id] : members;
      return { ...staff, groups: staff.groups.map(group => ({ ...group, members: joined(group) })) };
    };
    const command = await say(world, card, WAIVE, ana);
    if (hearsWebhooks) await world.reported(card, { kind: 'comment', isCommand: true }, ana.id);
    await world.reconcileUntilDone(card);
    expect(await answers(world, command)).toEqual([WAIVED]);
    await world.reconcileUntilDone(card);
    expect(reads).toBe(1);
  });
});
