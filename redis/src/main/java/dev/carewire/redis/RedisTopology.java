package dev.carewire.redis;

/** How the servers of a Redis installation work together. */
public enum RedisTopology {

    /** One server, or an address that always leads to the primary. */
    SINGLE,

    /** A primary with replicas, found through Sentinels. */
    SENTINEL,

    /** Redis Cluster. */
    CLUSTER
}
