package dev.carewire.hub;

import dev.carewire.event.Event;
import dev.carewire.log.LogPosition;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A dialect's messages, unchanged, in {@link TextFrame}s. */
public final class TextEncoding implements Encoding {

    private final Function<Event<?>, List<String>> words;
    private final String family;

    /**
     * An encoding.
     *
     * @param words renders the messages of an event; none for an event that is not rendered
     */
    public TextEncoding(Function<Event<?>, List<String>> words) {
        this("test", words);
    }

    /** An encoding for sessions of {@code family}. */
    public TextEncoding(String family, Function<Event<?>, List<String>> words) {
        this.family = family;
        this.words = words;
    }

    @Override
    public String family() {
        return family;
    }

    @Override
    public String name() {
        return family + " text";
    }

    @Override
    public Optional<Frame> encode(Event<?> event, Optional<LogPosition> position) {
        return Optional.of(words.apply(event))
                .filter(messages -> !messages.isEmpty())
                .map(TextFrame::new);
    }

    /** The ack id precedes the last message. */
    @Override
    public Optional<Frame> encodeWithAck(Event<?> event, long question) {
        return Optional.of(words.apply(event))
                .filter(messages -> !messages.isEmpty())
                .map(messages -> new TextFrame(List.of(question + " " + messages.get(messages.size() - 1))));
    }

    @Override
    public Frame encode(List<String> messages) {
        return new TextFrame(messages);
    }

    /** The message, followed by the sizes of the attachments. */
    @Override
    public Frame encode(String message, List<byte[]> attachments) {
        String sizes = attachments.stream().map(bytes -> " +" + bytes.length).collect(Collectors.joining());
        return new TextFrame(List.of(message + sizes));
    }
}
