// Requests of the tests of one file, intercepted by nock and by nothing before and after: files may share a process.
import nock from 'nock';
import { afterAll, afterEach, beforeAll } from 'vitest';

/** Nothing reaches the network meanwhile. A test fails that prepared an answer that nobody asked for. */
export function interceptRequests(): void {
  beforeAll(() => {
    if (!nock.isActive()) nock.activate();
    nock.disableNetConnect();
  });
  afterEach(() => {
    const unused = nock.pendingMocks();
    nock.cleanAll();
    if (unused.length > 0) throw new Error(`Never asked: ${unused.join(', ')}`);
  });
  afterAll(() => {
    nock.enableNetConnect();
    nock.restore();
  });
}
