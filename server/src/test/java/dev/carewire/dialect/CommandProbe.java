package dev.carewire.dialect;

import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.hub.Session;
import dev.carewire.hub.TrafficCounters;
import dev.carewire.json.JsonValue;
import java.util.List;
import java.util.Optional;

/** Checks how commands parse an argument, without running them. */
public final class CommandProbe {

    /** The message with a new token, in the families that support it. */
    public static final String REFRESH = TokenMessages.REFRESH;

    private CommandProbe() {}

    /** A table in that format whose only command throws an exception. */
    public static CommandTable failing(CommandProtocol protocol, String name) {
        return CommandTable.builder(protocol, new TrafficCounters())
                .commandForEveryone(name, (session, argument) -> {
                    throw new IllegalStateException("on purpose");
                })
                .build();
    }

    /**
     * The message of the rejection, if the argument is rejected as INVALID.
     *
     * @param argument empty for a missing argument
     */
    public static Optional<String> refusal(
            CommandTable commands, String name, Session session, Optional<JsonValue> argument) {
        try {
            commands.command(name)
                    .orElseThrow()
                    .prepare(
                            session,
                            Argument.of(
                                    new EventMessage(
                                            name, argument.map(List::of).orElse(List.of())),
                                    List.of(new byte[1])));
            return Optional.empty();
        } catch (RejectedException refused) {
            return Optional.of(refused)
                    .filter(refusal -> refusal.rejection() == Rejection.INVALID)
                    .map(RejectedException::text);
        }
    }
}
