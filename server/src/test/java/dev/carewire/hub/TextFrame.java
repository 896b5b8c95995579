package dev.carewire.hub;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A frame that holds its messages as texts and counts its holders. Any thread. */
public final class TextFrame implements Frame {

    private final List<String> messages;
    private final AtomicInteger holders = new AtomicInteger(1);

    /** A frame with one holder. */
    public TextFrame(List<String> messages) {
        this.messages = List.copyOf(messages);
    }

    public List<String> messages() {
        return messages;
    }

    /** The number of holders that have not released it. */
    public int refCount() {
        return holders.get();
    }

    @Override
    public int size() {
        return messages.stream()
                .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    /** Texts have two bytes per character. */
    @Override
    public int memorySize() {
        return 2 * messages.stream().mapToInt(String::length).sum();
    }

    @Override
    public void retain() {
        if (holders.getAndIncrement() <= 0) {
            throw new IllegalStateException("frame: retained after its end");
        }
    }

    @Override
    public void release() {
        if (holders.decrementAndGet() < 0) {
            throw new IllegalStateException("frame: released after its end");
        }
    }
}
