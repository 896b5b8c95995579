package dev.carewire.dialect;

import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.hub.Session;
import dev.carewire.json.JsonValue;
import java.util.List;
import java.util.Optional;

/** Asks commands what they make of an argument, without carrying anything out. */
public final class CommandProbe {

    /** What a client sends to go on with a new token, in the families that know it. */
    public static final String REFRESH = TokenMessages.REFRESH;

    private CommandProbe() {}

    /** A table whose one command has a fault of its own. */
    public static CommandTable failing(String name) {
        return CommandTable.builder()
                .commandForEveryone(name, (session, argument) -> {
                    throw new IllegalStateException("on purpose");
                })
                .build();
    }

    /**
     * The text of the refusal, if the argument is refused as INVALID.
     *
     * @param argument empty for none
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
