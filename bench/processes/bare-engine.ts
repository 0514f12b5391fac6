// A process of its own that opens the folder of an embedded store with its engine and does nothing more: what any program
// takes that uses this engine. Started by starts.ts with the folder.
import { PGlite } from '@electric-sql/pglite';
import { dataIn } from '../../src/queue/stores/prepared-store.ts';

const [folder = ''] = process.argv.slice(2);
// With as little memory for pages as Liaison gives it.
const startParams = [...PGlite.defaultStartParams, '-c', 'shared_buffers=8MB'];
const database = await PGlite.create({ dataDir: dataIn(folder), startParams });
await database.query('SELECT 1');
process.send?.('open');
process.on('message', () => void database.close().then(() => process.disconnect()));
