// Custom fields by hand: ClickUp's API can neither make nor change them.
import type { Hono } from 'hono';
import { z } from 'zod';
import type { Field, World } from '../world.ts';
import { ControlRefused, read } from './body.ts';

const Name = z.string().trim().min(1);

const NewField = z.strictObject({
  list: z.string(),
  name: Name,
  type: z.string().min(1),
  options: z.array(Name).min(1).optional(),
});

const FieldChange = z.strictObject({
  field: z.string().min(1),
  name: Name.optional(),
  deleted: z.literal(true).optional(),
  hidden: z.boolean().optional(),
  rename: z.record(Name, Name).optional(),
});

/** What an option of a drop-down (`name`) or of labels (`label`) looks like. */
type Option = { id: string; name?: string; label?: string };

function configOf(world: World, { type, options }: z.infer<typeof NewField>): Field['config'] {
  if (options === undefined) return {};
  if (type !== 'drop_down' && type !== 'labels') {
    throw new ControlRefused(`A field of type "${type}" has no options; drop_down and labels have.`);
  }
  return {
    options: options.map((name, orderindex) => {
      const id = world.ids.uuid();
      return type === 'labels' ? { id, label: name, color: null } : { id, name, color: null, orderindex };
    }),
  };
}

function addField(world: World, given: z.infer<typeof NewField>): string {
  const { lists, fields, ids, clock, people } = world;
  const { list: placeId, name, type } = given;
  if (!lists.has(placeId)) throw new ControlRefused(`${placeId} is no list.`);
  const config = configOf(world, given);
  const [creatorId = 0] = people.keys();
  const id = ids.uuid();
  fields.set(id, { id, name, type, config, placeId, createdAt: clock.now(), creatorId });
  return id;
}

function changeField(
  world: World,
  { field: id, name, deleted, hidden, rename }: z.infer<typeof FieldChange>,
): void {
  const field = world.fields.get(id);
  if (field === undefined) throw new ControlRefused(`${id} is no custom field.`);
  renameOptions(field, new Map(Object.entries(rename ?? {})));
  field.name = name ?? field.name;
  field.isHidden = hidden ?? field.isHidden ?? false;
  if (deleted === true) world.fields.delete(id);
}

function renameOptions(field: Field, names: ReadonlyMap<string, string>): void {
  const options = (field.config['options'] ?? []) as Option[];
  const known = options.map(({ name, label }) => label ?? name ?? '');
  const unknown = [...names.keys()].find(name => !known.includes(name));
  if (unknown !== undefined) {
    const all = known.map(name => `"${name}"`).join(', ') || 'none';
    throw new ControlRefused(`Field ${field.id} has no option "${unknown}". Its options: ${all}.`);
  }
  for (const option of options) {
    const key = option.label === undefined ? 'name' : 'label';
    option[key] = names.get(option[key] ?? '') ?? option[key] ?? '';
  }
}

/** Adds POST /fields, which makes or changes a custom field. */
export function addFieldChanges(app: Hono, world: () => World): void {
  app.post('/fields', async c => {
    const body: unknown = await c.req.raw
      .clone()
      .json()
      .catch(() => undefined);
    if (typeof body === 'object' && body !== null && 'field' in body) {
      const given = await read(FieldChange, c);
      changeField(world(), given);
      return c.json(given);
    }
    const given = await read(NewField, c);
    return c.json({ id: addField(world(), given), ...given });
  });
}
