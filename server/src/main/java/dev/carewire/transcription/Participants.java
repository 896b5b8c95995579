package dev.carewire.transcription;

import dev.carewire.event.PatientSnapshot;
import dev.carewire.identity.TenantId;
import java.util.Optional;

/** Whom a recording is about. Sees one tenant only and blocks. */
public interface Participants {

    /** The patient of that id, who cannot be removed until this transaction ends. */
    Optional<PatientSnapshot> lockPatient(TenantId tenant, String id);
}
