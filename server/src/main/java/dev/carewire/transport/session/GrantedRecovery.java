package dev.carewire.transport.session;

import dev.carewire.event.RoomKey;
import dev.carewire.hub.RecoverableSession;
import dev.carewire.hub.ReplayStart;
import java.util.Map;

/**
 * A recovery that the dialect and the hub allow.
 *
 * @param session the session that was interrupted
 * @param rooms those of its rooms that the client may still be in, with the number at which it joined each
 * @param replayStart where the missed events begin
 */
public record GrantedRecovery(RecoverableSession session, Map<RoomKey, Long> rooms, ReplayStart replayStart) {}
