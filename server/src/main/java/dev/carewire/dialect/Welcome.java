package dev.carewire.dialect;

import java.util.List;

/** What becomes of a visitor who asks for a WebSocket. */
public sealed interface Welcome {

    /** A session from the first frame on. The caller's entry has the frames that it begins with. */
    record LetIn(Entry.Granted entry) implements Welcome {}

    /**
     * A WebSocket without a session: the client says in a frame who it is.
     *
     * @param greeting the frames it begins with
     */
    record Unknown(List<String> greeting) implements Welcome {

        public Unknown {
            greeting = List.copyOf(greeting);
        }
    }

    /** A WebSocket that is closed again, so that the client can read why. */
    record SentAway(Refusal refusal) implements Welcome {}

    /**
     * No WebSocket at all.
     *
     * @param status of the HTTP response, 400 to 599
     * @param json its body
     */
    record TurnedAway(int status, String json) implements Welcome {}
}
