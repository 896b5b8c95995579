package dev.carewire.dialect.standard;

import dev.carewire.call.Calls;
import dev.carewire.call.Candidate;
import dev.carewire.dialect.Argument;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.Task;
import dev.carewire.hub.Session;
import dev.carewire.json.JsonObject;

/** What clients may say to set up a call; descriptions and candidates are those of the browser's WebRTC. */
final class CallCommands {

    private static final int MAX_LINE_INDEX = 65_535;

    private final Calls calls;

    CallCommands(Calls calls) {
        this.calls = calls;
    }

    void addTo(CommandTable.Builder commands) {
        commands.command("call:offer", this::offer)
                .command("call:answer", this::answer)
                .command("call:candidate", this::candidate)
                .command("call:hangup", this::hangUp);
    }

    private Task offer(Session session, Argument argument) {
        String threadId = argument.idField("threadId");
        String to = argument.idField("to");
        String sdp = argument.textField("sdp");
        return Task.blockingFor(() -> new JsonObject().put("callId", calls.offer(session.caller(), threadId, to, sdp)));
    }

    private Task answer(Session session, Argument argument) {
        String callId = argument.idField("callId");
        String sdp = argument.textField("sdp");
        return Task.inline(() -> calls.answer(session.caller(), session.id(), callId, sdp));
    }

    private Task candidate(Session session, Argument argument) {
        String callId = argument.idField("callId");
        Argument found = argument.objectField("candidate");
        Candidate candidate = new Candidate(
                found.textField("candidate"),
                found.optionalTextField("sdpMid"),
                found.optionalNumberField("sdpMLineIndex", MAX_LINE_INDEX),
                found.optionalTextField("usernameFragment"));
        return Task.inline(() -> calls.candidate(session.caller(), callId, candidate));
    }

    private Task hangUp(Session session, Argument argument) {
        String callId = argument.idField("callId");
        return Task.inline(() -> calls.hangUp(session.caller(), session.id(), callId));
    }
}
