package dev.carewire.event;

import dev.carewire.identity.TenantId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What other back ends tell their own clients through this server, in words that it does not know. */
public final class CustomEvents {

    public static final EventType<CustomMessage> CUSTOM_EMITTED = new EventType<>(
            "custom.emitted",
            CustomMessage.class,
            CustomEvents::rooms,
            Delivery.LOGGED,
            Phi.CLINICAL,
            "Another back end told its clients something of its own.");

    public static final EventType<CustomMessage> CUSTOM_SIGNALLED = new EventType<>(
            "custom.signalled",
            CustomMessage.class,
            CustomEvents::rooms,
            Delivery.VOLATILE,
            Phi.CLINICAL,
            "Another back end told its clients something of its own that may be missed.");

    /** Both, which differ in their delivery alone. */
    public static final List<EventType<?>> ALL = List.of(CUSTOM_EMITTED, CUSTOM_SIGNALLED);

    private CustomEvents() {}

    /**
     * A message that clients get as it is.
     *
     * @param name what clients listen to
     * @param data JSON text of the argument; empty for a message without one
     * @param targets whose union receives it; never empty
     */
    public record CustomMessage(String name, Optional<String> data, List<Target> targets) {

        public CustomMessage {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(data, "data");
            targets = List.copyOf(targets);
            if (targets.isEmpty()) {
                throw new IllegalArgumentException("targets: none (expected: at least one)");
            }
        }

        /** Neither name nor data: who made them up may have put anything into them. */
        @Override
        public String toString() {
            return "CustomMessage[" + targets.size() + " targets]";
        }
    }

    /**
     * A room of the event's own tenant.
     *
     * @param id as in {@link RoomKey}
     */
    public record Target(RoomKey.Kind kind, String id) {

        public Target {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(id, "id");
        }

        /** The room in {@code tenant}. */
        public RoomKey roomIn(TenantId tenant) {
            return new RoomKey(tenant, kind, id);
        }
    }

    private static List<RoomKey> rooms(TenantId tenant, CustomMessage message) {
        return message.targets().stream().map(target -> target.roomIn(tenant)).toList();
    }
}
