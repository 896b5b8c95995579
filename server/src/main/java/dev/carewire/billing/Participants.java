package dev.carewire.billing;

import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.identity.TenantId;
import java.util.Optional;

/** Whom and what an invoice concerns. Every call sees one tenant only and blocks. */
public interface Participants {

    /** The patient of that id, who cannot be removed until this transaction ends. */
    Optional<PatientSnapshot> lockPatient(TenantId tenant, String id);

    Optional<VisitSnapshot> visit(TenantId tenant, String id);
}
