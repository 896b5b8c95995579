package dev.carewire.reference;

import static java.util.stream.Collectors.joining;

import dev.carewire.event.EventCatalog;
import dev.carewire.event.EventType;
import dev.carewire.event.RoomKey;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The reference of events and commands as a page. */
final class EventsPage {

    private static final String HEAD = """
            # Events and commands

            Made by `scripts/generate-docs` from the catalogue of events and the client families' words; a test compares. For
            programs: [asyncapi.yaml](asyncapi.yaml), and for TypeScript
            [carewire-events.d.ts](../client-demo/javascript/carewire-events.d.ts).

            - **Rooms** are those whose members receive the event; who is in them: [Rights](security.md#rights).
            - **Delivery**: `logged` events are stored with the change they report and sent even if the server dies in between;
              `volatile` ones may be dropped.
            - **Patient data**: `none`, `identifying` (names or contact data), `clinical` (a person together with their care).

            """;

    private EventsPage() {}

    static String text(List<Family> families, Map<String, Set<RoomKey.Kind>> rooms) {
        StringBuilder page = new StringBuilder(HEAD).append("## Events\n");
        for (EventType<?> type : EventCatalog.ALL) {
            page.append("\n### ")
                    .append(type.name())
                    .append("\n\n")
                    .append(type.summary())
                    .append("\n\n");
            page.append("Rooms: ")
                    .append(rooms.get(type.name()).stream()
                            .map(EventsPage::code)
                            .collect(joining(", ")))
                    .append(" · delivery: ")
                    .append(code(type.delivery()))
                    .append(" · patient data: ")
                    .append(code(type.phi()))
                    .append("\n");
            for (Family family : families) {
                List<String> messages = family.example(type);
                page.append("\n- ").append(family.name()).append(messages.isEmpty() ? ": not told\n" : ":\n\n");
                messages.forEach(
                        message -> page.append("  ```json\n  ").append(message).append("\n  ```\n"));
            }
        }
        for (Family family : families) {
            page.append("\n## Of the connection itself: ").append(family.name()).append("\n\n```json\n");
            family.own().values().forEach(message -> page.append(message).append("\n"));
            page.append("```\n\n## Commands: ").append(family.name()).append("\n\n```ts\n");
            family.commands()
                    .forEach((name, found) -> page.append(TypeScriptFile.signature(name, found, ""))
                            .append("\n"));
            page.append("```\n");
        }
        return page.toString();
    }

    private static String code(Enum<?> constant) {
        return "`" + constant.name().toLowerCase(Locale.ROOT).replace('_', '-') + "`";
    }
}
