package dev.carewire.adapter.redis;

import dev.carewire.redis.RedisAddress;

/** Servers of one Redis installation, which tests kill and start again. */
interface RedisServers extends AutoCloseable {

    /** Where clients find them. */
    RedisAddress address();

    /** Ends all servers with SIGKILL. Repeated calls do nothing. */
    void kill();

    /** Starts all servers that do not run, on the same ports. */
    void restart();

    /** Kills the servers and removes their files. */
    @Override
    void close();
}
