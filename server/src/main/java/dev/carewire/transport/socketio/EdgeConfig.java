package dev.carewire.transport.socketio;

import java.time.Duration;

/**
 * How the Socket.IO edge behaves.
 *
 * @param host address to listen on
 * @param port 0 to 65535; 0 takes a free one
 * @param eventLoops threads that serve connections, 1 to 256
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
 * @param maxBody largest body of any other HTTP request in bytes; default 1,000,000
 * @param incomingBodies bytes that bodies of requests may hold on all connections together while they come in; default 64 MiB
 * @param sendWindow bytes of events that may wait for one client before it counts as too slow; default 64 KiB
 * @param messagesPerSecond what one client may send in the long run; default 50
 * @param messagesBurst what one client may send at once; default 250
 * @param shutdownGrace how long clients have to take their leave when the server stops; default 10 s
 */
public record EdgeConfig(
        String host,
        int port,
        int eventLoops,
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
        int maxBody,
        int incomingBodies,
        int sendWindow,
        int messagesPerSecond,
        int messagesBurst,
        Duration shutdownGrace) {}
