package dev.carewire.dialect;

import dev.carewire.event.RoomKey;
import dev.carewire.hub.Session;
import dev.carewire.messaging.Messaging;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Publishes that users type in threads. Any thread but the event loops: methods may block until they return, and their
 * stages may complete later.
 */
public final class ThreadTyping {

    private final RoomAccess access;
    private final Messaging messaging;

    /** Typing in the threads that clients have {@code access} to. */
    public ThreadTyping(RoomAccess access, Messaging messaging) {
        this.access = access;
        this.messaging = messaging;
    }

    /**
     * Publishes that the user of a session starts or stops typing. The session need not have joined the thread's room. All
     * members receive it if this server keeps the thread; otherwise, the clients' families know who does.
     *
     * @return fails with a {@link dev.carewire.command.RejectedException} for a user without the right to the thread
     */
    public CompletionStage<Void> publish(Session session, String threadId, boolean typing) {
        RoomKey room = RoomKey.thread(session.tenant(), threadId);
        if (access.keepsRecordOf(room)) {
            messaging.setTypingAsMember(session.caller(), session.id(), threadId, typing);
            return CompletableFuture.completedStage(null);
        }
        return access.require(session, room)
                .thenRun(() -> messaging.setTyping(session.caller(), session.id(), threadId, typing, Optional.empty()));
    }
}
