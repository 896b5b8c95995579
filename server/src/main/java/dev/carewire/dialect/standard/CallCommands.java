package dev.carewire.dialect.standard;

import dev.carewire.call.Calls;
import dev.carewire.call.IceCandidate;
import dev.carewire.dialect.Argument;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.PreparedCommand;
import dev.carewire.dialect.RepeatableCommands;
import dev.carewire.dialect.RoomAccess;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Session;
import dev.carewire.json.JsonObject;
import java.util.function.Supplier;

/** The commands for call signaling; descriptions and candidates are those of the browser's WebRTC. */
final class CallCommands {

    private static final int MAX_LINE_INDEX = 65_535;

    private static final String OFFER = "call:offer";

    private final RoomAccess access;
    private final Calls calls;
    private final RepeatableCommands repeatable;

    CallCommands(RoomAccess access, Calls calls, RepeatableCommands repeatable) {
        this.access = access;
        this.calls = calls;
        this.repeatable = repeatable;
    }

    void addTo(CommandTable.Builder commands) {
        commands.command(OFFER, this::offer)
                .command("call:answer", this::answer)
                .command("call:candidate", this::candidate)
                .command("call:hangup", this::hangUp);
    }

    private PreparedCommand offer(Session session, Argument argument) {
        String threadId = argument.idField("threadId");
        String to = argument.idField("to");
        String sdp = argument.textField("sdp");
        RoomKey thread = RoomKey.thread(session.tenant(), threadId);
        Supplier<JsonObject> offered = repeatable.once(
                session,
                OFFER,
                argument,
                () -> new JsonObject().put("callId", calls.offer(session.caller(), threadId, to, sdp)));
        return PreparedCommand.pendingWithResult(
                () -> access.require(session, thread).thenApply(may -> offered.get()));
    }

    private PreparedCommand answer(Session session, Argument argument) {
        String callId = argument.idField("callId");
        String sdp = argument.textField("sdp");
        return PreparedCommand.inline(() -> calls.answer(session.caller(), session.id(), callId, sdp));
    }

    private PreparedCommand candidate(Session session, Argument argument) {
        String callId = argument.idField("callId");
        Argument found = argument.objectField("candidate");
        IceCandidate candidate = new IceCandidate(
                found.textField("candidate"),
                found.optionalTextField("sdpMid"),
                found.optionalNumberField("sdpMLineIndex", MAX_LINE_INDEX),
                found.optionalTextField("usernameFragment"));
        return PreparedCommand.inline(() -> calls.relayCandidate(session.caller(), callId, candidate));
    }

    private PreparedCommand hangUp(Session session, Argument argument) {
        String callId = argument.idField("callId");
        return PreparedCommand.inline(() -> calls.hangUp(session.caller(), session.id(), callId));
    }
}
