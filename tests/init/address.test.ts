// What people paste of ClickUp, as its address line and “Copy link” give it.
import { describe, expect, it } from 'vitest';
import { readPasted } from '../../src/init/address.ts';

const WORKSPACE = 'https://app.clickup.com/90151234567';

describe('an address of ClickUp', () => {
  it.each([
    [`${WORKSPACE}/v/li/901234567890`, 'list', '901234567890'],
    [`${WORKSPACE}/v/l/li/901234567890?pr=90123`, 'list', '901234567890'],
    [`${WORKSPACE}/v/l/6-901234567890-1`, 'list', '901234567890'],
    [`${WORKSPACE}/v/b/6-901234567890-2?block=block-1`, 'list', '901234567890'],
    [`${WORKSPACE}/v/o/f/90123456?pr=9012`, 'folder', '90123456'],
    [`${WORKSPACE}/v/f/90123456/9012345`, 'folder', '90123456'],
    [`${WORKSPACE}/v/b/5-90123456-2`, 'folder', '90123456'],
    [`${WORKSPACE}/v/o/s/9012345`, 'space', '9012345'],
    [`${WORKSPACE}/v/l/4-9012345-1`, 'space', '9012345'],
    ['  app.clickup.com/90151234567/v/li/901234567890 ', 'list', '901234567890'],
    ['https://lindenblatt.clickup.com/90151234567/v/li/901234567890', 'list', '901234567890'],
  ])('%s is a %s', (text, kind, id) => {
    expect(readPasted(text)).toEqual({ kind, id, text: text.trim(), workspaceId: '90151234567' });
  });

  it.each([
    [`${WORKSPACE}/v/dc/8cdfg-115/8cdfg-395`, 'doc'],
    ['https://doc.clickup.com/90151234567/d/h/8cdfg-115/0123', 'doc'],
    [`${WORKSPACE}/v/wb/8cdfg-115`, 'whiteboard'],
    [`${WORKSPACE}/dashboards/8cdfg-115`, 'dashboard'],
    ['https://example.com/board', 'other'],
    [`${WORKSPACE}/home`, 'other'],
  ])('%s is a %s, which names no place', (text, kind) => {
    expect(readPasted(text)).toMatchObject({ kind, text });
  });

  it.each([
    [`${WORKSPACE}/v/l/8cdfg-1234`, 'view', '8cdfg-1234', '90151234567'],
    [`${WORKSPACE}/v/b/8cdfg-1234?pr=901`, 'view', '8cdfg-1234', '90151234567'],
    [`${WORKSPACE}/v/fm/8cdfg-1234`, 'view', '8cdfg-1234', '90151234567'],
    ['https://app.clickup.com/t/86c1abc?comment=901', 'task', '86c1abc', null],
    ['https://app.clickup.com/t/90151234567/DEV-42', 'task', 'DEV-42', '90151234567'],
  ])('%s is a %s, of which ClickUp knows where it is', (text, kind, id, workspaceId) => {
    expect(readPasted(text)).toEqual({ kind, id, text, workspaceId });
  });

  it.each(['Kundenergebnisse', '901234567890', 'v/li/1 – alt'])('%s is a name or an id', text => {
    expect(readPasted(text)).toEqual({ kind: 'name', text });
  });
});
