package dev.carewire.emit;

import dev.carewire.event.PrescriptionEvents;
import dev.carewire.event.PrescriptionEvents.PrescriptionCreated;
import dev.carewire.event.PrescriptionEvents.PrescriptionSent;
import dev.carewire.event.PrescriptionEvents.PrescriptionStatusChanged;
import dev.carewire.event.PrescriptionSnapshot;
import dev.carewire.event.PrescriptionStatus;
import dev.carewire.identity.TenantId;

/**
 * Publishes events about prescriptions. Every method joins the open transaction and blocks, like those of {@link Emit}
 * for stored data.
 */
public final class PrescriptionEmit {

    private final Emit emit;

    /** Helpers that publish through {@code emit}. */
    public PrescriptionEmit(Emit emit) {
        this.emit = emit;
    }

    public void emitPrescriptionCreated(TenantId tenant, PrescriptionSnapshot prescription) {
        emit.publish(tenant, PrescriptionEvents.PRESCRIPTION_CREATED, new PrescriptionCreated(prescription));
    }

    public void emitPrescriptionSent(TenantId tenant, PrescriptionSnapshot prescription) {
        emit.publish(
                tenant,
                PrescriptionEvents.PRESCRIPTION_SENT,
                new PrescriptionSent(prescription.id(), prescription.patient().id(), prescription.medication()));
    }

    public void emitPrescriptionStatusChanged(TenantId tenant, String prescriptionId, PrescriptionStatus status) {
        emit.publish(
                tenant,
                PrescriptionEvents.PRESCRIPTION_STATUS_CHANGED,
                new PrescriptionStatusChanged(prescriptionId, status));
    }
}
