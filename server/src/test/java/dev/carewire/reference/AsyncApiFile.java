package dev.carewire.reference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * The reference as an AsyncAPI 3.0 document, from the server's point of view: it sends events and receives commands.
 */
final class AsyncApiFile {

    private AsyncApiFile() {}

    static String text(List<Family> families, String version) {
        Map<String, Object> channels = new LinkedHashMap<>();
        Map<String, Object> operations = new LinkedHashMap<>();
        for (Family family : families) {
            Map<String, Object> sent = new LinkedHashMap<>();
            family.messages().forEach((name, shape) -> sent.put(key(name), message(name, shape.schema())));
            add(channels, operations, family.name() + "Events", "send", sent);
            Map<String, Object> received = new LinkedHashMap<>();
            family.commands()
                    .forEach((name, found) -> received.put(
                            key(name),
                            message(name, found.shape().map(Shape::schema).orElse(Map.of()))));
            add(channels, operations, family.name() + "Commands", "receive", received);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("asyncapi", "3.0.0");
        document.put(
                "info",
                Map.of(
                        "title",
                        "CareWire",
                        "version",
                        version,
                        "description",
                        "Socket.IO events and commands of each client family. Made by scripts/generate-docs."));
        document.put("defaultContentType", "application/json");
        document.put("channels", channels);
        document.put("operations", operations);
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(120);
        return new Yaml(options).dump(sorted(document));
    }

    private static void add(
            Map<String, Object> channels,
            Map<String, Object> operations,
            String name,
            String action,
            Map<String, Object> messages) {
        channels.put(name, Map.of("messages", messages));
        operations.put(name, Map.of("action", action, "channel", Map.of("$ref", "#/channels/" + name)));
    }

    private static Map<String, Object> message(String name, Map<String, Object> payload) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("name", name);
        message.put("payload", payload);
        return message;
    }

    private static String key(String name) {
        return name.replace(':', '.');
    }

    /** A fixed order, since the runtime varies that of small maps. */
    private static Object sorted(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.keySet().stream().map(String.class::cast).sorted().forEach(key -> copy.put(key, sorted(map.get(key))));
            return copy;
        }
        return value;
    }
}
