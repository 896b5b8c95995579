package dev.carewire.emission;

import dev.carewire.command.RejectedException;
import dev.carewire.identity.TenantId;
import java.util.List;
import java.util.Set;

/** Parses the JSON text of back ends into event payloads. Any thread; never blocks. */
public interface PayloadParser {

    /** Largest data of one event, in bytes of UTF-8 without white space. */
    int MAX_BYTES = 65_536;

    /** Longest text in the data of a declared event, in characters. */
    int MAX_TEXT = 10_000;

    /** Deepest nesting of a custom event's data. */
    int MAX_DEPTH = 32;

    /**
     * Parses the payload of a declared event. Ids may be whole numbers, which count as their digits.
     *
     * @param tenant the clinic, whose time zone decides which day an instant belongs to
     * @throws RejectedException INVALID, naming the missing, unknown or wrong field without its value
     */
    <P extends Record> ParsedPayload<P> parse(TenantId tenant, String data, Class<P> type);

    /** The payload alone, as {@link #parse} reads it. */
    default <P extends Record> P read(TenantId tenant, String data, Class<P> type) {
        return parse(tenant, data, type).payload();
    }

    /**
     * A payload of a declared event.
     *
     * @param numericIds the ids in it that are numbers, in digits
     * @param <P> the payload
     */
    record ParsedPayload<P extends Record>(P payload, Set<String> numericIds) {

        public ParsedPayload {
            numericIds = Set.copyOf(numericIds);
        }
    }

    /**
     * Requires that a text is a JSON object.
     *
     * @param field its position in the data, for the rejection
     * @throws RejectedException INVALID for any other text
     */
    void checkObject(String field, String text);

    /**
     * Checks the arguments of a verbatim event: together at most {@value #MAX_BYTES} bytes, and at most {@value #MAX_DEPTH} levels
     * deep. The placeholders of Socket.IO and Node.js for bytes are rejected.
     *
     * @param field the name of the list, for the rejection
     * @param arguments JSON texts
     * @throws RejectedException INVALID otherwise
     */
    void checkArguments(String field, List<String> arguments);

    /**
     * Requires a JSON object whose {@code type} is the event's name.
     *
     * @param field its position, for the rejection
     * @throws RejectedException INVALID for any other text
     */
    void checkFrame(String field, String frame, String event);

    /**
     * Checks data that clients receive unchanged.
     *
     * @throws RejectedException INVALID if it is too large, nests too deep or contains invalid text
     */
    void check(String data);
}
