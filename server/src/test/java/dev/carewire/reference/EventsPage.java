package dev.carewire.reference;

import static java.util.stream.Collectors.joining;

import dev.carewire.event.EventCatalog;
import dev.carewire.event.EventType;
import dev.carewire.event.RoomKey;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The reference of events and commands as a Markdown page. */
final class EventsPage {

    private static final String HEAD = """
            # Events and commands

            This document lists every event and command of the two Socket.IO families, with a sample of each message. It is for
            front-end and back-end developers; `scripts/generate-docs` generates it from the code.

            The same reference exists as [asyncapi.yaml](asyncapi.yaml), and for TypeScript as
            [carewire-events.d.ts](../client-demo/javascript/carewire-events.d.ts).

            - **Rooms**: their members receive the event. [Rights](security.md#rights) shows the members of each room.
            - **Delivery**: the server stores `logged` events with the change they report, and sends them even if it dies in between.
              It may drop `volatile` events.
            - **Patient data**: `none`, `identifying` (names or contact data), `clinical` (a person together with their care).

            """;

    private static final String RECORDS = """

            ## Payloads and records

            Back ends send these to `POST /api/v1/emit`; [openapi.yaml](openapi.yaml) has them as JSON schemas. The patient data of an event
            is the level of all its records. Amounts are in cents, times in ISO 8601 with an offset.
            """;

    private EventsPage() {}

    static String text(List<Family> families, Map<String, Set<RoomKey.Kind>> rooms, RecordTypes records) {
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
                    .append("\n\nPayload: ")
                    .append(payload(type))
                    .append("\n");
            for (Family family : families) {
                List<String> messages = family.example(type);
                page.append("\n- ").append(family.name()).append(messages.isEmpty() ? ": not sent\n" : ":\n\n");
                messages.forEach(
                        message -> page.append("  ```json\n  ").append(message).append("\n  ```\n"));
            }
        }
        for (Family family : families) {
            page.append("\n## Connection messages: ").append(family.name()).append("\n\n```json\n");
            family.own().values().forEach(message -> page.append(message).append("\n"));
            page.append("```\n\n## Commands: ").append(family.name()).append("\n\n```ts\n");
            family.commands()
                    .forEach((name, found) -> page.append(TypeScriptFile.signature(name, found, ""))
                            .append("\n"));
            page.append("```\n");
        }
        return page.append(RECORDS).append(records.tables()).toString();
    }

    private static String payload(EventType<?> type) {
        String name = type.payload().getSimpleName();
        return "[" + name + "](#" + name.toLowerCase(Locale.ROOT) + ")";
    }

    private static String code(Enum<?> constant) {
        return "`" + constant.name().toLowerCase(Locale.ROOT).replace('_', '-') + "`";
    }
}
