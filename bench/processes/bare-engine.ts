// A process of its own that opens a folder with the embedded store's engine and does nothing more: what any program
// takes that uses this engine. Started by starts.ts with the folder.
import { PGlite } from '@electric-sql/pglite';
import { dataFolderIn } from '../../src/queue/embedded-database.ts';

const [folder = ''] = process.argv.slice(2);
const database = await PGlite.create({ dataDir: dataFolderIn(folder) });
await database.query('SELECT 1');
process.send?.('open');
process.on('message', () => void database.close().then(() => process.disconnect()));
