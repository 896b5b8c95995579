package dev.carewire.dialect.standard;

import dev.carewire.assistant.Assistant;
import dev.carewire.dialect.Argument;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.PreparedCommand;
import dev.carewire.dialect.RepeatableCommands;
import dev.carewire.hub.Session;
import dev.carewire.json.JsonObject;

/** The commands for the assistant. */
final class AssistantCommands {

    private static final String ASK = "assistant:ask";

    private final Assistant assistant;
    private final RepeatableCommands repeatable;

    AssistantCommands(Assistant assistant, RepeatableCommands repeatable) {
        this.assistant = assistant;
        this.repeatable = repeatable;
    }

    void addTo(CommandTable.Builder commands) {
        commands.command(ASK, this::ask).command("assistant:cancel", this::cancel);
    }

    private PreparedCommand ask(Session session, Argument argument) {
        String threadId = argument.idField("threadId");
        String text = argument.textField("text");
        return repeatable.prepare(
                session,
                ASK,
                argument,
                () -> new JsonObject()
                        .put(
                                "messageId",
                                assistant.ask(session.caller(), threadId, text).id()));
    }

    private PreparedCommand cancel(Session session, Argument argument) {
        String threadId = argument.idField("threadId");
        return PreparedCommand.blocking(() -> assistant.cancel(session.caller(), threadId));
    }
}
