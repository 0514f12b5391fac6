// The pages that show the simulated workspace to people.
import { Hono } from 'hono';
import type { World } from '../world.ts';

/** Makes the app that serves the pages. */
export function createPage(world: () => World): Hono {
  const app = new Hono();
  app.get('/', c => c.text(`Workspace ${world().id}`));
  return app;
}
