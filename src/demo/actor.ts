// One person of the story: speaks to ClickUp's API with a token of their own, as their browser would.

/** The story cannot go on: somebody or something is missing, or ClickUp refused what a person did. */
export class StoryBroken extends Error {
  override readonly name = 'StoryBroken';
}

/** Somebody who does things in ClickUp. `ask` answers with the body and rejects with StoryBroken if refused. */
export type Actor = {
  id: number;
  name: string;
  token: string;
  ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<unknown>;
};

/** An actor with this person's own token; `path` begins with the API's version. */
export function actorOf(
  apiUrl: string,
  { id, username, token }: { id: number; username: string; token: string },
): Actor {
  return {
    id,
    name: username,
    token,
    ask: async (method, path, body) => {
      const answer = await fetch(apiUrl + path, {
        method,
        headers: { authorization: token, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (answer.ok) return text === '' ? {} : JSON.parse(text);
      throw new StoryBroken(`ClickUp refused ${username}: ${method} ${path} → ${answer.status} ${text}`);
    },
  };
}
