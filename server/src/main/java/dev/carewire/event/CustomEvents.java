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

    public static final EventType<VerbatimMessage> VERBATIM_EMITTED = new EventType<>(
            "verbatim.emitted",
            VerbatimMessage.class,
            new VerbatimAudience(),
            Delivery.LOGGED,
            Phi.CLINICAL,
            "A back end of one client family sent an event of that family in its own wire format.");

    public static final EventType<VerbatimMessage> VERBATIM_SIGNALED = new EventType<>(
            "verbatim.signaled",
            VerbatimMessage.class,
            new VerbatimAudience(),
            Delivery.VOLATILE,
            Phi.CLINICAL,
            "A back end of one client family sent an event in its own wire format that may be dropped.");

    /** These events; those of each pair differ only in their delivery. */
    public static final List<EventType<?>> ALL =
            List.of(CUSTOM_EMITTED, CUSTOM_SIGNALLED, VERBATIM_EMITTED, VERBATIM_SIGNALED);

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
     * A message that the clients of one family receive unchanged.
     *
     * @param family the family's name in requests, such as {@code derm-app}
     * @param name the event name that clients listen to
     * @param arguments JSON texts
     * @param targets their union receives it; never empty
     * @param except their members do not receive it
     */
    public record VerbatimMessage(
            String family, String name, List<String> arguments, List<Target> targets, List<Target> except) {

        public VerbatimMessage {
            Objects.requireNonNull(family, "family");
            Objects.requireNonNull(name, "name");
            arguments = List.copyOf(arguments);
            targets = List.copyOf(targets);
            except = List.copyOf(except);
            if (targets.isEmpty()) {
                throw new IllegalArgumentException("targets: none (expected: at least one)");
            }
        }

        /** Shows neither name nor arguments: both hold arbitrary text of the sender. */
        @Override
        public String toString() {
            return "VerbatimMessage[" + family + ", " + targets.size() + " targets]";
        }
    }

    /** The rooms that the sender named. */
    private static final class VerbatimAudience implements Audience<VerbatimMessage> {

        @Override
        public List<RoomKey> rooms(TenantId tenant, VerbatimMessage message) {
            return CustomEvents.rooms(tenant, message.targets());
        }

        @Override
        public List<RoomKey> exceptRooms(TenantId tenant, VerbatimMessage message) {
            return CustomEvents.rooms(tenant, message.except());
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
        return rooms(tenant, message.targets());
    }

    private static List<RoomKey> rooms(TenantId tenant, List<Target> targets) {
        return targets.stream().map(target -> target.roomIn(tenant)).toList();
    }
}
