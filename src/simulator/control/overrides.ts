// The control endpoint that overrides how single objects are shown in ClickUp's answers.
import type { Hono } from 'hono';
import { z } from 'zod';
import { fieldKey } from '../overrides.ts';
import { fieldsOf, type World } from '../world.ts';
import { ControlRefused, read } from './body.ts';

const Values = z.record(z.string().min(1), z.unknown());

const OverrideRequest = z.strictObject({
  object: z.union([z.string().min(1), z.number().int().transform(String)]),
  field: z.string().min(1).optional(),
  set: Values.optional(),
  remove: z.array(z.string().min(1)).optional(),
  append: Values.optional(),
});

function isKnown(world: World, id: string): boolean {
  const { spaces, folders, lists, fields, tasks, comments, groups, webhooks, people } = world;
  const places: ReadonlyMap<string, unknown>[] = [spaces, folders, lists, fields];
  const all = [...places, tasks, comments, groups, webhooks];
  return all.some(each => each.has(id)) || people.has(Number(id));
}

function checkField(world: World, taskId: string, fieldId: string): void {
  const list = world.lists.get(world.tasks.get(taskId)?.listId ?? '');
  if (list === undefined) throw new ControlRefused(`${taskId} is no task; only a task has custom fields.`);
  if (!fieldsOf(world, list).some(({ id }) => id === fieldId)) {
    throw new ControlRefused(`Task ${taskId} has no custom field ${fieldId}.`);
  }
}

function changeOverride(world: World, given: z.infer<typeof OverrideRequest>): void {
  const { object, field, set, remove, append } = given;
  const isEnd = set === undefined && remove === undefined && append === undefined;
  if (isEnd && field === undefined) {
    for (const key of world.overrides.keys()) {
      if (key === object || key.startsWith(fieldKey(object, ''))) world.overrides.delete(key);
    }
  }
  if (!isKnown(world, object)) {
    throw new ControlRefused(
      `${object} is no space, folder, list, custom field, task, comment, user, group or webhook of this workspace.`,
    );
  }
  if (field !== undefined) checkField(world, object, field);
  const key = field === undefined ? object : fieldKey(object, field);
  if (isEnd) world.overrides.delete(key);
  else world.overrides.set(key, { set, remove, append });
}

/** Adds POST /odd, and GET, which shows what is odd at the moment. */
export function addOverrides(app: Hono, world: () => World): void {
  app.get('/odd', c =>
    c.json({
      odd: [...world().overrides].map(([key, override]) => {
        const [object, field] = key.split(' ');
        return { object, ...(field === undefined ? {} : { field }), ...override };
      }),
    }),
  );
  app.post('/odd', async c => {
    const given = await read(OverrideRequest, c);
    changeOverride(world(), given);
    return c.json(given);
  });
}
