package dev.carewire.app.config;

/** How the nodes of a cluster reach each other. */
public enum ClusterMode {

    /** There is one node. */
    SINGLE,

    /** Over {@code LISTEN} and {@code NOTIFY} of the PostgreSQL database. */
    POSTGRES,

    /** Over Redis. */
    REDIS
}
