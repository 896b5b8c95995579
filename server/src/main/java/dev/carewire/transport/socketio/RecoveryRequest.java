package dev.carewire.transport.socketio;

import dev.carewire.command.Caller;
import dev.carewire.dialect.Dialect;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.RecoverableSession;
import dev.carewire.hub.Recovery;
import dev.carewire.hub.ReplayStart;
import dev.carewire.json.Json;
import dev.carewire.json.JsonValue;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.log.LogPosition;
import dev.carewire.transport.session.GrantedRecovery;
import dev.carewire.transport.session.RoomCheck;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * A client's request in its CONNECT to resume a session whose connection was lost (connection state recovery of Socket.IO 4.6). Its
 * token has been verified by then. Its rooms are authorized again before anything is replayed.
 *
 * @param id the {@code pid} that the server sent
 * @param offset the position of the last event that the client received
 */
record RecoveryRequest(String id, Optional<LogPosition> offset) {

    private static final int MAX_ID_LENGTH = 64;

    /** The request in the payload of a CONNECT; empty if there is none or it is malformed. */
    static Optional<RecoveryRequest> of(String payload) {
        if (!payload.contains("\"pid\"")) {
            return Optional.empty();
        }
        try {
            JsonValue value = Json.parse(payload);
            return value.text("pid")
                    .filter(id -> !id.isBlank() && id.length() <= MAX_ID_LENGTH)
                    .map(id -> new RecoveryRequest(id, value.text("offset").flatMap(LogPosition::parse)));
        } catch (MalformedJsonException malformed) {
            return Optional.empty();
        }
    }

    /**
     * The recovery that the client gets; empty if the session is unknown or the client would miss an event. Never blocks, nor
     * completes exceptionally.
     *
     * @param workers run the authorization of rooms, which may block; reject when saturated
     */
    CompletionStage<Optional<GrantedRecovery>> resume(
            Caller caller, Dialect dialect, SocketIoEncoding encoding, Recovery recovery, Executor workers) {
        return recovery.claim(id, caller, encoding)
                .thenCompose(claimed -> claimed.map(session -> resume(session, caller, dialect, recovery, workers))
                        .orElseGet(() -> CompletableFuture.completedStage(Optional.empty())));
    }

    private CompletionStage<Optional<GrantedRecovery>> resume(
            RecoverableSession session, Caller caller, Dialect dialect, Recovery recovery, Executor workers) {
        return CompletableFuture.completedStage(session)
                .thenComposeAsync(
                        claimed -> RoomCheck.of(claimed.rooms().keySet(), claimed::isGranted, caller, dialect), workers)
                .thenCompose(allowed -> recovery.replayStart(session, offset)
                        .thenApply(start -> start.map(from -> granted(session, allowed, from))))
                .exceptionally(outOfReach -> Optional.empty())
                .thenApply(granted -> {
                    if (granted.isEmpty()) {
                        recovery.discard(session);
                    }
                    return granted;
                });
    }

    private static GrantedRecovery granted(RecoverableSession session, Set<RoomKey> allowed, ReplayStart from) {
        Map<RoomKey, Long> rooms = new HashMap<>(session.rooms());
        rooms.keySet().retainAll(allowed);
        return new GrantedRecovery(session, rooms, from);
    }
}
