// A client of a Redis cluster that is entered again only once it is left.
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { Cluster, type ClusterNode, type ClusterOptions } from 'ioredis';
import { settles } from '../../base/time-limit.ts';

type Options = Omit<ClusterOptions, 'redisOptions'> & {
  redisOptions?: Omit<NonNullable<ClusterOptions['redisOptions']>, 'replyMapping'>;
};

/** The library cuts off a node that does not end its connection within two seconds. */
const LEAVING_MS = 3_000;

/**
 * ioredis's client, but `connect` waits until the connections of a `disconnect` have ended, and settles at the latest
 * when the client is ready, whoever made it so.
 *
 * In ioredis 6.0 each node that ends late closes the client anew, also one that is connecting again by then, and a
 * `connect` that somebody disconnects during its check of the cluster never settles. BullMQ 6.7 does both when a master
 * is lost: a worker whose blocking read was forgotten disconnects and connects, the read that it gave up does so too at
 * the same time, and the worker would take no job any more.
 */
export class OrderlyCluster extends Cluster {
  readonly #startNodes: ClusterNode[];
  #leaving: Promise<unknown> | undefined;

  constructor(startNodes: ClusterNode[], options: Options) {
    super(startNodes, options);
    this.#startNodes = startNodes;
  }

  override disconnect(reconnect?: boolean): void {
    const open = this.nodes('all').filter(({ status }) => status !== 'end');
    const ended = open.map(node => new Promise(resolve => node.once('end', resolve)));
    super.disconnect(reconnect);
    if (ended.length === 0) return;
    const leaving = settles(Promise.allSettled([this.#leaving, ...ended]), LEAVING_MS)
      // What the end of the last node leads to happens in the same turn.
      .then(() => setImmediate())
      .finally(() => {
        if (this.#leaving === leaving) this.#leaving = undefined;
      });
    this.#leaving = leaving;
  }

  override async connect(): Promise<void> {
    // The library connects in its constructor, when this object has no fields yet.
    if (#leaving in this && this.#leaving) await this.#leaving;
    const isOver = new AbortController();
    try {
      const isReady = once(this, 'ready', { signal: isOver.signal });
      isReady.catch(() => undefined);
      await Promise.race([super.connect(), isReady]);
    } finally {
      isOver.abort();
    }
  }

  /** BullMQ makes each worker's connection from the one that it is given. */
  override duplicate(startNodes: ClusterNode[] = [], options: Partial<ClusterOptions> = {}): Cluster {
    const redisOptions = { ...this.options.redisOptions, ...options.redisOptions };
    const nodes = startNodes.length > 0 ? startNodes : this.#startNodes;
    return new OrderlyCluster(nodes, { ...this.options, ...options, redisOptions });
  }
}
