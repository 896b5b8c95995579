package dev.carewire.emission;

import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.event.CustomEvents.Target;
import dev.carewire.event.RoomKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parses the rooms that back ends may name, as {@code kind} or {@code kind:id}; always of their own tenant. */
final class Targets {

    /** Most rooms and users of one event. */
    static final int MAX_TARGETS = 100;

    private static final Map<String, RoomKey.Kind> WITH_ID = Map.of(
            "user", RoomKey.Kind.USER,
            "thread", RoomKey.Kind.THREAD,
            "patient", RoomKey.Kind.PATIENT,
            "patient-flow", RoomKey.Kind.PATIENT_FLOW,
            "room-board", RoomKey.Kind.ROOM_BOARD,
            "provider-queue", RoomKey.Kind.PROVIDER_QUEUE);

    private static final Map<String, RoomKey.Kind> WITHOUT_ID = Map.of(
            "tenant", RoomKey.Kind.TENANT,
            "queue", RoomKey.Kind.QUEUE,
            "appointments", RoomKey.Kind.APPOINTMENTS,
            "visits", RoomKey.Kind.VISITS,
            "prescriptions", RoomKey.Kind.PRESCRIPTIONS,
            "invoices", RoomKey.Kind.INVOICES,
            "patient-flow", RoomKey.Kind.PATIENT_FLOW);

    private Targets() {}

    /**
     * The distinct targets of an event.
     *
     * @throws RejectedException INVALID for an invalid room, or if there are too many
     */
    static List<Target> of(Emission emission) {
        if (emission.rooms().size() + emission.users().size() > MAX_TARGETS) {
            throw RejectedException.invalid("rooms and users: too many (expected: at most " + MAX_TARGETS + ")");
        }
        Set<Target> targets = new LinkedHashSet<>();
        emission.rooms().forEach(room -> targets.add(room(room)));
        emission.users().forEach(user -> targets.add(new Target(RoomKey.Kind.USER, Fields.id("users", user))));
        return new ArrayList<>(targets);
    }

    private static Target room(String room) {
        int colon = room.indexOf(':');
        RoomKey.Kind kind = (colon < 0 ? WITHOUT_ID : WITH_ID).get(colon < 0 ? room : room.substring(0, colon));
        if (kind == null) {
            throw RejectedException.invalid("rooms: unknown (expected: tenant, user:ID, thread:ID, patient:ID, queue,"
                    + " appointments, visits, prescriptions, invoices, patient-flow, patient-flow:ID, room-board:ID or"
                    + " provider-queue:ID)");
        }
        return new Target(kind, colon < 0 ? "" : Fields.id("rooms", room.substring(colon + 1)));
    }
}
