package dev.carewire.clinic;

import dev.carewire.command.Fields;
import java.time.ZoneId;
import java.util.Optional;

/** The fields of a clinic, as a client gives them. An empty field stays as it is. */
public record ClinicForm(Optional<String> name, Optional<ZoneId> zone, Optional<Overlap> overlap) {

    /**
     * The clinic after the change.
     *
     * @throws dev.carewire.command.RejectedException {@code INVALID} for a name that is not a line
     */
    StoredClinic applyTo(StoredClinic current) {
        return new StoredClinic(
                name.map(text -> Fields.line("name", text)).or(current::name),
                zone.or(current::zone),
                overlap.or(current::overlap),
                current.revision() + 1);
    }
}
