package dev.carewire.emission;

import dev.carewire.command.RejectedException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The wires of the client families that the server serves, by name. Immutable. */
public final class FamilyWires {

    private final Map<String, FamilyWire> wires = new LinkedHashMap<>();

    /** The wires of these families; each has a different name. */
    public FamilyWires(Collection<FamilyWire> wires) {
        wires.forEach(wire -> this.wires.put(wire.family(), wire));
    }

    /**
     * The wire of a family.
     *
     * @throws RejectedException INVALID for an unknown name
     */
    public FamilyWire of(String family) {
        FamilyWire wire = wires.get(family);
        if (wire == null) {
            throw RejectedException.invalid(
                    "family: unknown (expected: one of " + String.join(", ", wires.keySet()) + ")");
        }
        return wire;
    }
}
