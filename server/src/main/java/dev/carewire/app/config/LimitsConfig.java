package dev.carewire.app.config;

import dev.carewire.hub.SessionLimits;
import dev.carewire.log.RingLimits;
import dev.carewire.transport.session.ConnectLimits;
import java.time.Duration;

/**
 * What clients may use.
 *
 * @param sessions how many may be connected
 * @param authenticationTimeout from the open transport to a valid token
 * @param connects how often connections may be opened from one address
 * @param idleTimeout how long a connection is kept over which nothing is said
 * @param maxPayload bytes of one message from a client
 * @param binaryAttachments of one message from a client
 * @param sendWindow bytes that may wait for one client
 * @param ring how much of each tenant's log is kept
 * @param messagesPerSecond of one connection, in the long run
 * @param messagesBurst of one connection, at once
 * @param shutdownGrace for running commands at a stop
 */
public record LimitsConfig(
        SessionLimits sessions,
        Duration authenticationTimeout,
        ConnectLimits connects,
        Duration idleTimeout,
        int maxPayload,
        int binaryAttachments,
        int sendWindow,
        RingLimits ring,
        int messagesPerSecond,
        int messagesBurst,
        Duration shutdownGrace) {}
