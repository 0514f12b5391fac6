// Asks axe-core what keeps people from using a page.
import axe from 'axe-core';
import type { Page } from 'playwright-core';

type Axe = { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };

/** The violations on a page, each with where it is; empty where all is well. The page must have been opened with bypassCSP. */
export async function violationsOn(page: Page): Promise<string[]> {
  await page.addScriptTag({ content: axe.source });
  return page.evaluate(async () => {
    const { axe: injected } = globalThis as unknown as { axe: Axe };
    const { violations } = await injected.run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
  });
}
