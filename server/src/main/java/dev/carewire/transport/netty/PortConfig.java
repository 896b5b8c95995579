package dev.carewire.transport.netty;

import java.time.Duration;

/**
 * Where the server listens, and the limits of each connection before a protocol has been chosen.
 *
 * @param host address to listen on
 * @param port 0 to 65535; 0 takes a free one
 * @param eventLoops threads that serve connections, 1 to 256
 * @param sendWindow bytes that may wait for one connection before it counts as not writable; default 64 KiB
 * @param firstRequestTimeout how long a new connection may take to send its first request; default 10 s
 * @param trustedProxies the proxies that may name the addresses of their clients; default none
 * @param keptPerUser HTTP connections that may count for one user instead of their address, 1 or more; default 400
 * @param shutdownGrace how long connections have to end when the port closes; default 10 s
 */
public record PortConfig(
        String host,
        int port,
        int eventLoops,
        int sendWindow,
        Duration firstRequestTimeout,
        TrustedProxies trustedProxies,
        int keptPerUser,
        Duration shutdownGrace) {}
