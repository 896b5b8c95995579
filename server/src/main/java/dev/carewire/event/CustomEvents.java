package dev.carewire.event;

import dev.carewire.identity.TenantId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Events that other back ends define and publish to their own clients through this server. */
public final class CustomEvents {

    public static final EventType<CustomMessage> CUSTOM_EMITTED = new EventType<>(
            "custom.emitted",
            CustomMessage.class,
            CustomEvents::rooms,
            Delivery.LOGGED,
            Phi.CLINICAL,
            "Another back end published a message of its own to its clients.");

    public static final EventType<CustomMessage> CUSTOM_SIGNALLED = new EventType<>(
            "custom.signalled",
            CustomMessage.class,
            CustomEvents::rooms,
            Delivery.VOLATILE,
            Phi.CLINICAL,
            "Another back end published a message of its own that may be dropped.");

    /** Both events, which differ only in their delivery. */
    public static final List<EventType<?>> ALL = List.of(CUSTOM_EMITTED, CUSTOM_SIGNALLED);

    private CustomEvents() {}

    /**
     * A message that clients receive unchanged.
     *
     * @param name the event name that clients listen to
     * @param data JSON text of the argument; empty for a message without one
     * @param targets their union receives it; never empty
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

        /** Shows neither name nor data: both hold arbitrary text of the sender. */
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
