// Commands on the work items that Liaison manages, as ClickUp's deliveries tell of them: they act on the card.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { closeQueue, handle, openQueue, startHearing } from './hearing.ts';

beforeAll(openQueue);
afterAll(closeQueue);
