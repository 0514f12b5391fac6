// Reads the raw bytes of a request, and stops reading as soon as there are too many.

/** The bytes; `too large` past `maxBytes`; `broken off` if the sender went away before the end. */
export async function readBody(
  request: Request,
  maxBytes: number,
): Promise<Uint8Array | 'too large' | 'broken off'> {
  const announced = request.headers.get('content-length');
  if (announced !== null && Number(announced) > maxBytes) return 'too large';
  try {
    // The server holds senders to the length they announced, so the quick way is safe.
    if (announced !== null) return new Uint8Array(await request.arrayBuffer());
    return await readUpTo(maxBytes, request.body);
  } catch {
    return 'broken off';
  }
}

async function readUpTo(maxBytes: number, body: Request['body']): Promise<Uint8Array | 'too large'> {
  if (!body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      return 'too large';
    }
    chunks.push(value);
  }
}
