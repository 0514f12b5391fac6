// The pages: what people see of the simulated workspace, and that nothing they wrote can act in it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { type Client, clientOf, placesOf, type Task } from '../support/simulator-client.ts';

describe('the pages of the simulator', () => {
  let simulator: Simulator;
  let client: Client;
  let task: Task;

  beforeAll(async () => {
    simulator = await startSimulator({ seed: 'demo' });
    client = clientOf(simulator);
    const { board, folder } = await placesOf(client);
    const name = '<script>alert("card")</script>';
    task = (await client.ask<Task>('POST', `/v2/list/${board}/task`, { name })).body;
    await client.ask('POST', `/v2/task/${task.id}/comment`, { comment_text: '<b>Bold</b> & brave' });
    const list = await client.ask<{ id: string }>('POST', `/v2/folder/${folder}/list`, { name: 'Team "A"' });
    await client.ask('POST', `/v2/list/${list.body.id}/task`, { name: 'Kick-off' });
  });

  afterAll(() => simulator.close());

  const page = async (path: string) => {
    const answer = await fetch(`${simulator.url}${path}`);
    return { status: answer.status, text: await answer.text() };
  };

  it('show the board by status, team lists and their tasks', async () => {
    const { text } = await page('/');
    expect(text).toContain('Deliveries arrive in the hour that we promised');
    expect(text).toMatch(/<h3>forming <span class="quiet">2<\/span><\/h3>/u);
    expect(text).toContain('Team &quot;A&quot;');
    expect(text).toContain('Kick-off');
    expect(text).toContain('Supporter: Clara Vogel');
    expect(text).toMatch(/Latest comments[\s\S]*brave/u);
  });

  it('escape what people wrote', async () => {
    for (const path of ['/', `/t/${task.id}`]) {
      const { text } = await page(path);
      expect(text).toContain('&lt;script&gt;alert(&quot;card&quot;)&lt;/script&gt;');
      expect(text).not.toContain('<script>alert');
    }
    expect((await page(`/t/${task.id}`)).text).toContain('&lt;b&gt;Bold&lt;/b&gt; &amp; brave');
  });

  it('are where the url of a task leads', async () => {
    expect(task['url']).toBe(`${simulator.url}/t/${task.id}`);
    expect((await page(`/t/${task.id}`)).status).toBe(200);
    expect((await page('/t/86zzzzzzz')).status).toBe(404);
    expect((await page('/l/1')).status).toBe(404);
  });

  it('do not count as requests', async () => {
    const total = async () =>
      (await client.control<{ requests: { total: number } }>('stats')).body.requests.total;
    const before = await total();
    await page('/');
    expect(await total()).toBe(before);
  });
});
