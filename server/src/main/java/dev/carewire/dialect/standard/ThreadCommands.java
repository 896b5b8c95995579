package dev.carewire.dialect.standard;

import dev.carewire.dialect.Argument;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.PreparedCommand;
import dev.carewire.dialect.RoomAccess;
import dev.carewire.dialect.ThreadTyping;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Session;
import dev.carewire.messaging.Messaging;

/** The commands for message threads. */
final class ThreadCommands {

    private final RoomAccess access;
    private final ThreadTyping typing;

    ThreadCommands(RoomAccess access, Messaging messaging) {
        this.access = access;
        this.typing = new ThreadTyping(access, messaging);
    }

    void addTo(CommandTable.Builder commands) {
        commands.command("message:join-thread", this::joinThread)
                .command("message:leave-thread", this::leaveThread)
                .command("message:typing", this::setTyping);
    }

    private PreparedCommand joinThread(Session session, Argument argument) {
        RoomKey room = RoomKey.thread(session.tenant(), argument.id("threadId"));
        return PreparedCommand.pending(() -> access.join(session, room));
    }

    private PreparedCommand leaveThread(Session session, Argument argument) {
        RoomKey room = RoomKey.thread(session.tenant(), argument.id("threadId"));
        return PreparedCommand.inline(() -> access.leave(session, room));
    }

    private PreparedCommand setTyping(Session session, Argument argument) {
        String threadId = argument.idField("threadId");
        boolean isTyping = argument.flagField("isTyping");
        return PreparedCommand.pending(() -> typing.publish(session, threadId, isTyping));
    }
}
