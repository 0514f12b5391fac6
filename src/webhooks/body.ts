// Reads the raw bytes of a request, and stops reading as soon as there are too many.
import type { IncomingMessage } from 'node:http';

/** The bytes; `too large` past `maxBytes`; `broken off` if the sender went away before the end. */
export async function readBody(
  incoming: IncomingMessage,
  maxBytes: number,
): Promise<Uint8Array | 'too large' | 'broken off'> {
  if (Number(incoming.headers['content-length'] ?? 0) > maxBytes) return 'too large';
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise(resolve => {
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) return void chunks.push(chunk);
      incoming.pause();
      resolve('too large');
    });
    incoming.on('end', () => {
      const [only] = chunks;
      resolve(chunks.length === 1 && only ? only : Buffer.concat(chunks));
    });
    incoming.on('error', () => resolve('broken off'));
    incoming.on('close', () => resolve('broken off'));
  });
}
