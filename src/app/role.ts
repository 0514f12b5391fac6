// What a process of Liaison does.

/** `web` takes deliveries, `worker` works, `all` does both. */
export type Role = 'all' | 'web' | 'worker';
