package dev.carewire.emission;

import dev.carewire.command.Checked;
import dev.carewire.command.FieldChecks;
import dev.carewire.command.RejectedException;
import dev.carewire.event.CustomEvents;
import dev.carewire.event.CustomEvents.Target;
import dev.carewire.event.CustomEvents.VerbatimMessage;
import dev.carewire.event.Delivery;
import dev.carewire.event.EventType;
import dev.carewire.identity.TenantId;
import dev.carewire.text.Texts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Validates events that back ends send in the wire format of a client family. Immutable; any thread; never blocks. */
public final class VerbatimMessages {

    /** Most rooms in {@code to}, and in {@code except}. */
    public static final int MAX_ROOMS = 100;

    /** Most arguments of an event. */
    public static final int MAX_ARGUMENTS = 16;

    /** Longest name of an event, in characters. */
    public static final int MAX_NAME = 128;

    /** Names that Socket.IO uses itself. */
    private static final Set<String> RESERVED_NAMES =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    /** Beginnings of the names that only this server sends. */
    private static final List<String> RESERVED_PREFIXES = List.of("auth:", "recovery:");

    private final FamilyWires wires;
    private final PayloadParser payloadParser;

    /** Validates events for the families of {@code wires}. */
    public VerbatimMessages(FamilyWires wires, PayloadParser payloadParser) {
        this.wires = wires;
        this.payloadParser = payloadParser;
    }

    /** The wires of the families. */
    public FamilyWires wires() {
        return wires;
    }

    /** The type of a verbatim event with that guarantee. */
    static EventType<VerbatimMessage> type(Delivery delivery) {
        return delivery == Delivery.LOGGED ? CustomEvents.VERBATIM_EMITTED : CustomEvents.VERBATIM_SIGNALED;
    }

    /**
     * The message of a valid emission.
     *
     * @throws RejectedException INVALID for faulty fields
     */
    public VerbatimMessage message(TenantId tenant, VerbatimEmission emission) {
        FamilyWire wire = wires.of(emission.family());
        FieldChecks checks = new FieldChecks();
        Checked<String> name = checks.check("event", () -> requireName(emission.event()));
        Checked<List<Target>> to = checks.check("to", () -> requireRooms(wire, tenant, emission.to()));
        Checked<List<Target>> except = checks.check("except", () -> rooms(wire, "except", tenant, emission.except()));
        Checked<List<String>> arguments = checks.check("args", () -> requireArguments(wire, emission));
        checks.requireValid();
        return new VerbatimMessage(wire.family(), name.value(), arguments.value(), to.value(), except.value());
    }

    private static List<Target> requireRooms(FamilyWire wire, TenantId tenant, List<String> names) {
        if (names.isEmpty()) {
            throw RejectedException.invalid("to: none (expected: 1 to " + MAX_ROOMS + " rooms)");
        }
        return rooms(wire, "to", tenant, names);
    }

    /**
     * The rooms of a tenant that some names stand for.
     *
     * @param field the name of the list in the request
     * @return without duplicates; none for no names
     * @throws RejectedException INVALID for invalid names, or more than {@value #MAX_ROOMS} names
     */
    public static List<Target> rooms(FamilyWire wire, String field, TenantId tenant, List<String> names) {
        if (names.size() > MAX_ROOMS) {
            throw RejectedException.invalid(
                    field + ": " + names.size() + " rooms (expected: at most " + MAX_ROOMS + ")");
        }
        FieldChecks checks = new FieldChecks();
        Set<Target> rooms = new LinkedHashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String place = field + "[" + i + "]";
            String name = names.get(i);
            checks.check(place, () -> wire.rooms(place, tenant, name)).valid().ifPresent(rooms::addAll);
        }
        checks.requireValid();
        return List.copyOf(rooms);
    }

    private static String requireName(String name) {
        if (name.isBlank() || name.length() > MAX_NAME || !Texts.isLine(name)) {
            throw RejectedException.invalid("event: invalid (expected: one line of 1 to " + MAX_NAME + " characters)");
        }
        if (RESERVED_NAMES.contains(name)) {
            throw RejectedException.invalid("event: reserved by Socket.IO (expected: another name)");
        }
        if (RESERVED_PREFIXES.stream().anyMatch(name::startsWith)) {
            throw RejectedException.invalid("event: reserved by this server (expected: no name that begins with "
                    + String.join(" or ", RESERVED_PREFIXES) + ")");
        }
        return name;
    }

    private List<String> requireArguments(FamilyWire wire, VerbatimEmission emission) {
        List<String> arguments = emission.arguments();
        boolean frame = wire.form() == FamilyWire.MessageForm.FRAME;
        if (frame && arguments.size() != 1) {
            throw RejectedException.invalid("args: " + arguments.size()
                    + " (expected: one object, the frame; this family's messages have no further arguments)");
        }
        if (arguments.size() > MAX_ARGUMENTS) {
            throw RejectedException.invalid("args: " + arguments.size() + " (expected: at most " + MAX_ARGUMENTS + ")");
        }
        payloadParser.checkArguments("args", arguments);
        if (frame) {
            payloadParser.checkFrame("args[0]", arguments.get(0), emission.event());
        }
        return arguments;
    }
}
