package dev.carewire.hub;

import dev.carewire.event.Event;
import dev.carewire.log.LogPosition;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A dialect's messages as they are, in {@link TextFrame}s. */
public final class TextEncoding implements Encoding {

    private final Function<Event<?>, List<String>> words;

    /**
     * An encoding.
     *
     * @param words the messages of an event; none when there are no words for it
     */
    public TextEncoding(Function<Event<?>, List<String>> words) {
        this.words = words;
    }

    @Override
    public Optional<Frame> encode(Event<?> event, Optional<LogPosition> position) {
        return Optional.of(words.apply(event))
                .filter(messages -> !messages.isEmpty())
                .map(TextFrame::new);
    }

    /** The question's number stands before the last message. */
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

    /** The message, and behind it the sizes of the attachments. */
    @Override
    public Frame encode(String message, List<byte[]> attachments) {
        String sizes = attachments.stream().map(bytes -> " +" + bytes.length).collect(Collectors.joining());
        return new TextFrame(List.of(message + sizes));
    }
}
