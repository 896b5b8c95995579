package dev.carewire.transport.plain;

import java.time.Duration;

/**
 * How plain WebSockets behave.
 *
 * @param heartbeatInterval between two pings to a client; default 30 s
 * @param heartbeatTimeout how long after a ping a client may say nothing; default 20 s
 * @param authenticationTimeout how long a client may take to say who it is, anew after each attempt; default 10 s
 * @param idleTimeout how long a connection is kept over which only heartbeats go; default 1 h
 * @param maxPayload largest message of a client in bytes; default 1,000,000
 * @param permessageDeflate whether messages may be compressed; default false
 * @param messagesPerSecond what one client may send in the long run; default 50
 * @param messagesBurst what one client may send at once; default 250
 */
public record PlainConfig(
        Duration heartbeatInterval,
        Duration heartbeatTimeout,
        Duration authenticationTimeout,
        Duration idleTimeout,
        int maxPayload,
        boolean permessageDeflate,
        int messagesPerSecond,
        int messagesBurst) {}
