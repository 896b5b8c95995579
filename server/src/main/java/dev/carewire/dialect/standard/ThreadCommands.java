package dev.carewire.dialect.standard;

import dev.carewire.dialect.Argument;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.PreparedCommand;
import dev.carewire.dialect.Rooms;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Session;
import dev.carewire.messaging.Messaging;

/** The commands for message threads. */
final class ThreadCommands {

    private final Rooms rooms;
    private final Messaging messaging;

    ThreadCommands(Rooms rooms, Messaging messaging) {
        this.rooms = rooms;
        this.messaging = messaging;
    }

    void addTo(CommandTable.Builder commands) {
        commands.command("message:join-thread", this::joinThread)
                .command("message:leave-thread", this::leaveThread)
                .command("message:typing", this::typing);
    }

    private PreparedCommand joinThread(Session session, Argument argument) {
        String threadId = argument.id("threadId");
        return PreparedCommand.blocking(() -> messaging.runAsMember(
                session.caller(), threadId, () -> rooms.join(session, RoomKey.thread(session.tenant(), threadId))));
    }

    private PreparedCommand leaveThread(Session session, Argument argument) {
        RoomKey room = RoomKey.thread(session.tenant(), argument.id("threadId"));
        return PreparedCommand.inline(() -> rooms.leave(session, room));
    }

    /** A session in the thread's room was verified as a member when it joined; others are looked up. */
    private PreparedCommand typing(Session session, Argument argument) {
        String threadId = argument.idField("threadId");
        boolean typing = argument.flagField("isTyping");
        RoomKey room = RoomKey.thread(session.tenant(), threadId);
        Runnable tell = () -> messaging.setTyping(session.caller(), session.id(), threadId, typing);
        if (session.isIn(room)) {
            return PreparedCommand.inline(tell);
        }
        return PreparedCommand.blocking(() -> {
            // A pending join may have completed in the meantime.
            if (!session.isIn(room)) {
                messaging.requireMember(session.caller(), threadId);
            }
            tell.run();
        });
    }
}
