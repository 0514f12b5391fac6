// Writes package.json and package-lock.json for what a running Liaison needs and nothing else, for the image and the list
// of its parts. `npm ci --omit=dev` would keep the compiler, which a library can use but does not need.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const read = file => JSON.parse(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8'));

/** Writes both into `folder`. Throws where the lockfile lacks something that is needed. */
export function writeProductionManifest(folder) {
  const { devDependencies: _, scripts: __, ...manifest } = read('package.json');
  const lock = read('package-lock.json');
  const { devDependencies: ___, ...root } = lock.packages[''];
  const packages = { '': root, ...neededOf(lock.packages, root) };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ ...lock, packages }, null, 2));
}

/** Follows everything that is asked for, but what somebody may bring along. */
function neededOf(packages, root) {
  const needed = {};
  const follow = (from, { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta }) => {
    const peers = Object.keys(peerDependencies ?? {}).filter(name => !peerDependenciesMeta?.[name]?.optional);
    for (const name of [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers]) {
      const place = placeOf(packages, from, name);
      if (place === null && optionalDependencies?.[name] === undefined)
        throw new Error(`package-lock.json has no ${name}, which ${from || 'Liaison'} needs.`);
      if (place === null || place in needed) continue;
      needed[place] = packages[place];
      follow(place, packages[place]);
    }
  };
  follow('', root);
  return needed;
}

/** Where Node would find `name` from there: the nearest folder above. */
function placeOf(packages, from, name) {
  for (let place = from; ; place = place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/')))) {
    const inside = place === '' ? `node_modules/${name}` : `${place}/node_modules/${name}`;
    if (inside in packages) return inside;
    if (place === '') return null;
  }
}

const [, script, folder] = process.argv;
if (script === fileURLToPath(import.meta.url)) {
  if (folder === undefined) throw new Error('Name the folder to write to.');
  writeProductionManifest(folder);
}
