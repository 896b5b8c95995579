package dev.carewire.redis.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The messages that the published npm packages sent. {@code client-demo/javascript/lib/node-cluster-messages.mjs} wrote the recording. */
final class RecordedMessages {

    /** A message by its name. */
    record Recorded(String name, String channel, String hex) {

        byte[] message() {
            return HexFormat.of().parseHex(hex);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private final Map<String, Recorded> messages = new LinkedHashMap<>();

    private RecordedMessages() {}

    static RecordedMessages read() {
        RecordedMessages recorded = new RecordedMessages();
        try (InputStream file = Objects.requireNonNull(
                RecordedMessages.class.getResourceAsStream("/node-messages.txt"), "node-messages.txt")) {
            for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                String[] columns = line.split("\t", -1);
                recorded.messages.put(columns[0], new Recorded(columns[0], columns[1], columns[2]));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return recorded;
    }

    List<Recorded> all() {
        return List.copyOf(messages.values());
    }

    byte[] message(String name) {
        return Objects.requireNonNull(messages.get(name), name).message();
    }
}
