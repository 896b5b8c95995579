package dev.carewire.transport.socketio;

import dev.carewire.command.Caller;
import dev.carewire.dialect.Dialect;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Hub;
import dev.carewire.hub.RecoverableSession;
import dev.carewire.json.Json;
import dev.carewire.json.JsonValue;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.log.LogPosition;
import dev.carewire.transport.session.GrantedRecovery;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * A client says in its CONNECT that its connection was lost and what it has ("connection state recovery" of Socket.IO 4.6). Its
 * token has been verified by then like any other's; its rooms are authorised anew before anything is replayed.
 *
 * @param id what it was told as {@code pid}
 * @param offset the position that came with the last event it got
 */
record RecoveryRequest(String id, Optional<LogPosition> offset) {

    private static final int MAX_ID_LENGTH = 64;

    /** What the payload of a CONNECT says; empty if the client comes for the first time, or says it badly. */
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
     * What the client may go on with; empty if that is unknown or something would be missing. Never blocks, nor completes
     * exceptionally.
     *
     * @param workers run the authorisation of rooms, which may block; reject when saturated
     */
    CompletionStage<Optional<GrantedRecovery>> resume(
            Caller caller, Dialect dialect, SocketIoEncoding encoding, Hub hub, Executor workers) {
        return hub.recoverableSession(id, caller)
                .thenApplyAsync(
                        kept -> kept.filter(continuation -> continuation.encoding() == encoding)
                                .flatMap(continuation -> resume(continuation, caller, dialect, hub)),
                        workers)
                .exceptionally(outOfReach -> Optional.empty());
    }

    private Optional<GrantedRecovery> resume(RecoverableSession continuation, Caller caller, Dialect dialect, Hub hub) {
        Map<RoomKey, Long> allowed = new HashMap<>();
        continuation.rooms().forEach((room, since) -> {
            if (dialect.mayRejoin(room, caller)) {
                allowed.put(room, since);
            }
        });
        return hub.replayStart(continuation, offset).map(from -> new GrantedRecovery(continuation, allowed, from));
    }
}
