package dev.carewire.transport.socketio;

import java.time.Duration;

/**
 * How the Socket.IO edge behaves.
 *
 * @param pingInterval between two pings to a client; default 25 s
 * @param pingTimeout how long a client may take to answer; default 20 s
 * @param webSocket whether that transport is offered
 * @param recovery whether clients whose connection was lost may go on where they were
 * @param allowEio3 whether clients of Engine.IO v3 are served; default true
 * @param permessageDeflate whether WebSockets may carry compressed messages; default false
 * @param upgradeTimeout how long a change to WebSocket may take; default 10 s
 * @param authenticationTimeout how long a client may stay without a token; default 10 s
 * @param refusalGrace how long a refused client keeps its connection, to read why; default 1 s
 * @param idleTimeout how long a connection is kept over which nothing is said; default 1 h
 * @param maxPayload largest message of a client in bytes; default 1,000,000
 * @param binaryAttachments most that one message of a client may have, 0 to 1000; default 10
 * @param sendWindow bytes of events that may wait for one client before it counts as too slow; default 64 KiB
 * @param messagesPerSecond what one client may send in the long run; default 50
 * @param messagesBurst what one client may send at once; default 250
 */
public record EdgeConfig(
        Duration pingInterval,
        Duration pingTimeout,
        boolean webSocket,
        boolean recovery,
        boolean allowEio3,
        boolean permessageDeflate,
        Duration upgradeTimeout,
        Duration authenticationTimeout,
        Duration refusalGrace,
        Duration idleTimeout,
        int maxPayload,
        int binaryAttachments,
        int sendWindow,
        int messagesPerSecond,
        int messagesBurst) {}
